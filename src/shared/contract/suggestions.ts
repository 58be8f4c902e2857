// Suggestions for whole paragraphs of a document, their authors, and how they were settled.
import * as v from 'valibot'
import { BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'
import { QuotedAuthor } from './comments.ts'

/** Null: no member can be shown as the author. */
const by = v.nullable(MemberId)

/** The verdicts, each by the member who signed it. */
const record = v.array(
  v.object({ kind: v.picklist(['accept', 'reject', 'withdraw']), by, at: Time }),
)

/** No outcome of its own: the text says what stands, and each verdict speaks for its member alone. */
const standing = v.picklist(['open', 'settled'])

export const SuggestionItem = v.object({
  id: v.string(),
  /** A new paragraph, no more of it, another kind of it, other words for it; and where it stands. */
  what: v.picklist(['add', 'remove', 'kind', 'words', 'move', 'split', 'join']),
  by,
  quoted: QuotedAuthor,
  at: Time,
  why: v.string(),
  /** The kind of a new one, or that it would become. */
  as: v.nullable(v.string()),
  /** Its words as they were, and what is suggested; what taking it in would make. */
  base: v.string(),
  wording: v.string(),
  result: v.string(),
  /**
   * The paragraph where it stands now, of a new one that which it would follow, and how that is cited;
   * null when it is gone, and for the beginning.
   */
  block: v.nullable(BlockId),
  place: v.nullable(v.string()),
  /**
   * For a paragraph that would move, the citation of the one it would follow; for one that would be
   * joined, the one before it; empty for the beginning, and without a number. Null where that is
   * gone, and for other suggestions.
   */
  behind: v.nullable(v.string()),
  /** Its words are others by now; and where it would change them. */
  changed: v.boolean(),
  overlapping: v.boolean(),
  standing,
  record,
})
export type SuggestionItem = v.InferOutput<typeof SuggestionItem>

/** A suggestion for words, their formats or links, or the kind of a paragraph. */
export const WordSuggestion = v.object({
  id: v.string(),
  what: v.literal('text'),
  by,
  quoted: QuotedAuthor,
  at: Time,
  /** Empty where no words come in, or none go. */
  inserted: v.string(),
  struck: v.string(),
  /** The paragraph where it waits first; null once it is settled, and for a kind. */
  block: v.nullable(BlockId),
  standing,
  record,
})
export type WordSuggestion = v.InferOutput<typeof WordSuggestion>

/** Own suggestions in a document that other members settled since this member read it, or saw its settled ones, here. */
export const SuggestionNews = v.object({
  document: DocumentId,
  title: v.string(),
  accepted: v.number(),
  rejected: v.number(),
  /** Some members accepted these, and others rejected them. */
  apart: v.number(),
  /** The members who settled them; those that are not known are left out. */
  by: v.array(MemberId),
})
export type SuggestionNews = v.InferOutput<typeof SuggestionNews>

/** Amendments and suggestions that wait in a text. */
export const OpenRemarks = v.object({
  document: DocumentId,
  title: v.string(),
  amendments: v.number(),
  suggestions: v.number(),
})
export type OpenRemarks = v.InferOutput<typeof OpenRemarks>

export const suggestionCalls = {
  /** Shared texts of which this member settles the amendments, while no decision fixes them; the newest change first. */
  'suggestions.open': { input: v.object({ group: GroupId }), output: v.array(OpenRemarks) },
  /** At most twenty unread documents are looked at, those that changed last. */
  'suggestions.news': { input: v.object({ group: GroupId }), output: v.array(SuggestionNews) },
  /** The settled suggestions of a document were shown on this device. */
  'suggestions.seen': { input: v.object({ document: DocumentId }), output: v.void() },
  /** The earliest first, settled ones too. Their words are known while they wait. */
  'suggestions.words': {
    input: v.object({ document: DocumentId }),
    output: v.array(WordSuggestion),
  },
  /** The earliest first, settled ones too. */
  'suggestions.list': {
    input: v.object({ document: DocumentId }),
    output: v.array(SuggestionItem),
  },
} as const
