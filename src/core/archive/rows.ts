// The rows of the archive as other modules give and receive them. Ids are hexadecimal text here and
// bytes in the file. Times are UTC milliseconds as some device claims them.
import type { DocumentKind, Language, Level } from '#shared/contract'
import type {
  BlockId,
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MemberId,
  MessageId,
  RecordId,
} from '#shared/ids'
import type { Bytes, DeviceKeys } from '#core/keys'

export type GroupRow = {
  id: GroupId
  name: string
  level: Level
  language: Language
  /** The handle of this device's member in the group. */
  handle: string
  state: 'joining' | 'active' | 'stopped'
  keys: DeviceKeys
  /** The request while joining; empty otherwise. */
  details: Bytes
  createdAt: number
}

export type NewRecord = {
  id: RecordId
  bytes: Bytes
  /** One per signing device. */
  signatures: [DeviceId, Bytes][]
}

/** `position` grows with arrival and is never used twice. */
export type StoredRecord = NewRecord & { position: number }

export type EpochRow = { epoch: EpochId; key: Bytes }

export type Note = { name: string; bytes: Bytes }

export type DocumentRow = {
  id: DocumentId
  group: GroupId
  kind: DocumentKind
  title: string
  language: Language
  reference: string
  /** As the text says it; see `PageMeta`. */
  status: 'draft'
  /** False while the document is private. */
  shared: boolean
  /** The key of each body's hash; 32 bytes. */
  secret: Bytes
  createdAt: number
  changedAt: number
  changedBy: MemberId | null
  words: number
}

/**
 * A kept edit of a private document: Yjs V1 bytes, the feed that wrote it, and its windows in that feed in
 * the order of the update's clients.
 */
export type Draft = { feed: FeedId; writers: readonly number[]; update: Bytes }

export type MessageState = 'applied' | 'waiting' | 'refused'

export type NewMessage = {
  id: MessageId
  group: GroupId
  /** 32 bytes in hexadecimal: the id of a group or circle. */
  audience: string
  device: DeviceId
  /** The feed in which it is signed. */
  feed: FeedId
  line?: FeedId
  /** Counts from 0 within its feed. */
  seq: number
  kind: string
  document: DocumentId | null
  header: Bytes
  /** Null if only the chain of a later message proves it. */
  signature: Bytes | null
  /** Null after it was dropped. */
  body: Bytes | null
  state: MessageState
}

/**
 * `position` grows with arrival and is never used twice. `line`: the feed, or the branch of it, that it
 * is kept under; left out of a new message, it is the feed.
 */
export type StoredMessage = NewMessage & { position: number; line: FeedId }

/** A message without its body. */
export type MessageOutline = Pick<NewMessage, 'id' | 'seq' | 'kind' | 'document' | 'header'> & {
  /** Length of header and body, as far as they are here. */
  bytes: number
}

/** The end of an unbroken run: every message of the feed from `first` to `seq` is here. */
export type FeedHead = {
  feed: FeedId
  device: DeviceId
  audience: string
  first: number
  seq: number
  id: MessageId
}

/**
 * `what`: the name of an attached file or of a version, and no text of the document itself; or the paragraph before
 * once more, with the words that are suggested in it.
 */
export type SearchBlock = {
  block: BlockId | null
  number: string
  text: string
  what?: 'file' | 'version' | 'note' | 'suggested'
}

export type Piece = { text: string; match: boolean }

export type SearchRequest = {
  text: string
  /** All groups by default. */
  groups?: readonly GroupId[] | undefined
  kinds?: readonly DocumentKind[] | undefined
  /** Most hits; 20 by default. */
  limit?: number | undefined
}

/** The best block of one document; `block` is null when only the title was found. */
export type FoundBlock = {
  document: DocumentId
  block: BlockId | null
  number: string
  snippet: Piece[]
  what?: 'file' | 'version' | 'note'
}

/** A document in which words were found. `inRow`: they stand in a row in its text. */
export type FoundPage = {
  number: number
  document: DocumentId
  /** The group or circle whose members read it. */
  group: GroupId
  title: string
  kind: DocumentKind
  language: Language
  reference: string
  shared: boolean
  changedAt: number
  /** The instruments that it cites, each once, in the order of the text. */
  cited: readonly string[]
  inRow: boolean
}

/** A paragraph of a document in which something was found: `isFound`, or the one beside it. */
export type FoundParagraph = {
  block: BlockId | null
  number: string
  pieces: Piece[]
  isFound: boolean
  what?: 'file' | 'version' | 'note'
}

/** `total` counts documents. */
export type SearchAnswer = { hits: FoundBlock[]; total: number }

/** The result of `check`. `damaged` counts problems that SQLite or the journal reported. */
export type CheckReport = { documents: number; messages: number; missing: number; damaged: number }
