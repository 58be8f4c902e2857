// Requests to join that came as records and that no record answers. An honest one comes with the record
// that admits it; and whoever has an invitation can write any number of them, each under another key. So
// they wait until a record that counts stands on them, and only the newest do.
import type { RecordId } from '#shared/ids'
import type { Extension } from './history.ts'
import { isOf, type Membership } from './records.ts'

/** One that was passed over comes again when what stands on it waits for it. */
export const mostUnanswered = 64

/** What is to be judged when `checked` came: requests that wait only if they are named by now. */
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
