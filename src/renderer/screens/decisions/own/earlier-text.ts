// Positions on an earlier text of the same document: they count nothing here, and can be given again.
import type { Decision } from '#shared/contract'
import { useAnswer } from '../../../shell/core-client.ts'
import { useDecisionList } from '../decision-list.tsx'
import { earlierOf } from './earlier-of.ts'

export function useEarlier(decision: Decision): Decision | undefined {
  const { value: list } = useDecisionList()
  const isOpen = decision.state === 'open'
  const earlier = isOpen && list ? earlierOf(decision, list.decisions) : undefined
  const { value } = useAnswer('decisions.get', earlier ? { decision: earlier.id } : null)
  return value
}
