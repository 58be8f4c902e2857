// What the parts of the document screen are told of their document. Each key changes when the text was
// changed, and each answer of a member who has it; the screen shows the day of the one and, in its bar
// alone, the other. So they are kept apart: the whole screen is drawn anew when more than that changed.
import { createContext, useContext, useState } from 'react'
import { equalityDeep } from 'lib0/function'
import type { DocumentSummary, Group } from '#shared/contract'

const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString()

const isSteady = (before: DocumentSummary, now: DocumentSummary): boolean =>
  isSameDay(before.changedAt, now.changedAt) &&
  equalityDeep({ ...before, changedAt: 0, have: 0 }, { ...now, changedAt: 0, have: 0 })

/** The same object until more changed than who has the text and the time of the day. */
export function useSteadySummary(now: DocumentSummary | undefined): DocumentSummary | undefined {
  const [kept, keep] = useState(now)
  if (kept === now) return kept
  if (kept && now && isSteady(kept, now)) return kept
  keep(now)
  return now
}

/** How many devices or members have the newest, for the one line that says it. */
export const HaveContext = createContext(0)
export const useHave = (): number => useContext(HaveContext)

/** The group whose text it is; undefined until core has answered. */
export const GroupContext = createContext<Group | undefined>(undefined)
export const useGroupHere = (): Group | undefined => useContext(GroupContext)
