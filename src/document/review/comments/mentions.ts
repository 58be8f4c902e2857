// Mentions of members in a comment: "@" and the name of a member, at a place in what was said. An entry names the
// member and the place, and a reader counts the mention where the words there are that name: so no author can
// show one name and notify another member.
import * as v from 'valibot'
import { MemberId } from '#shared/ids'

export const mentionSign = '@'
const mostMentions = 20

const Place = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Member, from, to: UTF-16 units of what was said. Another value is taken as none: the words are worth more. */
export const Mentions = v.optional(
  v.fallback(v.pipe(v.array(v.tuple([MemberId, Place, Place])), v.maxLength(mostMentions)), []),
)
export type Mention = [member: MemberId, from: number, to: number]

type Named = { id: MemberId; handle: string }

/** A part of what was said, from a UTF-16 unit on: `member` where it is a mention. */
export type SaidPart = { from: number; text: string; member: MemberId | null }

/** `nameOf`: undefined for a member who is not known, or must not be shown as mentioned. */
export const saidParts = (
  text: string,
  mentions: readonly Mention[] = [],
  nameOf: (member: MemberId) => string | undefined,
): SaidPart[] => {
  const parts: SaidPart[] = []
  let end = 0
  for (const [member, from, to] of mentions.toSorted((a, b) => a[1] - b[1])) {
    const name = nameOf(member)
    if (from < end || name === undefined || text.slice(from, to) !== mentionSign + name) continue
    if (from > end) parts.push({ from: end, text: text.slice(end, from), member: null })
    parts.push({ from, text: text.slice(from, to), member })
    end = to
  }
  if (end < text.length) parts.push({ from: end, text: text.slice(end), member: null })
  return parts
}

/** Scripts that put no space between words: a name ends there wherever it ends. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const inWord = /[\p{L}\p{M}\p{N}]/u

const goesOn = (text: string, at: number): boolean => {
  const [next = ''] = text.slice(at)
  return inWord.test(next) && !unspaced.test(next)
}

/**
 * The places in `text` at which these members are mentioned, at most `mostMentions`. A longer name that begins with the
 * name of another member is the longer one; `others`: names of all who could be meant.
 */
export const mentionsIn = (
  text: string,
  members: readonly Named[],
  others: readonly string[] = [],
): Mention[] => {
  const wanted = members.filter(({ handle }) => handle !== '')
  const names = [...new Set([...wanted.map(({ handle }) => handle), ...others])].toSorted(
    (a, b) => b.length - a.length,
  )
  const found: Mention[] = []
  for (let at = text.indexOf(mentionSign); at >= 0; at = text.indexOf(mentionSign, at + 1)) {
    const name = names.find(each => each !== '' && text.startsWith(each, at + 1))
    const member = wanted.find(({ handle }) => handle === name)
    const to = at + 1 + (name?.length ?? 0)
    if (!member || goesOn(text, to) || found.length === mostMentions) continue
    found.push([member.id, at, to])
  }
  return found
}

/** Letters before a sign that make it a part of an address: "ana@example.org". */
const inAddress = /[\p{sc=Latin}\p{N}._%+-]$/u
/** UTF-16 units of letters by which a member is looked for. */
const longestSought = 40

/** The letters behind the sign before the caret; null where no mention is begun there. */
export const mentionBegun = (
  text: string,
  caret: number,
): { from: number; sought: string } | null => {
  const from = text.lastIndexOf(mentionSign, caret - 1)
  if (from < 0 || caret < 1 || inAddress.test(text.slice(0, from))) return null
  const sought = text.slice(from + 1, caret)
  return sought.length > longestSought || /^\s|\n/.test(sought) ? null : { from, sought }
}

/** Without case, accents and points: "élise" is found by "elise". */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** The members one of whose words begins with these letters; all for none. */
export const membersFor = <M extends { handle: string }>(
  sought: string,
  members: readonly M[],
): M[] => {
  const letters = folded(sought)
  return members.filter(({ handle }) => {
    const name = folded(handle)
    return (
      name.startsWith(letters) || name.split(/[\s.\-’']+/).some(each => each.startsWith(letters))
    )
  })
}
