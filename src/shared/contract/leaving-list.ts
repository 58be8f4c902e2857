// The list of what leaves the group with a file, as a person reads it before anything is saved.
import type { BlockId, MemberId } from '../ids.ts'
/** As paragraphs are cited, "8 (b)", each once and in their order; those without a number are not in it. */
type Places = readonly string[]

/** One name that is printed. */
export type LeavingName = {
  /** The exact words in the file. */
  as: string
  /** The members whom the words stand for; none for an author whom another file named. */
  members: readonly MemberId[]
  /** A file that came in named this author: a quotation, which is matched to no member. */
  isQuoted: boolean
  where: readonly {
    what: 'speaker' | 'owner' | 'change' | 'comment' | 'mention'
    count: number
    places: Places
  }[]
  /** The choice of the minutes, of single lines, or of the person who exports. */
  chosenBy: 'minutes' | 'line' | 'file'
}

export const leftOut = [
  ...(['authors', 'earlier', 'times', 'devices', 'comments', 'suggestions'] as const),
  ...(['amendments', 'restricted', 'off', 'presenters', 'closed', 'files'] as const),
] as const

/** `count` is zero where the number says nothing: all times, all devices. */
export type LeftOut = { what: (typeof leftOut)[number]; count: number; places: Places }

/** Points that are open in the text and stay so in the file, or beside it. */
type LeavingOpen = {
  what: 'bracket' | 'suggestion' | 'amendment' | 'merge' | 'wording'
  count: number
  places: Places
  /** The labels of amendments. */
  labels?: readonly string[] | undefined
}

/** A place that only a person can judge. */
export type Unseen = {
  what: 'name' | 'picture' | 'link'
  /** Null for the title and for footnotes. */
  block: BlockId | null
  place: string
  /** The number of a footnote; null in the text. */
  note: number | null
  /** Its first words, for a place without a number. */
  begins: string
}

export type Leaving = {
  group: string
  reference: string
  symbol: string
  /** As each page of the file says it: an adopted text with other words in it is a draft. */
  textIs: 'draft' | 'adopted' | 'replaced'
  named: readonly LeavingName[]
  /** Members of the group now whose name a person typed into the text. */
  inText: readonly MemberId[]
  /** Members of the group now who are in no row of `named` and not in `inText`. */
  unnamed: number
  out: readonly LeftOut[]
  open: readonly LeavingOpen[]
  unseen: readonly Unseen[]
  /** Respondents whose words keep the file from leaving: nothing would be exported. */
  refused: readonly {
    code: string
    standing: 'unknown' | 'withdrawn' | 'group' | 'expired'
    places: Places
  }[]
  /** Counts of things beside the text, whether the file shows it or not. */
  beside: { open: number; resolved: number; suggestions: number }
  /** Changes that the file shows, and their paragraphs; null for a file without changes. */
  changes: { count: number; paragraphs: number } | null
}
