// Messages on their way from the exchange to the documents room: everything but the content has been
// checked.
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import type { ContentKind } from './body.ts'
import type { Audience, FeedPlace, Range } from './message.ts'

/** A message beside those of this device. */
export type Concurrency = {
  id: MessageId
  /** The messages of this device that the author had not seen, the earliest first. */
  unseen(): readonly Range[]
}

/** A message for a document, with answers about its author at that place. */
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
  /** The rights of the author at the place of the message. The giver of a snapshot is believed. */
  rights(): ReadonlySet<Right>
  /** Whether the author had that message when writing, by the `after` of the message. */
  saw(place: FeedPlace): boolean
  /** In a forked feed the branches that lead to the message, the first one first. */
  branches: readonly FeedId[]
  /** Branches in other forked feeds which the author had taken in without their rivals. */
  heard(): readonly FeedId[]
  /** Left out for messages of this device itself. */
  beside?: Concurrency
}

/**
 * `waits`: something that the message builds on is missing. `unsealed`: this device's own edits of
 * the document must be flushed first. `refused` is final.
 */
export type Received = 'applied' | 'waits' | 'unsealed' | { refused: string }

/**
 * One of the messages that a picture travels in, from a member who writes in the document; see
 * docs/protocol.md, Pictures.
 */
export type PieceDelivery = {
  group: GroupId
  feed: FeedId
  document: DocumentId
  id: MessageId
  body: Bytes
  /**
   * Part of a snapshot for this device alone, where pictures of several authors come in one feed.
   */
  handover: boolean
}

/**
 * A document was retired, here or elsewhere: nothing of it stays but edits of this device that are
 * not in the successor.
 */
export type RetireDelivery = {
  group: GroupId
  document: DocumentId
  successor: DocumentId
  /** Whether the successor was made with this message. */
  covers(message: { audience: Audience; feed: FeedId; line?: FeedId; seq: number }): boolean
}

/** Messages that were kept in one feed or branch belong to the branch `line`, from some place on. */
export type Split = {
  group: GroupId
  device: DeviceId
  /** The feed that its messages are signed in. */
  feed: FeedId
  /** The name of the messages before the place. */
  parent: FeedId
  line: FeedId
  /** Branches of that one. */
  within: readonly FeedId[]
}
