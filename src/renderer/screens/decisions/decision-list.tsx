// The decisions of the group that is shown, asked for once for navigation, news and the list.
import { createContext, type ReactNode, useContext } from 'react'
import type { DecisionSummary } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { askedOf } from './asked.ts'
import { useNow } from '../../ui/use-now.ts'

type DecisionList = {
  value: { mayAsk: boolean; decisions: readonly DecisionSummary[] } | undefined
  failure: FailureCode | undefined
}
const DecisionListContext = createContext<DecisionList>({ value: undefined, failure: undefined })

export const useDecisionList = (): DecisionList => useContext(DecisionListContext)

/** `group`: null where this device was not let in yet. */
export function DecisionListProvider(props: { group: GroupId | null; children: ReactNode }) {
  const { group, children } = props
  const list = useAnswer('decisions.list', group && { group }, [
    'decisions.changed',
    'documents.changed',
    'groups.changed',
  ])
  return <DecisionListContext value={list}>{children}</DecisionListContext>
}

/** How many decisions ask something of this member. */
export function useDecisionsWaiting(): number {
  const now = useNow()
  const { value } = useDecisionList()
  return value?.decisions.filter(each => askedOf(each, now) !== null).length ?? 0
}
