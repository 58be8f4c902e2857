// A choice between a few ways, each with a line that says what it means.
import { Fragment } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { LucideIcon } from 'lucide-react'
import { ChosenGone } from './chosen-gone.tsx'
import { Icon } from './icon.tsx'
import './radio-cards.css'

export type RadioCard<K extends string> = {
  id: K
  title: string
  hint?: string
  icon?: LucideIcon
  /** Stands above this card and those that follow. */
  section?: string
}

export type RadioCardsProps<K extends string> = {
  label: string
  labelUnseen?: boolean
  cards: RadioCard<K>[]
  /** Null before a first choice, and where the one that was chosen is gone. */
  value: K | null
  onChange: (value: K) => void
  /** Smaller cards side by side. */
  columns?: 1 | 2 | 3
}

export function RadioCards<K extends string>(props: RadioCardsProps<K>) {
  const { label, labelUnseen = false, cards, value, onChange, columns = 1 } = props
  return (
    <RadioGroup
      className="radio-cards"
      data-columns={columns}
      value={value}
      onChange={next => {
        const card = cards.find(each => each.id === next)
        if (card) onChange(card.id)
      }}
    >
      <Label className={labelUnseen ? 'unseen' : 'field-label'}>{label}</Label>
      <ChosenGone isGone={value === null && cards.length > 0} />
      <div className="radio-cards-list">
        {cards.map(card => (
          <Fragment key={card.id}>
            {card.section === undefined ? null : <p className="radio-section">{card.section}</p>}
            <Radio value={card.id} className="radio-card">
              <span className="radio-dot" aria-hidden />
              <span className="grow">
                <span className="radio-title">
                  <bdi>{card.title}</bdi>
                </span>
                {card.hint === undefined ? null : <span className="radio-hint">{card.hint}</span>}
              </span>
              {card.icon ? <Icon of={card.icon} size="large" /> : null}
            </Radio>
          </Fragment>
        ))}
      </div>
    </RadioGroup>
  )
}
