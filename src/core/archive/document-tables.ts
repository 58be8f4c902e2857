// Tables of documents. Rows with a document go with it.
import type { FileReport, RemarksChoice, Typed } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { SentPart } from '#document/consultation'
import type {
  ActId,
  BlockId,
  DeviceId,
  DocumentId,
  FeedId,
  GroupId,
  MemberId,
  MessageId,
} from '#shared/ids'
import type { Bytes } from '#core/keys'
import {
  bytes,
  flag,
  id,
  integer,
  json,
  optional,
  text,
  type OpenTable,
  type Table,
} from './table.ts'

/** The folded state of a document: the newest one alone. */
export type Snapshot = {
  document: DocumentId
  position: number
  state: Bytes
  /** The encoding of the state: a Yjs V1 update, or a V2 update that is compressed with Brotli. */
  coding: 'update' | 'compressed'
  /** State of the documents module beside it; empty if there is none. */
  details: Bytes
}

/** A document whose row in lists, text and index are older than it is; `number` of its last change. */
export type StaleDocument = { document: DocumentId; number: number }

/** A restricted paragraph that a document names, and the text of it. */
export type NamedPlace = { block: BlockId; ref: DocumentId }

/** The documents to which a document belongs, and those that it names. */
export type DocumentLinks = {
  document: DocumentId
  group: GroupId
  /** The document and the paragraph of which it is the text. */
  partOf: DocumentId | null
  partOfBlock: BlockId | null
  /** The original, for a version in another language. */
  versionOf: DocumentId | null
  /** The question whose text it goes on from. */
  draftOf: ActId | null
  /** A template of its audience. */
  isTemplate: boolean
  named: readonly NamedPlace[]
}

/** The beginning of a long text, as JSON; `format` of the reader that made it. */
export type PreviewRow = { document: DocumentId; format: number; look: string }

/** A mention of a member in a comment, as its author's device wrote it; or an answer to a comment of the member. */
export type MentionRow = {
  document: DocumentId
  entry: EntryId
  member: MemberId
  thread: EntryId
  /** The device of the author; null where it is not known. */
  by: DeviceId | null
  /** The words at its place: "@" and a name, where the mention counts; empty for an answer. */
  words: string
  /** UTC milliseconds, as the author's device claims. */
  at: number
  /** The thread is not settled. */
  open: boolean
  /** The thread was opened on this device since. */
  seen: boolean
}

/** Amendments and suggestions that wait; no row where there are none. */
export type OpenRemarksRow = { document: DocumentId; amendments: number; suggestions: number }

/** The parts of a document that lists of meetings read, as JSON. It is true for its `key` alone. */
export type MeetingTextRow = { document: DocumentId; key: string; text: string }

/**
 * An edit outside the journal. `place`: 12 hexadecimal digits that count in the order of editing, or
 * the digest of an edit that builds on lost text.
 */
export type ParkedEditRow = { document: DocumentId; place: string; entry: Bytes }

/** Clocks `from` to `to` of `client` went out as those of `as` from 0 on, with entries of these names. */
export type MovedText = {
  client: number
  from: number
  to: number
  as: number
  names: readonly string[]
}

/** A round that this device began; `secret` opens its replies. */
export type ConsultationRound = {
  document: DocumentId
  /** The public name: 32 random hexadecimal digits. */
  round: string
  /** Digest of the text as it was sent. */
  digest: string
  secret: Bytes
  parts: SentPart[]
  /** This device's entry in the document; null before it exists. */
  entry: EntryId | null
}

/** The name of the file that a document comes from, and the report about it. Never sent to anyone. */
export type ImportedFileRow = {
  document: DocumentId
  file: string
  /** UTC milliseconds. */
  at: number
  report: FileReport & RemarksChoice
}

type EnclosureKey = { document: DocumentId; what: string; hash: string }

/** A picture or file of a private document. */
export type DraftEnclosure = EnclosureKey & { size: number; content: Bytes }

/** A picture or file that came whole, and the messages that contain it. */
export type KeptEnclosure = EnclosureKey & {
  group: GroupId
  size: number
  messages: readonly MessageId[]
}

/** The progress of one feed in bringing pictures and files; `coming` is null between two. */
export type EnclosureProgress = {
  group: GroupId
  document: DocumentId
  feed: FeedId
  coming: { what: string; hash: string; size: number; messages: MessageId[] } | null
  bytes: number
  pictures: number
}

