// The history of a document: named versions and sittings, comparing any two moments, bringing a version
// back, and what changed since it was read on this device.
import * as v from 'valibot'
import { type BlockId, DocumentId, type FeedId, type MemberId } from '../ids.ts'
import type { Compared } from '#document/history/compare'
import type { Time } from '../vocabulary.ts'
import { answers, call, nothing } from '../rpc.ts'

/** The name of a version in the log of its document. */
export const VersionId = v.pipe(v.string(), v.regex(/^[0-9a-z]{1,11}-[a-z2-7]{10}$/))

/** A named version, or: before anything was written, as it was read last, as it is. */
export const Moment = v.union([v.picklist(['start', 'read', 'now']), VersionId])
export type Moment = v.InferOutput<typeof Moment>

const VersionName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))

/** How many paragraphs were changed, and whether decided lines stayed that are others in the version. */
export type Restored = { paragraphs: number; keepsSettled: boolean }

export type NamedVersion = {
  id: string
  name: string
  /** Null: no member can be shown to have named it. */
  by: MemberId | null
  at: Time
  /** `missing`: edits that it names are not here. `false`: it names a text that never was. */
  standing: 'proven' | 'missing' | 'false'
}

export type Sitting = {
  feed: FeedId
  by: MemberId | null
  /**
   * When this device saw it: own writing as it was written, others' as it came. `between`: it began before this stretch
   * and went on behind it.
   */
  seen: { from: Time; to: Time } | 'between' | null
  paragraphs: number
}

/** The changes up to a version, or since the last one (null). */
export type HistoryStretch = { version: NamedVersion | null; sittings: readonly Sitting[] }

/** A paragraph as `compareStates` finds it. */
export type ComparedParagraph = Compared

export type Unread = {
  /** Null when it was not opened here before. */
  since: Time | null
  /** The title is another one, and it is not known that this member wrote it. */
  isRetitled: boolean
  paragraphs: readonly { block: BlockId | null; isGone: boolean }[]
}

const version = v.string()

export const historyCalls = {
  /** From the beginning on. */
  'history.list': call({ document: DocumentId }, answers<readonly HistoryStretch[]>()),
  /** Names the text as it stands; everyone with the document sees it. */
  'history.name': call({ document: DocumentId, name: VersionName }, answers<string>()),
  /**
   * Failures `version-incomplete`, `version-false`, and `cancelled` by `history.cancel`. Progress comes
   * under the task `history.compare`.
   */
  'history.compare': call(
    { document: DocumentId, from: Moment, to: Moment },
    answers<readonly ComparedParagraph[]>(),
  ),
  'history.cancel': call(nothing, answers<void>()),
  /** Brings the text of a version back as a change. Lines that were decided stay. Failure `text-is-fixed`. */
  'history.restore': call({ document: DocumentId, version }, answers<Restored>()),
  /** Changes by others since this member read it here; the first call marks it as read. */
  'history.unread': call({ document: DocumentId }, answers<Unread>()),
  'history.markRead': call({ document: DocumentId }, answers<void>()),
} as const
