// Restricted paragraphs: their text is a document of a circle and is shown in its place to who is in it.
import * as v from 'valibot'
import { blockKinds } from '#document/model'
import { BlockId, DocumentId, GroupId } from '../ids.ts'
import { answers, call } from '../rpc.ts'

/** A circle, to who is in it or was. */
export type CircleShown = { id: GroupId; name: string; members: number }

export type Restricted = {
  /**
   * `open`: this member reads it. `withheld`: nothing more is known here. `left`: the member was in
   * the circle, and is no longer. `misplaced`: it names a text that does not belong here.
   * `unplaced`: a text that belongs to this document and stands nowhere in it.
   */
  is: 'open' | 'withheld' | 'left' | 'misplaced' | 'unplaced'
  /** Only readers of the circle know that it is a table. */
  what: 'paragraph' | 'figure' | 'table'
  block: BlockId | null
  /** The index of the paragraph in the page; -1 where there is none. */
  index: number
  /** As the paragraph is cited, "Figure 1" for a figure; empty where it has no number. */
  place: string
  circle: CircleShown | null
  /** The document of the circle. */
  text: DocumentId | null
  /** This member may change it. */
  writes: boolean
  /**
   * Words that all can read stand in the paragraph, or a row in its table, put there while it was
   * being restricted.
   */
  hasWords: boolean
}

export const restrictedCalls = {
  'restricted.list': call({ document: DocumentId }, answers<readonly Restricted[]>()),
  /**
   * Gives the words of a paragraph to a circle, a figure with its picture, or the whole table that
   * a cell is in. Members who have them keep them, and so does the history of a document that was
   * shared; one that was not begins again without its history, under the returned id. Failures:
   * `not-permitted`, `text-unsettled` (brackets or suggestions are in it), `has-translations` (a draft
   * has translations, which hold the words too), `section-too-long` (more than 100 of these),
   * `section-not-words` (something of a later version is among them), `picture-missing` (a picture
   * has not arrived here), `text-is-fixed`, `line-decided`.
   */
  'restricted.put': call(
    {
      document: DocumentId,
      block: BlockId,
      circle: GroupId,
      /** The heading that `block` is, and all below it: an annex. All of it or nothing. */
      section: v.optional(v.boolean()),
    },
    answers<{ document: DocumentId; text: DocumentId }>(),
  ),
  /**
   * A new paragraph, first or after another, whose words are written in the circle alone. Failures:
   * `not-permitted`, `text-is-fixed`, `line-decided`.
   */
  'restricted.add': call(
    {
      document: DocumentId,
      after: v.nullable(BlockId),
      kind: v.picklist(blockKinds),
      circle: GroupId,
    },
    answers<{ block: BlockId; text: DocumentId }>(),
  ),
  /**
   * Writes the circle's words into the document, for all who read that, with its pictures. Failures:
   * `not-permitted`, `text-unsettled`, `picture-missing`, `file-too-large`, `text-is-fixed`, `line-decided`.
   */
  'restricted.lift': call({ document: DocumentId, block: BlockId }, answers<void>()),
} as const
