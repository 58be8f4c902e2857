// The brackets of the open document, for the parts of its screen.
import { useSyncExternalStore } from 'react'
import { requiredContext } from '../../../ui/required-context.ts'
import { say } from '../../../ui/index.ts'
import { sentenceOf, useWords } from '../../../words/index.ts'
import type { Brackets, BracketsSnapshot, GoneFrom } from './brackets.ts'

export const [BracketsContext, useBrackets] = requiredContext<Brackets>('brackets')

export function useBracketsNow(): BracketsSnapshot {
  const brackets = useBrackets()
  return useSyncExternalStore(brackets.subscribe, brackets.get)
}

/** Puts text back that went, and says so where a line that was decided does not take it. */
export function usePuttingBack(): (gone: GoneFrom) => void {
  const words = useWords()
  const brackets = useBrackets()
  return gone => {
    const refused = brackets.putBack(gone)
    if (refused) say(words(sentenceOf(refused)))
  }
}
