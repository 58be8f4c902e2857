// Ports: the parts of other rooms, and of the world, that sync needs. The composition of core gives
// the real ones; tests give others.
import type { Archive, StoredMessage, SyncTables } from '#core/archive'
import type { Device, Group } from '#core/group'
import type { Bytes, Encodable } from '#core/keys'
import type { Right } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import type { ContentKind, FeedPlace } from '#core/messages'

export type SyncArchive = Pick<
  Archive,
  'transaction' | 'missing' | 'settings' | 'records' | 'epochs' | 'documents' | 'messages'
> &
  SyncTables

export type SyncGroup = Pick<
  Group,
  | 'id'
  | 'self'
  | 'entry'
  | 'state'
  | 'rightsAt'
  | 'recordHeads'
  | 'hasRecord'
  | 'hasNews'
  | 'addRecords'
  | 'recordsBeyond'
  | 'epoch'
  | 'epochKey'
  | 'onChange'
  | 'invitations'
  | 'openInvitations'
  | 'answerInvitation'
  | 'waiting'
> & {
  /** Active devices of members who receive the membership and nothing else. */
  outsiders(): ReadonlyMap<DeviceId, Device>
  /** Whether this is or was the device of such a member. */
  isOutside(device: DeviceId): boolean
}

/** A run of one feed, both ends included. */
export type Run = { feed: FeedId; from: number; to: number }

/** A message for the documents room. Everything but its content has been checked. */
export type Delivery = {
  id: MessageId
  seq: number
  group: GroupId
  device: DeviceId
  feed: FeedId
  document: DocumentId
  kind: ContentKind
  body: Bytes
  author: MemberId
  /** A snapshot for this device alone, from the device that admitted it. */
  handover: boolean
  /** The rights of the author at the place of the message. */
  rights(): ReadonlySet<Right>
  /** Whether the author had that message when writing, by the `after` of the message. */
  saw(place: FeedPlace): boolean
  /** In a forked feed the branches that lead to the message, the first one first. */
  branches: readonly FeedId[]
  /** Branches in other forked feeds which the author had taken in without their rivals. */
  heard(): readonly FeedId[]
  /** The messages of this device that the author had not seen; left out for this device's own. */
  beside?: { id: MessageId; unseen(): Run[] }
}

/** One of the messages that a picture travels in; see docs/protocol.md, Pictures. */
export type PieceDelivery = {
  group: GroupId
  feed: FeedId
  document: DocumentId
  id: MessageId
  body: Bytes
  /** Part of the bootstrap snapshot for this device alone. */
  handover: boolean
}

/**
 * A document was retired: nothing of it stays but edits of this device that are not in the
 * successor.
 */
export type RetireDelivery = {
  group: GroupId
  document: DocumentId
  successor: DocumentId
  /** Whether the successor was made with this message. */
  covers(message: { audience: string; feed: FeedId; line?: FeedId; seq: number }): boolean
}

export type SyncDocuments = {
  /** Shared documents of the group with edits that are in no message yet. */
  unsealed(group: GroupId): number
  /**
   * Flushes those edits into messages, except edits that cannot be flushed. False where the disk
   * takes none.
   */
  seal(): boolean
  /** This device's edits of one document that are in no message yet, for any reason. */
  unsealedOf(document: DocumentId): number
  /** Documents that `work` receives cost as little as one message each, where that is possible. */
  together(documents: readonly DocumentId[], work: () => void): void
  /** 32 bytes that are equal wherever the readable content is; null for an unknown document. */
  digestOf(document: DocumentId): Bytes | null
  /** The digest, as in a `sealed` record, of the text that these messages of one document make. */
  digestFrom(messages: readonly StoredMessage[]): string
  /** Rebuilds this device's copy from the messages. */
  rebuild(document: DocumentId): void
  /**
   * `waits`: something that the message builds on is missing. `unsealed`: this device's own edits
   * of the document must be flushed first. `refused` is final.
   */
  receive(delivery: Delivery): 'applied' | 'waits' | 'unsealed' | { refused: string }
  /**
   * `remarks` that stand, and have no effect on the text: they are refused, or kept as proof, or their
   * document is not here any more.
   */
  receiveWithoutEffect(given: Pick<Delivery, 'group' | 'document' | 'device' | 'body'>): void
  /**
   * A feed was forked: messages that were kept under `parent` belong to the branch `line` from some
   * place on. `within`: branches of that one. Text of each branch has ids of its own in a document.
   * In the transaction that is open.
   */
  split(given: {
    group: GroupId
    device: DeviceId
    feed: FeedId
    parent: FeedId
    line: FeedId
    within: readonly FeedId[]
  }): void
  /** Every part of the document's bootstrap snapshot is here. */
  isWhole(group: GroupId, document: DocumentId): boolean
  /**
   * A piece of a picture of a shared document that is here. Its author may write in the document.
   */
  receivePiece(piece: PieceDelivery): { refused: string } | string
  /** Bodies of `blob` messages with the pieces of a document's pictures that are here. */
  picturesFor(document: DocumentId): Iterable<Bytes>
  /** Hashes of the pictures and files that are whole here, 64 hexadecimal digits each. */
  enclosedHere(document: DocumentId): string[]
  /**
   * Sends the pictures and files with these hashes again, those that are here: for each device
   * after twice the last pause, and as many as this session still may. In the transaction that is
   * open.
   */
  bringAgain(document: DocumentId, lackedBy: ReadonlyMap<DeviceId, ReadonlySet<string>>): void
  /** In the transaction that keeps the record. */
  sealed(delivery: RetireDelivery): void
  /** This device drops its copy, in the transaction that is open. */
  dropped(group: GroupId, document: DocumentId): void
  /**
   * A shared document as it is now, for a device that joins: its state with deleted text, every
   * client id with its device, and `heads` (as in `after`) as given. The first message brings the
   * document's secret. Where one message cannot hold everything, parts follow.
   */
  snapshotFor(document: DocumentId, heads: Encodable): { kind: ContentKind; body: Bytes }[]
}

/** Calls `work` once after so many milliseconds. The returned function prevents that. */
export type Later = (work: () => void, milliseconds: number) => () => void

export const realLater: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}
