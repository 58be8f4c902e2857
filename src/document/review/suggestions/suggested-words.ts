// The words that a suggestion takes out of a paragraph and puts into it, as people read them: a change within a word or
// a number is that whole word, as in files with changes.
import type { Piece } from '#document/tree'
import { difference, wordsIn } from '#document/words'

type SuggestedWords = { inserted: string; struck: string }

const isOn = ({ attributes }: Piece, key: string): boolean => (attributes[key] ?? null) !== null

const insertionsIn = (piece: Piece): string[] =>
  Object.keys(piece.attributes).filter(key => key.startsWith('s_in:') && isOn(piece, key))

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')

/** Insertions in whose middle own pieces stand, or that these strike a part of. */
const insertionsAround = (
  pieces: readonly Piece[],
  isOwn: (piece: Piece) => boolean,
): ReadonlySet<string> => {
  const around = new Set<string>()
  let before: string[] = []
  let isBehindOwn = false
  for (const piece of pieces) {
    const keys = insertionsIn(piece)
    if (isOwn(piece)) keys.forEach(key => around.add(key))
    else {
      if (isBehindOwn) for (const key of keys) if (before.includes(key)) around.add(key)
      before = keys
    }
    isBehindOwn = isOwn(piece)
  }
  return around
}

/** Words beside a change that are compared with it: so many that the next one is whole. */
const mostBeside = 3

/** Where the words beside a change begin, in pieces: back from `from`, or on to the end of the text. */
const besideFrom = (
  pieces: readonly Piece[],
  from: number,
  step: 1 | -1,
  stands: (piece: Piece) => boolean,
): number => {
  let [at, text] = [from, '']
  for (let next = pieces[at + step]; next; next = pieces[at + step]) {
    if (wordsIn(text).length >= mostBeside) break
    if (stands(next)) text = step === 1 ? text + next.text : next.text + text
    at += step
  }
  return at
}

/**
 * `pieces` are the text of one paragraph. Words that other suggestions put in are in it only where this one strikes
 * them or stands among them.
 */
export const suggestedWords = (
  pieces: readonly Piece[],
  { inserted, struck }: SuggestedWords,
): SuggestedWords => {
  const isIn = (piece: Piece): boolean => isOn(piece, inserted)
  const isStruck = (piece: Piece): boolean => isOn(piece, struck)
  const isOwn = (piece: Piece): boolean => isIn(piece) || isStruck(piece)
  const [first, last] = [pieces.findIndex(isOwn), pieces.findLastIndex(isOwn)]
  if (first < 0) return { inserted: '', struck: '' }
  const around = insertionsAround(pieces.slice(Math.max(first - 1, 0), last + 2), isOwn)
  const stands = (piece: Piece): boolean =>
    !isIn(piece) && (isStruck(piece) || insertionsIn(piece).every(key => around.has(key)))
  const [begin, end] = [besideFrom(pieces, first, -1, stands), besideFrom(pieces, last, 1, stands)]
  const compared = pieces.slice(begin, end + 1)
  const old = wordsIn(joined(compared.filter(stands)))
  const now = wordsIn(
    joined(compared.filter(piece => !isStruck(piece) && (isIn(piece) || stands(piece)))),
  )
  const [went, came]: [string[], string[]] = [[], []]
  let [x, y] = [0, 0]
  for (const { kind, count } of difference(old, now)) {
    if (kind === 'removed') went.push(old.slice(x, x + count).join(''))
    if (kind === 'added') came.push(now.slice(y, y + count).join(''))
    if (kind !== 'added') x += count
    if (kind !== 'removed') y += count
  }
  return went.length + came.length > 0
    ? { struck: went.join(' '), inserted: came.join(' ') }
    : // The same words again.
      { struck: joined(compared.filter(isStruck)), inserted: joined(compared.filter(isIn)) }
}
