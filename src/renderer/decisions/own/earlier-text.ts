// Positions on an earlier text of the same document: they count nothing here, and can be given again.
import type { Decision } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { useAnswer } from '../../core-client.ts'
import { earlierOf } from './earlier-of.ts'

export function useEarlier(
  group: GroupId | null,
  decision: Decision | undefined,
): Decision | undefined {
  const { value: list } = useAnswer(
    'decisions.list',
    group && decision?.state === 'open' ? { group } : null,
  )
  const earlier = decision && list ? earlierOf(decision, list.decisions) : undefined
  const { value } = useAnswer('decisions.get', earlier ? { decision: earlier.id } : null)
  return value
}
