// The history of a document: named versions and sittings, comparing any two moments, bringing a version
// back, and what changed since it was read on this device.
import * as v from 'valibot'
import { BlockId, DocumentId, FeedId, MemberId } from '../ids.ts'
import { blockKinds } from '#document/model'
import { Time } from '../vocabulary.ts'
import { TextCell } from './text-cell.ts'

/** The name of a version in the log of its document. */
export const VersionId = v.pipe(v.string(), v.regex(/^[0-9a-z]{1,11}-[a-z2-7]{10}$/))

/** A named version, or: before anything was written, as it was read last, as it is. */
export const Moment = v.union([v.picklist(['start', 'read', 'now']), VersionId])
export type Moment = v.InferOutput<typeof Moment>

export const VersionName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))

export const NamedVersion = v.object({
  id: v.string(),
  name: v.string(),
  /** Null: no member can be shown to have named it. */
  by: v.nullable(MemberId),
  at: Time,
  /** `missing`: edits that it names are not here. `false`: it names a text that never was. */
  standing: v.picklist(['proven', 'missing', 'false']),
})
export type NamedVersion = v.InferOutput<typeof NamedVersion>

export const Sitting = v.object({
  feed: FeedId,
  by: v.nullable(MemberId),
  /**
   * When this device saw it: own writing as it was written, others' as it came. `between`: it began before this stretch
   * and went on behind it.
   */
  seen: v.nullable(v.union([v.object({ from: Time, to: Time }), v.literal('between')])),
  paragraphs: v.number(),
})

/** The changes up to a version, or since the last one (null). */
export const HistoryStretch = v.object({
  version: v.nullable(NamedVersion),
  sittings: v.array(Sitting),
})
export type HistoryStretch = v.InferOutput<typeof HistoryStretch>

export const ComparedParagraph = v.object({
  block: v.nullable(BlockId),
  kind: v.picklist(blockKinds),
  number: v.string(),
  direction: v.nullable(v.picklist(['ltr', 'rtl'])),
  /** In a table: of the later text, or of the earlier one where it is gone. */
  cell: v.exactOptional(TextCell),
  /** Acts on the paragraph as a whole; `kind` and `look`: how it presents itself. */
  deeds: v.array(v.picklist(['added', 'removed', 'moved', 'split', 'joined', 'kind', 'look'])),
  /** Members who added, removed, moved or split it; empty where they are not known. */
  by: v.array(MemberId),
  pieces: v.array(
    v.object({
      kind: v.picklist(['kept', 'added', 'removed']),
      text: v.string(),
      /** Members who wrote it or removed it; empty where they are not known. */
      by: v.array(MemberId),
    }),
  ),
})
export type ComparedParagraph = v.InferOutput<typeof ComparedParagraph>

export const Unread = v.object({
  /** Null when it was not opened here before. */
  since: v.nullable(Time),
  paragraphs: v.array(v.object({ block: v.nullable(BlockId), isGone: v.boolean() })),
})
export type Unread = v.InferOutput<typeof Unread>

const version = v.string()

export const historyCalls = {
  /** From the beginning on. */
  'history.list': { input: v.object({ document: DocumentId }), output: v.array(HistoryStretch) },
  /** Names the text as it stands; everyone with the document sees it. */
  'history.name': {
    input: v.object({ document: DocumentId, name: VersionName }),
    output: v.string(),
  },
  /**
   * Failures `version-incomplete`, `version-false`, and `cancelled` by `history.cancel`. Progress comes
   * under the task `history.compare`.
   */
  'history.compare': {
    input: v.object({ document: DocumentId, from: Moment, to: Moment }),
    output: v.array(ComparedParagraph),
  },
  'history.cancel': { input: v.optional(v.undefined()), output: v.void() },
  /** Brings the text of a version back as a change; how many paragraphs were changed. */
  'history.restore': { input: v.object({ document: DocumentId, version }), output: v.number() },
  /** Changes by others since this member read it here; the first call marks it as read. */
  'history.unread': { input: v.object({ document: DocumentId }), output: Unread },
  'history.markRead': { input: v.object({ document: DocumentId }), output: v.void() },
} as const
