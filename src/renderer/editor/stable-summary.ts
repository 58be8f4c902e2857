// The document and group for the parts of the document screen. Each key changes when the text was
// changed, each change its author, its words and what is left to read, and each answer of a member
// the count of holders and the known heads. The screen shows the day of the first, in its bar alone
// the count of holders, and the rest not from here. So they are kept apart: the whole screen renders
// again when more than that changed.
import { createContext, useContext, useState } from 'react'
import { equalityDeep } from 'lib0/function'
import type { DocumentSummary, Group } from '#shared/contract'

const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString()

const withoutNews = (summary: DocumentSummary): DocumentSummary => ({
  ...summary,
  ...{ changedAt: 0, changedBy: null, words: 0, have: 0 },
  ...{ toRead: 0, unread: false, neverRead: undefined, toCorrect: undefined },
})

const isSteady = (before: DocumentSummary, now: DocumentSummary): boolean =>
  isSameDay(before.changedAt, now.changedAt) && equalityDeep(withoutNews(before), withoutNews(now))

const withoutReach = ({ memberList, pastMembers, ...group }: Group) => {
  const known = (members: Group['memberList']) => members.map(each => ({ ...each, reach: null }))
  return { ...group, memberList: known(memberList), pastMembers: known(pastMembers) }
}

/** True where the two differ in nothing but what members are known to have read. */
export const isSameGroup = (before: Group, now: Group): boolean =>
  equalityDeep(withoutReach(before), withoutReach(now))

/** The same object until more changed than what members are known to have read. */
export function useStableGroup(now: Group | undefined): Group | undefined {
  const [kept, keep] = useState(now)
  if (kept === now) return kept
  if (kept && now && isSameGroup(kept, now)) return kept
  keep(now)
  return now
}

/** The same object until more changed than who has the text, what is left to read, and the time of the day. */
export function useStableSummary(now: DocumentSummary | undefined): DocumentSummary | undefined {
  const [kept, keep] = useState(now)
  if (kept === now) return kept
  if (kept && now && isSteady(kept, now)) return kept
  keep(now)
  return now
}

/** How many devices or members have the newest, for the one line that says it. */
export const UpToDateCountContext = createContext(0)
export const useUpToDateCount = (): number => useContext(UpToDateCountContext)

/** The group whose text it is; undefined until core has answered. */
export const GroupContext = createContext<Group | undefined>(undefined)
export const useGroupHere = (): Group | undefined => useContext(GroupContext)
