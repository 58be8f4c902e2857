// Tables of the histories of documents, and of concurrent edits in them. Rows with a document go with it.
import type { Clash } from '#document/history/conflicts'
import type { EntryId } from '#document/ids'
import type { Range } from '#core/messages'
import type { Page } from '#document/model'
import type {
  BlockId,
  DeviceId,
  DocumentId,
  FeedId,
  GroupId,
  MemberId,
  MessageId,
} from '#shared/ids'
import type { Bytes } from '#core/keys'
import { bytes, id, integer, json, optional, text, type OpenTable, type Table } from './table.ts'

/** The plain copy of a named version that was proven. */
export type VersionPage = { document: DocumentId; version: EntryId; page: Page }

/** The last reading of this member. `verdicts`: the state in which verdicts on own suggestions were seen since. */
export type LastReading = { document: DocumentId; at: number; state: Bytes; verdicts: Bytes | null }

/** The times of one feed that this device saw. */
export type SittingRow = { document: DocumentId; feed: FeedId; from: number; to: number }

/**
 * One conflict of a paragraph: what two members wrote in it concurrently. `rescue`: the paragraph is
 * in the page no more, and text in it may be gone.
 */
export type Conflict = Clash & {
  kind: 'merged' | 'rescue'
  /** The member of the other side; null where several wrote it in turn. */
  by: MemberId | null
  /** The nearest earlier paragraph that still stands; null for none. */
  after: BlockId | null
  /** Its wordings were too long: the beginning is kept, and not all formats. */
  isShortened: boolean
  /** For the first of a list: earlier ones were too many to keep. */
  areEarlierGone: boolean
}

/** The conflicts of a document that the member has not read. */
export type UnreadConflicts = { document: DocumentId; conflicts: readonly Conflict[] }

/** Messages of this device that are concurrent with others, in the order of its feeds. */
export type SeparationRow = { document: DocumentId; number: number; mine: readonly Range[] }

/** A message of another device in a separation; `place` counts in order of arrival. */
export type ConcurrentMessage = {
  document: DocumentId
  separation: number
  place: number
  message: MessageId
}

/** The parts that are still to come from one device, in the feed of its start. */
export type Expected = { device: DeviceId; feed: FeedId; left: number }

/** Text of one paragraph, and the device that wrote the first of it. */
export type Late = { by: DeviceId | null; text: string }

type OfDocument = { group: GroupId; document: DocumentId }
type OfMessage = OfDocument & { message: MessageId }

export type HistoryTables = {
  versionPages: Table<VersionPage, 'document' | 'version'>
  lastReadings: Table<LastReading, 'document'>
  unreadDocuments: Table<{ document: DocumentId }, 'document'>
  sittings: Table<SittingRow, 'document' | 'feed'>
  unreadConflicts: Table<UnreadConflicts, 'document'>
  separations: Table<SeparationRow, 'document' | 'number'>
  concurrentMessages: Table<ConcurrentMessage, 'document' | 'separation' | 'place'>
  expectedParts: Table<OfDocument & Expected, 'group' | 'document' | 'device'>
  lateText: Table<OfDocument & { late: readonly Late[] }, 'group' | 'document'>
  /** Client ids that several writers used; `contests` is a CBOR list, `renames` those of a message. */
  contests: Table<OfDocument & { contests: Bytes }, 'group' | 'document'>
  messageRenames: Table<OfMessage & { renames: Bytes }, 'group' | 'document' | 'message'>
  /** Text that a device signed twice; `forks` in the form for another device. */
  forks: Table<OfDocument & { forks: Bytes }, 'group' | 'document'>
  messageBranches: Table<
    OfMessage & { branches: readonly FeedId[] },
    'group' | 'document' | 'message'
  >
}

export const historyTables = (open: OpenTable): HistoryTables => ({
  versionPages: open('version_pages', { document: id(), version: text(), page: json() }, [
    'document',
    'version',
  ]),
  lastReadings: open(
    'last_readings',
    { document: id(), at: integer, state: bytes, verdicts: optional(bytes) },
    ['document'],
  ),
  unreadDocuments: open('unread_documents', { document: id() }, ['document']),
  sittings: open('sittings', { document: id(), feed: id(), from: integer, to: integer }, [
    'document',
    'feed',
  ]),
  unreadConflicts: open('unread_conflicts', { document: id(), conflicts: json() }, ['document']),
  separations: open('separations', { document: id(), number: integer, mine: json() }, [
    'document',
    'number',
  ]),
  concurrentMessages: open(
    'concurrent_messages',
    { document: id(), separation: integer, place: integer, message: id() },
    ['document', 'separation', 'place'],
  ),
  expectedParts: open(
    'expected_parts',
    { group: id(), document: id(), device: id(), feed: id(), left: integer },
    ['group', 'document', 'device'],
  ),
  lateText: open('late_text', { group: id(), document: id(), late: json() }, ['group', 'document']),
  contests: open('contests', { group: id(), document: id(), contests: bytes }, [
    'group',
    'document',
  ]),
  messageRenames: open(
    'message_renames',
    { group: id(), document: id(), message: id(), renames: bytes },
    ['group', 'document', 'message'],
  ),
  forks: open('forks', { group: id(), document: id(), forks: bytes }, ['group', 'document']),
  messageBranches: open(
    'message_branches',
    { group: id(), document: id(), message: id(), branches: json() },
    ['group', 'document', 'message'],
  ),
})
