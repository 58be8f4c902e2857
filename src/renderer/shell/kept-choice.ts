// The choice of a form among groups, circles or members, which come and go while the form is open.
import { useState } from 'react'

/**
 * The choice, which is the first of the list until a person chooses, and how to choose. The choice stays when another one
 * comes before it. Undefined where there is none, and where the chosen one is gone: no text may go to readers that were
 * not shown as chosen.
 */
export const useKeptChoice = <T, K extends string>(
  list: readonly T[],
  idOf: (each: T) => K,
): [T | undefined, (id: K) => void] => {
  const [chosen, choose] = useState<K | null>(null)
  const [first] = list
  if (chosen === null && first !== undefined) choose(idOf(first))
  const found = list.find(each => idOf(each) === chosen)
  return [chosen === null ? first : found, choose]
}
