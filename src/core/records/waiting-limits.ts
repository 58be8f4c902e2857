// Records whose parents are missing wait, in limited space. Members' records come first, one of
// each device in turn, so that neither strangers nor one member use up the space of others. A
// record that a member's record follows counts as a member's, because it may be the admission of
// its author.
import type { DeviceId, RecordId } from '#shared/ids'
import type { SignedRecord } from './record.ts'

type Waiter = { id: RecordId; device: DeviceId; parents: readonly RecordId[]; signed: SignedRecord }

type Limit = { count: number; bytes: number }

/** Limits of the archive for all waiting records, and for those that strangers signed. */
const inAll: Limit = { count: 1_000, bytes: 16 * 1024 * 1024 }
const ofStrangers: Limit = { count: 100, bytes: 2 * 1024 * 1024 }

/** Waiting records of members, and waiting records in their past. */
const membersOf = <R extends Waiter>(
  waiting: ReadonlyMap<RecordId, R>,
  isKnown: (device: DeviceId) => boolean,
): R[] => {
  const found = new Map([...waiting].filter(([, { device }]) => isKnown(device)))
  // The map grows during the loop.
  for (const { parents } of found.values()) {
    for (const parent of parents) {
      const record = waiting.get(parent)
      if (record) found.set(parent, record)
    }
  }
  return [...found.values()]
}

/** The first record of each device, then the second of each, and so on. */
const inTurns = <R extends Waiter>(records: readonly R[]): R[] => {
  const turns = new Map<DeviceId, number>()
  const numbered = records.map(record => {
    const turn = turns.get(record.device) ?? 0
    turns.set(record.device, turn + 1)
    return { record, turn }
  })
  return numbered.toSorted((a, b) => a.turn - b.turn).map(({ record }) => record)
}

/** The `records` that fit, in their order. */
const fitting = <R extends Waiter>(records: readonly R[], { count, bytes }: Limit): R[] => {
  let left = bytes
  const kept = records.filter(({ signed }) => (left -= signed.bytes.length) >= 0)
  return kept.slice(0, count)
}

/** The `records` that go on waiting, in their order. */
export const withinWaitingLimits = <R extends Waiter>(
  records: readonly R[],
  isKnown: (device: DeviceId) => boolean,
): Map<RecordId, R> => {
  const all = new Map(records.map(record => [record.id, record]))
  const members = membersOf(all, isKnown)
  const ofMembers = new Set(members.map(({ id }) => id))
  // The newest first: a dropped one arrives again.
  const strangers = records.filter(({ id }) => !ofMembers.has(id)).toReversed()
  const kept = fitting([...inTurns(members), ...fitting(strangers, ofStrangers)], inAll)
  const isKept = new Set(kept.map(({ id }) => id))
  return new Map([...all].filter(([id]) => isKept.has(id)))
}
