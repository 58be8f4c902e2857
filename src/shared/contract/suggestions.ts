// Suggestions for whole paragraphs of a document, their authors, and how they were settled.
import { type BlockId, DocumentId, GroupId, type MemberId } from '../ids.ts'
import type { Time } from '../vocabulary.ts'
import type { QuotedAuthor } from './comments.ts'
import { answers, call } from '../rpc.ts'

/** Null: no member can be shown as the author. */
type By = MemberId | null

/** The verdicts, each by the member who signed it. */
type Record = readonly { kind: 'accept' | 'reject' | 'withdraw'; by: By; at: Time }[]

/** No outcome of its own: the text says what stands, and each verdict speaks for its member alone. */
type Standing = 'open' | 'settled'

export type SuggestionItem = {
  id: string
  /** A new paragraph, no more of it, another kind of it, other words for it; and where it stands. */
  what: 'add' | 'remove' | 'kind' | 'words' | 'move' | 'split' | 'join'
  by: By
  quoted: QuotedAuthor
  at: Time
  why: string
  /** The kind of a new one, or that it would become. */
  as: string | null
  /** Its words as they were, and what is suggested; what taking it in would make. */
  base: string
  wording: string
  result: string
  /**
   * The paragraph where it stands now, of a new one that which it would follow, and how that is cited;
   * null when it is gone, and for the beginning.
   */
  block: BlockId | null
  place: string | null
  /**
   * For a paragraph that would move, the citation of the one it would follow; for one that would be
   * joined, the one before it; empty for the beginning, and without a number. Null where that is
   * gone, and for other suggestions.
   */
  behind: string | null
  /** Its words are others by now; and where it would change them. */
  changed: boolean
  overlapping: boolean
  standing: Standing
  record: Record
}

/** A suggestion for words, their formats or links, or the kind of a paragraph. */
export type WordSuggestion = {
  id: string
  what: 'text'
  by: By
  quoted: QuotedAuthor
  at: Time
  /** Empty where no words come in, or none go. */
  inserted: string
  struck: string
  /** The paragraph where it waits first; null once it is settled, and for a kind. */
  block: BlockId | null
  standing: Standing
  record: Record
}

/** Own suggestions in a document that other members settled since this member read it, or saw its settled ones, here. */
export type SuggestionNews = {
  document: DocumentId
  title: string
  accepted: number
  rejected: number
  /** Some members accepted these, and others rejected them. */
  apart: number
  /** The members who settled them; those that are not known are left out. */
  by: readonly MemberId[]
}

/** Amendments and suggestions that wait in a text. */
export type OpenRemarks = {
  document: DocumentId
  title: string
  amendments: number
  suggestions: number
}

export const suggestionCalls = {
  /** Shared texts of which this member settles the amendments, while no decision fixes them; the newest change first. */
  'suggestions.open': call({ group: GroupId }, answers<readonly OpenRemarks[]>()),
  /** At most twenty unread documents are looked at, those that changed last. */
  'suggestions.news': call({ group: GroupId }, answers<readonly SuggestionNews[]>()),
  /** The settled suggestions of a document were shown on this device. */
  'suggestions.seen': call({ document: DocumentId }, answers<void>()),
  /** The earliest first, settled ones too. Their words are known while they wait. */
  'suggestions.words': call({ document: DocumentId }, answers<readonly WordSuggestion[]>()),
  /** The earliest first, settled ones too. */
  'suggestions.list': call({ document: DocumentId }, answers<readonly SuggestionItem[]>()),
} as const
