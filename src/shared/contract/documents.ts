// Documents: their list, their sharing, what was merged, and files for people outside.
import * as v from 'valibot'
import type { AlteredThing, LeftOutThing } from '#document/flow'
import type { FormattedWords, ValueName } from '#document/history/conflicts'
import type { Block } from '#document/model'
import { BlockId, DocumentId, FileGrant, GroupId, type MemberId } from '../ids.ts'
import {
  type Right,
  type Time,
  Title,
  Language,
  DocumentKind,
  type DocumentStatus,
  TemplateName,
} from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** One line. */
const Reference = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(100),
  v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u),
)

export type Readers =
  | { kind: 'only-you' }
  | { kind: 'group'; members: number }
  | { kind: 'circle'; circle: GroupId; name: string; members: number }

export type DocumentSummary = {
  id: DocumentId
  group: GroupId
  kind: DocumentKind
  title: string
  language: Language
  /** The group's own reference, for example "EDCSAG/2018/3"; empty until given. */
  reference: string
  status: DocumentStatus
  readers: Readers
  changedAt: Time
  changedBy: MemberId | null
  words: number
  /** Members (of `readers.members`) whose device said that it has the newest text. */
  have: number
  /**
   * Paragraphs that were changed here and elsewhere apart from each other, until they are read; and one
   * more for the title and the like.
   */
  toRead: number
  /** Another member changed it since this member read it on this device. */
  unread: boolean
  /** Another member made it or changed it last, and this member has not read it on this device. */
  neverRead?: boolean | undefined
  /**
   * Another officer circulated these minutes, and this member has not read them on this device, or not what came since.
   * `until`: corrections are asked for by then; null for no day.
   */
  toCorrect?: { until: Time | null } | undefined
  /** A template of its audience. */
  template: boolean
  /** The rights of this member in it, by role. A window on it is told of narrower ones. */
  rights: readonly Right[]
}

export type Side = {
  change: 'words' | 'split' | 'joined' | 'moved' | 'removed'
  /** The text of the paragraph there; null when it is gone. */
  text: string | null
}

/**
 * A paragraph that was changed here and elsewhere while neither had seen the other's words; or, for
 * null, the document itself, of which both set the same value to something else.
 */
export type Merge = {
  block: BlockId | null
  /** `rescue`: it is in the page no more, and words that were written in it may be gone. */
  kind: 'merged' | 'rescue'
  before: string
  mine: Side
  theirs: Side
  /**
   * The author of the other side; null where several wrote it in turn, or where the author is not
   * known.
   */
  by: MemberId | null
  /** The paragraph before it, of those that are there still; null for none. */
  after: BlockId | null
  /** Its wordings were too long: the beginning is kept, and not all formats. */
  isShortened: boolean
  /** True for the first of a list whose earlier ones were too many to keep, or cannot be read. */
  areEarlierGone: boolean
  /** The present text, with halves that were split off it, a line each; null when it is gone. */
  now: string | null
  /**
   * Values of a paragraph or of the document; also the present ones, null when the paragraph is
   * gone.
   */
  values: readonly {
    name: ValueName
    before: string
    mine: string
    theirs: string
    now: string | null
  }[]
  /** Words that one of the two formatted; `isClash`: both the same ones, in different ways. */
  formats: {
    isClash: boolean
    before: FormattedWords
    mine: FormattedWords
    theirs: FormattedWords
    now: FormattedWords
  } | null
}

/** The tracked changes of a Word file: kept as suggestions, taken in, or left out. */
export const ImportChanges = v.picklist(['suggestions', 'accepted', 'rejected'])
export type ImportChanges = v.InferOutput<typeof ImportChanges>

/** The comments of a Word file: threads under the names in the file, or left out. */
export const ImportComments = v.picklist(['threads', 'left-out'])
export type ImportComments = v.InferOutput<typeof ImportComments>

export type ImportFinding =
  | 'changes'
  | 'changes-taken'
  | 'moved'
  | 'comments'
  | 'footnotes'
  | 'tables'
  | 'pictures'
  | 'heading-number'
  | 'heading-kept'
  | 'comment'
  | AlteredThing
  | LeftOutThing

/** The choice about changes and comments of a file. */
export type RemarksChoice = { changes: ImportChanges; comments: ImportComments }

/** A name that a file gives as an author: a quotation of it, never a member. Empty where it gives none. */
export type FilePerson = { name: string; changes: number; comments: number }

/** The contents of a file as they would come into a document; nothing is stored yet. */
export type FileReport = {
  /** Null where the file gives none; its name is then the title. */
  title: string | null
  paragraphs: number
  words: number
  notes: readonly ('noise-removed' | 'links-dropped')[]
  /** The contents of a word processor's file: in the text, in another form, or left out. */
  findings: readonly { what: ImportFinding; count: number }[]
  people: readonly FilePerson[]
}

