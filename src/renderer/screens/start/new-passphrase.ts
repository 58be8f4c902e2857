// A passphrase that is being chosen: what is typed, what is offered, and why it cannot be taken yet.
import { useEffect, useMemo, useState } from 'react'
import type { MessageId } from '../../words/index.ts'
import { isNearly, strengthOf, tidy, type PieceGuesses, type Strength } from './passphrase.ts'

export type NewPassphrase = {
  value: string
  onChange: (value: string) => void
  /** The second typing, needed unless the offered words were typed. */
  again: string
  onAgain: (again: string) => void
  offered: string
  onOffered: (offered: string) => void
  /** The offered words were typed. */
  isOffered: boolean
  /** The offered words were typed but for a letter or two. */
  isNear: boolean
  strength: Strength
  /** As core takes it. */
  tidied: string
  /** Why it cannot be taken yet; undefined when it can. */
  reason: MessageId | undefined
}

/** Each piece is judged once, and forgotten with the screen. */
const remembering = (guesses: PieceGuesses): PieceGuesses => {
  const judged = new Map<string, number>()
  return piece => {
    const known = judged.get(piece) ?? guesses(piece)
    judged.set(piece, known)
    return known
  }
}

/** Undefined until the dictionaries are read, which they are once `isAsked`. */
function usePieceGuesses(isAsked: boolean): PieceGuesses | undefined {
  const [guesses, setGuesses] = useState<PieceGuesses>()
  useEffect(() => {
    if (!isAsked) return
    let isShown = true
    import('./guesses.ts').then(
      ({ pieceGuesses }) => {
        if (isShown) setGuesses(() => remembering(pieceGuesses()))
      },
      // The length of the words judges alone.
      () => {},
    )
    return () => void (isShown = false)
  }, [isAsked])
  return guesses
}

/** `isAsked`: the screen asks for a passphrase. */
export function useNewPassphrase(isAsked = true): NewPassphrase {
  const [value, onChange] = useState('')
  const [again, onAgain] = useState('')
  const [offered, onOffered] = useState('')
  const guesses = usePieceGuesses(isAsked)
  const typed = useMemo(() => strengthOf(value, guesses), [value, guesses])
  const tidied = tidy(value)
  const isOffered = offered !== '' && tidied === offered
  const isNear = offered !== '' && isNearly(tidied, offered)
  // The offered words are drawn at random, which no judge can see.
  const strength: Strength = isOffered ? { state: 'good', steps: 3 } : typed
  const reason = ((): MessageId | undefined => {
    if (strength.state === 'empty') return 'start.passphrase.needed'
    if (strength.state === 'weak') return isNear ? 'start.passphrase.near' : 'start.passphrase.weak'
    if (!isOffered && tidy(again) !== tidied) return 'start.passphrase.differs'
    return undefined
  })()
  return {
    ...{ value, onChange, again, onAgain, offered, onOffered },
    ...{ isOffered, isNear, strength, tidied, reason },
  }
}
