// The room for acts that wait. A few of each device have a place; the rest is put off. An act that is put
// off lies in the log beside the text, and is read again from there when its base is taken in.
import { actIdOf, readAct, type Act, type Membership } from '#core/deliberation/acts'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { extendGraph, type Placed } from '#core/records'
import type { LoggedAct } from '#document/adoption'
import type { ActId, DeviceId, GroupId } from '#shared/ids'
import type { OpenActs } from './open-acts.ts'

/** Each act has at most 32 KiB, so these are 4 MiB and 32 MiB as well. */
const waitingLimits = { ofOneDevice: 128, ofAll: 1_024 }

type RoomArchive = Pick<Archive, 'acts' | 'actTasks'>

/** All devices that are not active by the records of now share one place. */
type Holder = DeviceId | 'stranger'

/** Documents in which acts wait. */
const documentsIn = ({ actTasks }: RoomArchive, group?: GroupId) =>
  actTasks.list(group === undefined ? { task: 'wait' } : { task: 'wait', group })

const countBy = <Key>(keys: readonly Key[]): Map<Key, number> => {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Devices whose waiting acts take all the room that one device has in a group or circle. */
export const crowdingIn = (archive: RoomArchive, group: GroupId): DeviceId[] => {
  const devices = documentsIn(archive, group).flatMap(({ document }) =>
    archive.acts.list({ document, state: 'waiting' }, ['device']).map(({ device }) => device),
  )
  return [...countBy(devices)]
    .filter(([, count]) => count >= waitingLimits.ofOneDevice)
    .map(([device]) => device)
}

/** The first act of each holder, then the second of each, and so on. */
const inTurns = (acts: readonly Act[], holderOf: (device: DeviceId) => Holder): Act[] => {
  const turns = new Map<Holder, number>()
  return acts
    .map(act => {
      const turn = turns.get(holderOf(act.device)) ?? 0
      turns.set(holderOf(act.device), turn + 1)
      return { act, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ act }) => act)
}

/**
 * The waiting acts that have no place. Acts that are not in the log come first: they could not be read
 * again from there.
 */
export const beyondRoom = (
  archive: RoomArchive,
  { document, group, waiting }: OpenActs,
  isKnown: (device: DeviceId) => boolean,
): ActId[] => {
  if (waiting.size === 0) return []
  const holderOf = (device: DeviceId): Holder => (isKnown(device) ? device : 'stranger')
  const elsewhere = documentsIn(archive).filter(each => each.document !== document)
  const others = elsewhere.flatMap(task =>
    archive.acts
      .list({ document: task.document, state: 'waiting' }, ['device'])
      .map(({ device }) => ({ device, group: task.group })),
  )
  const held = countBy(
    others.filter(each => each.group === group).map(({ device }) => holderOf(device)),
  )
  let all = others.length
  const apart = new Set(
    archive.acts.list({ document, state: 'waiting', place: 'apart' }, ['id']).map(({ id }) => id),
  )
  const acts = [...waiting.values()].toSorted(
    (a, b) => Number(apart.has(b.id)) - Number(apart.has(a.id)),
  )
  return inTurns(acts, holderOf)
    .filter(({ device }) => {
      const holder = holderOf(device)
      const before = held.get(holder) ?? 0
      if (before >= waitingLimits.ofOneDevice || all >= waitingLimits.ofAll) return true
      held.set(holder, before + 1)
      all++
      return false
    })
    .map(({ id }) => id)
}

/**
 * Acts in the log that are not here, and stand on what is here or on each other. `isAll`: none is left
 * that stands on anything else. Signatures are not checked.
 */
export const readyIn = (
  { graphs, waiting }: OpenActs,
  log: readonly LoggedAct[],
  membership: Membership,
): { ready: LoggedAct[]; isAll: boolean } => {
  const unknown = new Map<ActId, Act>()
  for (const logged of log) {
    const id = actIdOf(logged.bytes as Bytes)
    if (waiting.has(id) || [...graphs.values()].some(({ nodes }) => nodes.has(id))) continue
    const act = readAct({ bytes: logged.bytes as Bytes, signature: logged.signature as Bytes })
    if (act) unknown.set(id, act)
  }
  const ready: LoggedAct[] = []
  for (const [graph, acts] of Map.groupBy([...unknown.values()], act => act.document)) {
    const nodes: ReadonlyMap<ActId, Placed<Act>> = graphs.get(graph)?.nodes ?? new Map()
    const here = { nodes, frontier: new Set<ActId>() }
    const offered = acts.filter(({ heads }) => membership.at(heads) !== null)
    const { accepted } = extendGraph<ActId, Act, Placed<Act>>(
      here,
      offered,
      (record, { depth }) => ({ record, depth }),
    )
    ready.push(...accepted.map(({ signed }) => signed))
  }
  return { ready, isAll: ready.length === unknown.size }
}
