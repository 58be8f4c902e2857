// Tables of the exchange with other devices: how far feeds are, messages that wait, and documents that were
// retired or offloaded.
import type {
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MessageId,
  RecordId,
} from '#shared/ids'
import type { Bytes } from '#core/keys'
import { bytes, id, integer, json, optional, text, type OpenTable, type Table } from './table.ts'

type InGroup = { group: GroupId }
type OfDocument = InGroup & { document: DocumentId }

/** Two signed contents for one place in a feed. */
export type Proof = InGroup & { device: DeviceId; a: Bytes; b: Bytes }

/** A branch of a forked feed; `parent` is the name of the part before the place `from`. */
export type BranchRow = InGroup & {
  name: FeedId
  feed: FeedId
  device: DeviceId
  from: number
  parent: FeedId
}

/** A message that cannot be judged yet. */
export type WaitingRow = InGroup & {
  id: MessageId
  header: Bytes
  /** Null where a later message's chain proved this one when it came. */
  signature: Bytes | null
  /** Null where the giver had dropped it. */
  body: Bytes | null
}

/** A pack that leads up to the beginning of this device, by its last message. */
export type BackfillPack = InGroup & {
  last: MessageId
  feed: FeedId
  from: number
  to: number
  /** The message that its first one follows. */
  follows: { feed: FeedId; seq: number; id: MessageId } | null
  bytes: number
  pack: Bytes
}

/** How far the mailbox of an epoch at one host was read, and what it contains. */
export type MailboxCursorRow = InGroup & {
  host: string
  epoch: EpochId
  log: Bytes | null
  cursor: number
  feeds: readonly (readonly [FeedId, number])[]
  records: readonly RecordId[]
  replacedAt: number | null
}

/** A retirement of a document; `place` in the order in which they were judged here. */
export type RetirementRow = OfDocument & {
  place: number
  device: DeviceId
  successor: DocumentId
  digest: string
  at: number
}

/** A retirement that was taken in, or refused for now. */
export type RetirementMessage = InGroup & {
  message: MessageId
  state: 'taken' | 'refused'
  /** The author of one that was taken in. */
  device: DeviceId | null
}

/** A document that this device sent away, and the devices that keep it. */
export type OffloadedRow = OfDocument & {
  since: number
  keepers: readonly DeviceId[]
  /** The position of the message that first asked for it again; null before. */
  asked: number | null
}

/** The last question or request of a device that has no answer yet. */
export type OffloadRequest = InGroup & {
  device: DeviceId
  request: 'keep' | 'return'
  message: MessageId
  documents: readonly DocumentId[]
}

export type SyncTables = {
  proofs: Table<Proof, 'group' | 'device' | 'a' | 'b'>
  acknowledgements: Table<InGroup & { digest: Bytes }, 'group'>
  /** Where this device began, as heads in the form for other devices. */
  beginnings: Table<InGroup & { heads: Bytes }, 'group'>
  /** The message at which this device had begun in a feed in which it went back. */
  leftBeginnings: Table<InGroup & { feed: FeedId; message: MessageId }, 'group' | 'feed'>
  openFeeds: Table<InGroup & { feed: FeedId }, 'group' | 'feed'>
  branches: Table<BranchRow, 'group' | 'name'>
  /** Messages that are not kept; `rival`: another content of this document is here. */
  passedMessages: Table<
    InGroup & { message: MessageId; rival: DocumentId | null },
    'group' | 'message'
  >
  waitingMessages: Table<WaitingRow, 'group' | 'id'>
  backfillPacks: Table<BackfillPack, 'group' | 'last'>
  /** The messages that authors had seen before this device's beginning: the body of a message. */
  pasts: Table<InGroup & { body: Bytes }, 'group'>
  /** The feeds in which others gave this device its bootstrap, or documents that it asked back. */
  bootstrapFeeds: Table<InGroup & { feed: FeedId }, 'group' | 'feed'>
  /** The feed with the bootstrap that this device wrote for another one; null when it is done. */
  writtenBootstraps: Table<InGroup & { device: DeviceId; feed: FeedId | null }, 'group' | 'device'>
  /** The last heads of other devices, in their form for others; `at` by this device's clock. */
  peerHeads: Table<InGroup & { device: DeviceId; heads: Bytes; at: number }, 'group' | 'device'>
  /** The digest of a document's content, and the last message that it covers. */
  contentDigests: Table<OfDocument & { position: number; digest: Bytes }, 'group' | 'document'>
  /** The content here of a document that another device has otherwise. */
  contentDifferences: Table<OfDocument & { digest: Bytes }, 'group' | 'document'>
  /** Groups in which a copy of this profile writes. */
  duplicateProfiles: Table<InGroup, 'group'>
  mailboxes: Table<InGroup & { url: string }, 'group'>
  mailboxCursors: Table<MailboxCursorRow, 'group' | 'host' | 'epoch'>
  retirements: Table<RetirementRow, 'group' | 'document' | 'place'>
  retirementMessages: Table<RetirementMessage, 'group' | 'message'>
  offloaded: Table<OffloadedRow, 'group' | 'document'>
  /** The devices that were asked for a document that is back, and the feed in which each returns it. */
  returned: Table<
    OfDocument & { device: DeviceId; feed: FeedId | null },
    'group' | 'document' | 'device'
  >
  /** Documents that this device keeps for another one. */
  keptForOthers: Table<OfDocument & { device: DeviceId }, 'group' | 'device' | 'document'>
  offloadRequests: Table<OffloadRequest, 'group' | 'device' | 'request'>
  /** The message in which this device asked about a document. */
  offloadQuestions: Table<OfDocument & { message: MessageId }, 'group' | 'document'>
  /** Answers to such a message, in parts: the body of a message each. */
  offloadAnswers: Table<
    InGroup & { question: MessageId; device: DeviceId; part: number; body: Bytes },
    'group' | 'question' | 'device' | 'part'
  >
}

