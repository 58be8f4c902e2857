// Graphs of membership records with their expected outcomes: dropped records, void records, and
// members with their devices. Another program wrote `conflicts.json` from docs/protocol.md alone.
// `judged-vectors.ts` beside this file writes `judged.json`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkRecord, type GroupState, type Membership } from '#core/group'
import { fromHex } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Extension } from '../../src/core/group/history.ts'

export type GraphRecord = Record<'type' | 'id' | 'bytes' | 'device' | 'signature', string>

export type DeviceState = 'active' | 'shut-out' | 'removed'

export type Graph = {
  name: string
  group: string
  records: GraphRecord[]
  /** Ids of the records that break a rule, and so are not part of the graph. */
  dropped: string[]
  voided: string[]
  members: Record<string, Outcome>
  /** The epoch to send in; null if a device first has to begin one. */
  sendIn: string | null
}

type Outcome = {
  role: string
  outside: boolean
  removed: boolean
  devices: Record<string, DeviceState>
}

export const readVectors = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/vectors', file), 'utf8'))

export const graphsOf = (file: string): Graph[] => (readVectors(file) as { graphs: Graph[] }).graphs

/**
 * The records of a graph with form and signature checked; a wrong one is an error of the vector.
 */
export const recordsOf = ({ group, records }: Pick<Graph, 'group' | 'records'>): Membership[] =>
  records.map(({ id, bytes, device, signature }) => {
    const signatures: [DeviceId, Uint8Array][] = [[device as DeviceId, fromHex(signature)]]
    const signed = { id: id as RecordId, bytes: fromHex(bytes), signatures }
    const record = checkRecord(group as GroupId, signed)
    if (!record) throw new Error(`a record is wrong in form or signature: ${id}`)
    return record
  })

const membersOf = (state: GroupState): Record<string, Outcome> => {
  const all = [...state.members.values(), ...state.pastMembers.values()]
  const devicesOf = (member: string): [string, DeviceState][] => [
    ...[...state.devices.values()]
      .filter(device => device.member === member)
      .map(({ id }): [string, DeviceState] => [id, 'active']),
    ...[...state.pastDevices.values()]
      .filter(device => device.member === member)
      .map(({ id, state: how }): [string, DeviceState] => [id, how]),
  ]
  return Object.fromEntries(
    all.map(({ id, role, outside }) => [
      id,
      {
        role,
        outside,
        removed: state.pastMembers.has(id),
        devices: Object.fromEntries(devicesOf(id).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      },
    ]),
  )
}

export type Verdict = Pick<Graph, 'dropped' | 'voided' | 'members' | 'sendIn'>

/** A program's verdict on a graph, in the terms of the vectors. */
export const verdictOf = (
  { history, refused }: Pick<Extension, 'history' | 'refused'>,
  epochOf: (state: GroupState) => { id: string } | null,
): Verdict => ({
  dropped: refused.map(({ record }) => record.id as string).toSorted(),
  voided: [...history.state.voided].toSorted(),
  members: membersOf(history.state),
  sendIn: epochOf(history.state)?.id ?? null,
})

/** The expected verdict of the vector. */
export const expectedOf = ({ dropped, voided, members, sendIn }: Graph): Verdict => ({
  dropped: dropped.toSorted(),
  voided: voided.toSorted(),
  members,
  sendIn,
})
