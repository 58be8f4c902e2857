// Where the window is: one place at a time, with a way back and forward. Screens call
// `useGo()(place)`; nothing of this is ever written anywhere.
import type { FileChoices, Language } from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import { requiredContext } from '../ui/required-context.ts'
import type { Shows, TextFormat } from '../screens/export/formats.ts'
import type { SettingsPart } from '../screens/settings/parts.ts'

/** `meeting`: the agenda of the meeting around it, which is another one for a closed item. */
export type SessionItem = { agenda: DocumentId; block: BlockId; meeting: DocumentId; title: string }

export type Route =
  | { screen: 'home' }
  | { screen: 'documents' }
  /** The files that a person imports. */
  | { screen: 'import' }
  | { screen: 'meetings' }
  | { screen: 'decisions' }
  | { screen: 'decision'; decision: ActId }
  /** Signing what came out. */
  | { screen: 'adoption'; decision: ActId }
  /** The pack of a final adoption. */
  | { screen: 'pack'; decision: ActId }
  /** The card by which readers outside check packs. */
  | { screen: 'card' }
  | { screen: 'followUp' }
  /** Sending the adopted text on to a wider group. */
  | { screen: 'forward'; decision: ActId; language: Language }
  /** Putting a text, or one paragraph of it, to a decision; `at`: the item of a session at which it is asked. */
  | { screen: 'ask'; document: DocumentId; block?: BlockId; at?: SessionItem }
  | { screen: 'archive'; text?: string; cites?: string }
  /** `network`: at the card of the local network. */
  | { screen: 'members'; network?: true }
  /** `code`: making a recovery code is asked at once; `at`: the part that is shown. */
  | { screen: 'settings'; code?: true; at?: SettingsPart }
  /**
   * `block` is where to go once the text is there, `thread` the comments to show then, `settled` the settled suggestions;
   * `beside`: its original is shown beside it.
   */
  | {
      screen: 'document'
      document: DocumentId
      block?: BlockId
      thread?: EntryId
      settled?: true
      beside?: true
    }
  /** The list of what leaves with a file of the document, before it is saved. */
  | {
      screen: 'export'
      document: DocumentId
      shows: Shows
      format: TextFormat
      /** The choices of a request, with which the screen begins. */
      asked?: FileChoices
    }
  /** Several documents in one ZIP file. */
  | { screen: 'exportMany'; documents: readonly DocumentId[] }
  /** The second look at a file that another member wants to save. */
  | { screen: 'look'; request: ActId }
  | { screen: 'consultation'; document: DocumentId }
  /** Its preparation or session; `dates`: the answers while a date is being found. */
  | { screen: 'meeting'; agenda: DocumentId; dates?: true }

export type RouteHistory = { past: Route[]; here: Route; future: Route[] }

export const firstRoute: RouteHistory = { past: [], here: { screen: 'home' }, future: [] }

const same = (a: Route, b: Route): boolean => JSON.stringify(a) === JSON.stringify(b)
const longest = 50
/** A place to come back to: what was asked or shown there at once is not a second time. */
const left = (place: Route): Route => {
  if (place.screen === 'settings') return { screen: 'settings' }
  if (place.screen !== 'document') return place
  const { settled: _, ...document } = place
  return document
}

export function go(trail: RouteHistory, place: Route): RouteHistory {
  if (same(trail.here, place)) return trail
  return { past: [...trail.past, left(trail.here)].slice(-longest), here: place, future: [] }
}
export function back(trail: RouteHistory): RouteHistory {
  const here = trail.past.at(-1)
  if (!here) return trail
  return { past: trail.past.slice(0, -1), here, future: [left(trail.here), ...trail.future] }
}
export function forward(trail: RouteHistory): RouteHistory {
  const [here, ...future] = trail.future
  if (!here) return trail
  return { past: [...trail.past, left(trail.here)], here, future }
}

export type Navigation = {
  place: Route
  /** The group whose documents are shown; null before the first group is there. */
  group: GroupId | null
  go: (place: Route) => void
  back: () => void
  forward: () => void
  chooseGroup: (group: GroupId) => void
}
export const [NavigationContext, useNavigation] = requiredContext<Navigation>('navigation')
export const useGo = (): Navigation['go'] => useNavigation().go
