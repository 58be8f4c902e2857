// Where the window is: one place at a time, with a way back and forward. Screens call
// `useGo()(place)`; nothing of this is ever written anywhere.
import { createContext, useContext } from 'react'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'

export type Place =
  | { screen: 'home' }
  | { screen: 'documents' }
  | { screen: 'archive'; text?: string; cites?: string }
  | { screen: 'members' }
  | { screen: 'settings' }
  /** `block` is where to go once the text is there; `beside`: its original is shown beside it. */
  | { screen: 'document'; document: DocumentId; block?: BlockId; beside?: true }
  | { screen: 'consultation'; document: DocumentId }
export type ScreenName = Place['screen']

export type Trail = { past: Place[]; here: Place; future: Place[] }

export const start: Trail = { past: [], here: { screen: 'home' }, future: [] }

const same = (a: Place, b: Place): boolean => JSON.stringify(a) === JSON.stringify(b)
const longest = 50

export function go(trail: Trail, place: Place): Trail {
  if (same(trail.here, place)) return trail
  return { past: [...trail.past, trail.here].slice(-longest), here: place, future: [] }
}
export function back(trail: Trail): Trail {
  const here = trail.past.at(-1)
  if (!here) return trail
  return { past: trail.past.slice(0, -1), here, future: [trail.here, ...trail.future] }
}
export function forward(trail: Trail): Trail {
  const [here, ...future] = trail.future
  if (!here) return trail
  return { past: [...trail.past, trail.here], here, future }
}

export type Navigation = {
  place: Place
  /** The group whose documents are shown; null before the first group is there. */
  group: GroupId | null
  go: (place: Place) => void
  back: () => void
  forward: () => void
  chooseGroup: (group: GroupId) => void
}
export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (!navigation) throw new Error('No navigation around this component')
  return navigation
}
export const useGo = (): Navigation['go'] => useNavigation().go
