// A reply to a consultation round: what the page for people outside writes, and core reads. The page
// holds nothing else of ours, so this file needs no library.
//
//   baraza-reply/1 <round>\n   then an age v1 file for the round's key; inside it JSON in UTF-8, with
//                              spaces behind it up to a multiple of `replyPadding` bytes

export const replyFormat = 1
const magic = 'baraza-reply/'

/** The first line of the file. */
export const replyHead = (round: string): string => `${magic}${replyFormat} ${round}\n`
/** Format and round of a first line; the format is any number. */
export const replyHeadShape = new RegExp(`^${magic}(\\d{1,9}) ([0-9a-f]{32})\\n`)

/** So that its size says little of what is in it. */
export const replyPadding = 4096
/** Bytes of the whole file. */
export const largestReply = 1 << 20

/** UTF-16 units. */
export const longestComment = 4000
export const longestProposed = 8000
export const longestName = 200
export const mostAnswers = 1000

/** How the person who answers may be named to people outside the group. */
export const replyNamings = ['withheld', 'organisation', 'named'] as const
export type ReplyNaming = (typeof replyNamings)[number]

export type ReplyAnswer = {
  /** Counts the parts of the text from 1, as it was sent; 0 is the text as a whole. */
  part: number
  comment: string
  /** Other words for it; null for none. */
  wording: string | null
}

export type Reply = {
  format: typeof replyFormat
  kind: 'reply'
  /** The round and the text that it answers: 32 and 64 hexadecimal digits. */
  round: string
  digest: string
  /** Drawn for this reply, 32 hexadecimal digits: the same one is taken in once. */
  id: string
  /** All of it as the person who answers says it. */
  name: string
  organisation: string
  naming: ReplyNaming
  answers: ReplyAnswer[]
}

/** The data of the page beside its markup. */
export type ReplyRound = Pick<Reply, 'round' | 'digest'> & {
  /** The round's public key, as age writes it. */
  recipient: string
  /** The words of each part, to begin a proposed wording from. */
  parts: string[]
  words: Record<ReplyWord, string>
}

/** Words that the page shows only after an event. */
export const replyWords = ['nothing', 'saved', 'failed', 'tooLarge', 'answered'] as const
export type ReplyWord = (typeof replyWords)[number]
