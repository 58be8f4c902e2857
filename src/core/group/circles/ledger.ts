// The records of one circle on this device, with the epoch keys for it.
import { openBox, type Bytes } from '#core/keys'
import { openLog, recordLimits, type SignedRecord, type Taken } from '#core/records'
import { CircleRole } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { epochIdOf } from '../epochs.ts'
import type { Group } from '../group.ts'
import { openKeyring } from '../keyring.ts'
import { knownDevice } from '../state.ts'
import type { GroupStorage } from '../storage.ts'
import type { InGroup } from './counting.ts'
import { circleRecords, writeCircleRecord } from './history.ts'
import type { CircleNodes } from './people.ts'
import type { CircleBody, CircleRecord } from './records.ts'
import { peopleAt, type CircleState } from './state.ts'

export type CirclePorts = { storage: GroupStorage; group: Group; now(): number }

export type CircleLedger = {
  nodes(): CircleNodes
  state(): CircleState
  /** The role of the device's member after these heads; null if one of them is missing here. */
  roleAt(heads: readonly RecordId[], device: DeviceId): CircleRole | null
  epochKey(epoch: EpochId): Bytes | null
  /** Milliseconds since the key came to this device, by its own clock. */
  epochAge(epoch: EpochId): number
  /** Whether one of these records is correctly signed and not yet known here. */
  hasNews(records: readonly SignedRecord[]): boolean
  /** Accepts records from outside: any order, duplicates, any bytes. */
  add(records: readonly SignedRecord[]): Taken
  /**
   * Writes a record of this device. `key` is the key of its epoch if that is not for this device
   * itself. Failure `not-permitted` if the record would not count.
   */
  write(body: CircleBody, key: Bytes | null, parents?: readonly RecordId[]): void
  /** Judges all records by the present group. Returns the heads that counted before. */
  judgeAgain(): readonly RecordId[]
  /** Remembers the present heads as those that counted. */
  settle(): void
  /** Notifies the listeners. */
  announce(): void
  onChange(listen: () => void): () => void
}

const noMember = '' as MemberId

/** The present state of devices in the group, read at each question. */
export const inGroupOf = (group: Pick<Group, 'state'>): InGroup => ({
  isActive: device => group.state().devices.has(device),
  remains(device) {
    const { devices, pastDevices } = group.state()
    return devices.has(device) || pastDevices.get(device)?.state === 'shut-out'
  },
  isOf: (device, member) => knownDevice(group.state(), device)?.member === member,
})

export const openCircleLedger = (
  { storage, group, now }: CirclePorts,
  id: GroupId,
): CircleLedger => {
  const { keys, device: self } = group.self
  const inGroup = inGroupOf(group)
  const keyring = openKeyring(storage, id, now)

  const openKeys = (records: readonly CircleRecord[]): void => {
    for (const { body } of records) {
      const epoch = 'epoch' in body ? body.epoch : null
      const box = epoch?.boxes.find(([device]) => device === self)?.[1]
      const key = box ? openBox(keys.agreement, box) : null
      if (epoch && key && epochIdOf(key) === epoch.id) keyring.put(epoch.id, key)
    }
  }
  const countedHeads = (): RecordId[] =>
    storage.countedHeads.list({ circle: id }).map(({ head }) => head)
  const keepCounted = ({ heads }: CircleState): void =>
    storage.transaction(() => {
      storage.countedHeads.remove({ circle: id })
      for (const head of heads) storage.countedHeads.put({ circle: id, head })
    })

  const log = openLog(circleRecords, {
    storage,
    id,
    environment: inGroup,
    kept(accepted, { state }) {
      openKeys(accepted)
      keepCounted(state)
    },
    reload: keyring.reload,
  })
  const nodes = (): CircleNodes => log.history().nodes
  const state = (): CircleState => log.history().state

  return {
    nodes,
    state,
    roleAt(heads, device) {
      if (heads.some(head => !nodes().has(head))) return null
      // The first judgement leaves departures from the group out: a right that existed once stays.
      const found = [() => true, inGroup.remains].map(remains => {
        const { devices, members } = peopleAt(nodes(), heads, { ...inGroup, remains })
        return members.get(devices.get(device)?.member ?? noMember)?.role ?? null
      })
      return CircleRole.options.find(role => found.includes(role)) ?? null
    },
    epochKey: keyring.get,
    epochAge: keyring.age,
    hasNews: log.hasNews,
    add: log.add,
    write(body, key, parents = state().heads) {
      const origin = { group: id, parents: parents.slice(0, recordLimits.parents), at: now() }
      const signed = writeCircleRecord(keys, origin, body)
      log.together(() => {
        if (key && 'epoch' in body && body.epoch) keyring.put(body.epoch.id, key)
        const { accepted } = log.add([signed])
        if (accepted !== 1 || state().voided.has(signed.id)) throw new Failure('not-permitted')
      })
    },
    judgeAgain() {
      const counted = countedHeads()
      log.reduceAgain()
      return counted
    },
    settle: () => keepCounted(state()),
    announce: () => log.together(log.touch),
    onChange: log.onChange,
  }
}
