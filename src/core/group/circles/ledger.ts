// The records of one circle on this device: judged in memory, stored in the archive, with the epoch
// keys for this device. Memory and archive change together or not at all.
import { decodeStrict, encode, fromHex, openBox, type Bytes } from '#core/keys'
import { CircleRole } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { epochAges } from '../epoch-age.ts'
import { epochIdOf } from '../epochs.ts'
import { idOf, listOf } from '../fields.ts'
import type { Group } from '../group.ts'
import type { Taken } from '../ledger.ts'
import { limits, type SignedRecord } from '../records.ts'
import { knownDevice } from '../state.ts'
import type { GroupStorage } from '../storage.ts'
import { checkedOnce } from '../checked-once.ts'
import { withinWaitingLimits } from '../waiting-limits.ts'
import type { InGroup } from './counting.ts'
import { grow } from './graph.ts'
import type { CircleNodes } from './people.ts'
import { checkCircleRecord, readCircleRecord, writeCircleRecord } from './records.ts'
import type { CircleBody, CircleRecord } from './records.ts'
import type { Present } from './record-limits.ts'
import { circleStateOf, peopleAt, type CircleState } from './state.ts'

export type CircleRooms = { storage: GroupStorage; group: Group; now(): number }

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
  announce(): void
  onChange(listen: () => void): () => void
}

const noMember = '' as MemberId
const countedNote = 'circle/counted'

/** The present state of devices in the group, read at each question. */
export const inGroupOf = (group: Pick<Group, 'state'>): InGroup => ({
  isActive: device => group.state().devices.has(device),
  remains(device) {
    const { devices, pastDevices } = group.state()
    return devices.has(device) || pastDevices.get(device)?.state === 'shut-out'
  },
  isOf: (device, member) => knownDevice(group.state(), device)?.member === member,
})

/** The heads that counted when the group was judged last. */
const countedHeads = ({ notes }: Pick<GroupStorage, 'notes'>, circle: GroupId) => ({
  get(): RecordId[] {
    const bytes = notes.get(circle, countedNote)
    const list = bytes && listOf(decodeStrict(bytes, 1 << 20))
    return (list ?? []).map(entry => idOf<RecordId>(entry)).filter(head => head !== null)
  },
  put: (heads: readonly RecordId[]): void =>
    notes.put(circle, countedNote, encode(heads.map(fromHex))),
})

const roleAt = (
  nodes: CircleNodes,
  heads: readonly RecordId[],
  device: DeviceId,
  inGroup: InGroup,
): CircleRole | null => {
  if (heads.some(head => !nodes.has(head))) return null
  // The first judgement leaves departures from the group out: a right that existed once stays.
  const found = [() => true, inGroup.remains].map(remains => {
    const { devices, members } = peopleAt(nodes, heads, { ...inGroup, remains })
    return members.get(devices.get(device)?.member ?? noMember)?.role ?? null
  })
  return CircleRole.options.find(role => found.includes(role)) ?? null
}

/** Keeps the epoch keys that records hold for this device. */
const keyOpener = ({
  storage,
  circle,
  self,
  saw,
  keys,
}: {
  storage: Pick<GroupStorage, 'epochs'>
  circle: GroupId
  self: Group['self']
  saw(epoch: EpochId): void
  keys(): Map<EpochId, Bytes>
}) => {
  const keepKey = (epoch: EpochId, key: Bytes): void => {
    storage.epochs.put(circle, epoch, key)
    saw(epoch)
    keys().set(epoch, key)
  }
  const openKeys = (records: readonly CircleRecord[]): void => {
    for (const { body } of records) {
      const epoch = 'epoch' in body ? body.epoch : null
      const box = epoch?.boxes.find(([device]) => device === self.device)?.[1]
      const key = box ? openBox(self.keys.agreement, box) : null
      if (epoch && key && !keys().has(epoch.id) && epochIdOf(key) === epoch.id)
        keepKey(epoch.id, key)
    }
  }
  return { keepKey, openKeys }
}

type Memory = {
  nodes: CircleNodes
  waiting: ReadonlyMap<RecordId, CircleRecord>
  keys: Map<EpochId, Bytes>
  state: CircleState
}

