// The dictionaries of words, names and passwords that are guessed first, by
// zxcvbn-ts (decision 0110). They are read where a passphrase is chosen, and nowhere else.
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import { dictionary as spanish } from '@zxcvbn-ts/language-es-es'
import { dictionary as french } from '@zxcvbn-ts/language-fr'
import type { PieceGuesses } from './passphrase.ts'

/**
 * More than it takes to judge a piece as good. The time grows with the length, and with each letter
 * that a digit could stand for.
 */
const longest = 64
const mostSubstitutions = 4

export const pieceGuesses = (): PieceGuesses => {
  const judge = new ZxcvbnFactory({
    graphs: adjacencyGraphs,
    dictionary: { ...common, ...english, ...french, ...spanish },
    maxLength: longest,
    l33tMaxSubstitutions: mostSubstitutions,
  })
  return piece => judge.check(piece).guessesLog10
}