export type ImportResult = FileReport & { document: DocumentId }

/** The file that a document was imported from on this device, and the report about it. */
export type ImportedFile = FileReport & RemarksChoice & { file: string; at: Time }

/** `place`: as the paragraph is cited; empty where it has no number. */
export type Adoption = {
  may: boolean
  open: readonly {
    code: 'bracket-open' | 'suggestion-open' | 'amendment-open'
    block: BlockId | null
    place: string
    /** The label of an amendment. */
    label?: string | undefined
  }[]
}

/** The beginning of a long text, to be shown while the window has not all of it yet. */
export type Look = {
  /** None of a short text, which the editor shows as fast. */
  blocks: readonly Block[]
  /** It says that it is a version of another document. */
  isVersion: boolean
}

export const documentCalls = {
  'documents.list': call({ group: GroupId }, answers<readonly DocumentSummary[]>()),
  'documents.get': call({ document: DocumentId }, answers<DocumentSummary>()),
  'documents.look': call({ document: DocumentId }, answers<Look>()),
  /**
   * A new document from its kind's template, from another one of that kind, or with an empty paragraph
   * (`none`); "Only you" until shared. Refused as `invalid-input` when the template is one of another kind.
   */
  'documents.create': call(
    {
      group: GroupId,
      kind: DocumentKind,
      title: Title,
      language: Language,
      template: v.optional(v.union([TemplateName, v.literal('none')])),
    },
    answers<DocumentId>(),
  ),
  'documents.rename': call({ document: DocumentId, title: Title }, answers<void>()),
  /** An empty one takes it away. */
  'documents.setReference': call({ document: DocumentId, reference: Reference }, answers<void>()),
  /** With a language it is a version in that language, whose paragraphs keep their ids. */
  'documents.duplicate': call(
    { document: DocumentId, title: Title, language: v.optional(Language) },
    answers<DocumentId>(),
  ),
  /**
   * Moves a document that was never shared to another group, as a new one without its history, its
   * comments and its open suggestions. `keep`: the old one stays as it is. Failures: `not-private`,
   * `text-unsettled` (something in it waits for an answer, and it was not to stay), `not-permitted`
   * (a paragraph of it is withheld, and its words belong to a circle of this group),
   * `figure-missing` (a picture or a file cannot go along, and it was not to stay), `not-found` (it
   * was changed meanwhile, and both stay).
   */
  'documents.move': call(
    { document: DocumentId, group: GroupId, keep: v.boolean() },
    answers<DocumentId>(),
  ),
  /** Deletes a document that was never shared; refused as `not-private` otherwise. */
  'documents.delete': call({ document: DocumentId }, answers<void>()),
  /** Failure `not-in-group`: outside, nobody would get it. */
  'documents.share': call({ document: DocumentId }, answers<void>()),
  /**
   * Reads a file and stores nothing: what would come into the document, and what would not. A text has
   * at most 2 MiB, 60,000 lines and 12,000 paragraphs. Core keeps the last 100 files, and 128 MiB of
   * their bytes, until they are imported, so that one is read again with another choice. Tells
   * `progress` of the task `documents.import`; `tasks.cancel` ends it.
   */
  'documents.readFile': call(
    {
      kind: DocumentKind,
      file: FileGrant,
      /** Accepted where it is left out. */
      changes: v.optional(ImportChanges),
      /** Left out where it is left out. */
      comments: v.optional(ImportComments),
    },
    answers<FileReport>(),
  ),
  /** Ends the reading of a file, and forgets what was read of it. */
  'documents.forgetFile': call({ file: FileGrant }, answers<void>()),
  /**
   * Files that were read become documents that are "Only you": all of them, or none where one fails
   * or the person ends it. Failure `file-not-found` where core keeps one of them no longer.
   */
  'documents.importRead': call(
    {
      group: GroupId,
      files: v.pipe(
        v.array(v.object({ file: FileGrant, language: Language })),
        v.minLength(1),
        v.maxLength(100),
      ),
    },
    answers<readonly ImportResult[]>(),
  ),
  /**
   * Null for a document that was not imported on this device: the name of a file may say more than its
   * text, so it is never sent.
   */
  'documents.importedFile': call({ document: DocumentId }, answers<ImportedFile | null>()),
  /** Paragraphs to read, in the order in which they were found; see `Merge`. */
  'documents.merges': call({ document: DocumentId }, answers<readonly Merge[]>()),
  /** `block`: null for the document itself. */
  'documents.markMerged': call(
    { document: DocumentId, block: v.nullable(BlockId) },
    answers<void>(),
  ),
  /** The open points of a text that keep it from being adopted, in the order of the page. */
  'documents.adoption': call({ document: DocumentId }, answers<Adoption>()),
  /** The content digest that two converged devices share, 64 hexadecimal digits. */
  'documents.digest': call({ document: DocumentId }, answers<string>()),
} as const
