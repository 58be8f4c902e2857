// A message that sync delivers to a document, with answers about its author at that place.
import type { BodyKind } from './bodies/index.ts'
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import type { Concurrency } from './conflicts/index.ts'

export type Delivery = {
  id: MessageId
  seq: number
  group: GroupId
  device: DeviceId
  feed: FeedId
  document: DocumentId
  kind: BodyKind
  body: Bytes
  author: MemberId
  /** A snapshot for this device alone, from the device that admitted it. */
  handover: boolean
  /** The rights of its author at the place of the message. The giver of a snapshot is believed. */
  rights(): ReadonlySet<Right>
  /** Whether its author had that message when writing, by its `after`. */
  saw(place: { feed: FeedId; seq: number }): boolean
  /** Where its feed was forked: the branches that lead to it, the first one first. */
  branches: readonly FeedId[]
  /** Branches in other forked feeds which the author had taken in without their rivals. */
  heard(): readonly FeedId[]
  /** Left out for messages of this device itself. */
  beside?: Concurrency
}

/**
 * `waits`: something that it builds on is not here yet. `unsealed`: edits of this device in the
 * document must be flushed first. `refused` is final.
 */
export type Received = 'applied' | 'waits' | 'unsealed' | { refused: string }
