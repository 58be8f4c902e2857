// What sync asks of the rooms beside it, and of the world. The real rooms are given by whoever
// composes core; tests give twins.
import type { Archive, StoredMessage } from '#core/archive'
import type { Device, Group } from '#core/group'
import type { Bytes, Encodable } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import type { FeedPlace } from './message.ts'

export type SyncArchive = Pick<
  Archive,
  | 'transaction'
  | 'missing'
  | 'settings'
  | 'records'
  | 'epochs'
  | 'notes'
  | 'documents'
  | 'messages'
  | 'proofs'
>

export type SyncGroup = Pick<
  Group,
  | 'id'
  | 'self'
  | 'entry'
  | 'state'
  | 'officeAt'
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
  /** Active devices of members who are told of the membership and of nothing else; none if left out. */
  outsiders?(): ReadonlyMap<DeviceId, Device>
  /** Whether this is or was the device of such a member. */
  isOutside?(device: DeviceId): boolean
}

/** A run of one feed, both ends included. */
export type Run = { feed: FeedId; from: number; to: number }

/** The kinds of message whose bodies the documents room reads. */
export type ContentKind = 'update' | 'remarks' | 'snapshot' | 'snapshot-start' | 'snapshot-part'

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
  /** Whether its author settles amendments, where it stands. */
  settles(): boolean
  /** Whether its author may say more beside the text than comments, where it stands. */
  proposes(): boolean
  /** Whether its author had that message when it was written, as its `after` says. */
  saw(place: FeedPlace): boolean
  /** Where its feed was forked: the branches that lead to it, the first one first. */
  branches: readonly FeedId[]
  /** Of other feeds that were forked the branches which its author had taken in without the others. */
  heard(): readonly FeedId[]
  /** What its author had not seen of this device's messages; not given for this device's own. */
  beside?: { id: MessageId; unseen(): Run[] }
}

/** One of the messages that a picture travels in; see docs/protocol.md, Pictures. */
export type PieceDelivery = {
  group: GroupId
  feed: FeedId
  document: DocumentId
  id: MessageId
  body: Bytes
  /** Of what this device alone begins with. */
  handover: boolean
}

/** A document was sealed: nothing of it stays but for what was written here and is not in the successor. */
export type SealedDelivery = {
  group: GroupId
  document: DocumentId
  successor: DocumentId
  /** Whether the successor was made with a sight of this message. */
  covers(message: { audience: string; feed: FeedId; line?: FeedId; seq: number }): boolean
}

export type SyncDocuments = {
  /** Shared documents of the group that hold edits which are in no message yet. None if left out. */
  unsealed?(group: GroupId): number
  /** Puts them into messages, but for what cannot be sealed; false where the disk takes none. */
  seal?(): boolean
  /** This device's edits of one document that are in no message yet, for whatever reason. */
  unsealedOf?(document: DocumentId): number
  /** What `work` has these documents receive costs each of them as little as one message where it can. */
  together?(documents: readonly DocumentId[], work: () => void): void
  /** 32 bytes that are the same wherever the same can be read; null for one that is not known. */
  digestOf?(document: DocumentId): Bytes | null
  /** The digest, as a `sealed` says it, of what these messages of one document make. */
  digestFrom?(messages: readonly StoredMessage[]): string
  /** Makes this device's copy anew from the messages. */
  rebuild?(document: DocumentId): void
  /**
   * `waits`: something that it builds on is not here yet. `unsealed`: this device's own edits of the document
   * have to be in messages before. `refused` is for good.
   */
  receive(delivery: Delivery): 'applied' | 'waits' | 'unsealed' | { refused: string }
  /**
   * A feed was forked: messages that were kept under `parent` are those of the branch `line`, from some place on.
   * `within`: branches of that one. Words of each branch have ids of their own in a document. In the transaction
   * that is open.
   */
  split?(given: {
    group: GroupId
    device: DeviceId
    feed: FeedId
    parent: FeedId
    line: FeedId
    within: readonly FeedId[]
  }): void
  /** No part of what the document begins with is still to come; always so if left out. */
  isWhole?(group: GroupId, document: DocumentId): boolean
  /** Windows that are shown what is taken in a moment later. */
  early?: {
    /** True when they were shown it: `receive` will apply it, whatever is taken in before. */
    show(delivery: Delivery): boolean
    /** It is kept now; or it was refused after all, and the windows are to read anew; or the disk failed. */
    ended(delivery: Delivery, how: 'kept' | 'refused' | 'failed'): void
  }
  /** A piece of a picture of a shared document that is here; its author writes in it. */
  receivePiece?(piece: PieceDelivery): { refused: string } | string
  /** Bodies of `blob` messages with what is here of a document's pictures. */
  picturesFor?(document: DocumentId): Iterable<Bytes>
  /** Hashes of the pictures and files that are whole here, 64 hexadecimal digits each. */
  enclosedHere?(document: DocumentId): string[]
  /**
   * Brings those of these hashes that are here anew, for each device after twice as long as the time
   * before and as many as this session may still; in the transaction that is open.
   */
  bringAgain?(document: DocumentId, lackedBy: ReadonlyMap<DeviceId, ReadonlySet<string>>): void
  /** In the transaction that keeps the record. */
  sealed?(delivery: SealedDelivery): void
  /** This device gives its copy up, in the transaction that is open. */
  dropped?(group: GroupId, document: DocumentId): void
  /**
   * A shared document as it is now, for a device that joins: state with deleted text, every client
   * id with its device, and `heads` (as in `after`) as they are given. The first message brings the
   * document's secret; where it cannot hold everything, parts follow.
   */
  snapshotFor(document: DocumentId, heads: Encodable): { kind: ContentKind; body: Bytes }[]
}

/** Calls `work` once after so many milliseconds; the returned function prevents that. */
export type Later = (work: () => void, milliseconds: number) => () => void

export const realLater: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}
