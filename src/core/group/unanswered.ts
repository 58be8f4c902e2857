// Requests to join that arrived as records and that no record answers. An honest request comes with
// the record that admits it. A holder of an invitation can write any number of requests with
// different keys. Requests therefore wait until a counting record follows them, and only the newest
// are kept.
import type { RecordId } from '#shared/ids'
import type { Extension } from './history.ts'
import { isOf, type Membership } from './records.ts'

/** A request that was dropped arrives again when a record that follows it waits for it. */
export const mostUnanswered = 64

/** The records to judge after `fresh` arrived: requests only if another record names them. */
export const answeredBy = (
  waiting: ReadonlyMap<RecordId, Membership>,
  fresh: ReadonlyMap<RecordId, Membership>,
): Membership[] => {
  const all = [...new Map([...waiting, ...fresh]).values()]
  const named = new Set(all.flatMap(({ parents }) => parents))
  return all.filter(record => !isOf(record, 'join') || fresh.has(record.id) || named.has(record.id))
}

export const unansweredIn = ({ history, accepted }: Extension): ReadonlySet<RecordId> =>
  new Set(
    accepted
      .filter(record => isOf(record, 'join') && history.frontier.has(record.id))
      .map(({ id }) => id),
  )
