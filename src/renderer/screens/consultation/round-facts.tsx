// A round's question, the people whose replies are awaited, and where its replies can be opened.
import { useState } from 'react'
import { KeyRound, Lock } from 'lucide-react'
import type { Consultation } from '#shared/contract'
import { useNavigation } from '../../shell/router.ts'
import { Icon, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useHandles } from './handles.ts'

export type RoundFactsProps = {
  round: Consultation
  /** Null for members who may not end it. */
  onEnd: (() => void) | null
}

export function RoundFacts({ round, onEnd }: RoundFactsProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  const handleOf = useHandles(useNavigation().group)
  const handle = handleOf(round.by)
  const when = words.when(round.at, now)
  const key = round.opens ? 'opens' : round.over ? 'over' : 'elsewhere'
  return (
    <section className="round-facts" aria-label={words('consultation.round')}>
      {round.question === '' ? null : (
        <p className="round-question" dir="auto">
          {round.question}
        </p>
      )}
      <p className="small muted">
        {handle === undefined
          ? words('consultation.begunSomebody', { when })
          : words('consultation.begun', { when, handle })}
        {words.gap}
        {round.until === ''
          ? null
          : `${words('consultation.until', { day: round.until })}${words.gap}`}
        {words('consultation.replies', { replies: round.replies.length })}
      </p>
      <p className="small muted row">
        <Icon of={round.opens ? KeyRound : Lock} size="small" />
        <span>{words(`consultation.${key}`)}</span>
        {round.opens && onEnd ? <Link onPress={onEnd}>{words('consultation.end')}</Link> : null}
      </p>
    </section>
  )
}
