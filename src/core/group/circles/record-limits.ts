// Limits on the number of records of a circle, so that no member can fill it for the others. A
// record that another member's record follows does not count against its author. A convener can
// always remove a member.
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { CircleNodes } from './people.ts'
import { circleLimits, type CircleRecord } from './records.ts'

/** Members before the new records are added. */
export type Present = {
  /** Null for a device that is not in. */
  memberOf(device: DeviceId): MemberId | null
  leads(device: DeviceId): boolean
}

/** `tops` and the records of `open` in their past. */
const withBelow = (
  open: ReadonlyMap<RecordId, CircleRecord>,
  tops: readonly CircleRecord[],
): Set<RecordId> => {
  const found = new Set<RecordId>()
  const ahead = [...tops]
  for (let record = ahead.pop(); record; record = ahead.pop()) {
    if (found.has(record.id)) continue
    found.add(record.id)
    for (const parent of record.parents) {
      const below = open.get(parent)
      if (below) ahead.push(below)
    }
  }
  return found
}

/**
 * The check is called once for each record of `open` that may stand, parents first, with the number
 * of records kept so far.
 */
export const fitsLimits = (
  nodes: CircleNodes,
  open: ReadonlyMap<RecordId, CircleRecord>,
  { memberOf, leads }: Present,
): ((record: CircleRecord, size: number) => boolean) => {
  // A newcomer's device accepts all that the members of the circle have.
  if (nodes.size === 0) return (_, size) => size < circleLimits.withRemovals
  const coming = [...open.values()]
  const answered = new Set<RecordId>()
  const authors = new Set(coming.map(({ device }) => memberOf(device)))
  for (const member of authors) {
    const own = coming.filter(({ device }) => member !== null && memberOf(device) === member)
    for (const id of withBelow(open, own)) {
      const below = open.get(id)
      if (below && memberOf(below.device) !== member) answered.add(id)
    }
  }
  for (const { record, past } of nodes.values()) {
    const member = memberOf(record.device)
    for (const id of past) {
      const below = nodes.get(id)
      if (member !== null && below && memberOf(below.record.device) !== member) answered.add(id)
    }
  }
  const removals = withBelow(
    open,
    coming.filter(({ body, device }) => body.type === 'part' && leads(device)),
  )
  const spent = new Map<MemberId | null, number>()
  const count = ({ id, device }: CircleRecord): number => {
    const member = memberOf(device)
    const sum = (spent.get(member) ?? 0) + (answered.has(id) || leads(device) ? 0 : 1)
    spent.set(member, sum)
    return sum
  }
  for (const { record } of nodes.values()) count(record)
  return (record, size) => {
    if (removals.has(record.id)) return size < circleLimits.withRemovals
    return size < circleLimits.records && count(record) <= circleLimits.unanswered
  }
}
