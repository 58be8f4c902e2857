// Paragraphs of the exact text as reservations name them.
import type { EmptyLine, TextLine } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import type { Decision } from '#shared/contract'
import type { Words } from '../words/index.ts'

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

/** "paragraph 4", or the beginning of its words where it has no number. */
export function placeName(
  block: BlockId | null,
  lines: readonly TextLine[] | null | undefined,
  words: Words,
): string {
  if (block === null) return words('decisions.place.whole')
  const line = lines?.find(each => each.block === block)
  if (!line) return words('decisions.place.one')
  const number = line.number.replace(/\.$/, '')
  if (number !== '') return words('decisions.place.paragraph', { number })
  return words('decisions.place.words', { words: shortened(line.text) })
}

const longest = 40
const shortened = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest).trimEnd()}…`
