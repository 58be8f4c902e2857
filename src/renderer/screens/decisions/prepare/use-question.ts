// A question before it is asked. All choices are kept as they are made, and can be continued later.
import { useState } from 'react'
import type { CoreContract, DecisionRule, ItemPlace, Language } from '#shared/contract'
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { isSamePlace } from '../../meetings/item-names.ts'

export type Prepared = Output<CoreContract, 'decisions.prepare'>

export type Question = {
  words: string
  purpose: 'adopt' | 'decide'
  rule: DecisionRule
  languages: Language[]
  leftOut: MemberId[]
  /** "2018-09-28", and "18:00" on this device's clock; empty for no day. */
  day: string
  time: string
  edition: string
  replaces: ActId | null
  where: ItemPlace | null
}

const day = 86_400_000
const two = (number: number): string => String(number).padStart(2, '0')

const dayText = (time: number): string => {
  const date = new Date(time)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** UTC milliseconds, or null for no day. */
export const untilOf = ({ day: on, time }: Question): number | null =>
  on === '' ? null : new Date(`${on}T${time === '' ? '23:59' : time}`).getTime()

/** `words`: the question as it reads before it is changed; `at`: the item of a session from which it is asked. */
type Beginning = { prepared: Prepared; words: string; now: number; at: ItemPlace | null }

/** The place that is shown first stays, also while others come and go. */
const firstPlace = ({ places }: Prepared, at: ItemPlace | null): ItemPlace | null =>
  (at ? places.find(each => isSamePlace(each, at)) : places[0]) ?? null

const firstQuestion = (
  block: BlockId | null,
  { prepared, words, now }: Beginning,
  where: ItemPlace | null,
): Question => ({
  words,
  // Adopting fixes a whole text: a paragraph of it is decided on.
  purpose: block === null ? 'adopt' : 'decide',
  rule: prepared.rule,
  languages: prepared.texts.slice(0, 1).map(({ language }) => language),
  leftOut: prepared.seats.filter(({ hasEnded }) => hasEnded).map(({ member }) => member),
  day: prepared.days > 0 ? dayText(now + prepared.days * day) : '',
  time: '18:00',
  edition: prepared.corrects?.edition ?? '',
  replaces: prepared.corrects?.declaration ?? null,
  where,
})

export function useQuestion(document: DocumentId, block: BlockId | null, beginning: Beginning) {
  const [where] = useState(() => firstPlace(beginning.prepared, beginning.at))
  const first = firstQuestion(block, beginning, where)
  const place = `question/${block ?? ''}`
  const { fields, type, forget } = useTyped(document, place, { kept: JSON.stringify(first) })
  const question: Question = { ...first, ...(JSON.parse(fields.kept) as Partial<Question>) }
  return {
    question,
    set: (change: Partial<Question>): void =>
      type({ kept: JSON.stringify({ ...question, ...change }) }),
    forget,
  }
}
