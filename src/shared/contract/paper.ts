// Files for people outside: the choices of one, and what would leave with it.
import * as v from 'valibot'
import { speakerNamings } from '#document/model'
import type { FailureCode } from '../failure.ts'
import { DocumentId, FileGrant } from '../ids.ts'
import { ExportFormat } from '../vocabulary.ts'
import type { EmptyLine } from './decisions.ts'
import { VersionId } from './history.ts'
import type { Leaving } from './leaving-list.ts'
import { answers, call } from '../rpc.ts'

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
  /**
   * A named version that came after `since`: the file is its text, with the changes that led to it. Not without `since`,
   * and not with `comments`, which stand beside the text now.
   */
  until: v.optional(VersionId),
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

export type PreviewedPiece = {
  kind: 'kept' | 'added' | 'removed'
  text: string
  /** The author as the file names them; empty for words that stay. */
  by: string
}

/** A paragraph of a file that is not as it was. */
export type PreviewedChange = {
  role: 'h1' | 'h2' | 'h3' | 'h4' | 'quote' | 'caption' | 'picture' | 'body' | 'note'
  isMirrored: boolean
  /** As the paragraph is cited, "8 (b)"; empty for none, and for a paragraph that went. */
  number: string
  /** Acts on the paragraph, or the footnote, as a whole; null where only words of it changed. */
  deed: 'added' | 'removed' | 'moved-here' | 'moved-away' | null
  /** The look of words or of the paragraph is another one. */
  isFormatted: boolean
  pieces: readonly PreviewedPiece[]
}

/** Documents in one file. */
const mostTogether = 500

/** Documents of which a file was written under this name, and those that may not leave, each with the reason. */
export type ManyExported = {
  written: readonly { document: DocumentId; name: string }[]
  refused: readonly { document: DocumentId; code: FailureCode }[]
}

export const paperCalls = {
  /**
   * Main prints a PDF: `invalid-input` where no window is there. The print tells `progress` of the task
   * `paper.export`, and `tasks.cancel` ends the print before anything is written. A text that changes meanwhile is made
   * again once; then it is `text-changed`.
   */
  'paper.export': call(
    { ...leavingChoices, format: ExportFormat, file: FileGrant, paper: v.optional(Paper) },
    answers<void>(),
  ),
  /**
   * Several texts as they stand, each a file in one ZIP, each by its own rule as with `paper.export`. Nothing is written
   * where none may leave. Tells `progress` of the task `paper.exportMany`, and `tasks.cancel` ends it before anything is
   * written. PDFs as with `paper.export`. A text that changes meanwhile is made again a few times; then it is among the
   * refused, as `text-changed`.
   */
  'paper.exportMany': call(
    {
      documents: v.pipe(
        v.array(DocumentId),
        v.minLength(1),
        v.maxLength(mostTogether),
        v.check(all => new Set(all).size === all.length),
      ),
      format: ExportFormat,
      naming: v.optional(MostNaming),
      paper: v.optional(Paper),
      file: FileGrant,
    },
    answers<ManyExported>(),
  ),
  /** The list of what leaves with a file of these choices. Nothing is written. */
  'paper.leaving': call(leavingChoices, answers<Leaving>()),
  /**
   * The changes as a file of these choices shows them; `more`: how many paragraphs behind them changed too. None without
   * `changes`. Failures as `paper.leaving`, and `consent-missing`.
   */
  'paper.preview': call(
    leavingChoices,
    answers<{ changes: readonly PreviewedChange[]; more: number }>(),
  ),
  /** Lines that would go out with a number or a sign and no words. */
  'paper.empty': call(
    { document: DocumentId, restricted: v.optional(v.boolean()) },
    answers<readonly EmptyLine[]>(),
  ),
} as const
