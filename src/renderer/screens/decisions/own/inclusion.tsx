// The check of this device for its owner after a close: one sentence, and nothing to compare by hand.
import type { ReactNode } from 'react'
import { BadgeCheck, CircleAlert } from 'lucide-react'
import type { Decision, TextLine } from '#shared/contract'
import { Icon } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { differenceOf } from '../closing/closes.ts'
import type { People } from '../people.ts'
import { positionWords } from '../positions.tsx'

type InclusionProps = {
  decision: Decision
  people: People
  lines: readonly TextLine[] | null | undefined
}

export function OwnInclusion({ decision, people, lines }: InclusionProps) {
  const words = useWords()
  const { own, seats, closes, late } = decision
  const self = people.self?.id
  const seat = seats.find(({ member, alternates }) =>
    self === undefined ? false : member === self || alternates.includes(self),
  )
  const said = seat?.position ? positionWords(seat.position, lines, words) : ''
  // The seat has the position that counts, of several that were given apart.
  const isOwn = seat?.from === 'own' && seat.member === self
  const counted = isOwn ? seat.choice : own.choice
  const choice = counted === null ? '' : words(`decisions.choice.${counted}`)
  const lateOwn = late.some(({ member }) => member === self)
  const overtaken = closes.find(({ counts }) =>
    counts.some(each => each.member === self && each.choice !== null && each.choice !== counted),
  )
  const b = (chunks: ReactNode[]): ReactNode => <b>{chunks}</b>
  const text = (): ReactNode => {
    if (!own.isOnTheRoll) return words('decisions.incl.noSeat')
    if (own.choice === null)
      return words(own.isHeard ? 'decisions.incl.heard' : 'decisions.incl.none')
    if (own.isCounted !== true)
      return words.rich('decisions.incl.not', {
        b,
        ...people.by(...closes.map(({ by }) => by)),
        late: lateOwn ? 'yes' : 'no',
      })
    if (overtaken && seat)
      return words('decisions.incl.later', {
        ...people.by(overtaken.by),
        how: differenceOf(overtaken, seat),
      })
    return words.rich('decisions.incl.counted', { b, choice, closes: closes.length })
  }
  const isGood = own.isCounted === true
  return (
    <div className="inclusion" data-good={isGood || undefined} role="status">
      <Icon of={isGood ? BadgeCheck : CircleAlert} />
      <div>
        {text()}
        {own.isApart ? `${words.gap}${words('decisions.apart')}` : null}
        {isGood && said !== '' ? (
          <>
            {words.gap}
            <bdi>{said}</bdi>
          </>
        ) : null}
      </div>
    </div>
  )
}
