// Answers to recommendations, the best first.
import type { ReplyAnswer } from '#shared/contract'
import { CircleCheck, CircleDashed, CircleDot, CircleX } from 'lucide-react'

export const answers: ReplyAnswer[] = ['accepted', 'partly', 'not', 'none']
export const answerGlyphs = {
  accepted: CircleCheck,
  partly: CircleDot,
  not: CircleX,
  none: CircleDashed,
} as const
