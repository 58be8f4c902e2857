// Requests to join that arrived as records and that no record answers. An honest request comes with
// the record that admits it. A holder of an invitation can write any number of requests with
// different keys. Requests therefore wait until a counting record follows them, and only the newest
// are kept.
import type { RecordId } from '#shared/ids'
import type { Extension } from './history.ts'
import { isOf, type Membership } from './records.ts'

/** A request that was dropped arrives again when a record that follows it waits for it. */
export const mostUnanswered = 64

/** The records to judge after `checked` arrived: requests only if another record names them. */
export const answeredBy = (
  waiting: ReadonlyMap<RecordId, Membership>,
  checked: ReadonlyMap<RecordId, Membership>,
): { idle: Membership[]; offered: Membership[] } => {
  const all = [...new Map([...waiting, ...checked]).values()]
  const named = new Set(all.flatMap(({ parents }) => parents))
  const isIdle = (record: Membership): boolean =>
    isOf(record, 'join') && !checked.has(record.id) && !named.has(record.id)
  return { idle: all.filter(isIdle), offered: all.filter(record => !isIdle(record)) }
}

export const unansweredIn = ({ history, accepted }: Extension): ReadonlySet<RecordId> =>
  new Set(
    accepted
      .filter(record => isOf(record, 'join') && history.frontier.has(record.id))
      .map(({ id }) => id),
  )
