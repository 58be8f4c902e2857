// A filter over many seats: the name of a member, a position, or those that are not given yet.
import { useState } from 'react'
import type { DecisionChoice, DecisionSeat } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { foldText } from '#shared/text-folding'
import { SearchField, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { choices } from './choices.tsx'
import type { People } from './people.ts'

/** So many rows are seen at a glance. */
export const few = 20

export type SeatAnswer = 'all' | DecisionChoice | 'none'

export type SeatFilter = {
  isOffered: boolean
  text: string
  answer: SeatAnswer
  setText: (text: string) => void
  setAnswer: (answer: SeatAnswer) => void
  isNamed(member: MemberId): boolean
}

export function useSeatFilter(seats: readonly DecisionSeat[], people: People): SeatFilter {
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<SeatAnswer>('all')
  const wanted = foldText(text.trim())
  return {
    isOffered: seats.length > few,
    text: wanted,
    answer,
    setText,
    setAnswer,
    isNamed: member => wanted === '' || foldText(people.handle(member)).includes(wanted),
  }
}

export function FindMember({ filter }: { filter: SeatFilter }) {
  const words = useWords()
  return (
    <SearchField
      label={words('decisions.seats.find')}
      placeholder={words('decisions.seats.find')}
      onChange={filter.setText}
    />
  )
}

/** `count`: the seats that are found; null while all are shown. */
export function SeatFilterBar({ filter, count }: { filter: SeatFilter; count: number | null }) {
  const words = useWords()
  return (
    <div className="seat-filter">
      <FindMember filter={filter} />
      <Select<SeatAnswer>
        label={words('decisions.seats.answer')}
        labelUnseen
        value={filter.answer}
        onChange={filter.setAnswer}
        choices={[
          { id: 'all', text: words('decisions.seats.all') },
          ...choices.map(id => ({ id, text: words(`decisions.choice.${id}`) })),
          { id: 'none', text: words('decisions.seats.none') },
        ]}
      />
      <span role="status" className="small muted">
        {count === null ? null : words('decisions.seats.found', { count })}
      </span>
    </div>
  )
}
