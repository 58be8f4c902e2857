// The list of what leaves the group with a file, as a person reads it before anything is saved.
import * as v from 'valibot'
import { BlockId, MemberId } from '../ids.ts'

const count = v.number()
/** As paragraphs are cited, "8 (b)", each once and in their order; those without a number are not in it. */
const Places = v.array(v.string())

/** One name that is printed. */
export const LeavingName = v.object({
  /** The exact words in the file. */
  as: v.string(),
  /** The members whom the words stand for; none for an author whom another file named. */
  members: v.array(MemberId),
  /** A file that came in named this author: a quotation, which is matched to no member. */
  isQuoted: v.boolean(),
  where: v.array(
    v.object({
      what: v.picklist(['speaker', 'owner', 'change', 'comment', 'mention']),
      count,
      places: Places,
    }),
  ),
  /** The choice of the minutes, of single lines, or of the person who exports. */
  chosenBy: v.picklist(['minutes', 'line', 'file']),
})
export type LeavingName = v.InferOutput<typeof LeavingName>

export const leftOut = [
  ...(['authors', 'earlier', 'times', 'devices', 'comments', 'suggestions'] as const),
  ...(['amendments', 'restricted', 'off', 'presenters', 'closed', 'files'] as const),
] as const

/** `count` is zero where the number says nothing: all times, all devices. */
export const LeftOut = v.object({ what: v.picklist(leftOut), count, places: Places })
export type LeftOut = v.InferOutput<typeof LeftOut>

/** Points that are open in the text and stay so in the file, or beside it. */
const LeavingOpen = v.object({
  what: v.picklist(['bracket', 'suggestion', 'amendment', 'merge', 'wording']),
  count,
  places: Places,
  /** The labels of amendments. */
  labels: v.optional(v.array(v.string())),
})

/** A place that only a person can judge. */
export const Unseen = v.object({
  what: v.picklist(['name', 'picture', 'link']),
  /** Null for the title and for footnotes. */
  block: v.nullable(BlockId),
  place: v.string(),
  /** The number of a footnote; null in the text. */
  note: v.nullable(v.number()),
  /** Its first words, for a place without a number. */
  begins: v.string(),
})
export type Unseen = v.InferOutput<typeof Unseen>

export const Leaving = v.object({
  group: v.string(),
  reference: v.string(),
  symbol: v.string(),
  /** As each page of the file says it: an adopted text with other words in it is a draft. */
  textIs: v.picklist(['draft', 'adopted', 'replaced']),
  named: v.array(LeavingName),
  /** Members of the group now whose name a person typed into the text. */
  inText: v.array(MemberId),
  /** Members of the group now who are in no row of `named` and not in `inText`. */
  unnamed: count,
  out: v.array(LeftOut),
  open: v.array(LeavingOpen),
  unseen: v.array(Unseen),
  /** Respondents whose words keep the file from leaving: nothing would be exported. */
  refused: v.array(
    v.object({
      code: v.string(),
      standing: v.picklist(['unknown', 'withdrawn', 'group', 'expired']),
      places: Places,
    }),
  ),
  /** Counts of things beside the text, whether the file shows it or not. */
  beside: v.object({ open: count, resolved: count, suggestions: count }),
  /** Changes that the file shows, and their paragraphs; null for a file without changes. */
  changes: v.nullable(v.object({ count, paragraphs: count })),
})
export type Leaving = v.InferOutput<typeof Leaving>
