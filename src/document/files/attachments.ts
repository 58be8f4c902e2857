// Files that belong to a document and are no part of its text: a log in a map beside the body (see
// `entry-log.ts`). An entry names a file by its content; its bytes travel as messages of the
// document. The signed message proves the author, so no field names one.
import * as v from 'valibot'
import type * as Y from 'yjs'
import type { Random, EntryId } from '#document/ids'
import { mostPictures } from '#document/model'
import { longestFileName, safeFileName } from './file-name.ts'
import { At, newEntryId, readEntryLogs, readerOf, type Said } from '#document/log'

export const attachmentsName = 'attachments'

/** Bytes of a file. */
export const largestAttachment = 8 * 1024 * 1024
/**
 * Files named in one author's entries, removed or not: an excess hides no files of other authors.
 * As many as one feed brings, so that all of them can go on.
 */
export const mostAttachments = mostPictures

const fields = {
  /** As it is shown, and proposed when it is saved. */
  name: v.pipe(
    v.string(),
    v.maxLength(longestFileName),
    v.check(name => safeFileName(name) === name),
  ),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Bytes. */
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largestAttachment)),
}
const NewAttachment = v.object(fields)
export type NewAttachment = v.InferOutput<typeof NewAttachment>

const Entry = v.variant('kind', [
  v.object({ kind: v.literal('attached'), at: At, ...fields }),
  /** In the thread of the file that is meant; by a member who writes in the text. */
  v.object({ kind: v.literal('taken-out'), at: At }),
])
type Entry = v.InferOutput<typeof Entry>

export type Attachment = Said<Extract<Entry, { kind: 'attached' }>>

const readEntry = readerOf(Entry)

const isAttached = (entry: Said<Entry>): entry is Attachment => entry.kind === 'attached'

const logsIn = (doc: Y.Doc) =>
  readEntryLogs(doc, attachmentsName, readEntry, ({ kind }) => kind === 'attached')

/** How many entries were written by the clients that `isOf` knows, taken out or not. */
export const countAttached = (doc: Y.Doc, isOf: (client: number) => boolean): number =>
  logsIn(doc).filter(({ opening }) => isOf(opening.client)).length

/**
 * Files that were not removed again, the earliest first. `whose` names the author of a client: for
 * each author the earliest count, so that an author with hundreds of files takes no place of
 * another's.
 */
export const readAttachments = (
  doc: Y.Doc,
  whose: (client: number) => unknown = client => client,
): Attachment[] => {
  const named = new Map<unknown, number>()
  return logsIn(doc)
    .filter(({ opening }) => {
      const author = whose(opening.client)
      const number = (named.get(author) ?? 0) + 1
      named.set(author, number)
      return number <= mostAttachments
    })
    .filter(({ rest }) => rest.length === 0)
    .map(({ opening }) => opening)
    .filter(isAttached)
}

/**
 * The files for which there is room, each author's earliest first, with the same room for each
 * author: neither many small files nor a few large ones of one take the place of another's. A
 * second entry for the same bytes takes no more room.
 */
export const inTurn = (
  attachments: readonly Attachment[],
  whose: (client: number) => unknown,
  room: { bytes: number; files: number },
): Attachment[] => {
  const had = new Map<unknown, { bytes: number; files: number }>()
  const turns = attachments.map(attachment => {
    const author = whose(attachment.client)
    const { bytes, files } = had.get(author) ?? { bytes: 0, files: 0 }
    const now = { bytes: bytes + attachment.size, files: files + 1 }
    had.set(author, now)
    // The part of the whole room that its author has used with this one.
    return {
      attachment,
      share: Math.max(now.bytes / (room.bytes || 1), now.files / (room.files || 1)),
    }
  })
  const left = { ...room, entries: mostAttachments }
  const named = new Set<string>()
  return turns
    .toSorted((a, b) => a.share - b.share)
    .flatMap(({ attachment }) => {
      const { hash, size } = attachment
      const isNew = !named.has(hash)
      if (left.entries < 1 || (isNew && (size > left.bytes || left.files < 1))) return []
      left.entries--
      if (isNew) {
        named.add(hash)
        left.bytes -= size
        left.files--
      }
      return [attachment]
    })
}

type Saying = { at: number; random: Random }

/** Says it as `doc.clientID`. Throws what is of no known shape. */
export const attach = (doc: Y.Doc, file: NewAttachment, { at, random }: Saying): EntryId => {
  const id = newEntryId(doc, random)
  const entry: Entry = { kind: 'attached', at, ...v.parse(NewAttachment, file) }
  doc.getMap(attachmentsName).set(`${id}/${id}`, entry)
  return id
}

export const takeOut = (doc: Y.Doc, attachment: EntryId, { at, random }: Saying): void => {
  const entry: Entry = { kind: 'taken-out', at }
  doc.getMap(attachmentsName).set(`${attachment}/${newEntryId(doc, random)}`, entry)
}
