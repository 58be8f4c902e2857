// Records whose parents are missing wait, and there is not room for all that somebody could sign. Members'
// records come first, a turn for each device, so that neither strangers nor one member take the others'
// places. Records that a member's record stands on count as a member's: they may bring in their author.
import type { DeviceId, RecordId } from '#shared/ids'
import type { SignedRecord } from './records.ts'

type Waiter = { id: RecordId; device: DeviceId; parents: readonly RecordId[]; signed: SignedRecord }

type Room = { count: number; bytes: number }

/** So much of the archive waits in all, and of it what strangers signed. */
const inAll: Room = { count: 1_000, bytes: 16 * 1024 * 1024 }
const ofStrangers: Room = { count: 100, bytes: 2 * 1024 * 1024 }

/** Members' records, and what they stand on of what waits. */
const membersOf = <R extends Waiter>(
  waiting: ReadonlyMap<RecordId, R>,
  isKnown: (device: DeviceId) => boolean,
): R[] => {
  const found = new Map([...waiting].filter(([, { device }]) => isKnown(device)))
  // The map grows while it is walked.
  for (const { parents } of found.values()) {
    for (const parent of parents) {
      const record = waiting.get(parent)
      if (record) found.set(parent, record)
    }
  }
  return [...found.values()]
}

/** The first of each device, then the second of each, and so on. */
const inTurns = <R extends Waiter>(records: readonly R[]): R[] => {
  const turns = new Map<DeviceId, number>()
  const numbered = records.map(record => {
    const turn = turns.get(record.device) ?? 0
    turns.set(record.device, turn + 1)
    return { record, turn }
  })
  return numbered.toSorted((a, b) => a.turn - b.turn).map(({ record }) => record)
}

/** Those of `records`, in their order, that there is room for. */
const fitting = <R extends Waiter>(records: readonly R[], { count, bytes }: Room): R[] => {
  let left = bytes
  const kept = records.filter(({ signed }) => (left -= signed.bytes.length) >= 0)
  return kept.slice(0, count)
}

/** Those of `records` that go on waiting, in their order. */
export const withPlace = <R extends Waiter>(
  records: readonly R[],
  isKnown: (device: DeviceId) => boolean,
): Map<RecordId, R> => {
  const all = new Map(records.map(record => [record.id, record]))
  const members = membersOf(all, isKnown)
  const ofMembers = new Set(members.map(({ id }) => id))
  // The newest: one that was passed over comes again.
  const strangers = records.filter(({ id }) => !ofMembers.has(id)).toReversed()
  const kept = fitting([...inTurns(members), ...fitting(strangers, ofStrangers)], inAll)
  const isKept = new Set(kept.map(({ id }) => id))
  return new Map([...all].filter(([id]) => isKept.has(id)))
}
