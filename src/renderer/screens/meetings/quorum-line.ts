// The quorum in words: how many of those entitled are present, and how many are needed.
import type { Meeting } from '#shared/contract'
import { useWords } from '../../words/index.ts'

export function useQuorumLine({ present, entitled, needed, isMet }: Meeting['quorum']): string {
  const words = useWords()
  return words(isMet ? 'meetings.quorum.met' : 'meetings.quorum.notMet', {
    present,
    entitled,
    needed,
  })
}
