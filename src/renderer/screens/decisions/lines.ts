// The exact text of a decision, as a screen asks for it.
import type { EmptyLine, TextLine } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import type { Decision } from '#shared/contract'

export type ExactLines = {
  /** Undefined while it is asked for; null where the file is not on this device. */
  lines: readonly TextLine[] | null | undefined
  /** Lines with a number or a sign and no words. */
  empty: readonly EmptyLine[]
  title: string
  direction: string
  language: string
}

/** The text in `language`, or in the first of the question. */
export function useExactText(decision: Decision | undefined, language: string): ExactLines {
  const chosen = decision?.texts.find(text => text.language === language) ?? decision?.texts[0]
  const isHere = chosen?.isHere === true
  const { value, failure } = useAnswer(
    'decisions.text',
    decision && isHere ? { decision: decision.id, language: chosen.language } : null,
  )
  const isMissing = failure !== undefined || (decision !== undefined && !isHere)
  return {
    lines: isMissing ? null : value?.lines,
    empty: value?.empty ?? [],
    title: value?.title ?? '',
    direction: value?.direction ?? '',
    language: chosen?.language ?? '',
  }
}