/** How often, and when last, one was sent again for a device that lacked it. */
export type EnclosureResend = EnclosureKey & { device: DeviceId; times: number; at: number }

export type DocumentTables = {
  snapshots: Table<Snapshot, 'document'>
  /** Unsent text, one row for each place. It stays on this device. */
  typed: Table<Typed & { document: DocumentId }, 'document' | 'place'>
  staleDocuments: Table<StaleDocument, 'document'>
  documentLinks: Table<DocumentLinks, 'document'>
  previews: Table<PreviewRow, 'document'>
  mentions: Table<MentionRow, 'document' | 'entry' | 'member'>
  openRemarks: Table<OpenRemarksRow, 'document'>
  meetingTexts: Table<MeetingTextRow, 'document'>
  parkedEdits: Table<ParkedEditRow, 'document' | 'place'>
  heldUpDocuments: Table<{ document: DocumentId }, 'document'>
  movedText: Table<MovedText & { document: DocumentId; place: number }, 'document' | 'place'>
  consultationRounds: Table<ConsultationRound, 'document' | 'round'>
  importedFiles: Table<ImportedFileRow, 'document'>
  draftEnclosures: Table<DraftEnclosure, 'document' | 'what' | 'hash'>
  keptEnclosures: Table<KeptEnclosure, 'group' | 'document' | 'what' | 'hash'>
  enclosureProgress: Table<EnclosureProgress, 'group' | 'document' | 'feed'>
  enclosureResends: Table<EnclosureResend, 'document' | 'what' | 'hash' | 'device'>
}

export const documentTables = (open: OpenTable): DocumentTables => ({
  snapshots: open(
    'snapshots',
    { document: id(), position: integer, state: bytes, details: bytes, coding: text() },
    ['document'],
  ),
  typed: open('typed', { document: id(), place: text(), fields: json() }, ['document', 'place']),
  staleDocuments: open('stale_documents', { document: id(), number: integer }, ['document']),
  documentLinks: open(
    'document_links',
    {
      document: id(),
      group: id(),
      partOf: optional(id()),
      partOfBlock: optional(text()),
      versionOf: optional(id()),
      draftOf: optional(id()),
      isTemplate: flag,
      named: json(),
    },
    ['document'],
  ),
  previews: open('previews', { document: id(), format: integer, look: text() }, ['document']),
  mentions: open(
    'mentions',
    {
      document: id(),
      entry: text(),
      member: id(),
      thread: text(),
      by: optional(id()),
      words: text(),
      at: integer,
      open: flag,
      seen: flag,
    },
    ['document', 'entry', 'member'],
  ),
  openRemarks: open('open_remarks', { document: id(), amendments: integer, suggestions: integer }, [
    'document',
  ]),
  meetingTexts: open('meeting_texts', { document: id(), key: text(), text: text() }, ['document']),
  parkedEdits: open('parked_edits', { document: id(), place: text(), entry: bytes }, [
    'document',
    'place',
  ]),
  heldUpDocuments: open('held_up_documents', { document: id() }, ['document']),
  movedText: open(
    'moved_text',
    {
      document: id(),
      place: integer,
      client: integer,
      from: integer,
      to: integer,
      as: integer,
      names: json(),
    },
    ['document', 'place'],
  ),
  consultationRounds: open(
    'consultation_rounds',
    {
      document: id(),
      round: text(),
      digest: text(),
      secret: bytes,
      parts: json(),
      entry: optional(text()),
    },
    ['document', 'round'],
  ),
  importedFiles: open(
    'imported_files',
    { document: id(), file: text(), at: integer, report: json() },
    ['document'],
  ),
  draftEnclosures: open(
    'draft_enclosures',
    { document: id(), what: text(), hash: id(), size: integer, content: bytes },
    ['document', 'what', 'hash'],
  ),
  keptEnclosures: open(
    'kept_enclosures',
    { group: id(), document: id(), what: text(), hash: id(), size: integer, messages: json() },
    ['group', 'document', 'what', 'hash'],
  ),
  enclosureProgress: open(
    'enclosure_progress',
    { group: id(), document: id(), feed: id(), coming: json(), bytes: integer, pictures: integer },
    ['group', 'document', 'feed'],
  ),
  enclosureResends: open(
    'enclosure_resends',
    { document: id(), what: text(), hash: id(), device: id(), times: integer, at: integer },
    ['document', 'what', 'hash', 'device'],
  ),
})
