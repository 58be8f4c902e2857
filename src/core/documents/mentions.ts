// Mentions in comments, kept beside lists and search and written with them. Each member's device asks for its own
// member's; whether one counts, and for whom, is asked then, since groups and circles change.
import type { Archive } from '#core/archive'
import { readThreads, threadsName } from '#shared/document'
import type { DeviceId, MemberId } from '#shared/ids'
import type { DocumentReplica } from './document-replica.ts'

const holdsMentions = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'mentions' in value

/**
 * The member saw the thread on this device. False where no mention of the member waited in it. The rows are written
 * first: a mention that has just come has none until lists follow.
 */
export const seeMentions = (
  archive: Pick<Archive, 'mentions' | 'transaction'>,
  document: Noted,
  { thread, member }: { thread: string; member: MemberId },
): boolean =>
  archive.transaction(() => {
    noteMentions(archive, document)
    const waiting = archive.mentions
      .list({ document: document.id, member, seen: false })
      .filter(each => each.thread === thread)
    for (const row of waiting) archive.mentions.put({ ...row, seen: true })
    return waiting.length > 0
  })

type Noted = Pick<DocumentReplica, 'id' | 'doc' | 'authors'>

/** In the transaction that updates lists. */
export const noteMentions = (
  { mentions }: Pick<Archive, 'mentions'>,
  { id, doc, authors }: Noted,
): void => {
  const known = mentions.list({ document: id })
  const isAny = [...doc.getMap(threadsName).values()].some(holdsMentions)
  if (known.length === 0 && !isAny) return
  const seen = new Set(known.flatMap(each => (each.seen ? [`${each.entry} ${each.member}`] : [])))
  const deviceOf = (client: number): DeviceId | null => authors.get(client)?.device ?? null
  mentions.remove({ document: id })
  for (const { id: thread, opening, replies, isResolved } of readThreads(doc)) {
    for (const entry of [opening, ...replies])
      for (const [member, from, to] of ('mentions' in entry && entry.mentions) || [])
        mentions.put({
          document: id,
          entry: entry.id,
          member,
          thread,
          by: deviceOf(entry.client),
          words: entry.text.slice(from, to),
          at: entry.at,
          open: !isResolved,
          seen: seen.has(`${entry.id} ${member}`),
        })
  }
}
