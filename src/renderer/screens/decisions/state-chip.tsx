// The state of a decision: always a glyph, words and a colour together.
import { Ban, CircleCheck, CircleDot, CircleX, type LucideIcon, Undo2 } from 'lucide-react'
import type { DecisionSummary } from '#shared/contract'
import { isAgreed } from '#shared/outcome'
import { type ChipTone, StatusChip } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { stateWords } from './sentences.tsx'

type Look = { icon: LucideIcon; tone: ChipTone }

function lookOf({ state, outcome }: DecisionSummary): Look {
  if (state === 'open') return { icon: CircleDot, tone: 'decide' }
  if (state === 'withdrawn') return { icon: Undo2, tone: 'draft' }
  if (state === 'void' || outcome === null) return { icon: Ban, tone: 'stop' }
  return isAgreed(outcome.code)
    ? { icon: CircleCheck, tone: 'adopt' }
    : { icon: CircleX, tone: 'stop' }
}

type StateChipProps = { decision: DecisionSummary; isReopened?: boolean }

export function StateChip({ decision, isReopened = false }: StateChipProps) {
  const words = useWords()
  return <StatusChip {...lookOf(decision)} text={stateWords(decision, isReopened, words)} />
}
