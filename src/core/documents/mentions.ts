// Mentions in comments, kept beside lists and search and written with them. Each member's device asks for its own
// member's; whether one counts, and for whom, is asked then, since groups and circles change.
import type { Archive, MentionRow } from '#core/archive'
import { readThreads, threadsName, type Thread } from '#shared/document'
import type { MemberId } from '#shared/ids'
import type { DocumentReplica } from './document-replica.ts'

const holdsMentions = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'mentions' in value

type Noted = Pick<DocumentReplica, 'id' | 'doc' | 'authors'>

/** None of them seen. */
const rowsOf = (
  { id: document, authors }: Noted,
  { id: thread, opening, replies, isResolved }: Thread,
): MentionRow[] =>
  [opening, ...replies].flatMap(entry =>
    (('mentions' in entry && entry.mentions) || []).map(([member, from, to]) => ({
      document,
      entry: entry.id,
      member,
      thread,
      by: authors.get(entry.client)?.device ?? null,
      words: entry.text.slice(from, to),
      at: entry.at,
      open: !isResolved,
      seen: false,
    })),
  )

/**
 * The member saw the thread on this device. False where no mention of the member waited in it. The text is asked and
 * not the rows: a mention that has just come has none until lists follow.
 */
export const seeMentions = (
  { mentions, transaction }: Pick<Archive, 'mentions' | 'transaction'>,
  document: Noted,
  { thread, member }: { thread: string; member: MemberId },
): boolean => {
  const opened = readThreads(document.doc).find(({ id }) => id === thread)
  const known = mentions.list({ document: document.id, member, seen: true })
  const seen = new Set(known.map(({ entry }) => entry))
  const waiting = (opened ? rowsOf(document, opened) : []).filter(
    row => row.member === member && !seen.has(row.entry),
  )
  if (waiting.length === 0) return false
  transaction(() => waiting.forEach(row => mentions.put({ ...row, seen: true })))
  return true
}

/** In the transaction that updates lists. */
export const noteMentions = ({ mentions }: Pick<Archive, 'mentions'>, document: Noted): void => {
  const { id, doc } = document
  const known = mentions.list({ document: id })
  const isAny = [...doc.getMap(threadsName).values()].some(holdsMentions)
  if (known.length === 0 && !isAny) return
  const seen = new Set(known.flatMap(each => (each.seen ? [`${each.entry} ${each.member}`] : [])))
  mentions.remove({ document: id })
  for (const row of readThreads(doc).flatMap(thread => rowsOf(document, thread)))
    mentions.put({ ...row, seen: seen.has(`${row.entry} ${row.member}`) })
}
