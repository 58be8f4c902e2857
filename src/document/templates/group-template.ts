// Whether a document is a template of its group. A chair or a rapporteur says it in the log beside
// the text (see `entry-log.ts`), and withdraws it there: the gate refuses such entries of others
// (`settles-by-right`), and since entries are never gone, no one withdraws it by a deletion.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { type Random, EntryId } from '#document/ids'
import { threadsName } from '#document/review/comments'
import {
  At,
  byTime,
  newEntryId,
  readEntryLogs,
  readerOf,
  standingOf,
  type Said,
} from '#document/log'

const mostReplaced = 200

const TemplateEntry = v.object({
  kind: v.picklist(['template', 'no-template']),
  at: At,
  /** Earlier ones, which this one takes the place of. */
  replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)),
})
type TemplateEntry = v.InferOutput<typeof TemplateEntry>

const kinds: ReadonlySet<unknown> = new Set<TemplateEntry['kind']>(['template', 'no-template'])

/** Whether a value of the log says that something is a template, or is none any more. */
export const isTemplateWord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind)

const readEntry = readerOf(TemplateEntry)

/** Entries that were not withdrawn; several where they were made apart. */
const wordsOn = (doc: Y.Doc): Said<TemplateEntry>[] =>
  standingOf(
    readEntryLogs(doc, threadsName, readEntry, () => true).map(({ opening }) => opening),
  ).toSorted(byTime)

/**
 * The author of the first entry, and its time by that author's clock. Null for a document that is
 * no template. A concurrent withdrawal wins.
 */
export const readTemplate = (doc: Y.Doc): { client: number; at: number } | null => {
  const words = wordsOn(doc)
  const [first] = words
  return first && words.every(({ kind }) => kind === 'template') ? first : null
}

/** Says it as `doc.clientID`; nothing where it is so already. */
export const sayTemplate = (
  doc: Y.Doc,
  isTemplate: boolean,
  { at, random }: { at: number; random: Random },
): void => {
  if ((readTemplate(doc) !== null) === isTemplate) return
  const replaces = wordsOn(doc).map(({ id }) => id)
  const entry: TemplateEntry = {
    kind: isTemplate ? 'template' : 'no-template',
    at,
    replaces: replaces.slice(-mostReplaced),
  }
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${id}/${id}`, entry)
}
