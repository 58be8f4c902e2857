// The answers of a seat, always as a glyph and words together.
import {
  Ban,
  Check,
  CircleArrowOutUpRight,
  CircleDashed,
  CircleX,
  Ear,
  Eye,
  type LucideIcon,
  MessageCircleWarning,
  Minus,
} from 'lucide-react'
import type { DecisionChoice, DecisionSeat } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** In the order of the screen. */
export const choices: readonly DecisionChoice[] = [
  'support',
  'reservations',
  'abstain',
  'aside',
  'object',
]

export type ShownAnswer = DecisionChoice | 'seen' | 'none' | 'void'

export const choiceIcons: Record<ShownAnswer, LucideIcon> = {
  support: Check,
  reservations: MessageCircleWarning,
  abstain: Minus,
  aside: CircleArrowOutUpRight,
  object: CircleX,
  seen: Eye,
  none: CircleDashed,
  void: Ban,
}

export const answerOf = ({ from, choice }: DecisionSeat): ShownAnswer =>
  choice ?? (from === 'seen' || from === 'void' ? from : 'none')

type ChoiceLineProps = {
  answer: ShownAnswer
  /** An officer wrote it down. */
  isHeard?: boolean
  /** It counts nothing here. */
  isGrey?: boolean
  isShort?: boolean
}

export function ChoiceLine({ answer, isHeard, isGrey, isShort }: ChoiceLineProps) {
  const words = useWords()
  const name = isShort && answer === 'reservations' ? 'reservations.short' : answer
  return (
    <span className="choice-line" data-answer={isGrey ? 'none' : answer}>
      <Icon of={isHeard ? Ear : choiceIcons[answer]} size="small" />
      <span>{words(`decisions.choice.${name}`)}</span>
    </span>
  )
}
