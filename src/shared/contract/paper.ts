// Files for people outside: the choices of one, and what would leave with it.
import * as v from 'valibot'
import { speakerNamings } from '../document/meetings/block-states.ts'
import { DocumentId, FileGrant } from '../ids.ts'
import { ExportFormat } from '../vocabulary.ts'
import { Leaving } from './leaving-list.ts'

export const Paper = v.picklist(['a4', 'letter'])
export type Paper = v.InferOutput<typeof Paper>

/**
 * The author of changes and comments in a file: the group, members by numbers of this file alone, or
 * their names in the group.
 */
export const ExportAuthors = v.picklist(['group', 'numbered', 'names'])
export type ExportAuthors = v.InferOutput<typeof ExportAuthors>

/** Threads that are not resolved, or all. */
export const ExportComments = v.picklist(['open', 'all'])

/** Parts of a Word file beside the text, as Word's own changes and comments. */
export const ExportChanges = v.object({
  /** A named version; changes since then. */
  since: v.optional(v.string()),
  /** All that is suggested and not settled, as changes of the text now. Not with `since`. */
  suggestions: v.optional(v.boolean()),
  comments: v.optional(ExportComments),
  authors: ExportAuthors,
})
export type ExportChanges = v.InferOutput<typeof ExportChanges>

/** No member is named more openly than this, whatever minutes and their lines choose. */
export const MostNaming = v.picklist(speakerNamings)

/** The choices of a file that decide what stands in its text. */
const textChoices = {
  document: DocumentId,
  /** With the words of restricted paragraphs that this member reads; withheld otherwise. */
  restricted: v.optional(v.boolean()),
  naming: v.optional(MostNaming),
}

/** The choices of a file that decide what leaves with it. */
export const leavingChoices = {
  ...textChoices,
  /** Refused as `invalid-input` with another format than `docx` or `odt`, and with `restricted`. */
  changes: v.optional(ExportChanges),
}

export const paperCalls = {
  /**
   * Main prints a PDF: `invalid-input` where no window is there. The print tells `progress` of the task
   * `paper.export`, and `tasks.cancel` ends the print before anything is written.
   */
  'paper.export': {
    input: v.object({
      ...leavingChoices,
      format: ExportFormat,
      file: FileGrant,
      paper: v.optional(Paper),
    }),
    output: v.void(),
  },
  /** The list of what leaves with a file of these choices. Nothing is written. */
  'paper.leaving': { input: v.object(leavingChoices), output: Leaving },
  /** The numbered paragraphs and headings that would go out without a word, as they are cited: "8 (b)". */
  'paper.bare': {
    input: v.object({ document: DocumentId, restricted: v.optional(v.boolean()) }),
    output: v.array(v.string()),
  },
} as const
