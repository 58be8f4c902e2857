// The words that a suggestion takes out of a paragraph and puts into it, as people read them: a change within a word or
// a number is that whole word, as in files with changes.
import type { Piece } from './text.ts'
import { difference, wordsIn } from './word-difference.ts'

type SuggestedWords = { inserted: string; struck: string }

const has = ({ attributes }: Piece, is: (key: string) => boolean): boolean =>
  Object.entries(attributes).some(([key, value]) => value !== null && is(key))

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')

/** `pieces` are the text of one paragraph. Words that other suggestions put in are in it where this one strikes them. */
export const suggestedWords = (
  pieces: readonly Piece[],
  { inserted, struck }: SuggestedWords,
): SuggestedWords => {
  const isIn = (piece: Piece): boolean => has(piece, key => key === inserted)
  const isStruck = (piece: Piece): boolean => has(piece, key => key === struck)
  const stood = pieces.filter(
    piece => !isIn(piece) && (isStruck(piece) || !has(piece, key => key.startsWith('s_in:'))),
  )
  const [old, now] = [
    wordsIn(joined(stood)),
    wordsIn(
      joined(pieces.filter(piece => !isStruck(piece) && (isIn(piece) || stood.includes(piece)))),
    ),
  ]
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
      { struck: joined(pieces.filter(isStruck)), inserted: joined(pieces.filter(isIn)) }
}
