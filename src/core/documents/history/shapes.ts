// What can be asked of a document's history, and what it answers.
import type { Compared, Doubt, EntryId, Page, Version } from '#shared/document'
import type { BlockId, DocumentId, FeedId, MemberId } from '#shared/ids'
import type { Sitting } from './sittings.ts'
import type { Steering } from '../turns.ts'

/** `start`: before anything was written. `read`: as this member read it last. */
export type Moment = EntryId | 'start' | 'read' | 'now'

/** `proven`: this device has its text. */
export type ListedVersion = Omit<Version, 'state' | 'clock'> & { standing: 'proven' | Doubt }

export type Stretch = {
  /** The version that ends it; null since the last. */
  version: ListedVersion | null
  sittings: Sitting[]
}

export type Unread = {
  /** When she read it last; null when she never opened it before. */
  since: number | null
  /** In the order of the page; those that are gone have no block any more. */
  paragraphs: { block: BlockId | null; isGone: boolean }[]
}

export type History = {
  /** From the beginning on. */
  list(document: DocumentId): Promise<Stretch[]>
  /** Names the text as it stands, for everyone who has the document. */
  name(document: DocumentId, name: string): Promise<EntryId>
  /** Failures `version-incomplete`, `version-false`, `not-found`, `cancelled`. */
  compare(
    document: DocumentId,
    moments: { from: Moment; to: Moment },
    steering?: Steering,
  ): Promise<Compared[]>
  /** The plain copy of a version, or what it is proven to be. Failures as `compare`. */
  page(document: DocumentId, version: EntryId): Page
  /** Brings its text back as a change of this member. Gives how many paragraphs it changed. */
  restore(document: DocumentId, version: EntryId): Promise<number>
  /** What others changed since she read it. Opening it for the first time is reading it. */
  unread(document: DocumentId): Promise<Unread>
  markRead(document: DocumentId): void
  isUnread(document: DocumentId): boolean
  /** Something came that may name versions. */
  grown(document: DocumentId): void
  /** An edit is in a message or a draft; in the transaction that keeps it. */
  kept(document: DocumentId, feed: FeedId, by: MemberId | null): void
  /** The ids in it are others now: what was read of it is read anew. */
  parted(document: DocumentId): void
  forget(document: DocumentId): void
  /** Keeps plain copies of what was named since. */
  level(): void
  close(): void
}
