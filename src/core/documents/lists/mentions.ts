// Mentions in comments, and answers to comments, kept beside lists and search and written with them. Each member's device
// asks for its own member's; whether a mention counts, and for whom, is asked then, since groups and circles change.
import type { Archive, MentionRow } from '#core/archive'
import { mentionSign, readThreads, threadsName, type Thread } from '#document/review/comments'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { DocumentReplica } from '../replica/index.ts'

/** The present or past member of a device. */
export type MemberOf = (group: GroupId, device: DeviceId) => MemberId | null

const holdsRow = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('mentions' in value || ('kind' in value && value.kind === 'reply'))

type Noted = Pick<DocumentReplica, 'id' | 'group' | 'doc' | 'authors'>
type Entry = Thread['opening'] | Thread['replies'][number]

/** A mention counts only where its place begins with the sign. */
const mentionsOf = (entry: Entry) =>
  (('mentions' in entry && entry.mentions) || []).filter(([, from, to]) =>
    entry.text.slice(from, to).startsWith(mentionSign),
  )

/** None of them seen. The member who began a thread gets a row for each answer of others without a mention. */
const rowsOf = (
  { id: document, group, authors }: Noted,
  { id: thread, opening, replies, isResolved }: Thread,
  memberOf: MemberOf,
): MentionRow[] => {
  const deviceOf = ({ client }: Entry): DeviceId | null => authors.get(client)?.device ?? null
  const authorOf = (entry: Entry): MemberId | null => {
    const device = entry.quoted ? null : deviceOf(entry)
    return device && memberOf(group, device)
  }
  const row = (entry: Entry, member: MemberId, words: string): MentionRow => ({
    ...{ document, entry: entry.id, member, thread, by: deviceOf(entry), words, at: entry.at },
    ...{ open: !isResolved, seen: false },
  })
  const asked = authorOf(opening)
  const answers = replies.filter(
    reply =>
      !reply.quoted &&
      authorOf(reply) !== asked &&
      !mentionsOf(reply).some(([member]) => member === asked),
  )
  return [
    ...[opening, ...replies].flatMap(entry =>
      mentionsOf(entry).map(([member, from, to]) => row(entry, member, entry.text.slice(from, to))),
    ),
    ...(asked === null ? [] : answers.map(reply => row(reply, asked, ''))),
  ]
}

/**
 * The member saw the thread on this device. False where nothing there waited for the member. The text is asked and not the
 * rows: a mention that has just come has none until lists follow.
 */
export const seeMentions = (
  { mentions, transaction }: Pick<Archive, 'mentions' | 'transaction'>,
  document: Noted,
  { thread, member }: { thread: string; member: MemberId },
  memberOf: MemberOf,
): boolean => {
  const opened = readThreads(document.doc).find(({ id }) => id === thread)
  const known = mentions.list({ document: document.id, member, seen: true })
  const seen = new Set(known.map(({ entry }) => entry))
  const waiting = (opened ? rowsOf(document, opened, memberOf) : []).filter(
    row => row.member === member && !seen.has(row.entry),
  )
  if (waiting.length === 0) return false
  transaction(() => waiting.forEach(row => mentions.put({ ...row, seen: true })))
  return true
}

/** In the transaction that updates lists. */
export const noteMentions = (
  { mentions }: Pick<Archive, 'mentions'>,
  document: Noted,
  memberOf: MemberOf,
): void => {
  const { id, doc } = document
  const known = mentions.list({ document: id })
  const isAny = [...doc.getMap(threadsName).values()].some(holdsRow)
  if (known.length === 0 && !isAny) return
  const seen = new Set(known.flatMap(each => (each.seen ? [`${each.entry} ${each.member}`] : [])))
  mentions.remove({ document: id })
  for (const row of readThreads(doc).flatMap(thread => rowsOf(document, thread, memberOf)))
    mentions.put({ ...row, seen: seen.has(`${row.entry} ${row.member}`) })
}
