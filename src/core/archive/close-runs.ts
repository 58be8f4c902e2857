// Closes runs of messages: they move from rows into packs. A message is closed when it is applied, is
// in the folded state of its document, and is neither the first nor the last one of its feed, which
// are read often. Pieces of pictures stay in rows: they are large and read one by one.
import type { DocumentId, FeedId, GroupId } from '#shared/ids'
import { mostItems } from '#core/messages'
import { toBlob, toId } from './columns.ts'
import type { StoredMessage } from './rows.ts'
import type { Reader } from './statements.ts'

/** A reader of one message decodes a pack of this size in a few milliseconds. */
const most = { messages: 256, bytes: 64 * 1024 }
/** A smaller rest waits for more messages. */
const least = { messages: 32, bytes: 16 * 1024 }
/** Bytes of a message that stays in a row. */
const large = 64 * 1024

type Candidate = { seq: number; bytes: number; signed: number; closed: number | null }

type Run = { from: number; to: number }

/** Runs of closed messages without a gap. */
const closedRuns = (candidates: Iterable<Candidate>): Candidate[][] => {
  const runs: Candidate[][] = []
  let next = -1
  for (const each of candidates) {
    if (each.closed !== 1) continue
    if (each.seq !== next) runs.push([])
    runs.at(-1)?.push(each)
    next = each.seq + 1
  }
  return runs
}

/** Parts of a run, each with a signature at its end. */
const partsOf = (run: readonly Candidate[]): Run[] => {
  const parts: Run[] = []
  let part: Candidate[] = []
  let [bytes, signed] = [0, 0]
  const cut = (): void => {
    const [first, last] = [part[0], part[signed - 1]]
    if (first && last && signed <= mostItems) parts.push({ from: first.seq, to: last.seq })
    part = part.slice(signed)
    bytes = part.reduce((sum, each) => sum + each.bytes, 0)
    signed = 0
  }
  for (const each of run) {
    const isFull = part.length >= most.messages || bytes + each.bytes > most.bytes
    if (isFull && signed > 0) cut()
    part.push(each)
    bytes += each.bytes
    if (each.signed === 1) signed = part.length
  }
  if (signed >= least.messages || bytes >= least.bytes) cut()
  return parts
}

/**
 * Closes the runs of all feeds with messages of a document, in the transaction that is open. `pack`:
 * moves a run into a pack, where it fits one.
 */
export const runCloser = (
  database: Reader,
  range: (group: GroupId, feed: FeedId, from: number, to: number) => StoredMessage[],
  pack: (messages: readonly StoredMessage[]) => void,
): ((document: DocumentId) => void) => {
  const feedsWith = database.prepare<
    [Buffer],
    { group_id: Buffer; feed: Buffer; first: number; seq: number }
  >(
    `SELECT group_id, feed, first, feeds.seq FROM feeds WHERE (group_id, feed) IN
      (SELECT group_id, feed FROM messages WHERE document = ?)`,
  )
  // SQLite looks at the kind first, and at the state, which lies behind the body, last.
  const candidates = database.prepare<[number, Buffer, Buffer, number, number], Candidate>(
    `SELECT seq, length(header) + coalesce(length(body), 0) AS bytes,
      signature IS NOT NULL AS signed,
      kind <> 'blob' AND audience = group_id AND coalesce(length(body), 0) < ?
      AND (document IS NULL
        OR NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = messages.document)
        OR messages.position <= (SELECT snapshots.position FROM snapshots
          WHERE snapshots.document = messages.document))
      AND state = 'applied' AS closed
     FROM messages WHERE group_id = ? AND feed = ? AND seq >= ? AND seq < ? ORDER BY seq`,
  )
  return document => {
    for (const { group_id, feed, first, seq } of feedsWith.all(toBlob(document)))
      for (const run of closedRuns(candidates.all(large, group_id, feed, first + 1, seq)))
        for (const { from, to } of partsOf(run))
          pack(range(toId(group_id), toId(feed), from, to + 1))
  }
}
