// Documents: their list, their sharing, what was merged, and files for people outside.
import * as v from 'valibot'
import { FormattedWords, ValueName } from '#document/history/conflicts'
import type { Block } from '#document/model'
import { BlockId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import {
  Right,
  Time,
  Title,
  Language,
  DocumentKind,
  DocumentStatus,
  TemplateName,
} from '../vocabulary.ts'

export const Readers = v.variant('kind', [
  v.object({ kind: v.literal('only-you') }),
  v.object({ kind: v.literal('group'), members: v.number() }),
  v.object({ kind: v.literal('circle'), circle: GroupId, name: v.string(), members: v.number() }),
])
export type Readers = v.InferOutput<typeof Readers>

export const DocumentSummary = v.object({
  id: DocumentId,
  group: GroupId,
  kind: DocumentKind,
  title: v.string(),
  language: Language,
  /** The group's own reference, for example "EDCSAG/2018/3"; empty until given. */
  reference: v.string(),
  status: DocumentStatus,
  readers: Readers,
  changedAt: Time,
  changedBy: v.nullable(MemberId),
  words: v.number(),
  /** Members (of `readers.members`) whose device said that it has the newest text. */
  have: v.number(),
  /**
   * Paragraphs that were changed here and elsewhere apart from each other, until they are read; and one
   * more for the title and the like.
   */
  toRead: v.number(),
  /** Another member changed it since this member read it on this device. */
  unread: v.boolean(),
  /** Another member made it or changed it last, and this member has not read it on this device. */
  neverRead: v.optional(v.boolean()),
  /**
   * Another officer circulated these minutes, and this member has not read them on this device, or not what came since.
   * `until`: corrections are asked for by then; null for no day.
   */
  toCorrect: v.optional(v.object({ until: v.nullable(Time) })),
  /** A template of its audience. */
  template: v.boolean(),
  /** The rights of this member in it, by role. A window on it is told of narrower ones. */
  rights: v.array(Right),
})
export type DocumentSummary = v.InferOutput<typeof DocumentSummary>

export const Side = v.object({
  change: v.picklist(['words', 'split', 'joined', 'moved', 'removed']),
  /** The text of the paragraph there; null when it is gone. */
  text: v.nullable(v.string()),
})

/**
 * A paragraph that was changed here and elsewhere while neither had seen the other's words; or, for
 * null, the document itself, of which both set the same value to something else.
 */
export const Merge = v.object({
  block: v.nullable(BlockId),
  /** `rescue`: it is in the page no more, and words that were written in it may be gone. */
  kind: v.picklist(['merged', 'rescue']),
  before: v.string(),
  mine: Side,
  theirs: Side,
  /**
   * The author of the other side; null where several wrote it in turn, or where the author is not
   * known.
   */
  by: v.nullable(MemberId),
  /** The paragraph before it, of those that are there still; null for none. */
  after: v.nullable(BlockId),
  /** Its wordings were too long: the beginning is kept, and not all formats. */
  isShortened: v.boolean(),
  /** True for the first of a list whose earlier ones were too many to keep, or cannot be read. */
  areEarlierGone: v.boolean(),
  /** The present text, with halves that were split off it, a line each; null when it is gone. */
  now: v.nullable(v.string()),
  /**
   * Values of a paragraph or of the document; also the present ones, null when the paragraph is
   * gone.
   */
  values: v.array(
    v.object({
      name: ValueName,
      before: v.string(),
      mine: v.string(),
      theirs: v.string(),
      now: v.nullable(v.string()),
    }),
  ),
  /** Words that one of the two formatted; `isClash`: both the same ones, in different ways. */
  formats: v.nullable(
    v.object({
      isClash: v.boolean(),
      before: FormattedWords,
      mine: FormattedWords,
      theirs: FormattedWords,
      now: FormattedWords,
    }),
  ),
})
export type Merge = v.InferOutput<typeof Merge>

/** The tracked changes of a Word file: kept as suggestions, taken in, or left out. */
export const ImportChanges = v.picklist(['suggestions', 'accepted', 'rejected'])
export type ImportChanges = v.InferOutput<typeof ImportChanges>

/** The comments of a Word file: threads under the names in the file, or left out. */
export const ImportComments = v.picklist(['threads', 'left-out'])
export type ImportComments = v.InferOutput<typeof ImportComments>

export const ImportFinding = v.picklist([
  ...([
    'changes',
    'changes-taken',
    'moved',
    'comments',
    'footnotes',
    'tables',
    'pictures',
  ] as const),
  ...(['text-box', 'symbol', 'merged-cell', 'nested-table', 'equation'] as const),
  ...(['heading-number', 'heading-kept'] as const),
  ...([
    'comment',
    'picture',
    'linked-picture',
    'picture-kind',
    'picture-place',
    'picture-size',
    'picture-damaged',
    'object',
    'field',
    'hidden-text',
    'unknown-symbol',
    'header',
  ] as const),
])
export type ImportFinding = v.InferOutput<typeof ImportFinding>

/** The choice about changes and comments of a file. */
export const RemarksChoice = v.object({ changes: ImportChanges, comments: ImportComments })
export type RemarksChoice = v.InferOutput<typeof RemarksChoice>

/** A name that a file gives as an author: a quotation of it, never a member. Empty where it gives none. */
export const FilePerson = v.object({ name: v.string(), changes: v.number(), comments: v.number() })
export type FilePerson = v.InferOutput<typeof FilePerson>

/** The contents of a file as they would come into a document; nothing is stored yet. */
export const FileReport = v.object({
  /** Null where the file gives none; its name is then the title. */
  title: v.nullable(v.string()),
  paragraphs: v.number(),
  words: v.number(),
  notes: v.array(v.picklist(['noise-removed', 'links-dropped'])),
  /** The contents of a word processor's file: in the text, in another form, or left out. */
  findings: v.array(v.object({ what: ImportFinding, count: v.number() })),
  people: v.array(FilePerson),
})
export type FileReport = v.InferOutput<typeof FileReport>

export const ImportResult = v.object({ ...FileReport.entries, document: DocumentId })
export type ImportResult = v.InferOutput<typeof ImportResult>

/** The file that a document was imported from on this device, and the report about it. */
export const ImportedFile = v.object({
  file: v.string(),
  at: Time,
  ...FileReport.entries,
  ...RemarksChoice.entries,
})
export type ImportedFile = v.InferOutput<typeof ImportedFile>

/** `place`: as the paragraph is cited; empty where it has no number. */
export const Adoption = v.object({
  may: v.boolean(),
  open: v.array(
    v.object({
      code: v.picklist(['bracket-open', 'suggestion-open', 'amendment-open']),
      block: v.nullable(BlockId),
      place: v.string(),
      /** The label of an amendment. */
      label: v.optional(v.string()),
    }),
  ),
})
export type Adoption = v.InferOutput<typeof Adoption>

/** The beginning of a long text, to be shown while the window has not all of it yet. */
export const Look = v.object({
  /** None of a short text, which the editor shows as fast. */
  blocks: v.array(v.custom<Block>(value => typeof value === 'object' && value !== null)),
  /** It says that it is a version of another document. */
  isVersion: v.boolean(),
})
export type Look = v.InferOutput<typeof Look>

export const documentCalls = {
  'documents.list': { input: v.object({ group: GroupId }), output: v.array(DocumentSummary) },
  'documents.get': { input: v.object({ document: DocumentId }), output: DocumentSummary },
  'documents.look': { input: v.object({ document: DocumentId }), output: Look },
  /**
   * A new document from its kind's template, from another one of that kind, or with an empty paragraph
   * (`none`); "Only you" until shared. Refused as `invalid-input` when the template is one of another kind.
   */
  'documents.create': {
    input: v.object({
      group: GroupId,
      kind: DocumentKind,
      title: Title,
      language: Language,
      template: v.optional(v.union([TemplateName, v.literal('none')])),
    }),
    output: DocumentId,
  },
  'documents.rename': { input: v.object({ document: DocumentId, title: Title }), output: v.void() },
  /** With a language it is a version in that language, whose paragraphs keep their ids. */
  'documents.duplicate': {
    input: v.object({ document: DocumentId, title: Title, language: v.optional(Language) }),
    output: DocumentId,
  },
  /**
   * Moves a document that was never shared to another group, as a new one without its history, its
   * comments and its open suggestions. `keep`: the old one stays as it is. Failures: `not-private`,
   * `text-unsettled` (something in it waits for an answer, and it was not to stay), `not-permitted`
   * (a paragraph of it is withheld, and its words belong to a circle of this group),
   * `figure-missing` (a picture or a file cannot go along, and it was not to stay), `not-found` (it
   * was changed meanwhile, and both stay).
   */
  'documents.move': {
    input: v.object({ document: DocumentId, group: GroupId, keep: v.boolean() }),
    output: DocumentId,
  },
  /** Deletes a document that was never shared; refused as `not-private` otherwise. */
  'documents.delete': { input: v.object({ document: DocumentId }), output: v.void() },
  'documents.share': { input: v.object({ document: DocumentId }), output: v.void() },
  /**
   * Reads a file and stores nothing: what would come into the document, and what would not. A text has
   * at most 2 MiB, 60,000 lines and 12,000 paragraphs. Core keeps the last 100 files, and 128 MiB of
   * their bytes, until they are imported, so that one is read again with another choice. Tells
   * `progress` of the task `documents.import`; `tasks.cancel` ends it.
   */
  'documents.readFile': {
    input: v.object({
      kind: DocumentKind,
      file: FileGrant,
      /** Accepted where it is left out. */
      changes: v.optional(ImportChanges),
      /** Left out where it is left out. */
      comments: v.optional(ImportComments),
    }),
    output: FileReport,
  },
  /** Ends the reading of a file, and forgets what was read of it. */
  'documents.forgetFile': { input: v.object({ file: FileGrant }), output: v.void() },
  /**
   * Files that were read become documents that are "Only you": all of them, or none where one fails
   * or the person ends it. Failure `file-not-found` where core keeps one of them no longer.
   */
  'documents.importRead': {
    input: v.object({
      group: GroupId,
      files: v.pipe(
        v.array(v.object({ file: FileGrant, language: Language })),
        v.minLength(1),
        v.maxLength(100),
      ),
    }),
    output: v.array(ImportResult),
  },
  /**
   * Null for a document that was not imported on this device: the name of a file may say more than its
   * text, so it is never sent.
   */
  'documents.importedFile': {
    input: v.object({ document: DocumentId }),
    output: v.nullable(ImportedFile),
  },
  /** Paragraphs to read, in the order in which they were found; see `Merge`. */
  'documents.merges': { input: v.object({ document: DocumentId }), output: v.array(Merge) },
  'documents.markMerged': {
    /** Null for the document itself. */
    input: v.object({ document: DocumentId, block: v.nullable(BlockId) }),
    output: v.void(),
  },
  /** The open points of a text that keep it from being adopted, in the order of the page. */
  'documents.adoption': { input: v.object({ document: DocumentId }), output: Adoption },
  /** The content digest that two converged devices share, 64 hexadecimal digits. */
  'documents.digest': { input: v.object({ document: DocumentId }), output: v.string() },
} as const