const loadCircle = (storage: GroupStorage, id: GroupId, inGroup: InGroup): Memory => {
  const readAll = (list: readonly SignedRecord[]): CircleRecord[] =>
    list.map(signed => readCircleRecord(id, signed)).filter(record => record !== null)
  const { nodes } = grow(new Map(), readAll(storage.records.list(id)))
  const waiting = readAll(storage.records.waiting(id))
  return {
    nodes,
    waiting: new Map(waiting.map(record => [record.id, record])),
    keys: new Map(storage.epochs.list(id).map(({ epoch, key }) => [epoch, key])),
    state: circleStateOf(nodes, inGroup),
  }
}

const storeRecords = (
  { records }: Pick<GroupStorage, 'records'>,
  id: GroupId,
  {
    accepted,
    waiting,
    before,
  }: {
    accepted: readonly CircleRecord[]
    waiting: ReadonlyMap<RecordId, CircleRecord>
    before: ReadonlyMap<RecordId, CircleRecord>
  },
): void => {
  for (const { signed } of accepted) records.put(id, signed)
  for (const { signed } of waiting.values()) records.put(id, signed, { waiting: true })
  for (const each of before.keys()) if (!waiting.has(each)) records.removeWaiting(id, each)
}

export const openCircleLedger = (
  { storage, group, now }: CircleRooms,
  id: GroupId,
): CircleLedger => {
  const inGroup = inGroupOf(group)
  const memberOf = (device: DeviceId) => memory.state.devices.get(device)?.member ?? null
  const present: Present = {
    memberOf,
    leads(device) {
      const member = memberOf(device)
      return member !== null && memory.state.members.get(member)?.role === 'convener'
    },
  }

  let memory = loadCircle(storage, id, inGroup)
  const ages = epochAges(storage, id, now)
  const listeners = new Set<() => void>()
  const announce = (): void => {
    for (const listen of [...listeners]) listen()
  }

  const together = <T>(work: () => T): T => {
    try {
      return storage.transaction(work)
    } catch (error) {
      memory = loadCircle(storage, id, inGroup)
      throw error
    }
  }
  const { keepKey, openKeys } = keyOpener({
    storage,
    circle: id,
    self: group.self,
    saw: ages.saw,
    keys: () => memory.keys,
  })

  const counted = countedHeads(storage, id)
  const settle = (): void => counted.put(memory.state.heads)

  const read = (signed: SignedRecord): CircleRecord | null =>
    memory.waiting.get(signed.id) ?? checkCircleRecord(id, signed)
  const hasNews: CircleLedger['hasNews'] = records =>
    records.some(
      signed =>
        !memory.nodes.has(signed.id) &&
        !memory.waiting.has(signed.id) &&
        checkCircleRecord(id, signed) !== null,
    )

  const add: CircleLedger['add'] = records => {
    const isKnown = (each: RecordId): boolean => memory.nodes.has(each)
    const { checked: fresh, known, refused } = checkedOnce(records, isKnown, read)
    if (fresh.size === 0) return { accepted: 0, known, refused, waiting: 0 }
    const growth = grow(memory.nodes, [...memory.waiting.values(), ...fresh.values()], present)
    return together(() => {
      const writers = new Set([...growth.nodes.values()].map(({ record }) => record.device))
      const waiting = withinWaitingLimits(
        growth.waiting,
        each => writers.has(each) || memory.state.devices.has(each),
      )
      storeRecords(storage, id, { accepted: growth.accepted, waiting, before: memory.waiting })
      openKeys(growth.accepted)
      const state = circleStateOf(growth.nodes, inGroup)
      memory = { ...memory, nodes: growth.nodes, waiting, state }
      settle()
      if (growth.accepted.length > 0) announce()
      return {
        accepted: growth.accepted.length,
        known,
        refused: refused + growth.refused,
        waiting: waiting.size,
      }
    })
  }

  return {
    nodes: () => memory.nodes,
    state: () => memory.state,
    roleAt: (heads, device) => roleAt(memory.nodes, heads, device, inGroup),
    epochKey: epoch => memory.keys.get(epoch) ?? null,
    epochAge: ages.of,
    hasNews,
    add,
    write(body, key, parents = memory.state.heads) {
      const header = { circle: id, parents: parents.slice(0, limits.parents), at: now() }
      const signed = writeCircleRecord(group.self.keys, header, body)
      together(() => {
        if (key && 'epoch' in body && body.epoch) keepKey(body.epoch.id, key)
        const { accepted } = add([signed])
        if (accepted !== 1 || memory.state.voided.has(signed.id)) throw new Failure('not-permitted')
      })
    },
    judgeAgain() {
      const before = counted.get()
      memory = { ...memory, state: circleStateOf(memory.nodes, inGroup) }
      return before
    },
    settle,
    announce,
    onChange(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
}
