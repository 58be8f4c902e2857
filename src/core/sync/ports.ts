// Ports: the parts of other rooms, and of the world, that sync needs. The composition of core gives
// the real ones; tests give others.
import type { Archive, StoredMessage, SyncTables } from '#core/archive'
import type { Device, Group } from '#core/group'
import type { Bytes, Encodable } from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type {
  ContentKind,
  Delivery,
  PieceDelivery,
  Received,
  RetireDelivery,
  Split,
} from '#core/messages'

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
> & {
  /** Active devices of members who receive the membership and nothing else. */
  outsiders(): ReadonlyMap<DeviceId, Device>
  /** Whether this is or was the device of such a member. */
  isOutside(device: DeviceId): boolean
}

/** A group whose newcomers may ask over the local network. */
export type LanGroup = SyncGroup &
  Pick<Group, 'invitations' | 'openInvitations' | 'answerInvitation' | 'waiting'>

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
  receive(delivery: Delivery): Received
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
  split(given: Split): void
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
