// Remarks that a file brings in with its text: comments with their answers, and changes that wait.
// Words carry marks by the number of a remark (`s_cm:#3`) until the document that they come into
// gives each remark its id.
import type * as Y from 'yjs'
import { isBlockId, newBlockId, type Random, type EntryId } from '#document/ids'
import { entryOf, type BroughtChange } from './brought-changes.ts'
import {
  anchorAt,
  commentKey,
  markedStretches,
  longestRemark,
  writeQuoted,
} from '#document/review/comments'
import { cutShort, textsOf, attributesOf, blockElements } from '#document/tree'
import { newEntryId, type Quotation } from '#document/log'
import type { Attributes } from '#document/model'
import { splitKey, noteStruck, suggestionKey } from '#document/review/suggestions'
import type { NewBlock } from '#document/blocks'

export type BroughtComment = {
  is: 'comment'
  quoted: Quotation
  text: string
  replies: { quoted: Quotation; text: string }[]
  isResolved: boolean
}
export type BroughtRemark =
  | BroughtComment
  | { is: 'suggestion'; quoted: Quotation }
  | { is: 'paragraph'; quoted: Quotation; change: BroughtChange }

const numbered = (at: number): EntryId => `#${at}` as EntryId

/** The mark of a remark by its number. */
export const broughtMark = (
  what: 'comment' | 'split' | Parameters<typeof suggestionKey>[0],
  at: number,
): string => {
  const id = numbered(at)
  if (what === 'comment') return commentKey(id)
  return what === 'split' ? splitKey(id) : suggestionKey(what, id)
}

const named = (marks: Attributes, ids: readonly EntryId[]): Attributes =>
  Object.fromEntries(
    Object.entries(marks).map(([key, value]) => [
      key.replace(/#(\d+)$/, (_, at: string) => ids[Number(at)] ?? ''),
      value,
    ]),
  )

/** Gives each remark an id, and the words the marks by these ids. */
export const withRemarkIds = <B extends NewBlock>(
  doc: Y.Doc,
  { blocks, remarks }: { blocks: readonly B[]; remarks: readonly BroughtRemark[] },
  random: Random,
): { ids: EntryId[]; blocks: readonly B[] } => {
  if (remarks.length === 0) return { ids: [], blocks }
  const ids = remarks.map(() => newEntryId(doc, random))
  const renamed = blocks.map(block => ({
    ...block,
    // Changes of whole paragraphs name them.
    id: block.id ?? newBlockId(random),
    ...(block.marks && { marks: named(block.marks, ids) }),
    runs: block.runs.map(run => (run.marks ? { ...run, marks: named(run.marks, ids) } : run)),
  }))
  return { ids, blocks: renamed }
}

/** Parts that one entry holds; a longer text goes on in the answers below it. */
function* partsOf(text: string): Generator<string> {
  let rest = text
  do {
    const part = cutShort(rest, longestRemark)
    yield part
    rest = rest.slice(part.length)
  } while (rest !== '')
}

const writeComment = (
  doc: Y.Doc,
  { comment, id, place, times }: WantedComment,
  random: Random,
): void => {
  const [first] = blockElements(doc)
  const block = first && attributesOf(first)['s_bid']
  const anchor = place && anchorAt(doc, place)
  const said = [comment, ...comment.replies].flatMap(({ quoted, text }) =>
    [...partsOf(text)].map(part => ({ quoted, text: part })),
  )
  for (const [at, { quoted, text }] of said.entries()) {
    if (at > 0)
      writeQuoted(doc, { thread: id, id: newEntryId(doc, random) }, quoted, {
        kind: 'reply',
        at: times(),
        text,
      })
    else if (isBlockId(block))
      writeQuoted(doc, { thread: id, id }, quoted, {
        kind: 'comment',
        at: times(),
        ...(anchor ?? { block, quote: '', start: null, end: null }),
        text,
      })
  }
  if (!comment.isResolved) return
  // No file says whose word it was that it is done.
  const quoted = { name: '', file: comment.quoted.file, date: null }
  writeQuoted(doc, { thread: id, id: newEntryId(doc, random) }, quoted, {
    kind: 'resolve',
    at: times(),
    replaces: [],
  })
}

type WantedComment = {
  comment: BroughtComment
  id: EntryId
  place: Parameters<typeof anchorAt>[1] | undefined
  /** A later time with each call: entries are shown in the order of their times. */
  times: () => number
}

/** Remarks that are written in one step. */
const most = 100

type Brought = {
  ids: readonly EntryId[]
  blocks: readonly NewBlock[]
  remarks: readonly BroughtRemark[]
}

/** Says the remarks beside the text, once it is written; yields after each step. */
export function* writingRemarks(
  doc: Y.Doc,
  { ids, blocks, remarks }: Brought,
  { at, random }: { at: number; random: Random },
): Generator<void, void> {
  if (remarks.length === 0) return
  const keys = new Set(ids.flatMap(id => [commentKey(id), suggestionKey('struck', id)]))
  const places = markedStretches(doc, key => keys.has(key))
  const elements = blockElements(doc)
  let time = at
  const times = (): number => time++
  for (let from = 0; from < remarks.length; from += most) {
    doc.transact(() => {
      for (const [offset, remark] of remarks.slice(from, from + most).entries()) {
        const id = ids[from + offset]
        if (id === undefined) continue
        const place = places.get(commentKey(id))?.[0]
        if (remark.is === 'comment')
          writeComment(doc, { comment: remark, id, place, times }, random)
        else {
          const entry =
            remark.is === 'suggestion'
              ? ({ kind: 'suggestion', at: times() } as const)
              : entryOf(remark.change, times(), { ids, blocks })
          writeQuoted(doc, { thread: id, id }, remark.quoted, entry)
          for (const { index, ...part } of places.get(suggestionKey('struck', id)) ?? []) {
            const element = elements[index]
            if (element) noteStruck(doc, id, { text: textsOf(element)[0], ...part }, random)
          }
        }
      }
    })
    yield
  }
}
