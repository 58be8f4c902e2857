// The brackets of the open document, for the parts of its screen.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Brackets, BracketsSnapshot } from './brackets.ts'

export const BracketsContext = createContext<Brackets | null>(null)

export function useBrackets(): Brackets {
  const brackets = useContext(BracketsContext)
  if (!brackets) throw new Error('No brackets around this component')
  return brackets
}

export function useBracketsNow(): BracketsSnapshot {
  const brackets = useBrackets()
  return useSyncExternalStore(brackets.subscribe, brackets.get)
}