const group = id<GroupId>()
const document = id<DocumentId>()
const feed = id<FeedId>()
const device = id<DeviceId>()
const message = id<MessageId>()
const ofDocument = ['group', 'document'] as const

export const syncTables = (open: OpenTable): SyncTables => ({
  proofs: open('proofs', { group, device, a: bytes, b: bytes }, ['group', 'device', 'a', 'b']),
  acknowledgements: open('acknowledgements', { group, digest: bytes }, ['group']),
  beginnings: open('beginnings', { group, heads: bytes }, ['group']),
  leftBeginnings: open('left_beginnings', { group, feed, message }, ['group', 'feed']),
  openFeeds: open('open_feeds', { group, feed }, ['group', 'feed']),
  branches: open('branches', { group, name: feed, feed, device, from: integer, parent: feed }, [
    'group',
    'name',
  ]),
  passedMessages: open('passed_messages', { group, message, rival: optional(document) }, [
    'group',
    'message',
  ]),
  waitingMessages: open(
    'waiting_messages',
    { group, id: message, header: bytes, signature: optional(bytes), body: optional(bytes) },
    ['group', 'id'],
  ),
  backfillPacks: open(
    'backfill_packs',
    {
      group,
      last: message,
      feed,
      from: integer,
      to: integer,
      follows: json(),
      bytes: integer,
      pack: bytes,
    },
    ['group', 'last'],
  ),
  pasts: open('pasts', { group, body: bytes }, ['group']),
  bootstrapFeeds: open('bootstrap_feeds', { group, feed }, ['group', 'feed']),
  writtenBootstraps: open('written_bootstraps', { group, device, feed: optional(feed) }, [
    'group',
    'device',
  ]),
  peerHeads: open('peer_heads', { group, device, heads: bytes, at: integer }, ['group', 'device']),
  contentDigests: open('content_digests', { group, document, position: integer, digest: bytes }, [
    'group',
    'document',
  ]),
  contentDifferences: open('content_differences', { group, document, digest: bytes }, ofDocument),
  duplicateProfiles: open('duplicate_profiles', { group }, ['group']),
  mailboxes: open('mailboxes', { group, url: text() }, ['group']),
  mailboxCursors: open(
    'mailbox_cursors',
    {
      group,
      host: text(),
      epoch: id(),
      log: optional(bytes),
      cursor: integer,
      feeds: json(),
      records: json(),
      replacedAt: optional(integer),
    },
    ['group', 'host', 'epoch'],
  ),
  retirements: open(
    'retirements',
    { group, document, place: integer, device, successor: document, digest: id(), at: integer },
    ['group', 'document', 'place'],
  ),
  retirementMessages: open(
    'retirement_messages',
    { group, message, state: text(), device: optional(device) },
    ['group', 'message'],
  ),
  offloaded: open(
    'offloaded',
    { group, document, since: integer, keepers: json(), asked: optional(integer) },
    ['group', 'document'],
  ),
  returned: open('returned', { group, document, device, feed: optional(feed) }, [
    'group',
    'document',
    'device',
  ]),
  keptForOthers: open('kept_for_others', { group, device, document }, [
    'group',
    'device',
    'document',
  ]),
  offloadRequests: open(
    'offload_requests',
    { group, device, request: text(), message, documents: json() },
    ['group', 'device', 'request'],
  ),
  offloadQuestions: open('offload_questions', { group, document, message }, ofDocument),
  offloadAnswers: open(
    'offload_answers',
    { group, question: message, device, part: integer, body: bytes },
    ['group', 'question', 'device', 'part'],
  ),
})
