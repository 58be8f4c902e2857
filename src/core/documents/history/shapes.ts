// Requests for a document's history, and their answers.
import type { Compared, Redline, SpeakerWords } from '#document/history/compare'
import type { Doubt, Version } from '#document/history/versions'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import type { SameMember } from '#document/review/amendments'
import type { KeptBlocks } from '#document/undo'
import type { SettledSince, Suggested, SuggestionAuthors } from '#document/review/suggestions'
import type { BlockId, DocumentId, FeedId, MemberId } from '#shared/ids'
import type { Sitting } from './sittings.ts'
import type { Steering } from '../turns.ts'

/** `start`: before the first text. `read`: this member's last reading. */
export type Moment = EntryId | 'start' | 'read' | 'now'

/** `proven`: this device has its text. */
export type ListedVersion = Omit<Version, 'state' | 'clock'> & { standing: 'proven' | Doubt }

export type Stretch = {
  /** The version that ends it; null since the last. */
  version: ListedVersion | null
  sittings: Sitting[]
}

export type Unread = {
  /** The time of the last reading; null when the member never opened it before. */
  since: number | null
  /** The title is another one, and it is not known that this member wrote it. */
  isRetitled: boolean
  /** In the order of the page; paragraphs that are gone have no block any more. */
  paragraphs: { block: BlockId | null; isGone: boolean }[]
}

export type Moments = { from: Moment; to: Moment }

export type History = {
  /** From the beginning on. */
  list(document: DocumentId): Promise<Stretch[]>
  /** Names the text as it stands, for everyone who has the document. */
  name(document: DocumentId, name: string): Promise<EntryId>
  /**
   * `speaker`: the words for one; left out, a speaker is its sign. Failures `version-incomplete`, `version-false`,
   * `not-found`, `cancelled`.
   */
  compare(
    document: DocumentId,
    moments: Moments,
    steering?: Steering,
    speaker?: SpeakerWords,
  ): Promise<Compared[]>
  /** The same with the places of the words, for files that show the changes. Failures as `compare`, and `invalid-input` where the later text came first. */
  redline(document: DocumentId, moments: Moments, steering?: Steering): Promise<Redline>
  /** The text now, and with all that is suggested taken in. */
  suggested(
    document: DocumentId,
    authors: Omit<SuggestionAuthors, 'writer'>,
    steering?: Steering,
  ): Promise<Suggested>
  /** The plain copy of a version, or the text that it is proven to have. Failures as `compare`. */
  page(document: DocumentId, version: EntryId): Page
  /**
   * Restores its text, but for kept lines, as a change of this member. Returns the number of changed paragraphs.
   * Failure `text-is-fixed`.
   */
  restore(document: DocumentId, version: EntryId, kept?: KeptBlocks | null): Promise<number>
  /** Changes of others since the last reading. The first opening counts as reading. */
  unread(document: DocumentId): Promise<Unread>
  markRead(document: DocumentId): void
  isUnread(document: DocumentId): boolean
  /** This member opened it on this device. */
  wasRead(document: DocumentId): boolean
  /** Suggestions that waited when verdicts were seen last, or came since, and wait no longer. */
  newlySettled(document: DocumentId, isSame: SameMember): SettledSince[]
  /** This member saw the verdicts on own suggestions. Other changes stay unread. */
  seeVerdicts(document: DocumentId): void
  /** An update came that may name versions. */
  grown(document: DocumentId): void
  /** An edit is in a message or a draft; in the transaction that keeps it. */
  kept(document: DocumentId, feed: FeedId, by: MemberId | null): void
  /** The ids in it changed: the history is read again. */
  parted(document: DocumentId): void
  forget(document: DocumentId): void
  /** Keeps plain copies of versions that were named since. */
  level(): void
  close(): void
}
