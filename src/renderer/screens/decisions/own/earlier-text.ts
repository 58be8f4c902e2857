// Positions on an earlier text of the same item, line or document: they count nothing here, and can be given again.
import type { Decision } from '#shared/contract'
import { useAnswer } from '../../../shell/core-client.ts'

export function useEarlier({ earlier }: Decision): Decision | undefined {
  const { value } = useAnswer('decisions.get', earlier === null ? null : { decision: earlier })
  return value
}
