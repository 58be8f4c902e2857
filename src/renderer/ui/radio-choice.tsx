// A choice between a few ways, each with a line that says what it means: as cards, or as rows of one column.
import { Fragment, type ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { LucideIcon } from 'lucide-react'
import { ChosenGone } from './chosen-gone.tsx'
import { Icon } from './icon.tsx'
import './radio-choice.css'

export type RadioWay<K extends string> = {
  id: K
  title: string
  hint?: string
  icon?: LucideIcon
  /** Stands above this way and those that follow. */
  section?: string
  /** Fields that belong to this way; shown while it is chosen. */
  below?: ReactNode
}

export type RadioChoiceProps<K extends string> = {
  label: string
  labelUnseen?: boolean
  look?: 'cards' | 'rows'
  ways: RadioWay<K>[]
  /** Empty before a first choice. Null, or none of the ways, where the one that was chosen is gone. */
  value: K | '' | null
  onChange: (value: K) => void
  /** Smaller cards side by side. */
  columns?: 1 | 2 | 3
}

export function RadioChoice<K extends string>(props: RadioChoiceProps<K>) {
  const { label, labelUnseen = false, look = 'cards', ways, value, onChange, columns = 1 } = props
  const isGone = value !== '' && ways.length > 0 && ways.every(({ id }) => id !== value)
  return (
    <RadioGroup
      className="radio-choice"
      data-look={look}
      data-columns={columns}
      value={value}
      onChange={next => {
        const way = ways.find(each => each.id === next)
        if (way) onChange(way.id)
      }}
    >
      <Label className={labelUnseen ? 'unseen' : 'field-label'}>{label}</Label>
      <ChosenGone isGone={isGone} />
      <div className="radio-ways">
        {ways.map(({ id, title, hint, icon, section, below }) => (
          <Fragment key={id}>
            {section === undefined ? null : <p className="radio-section">{section}</p>}
            <Radio value={id} className={look === 'rows' ? 'radio-row' : 'radio-card'}>
              <span className="radio-dot" aria-hidden />
              <span className="grow">
                <span className="radio-title">
                  <bdi>{title}</bdi>
                </span>
                {hint === undefined ? null : <span className="radio-hint">{hint}</span>}
              </span>
              {icon ? <Icon of={icon} size={look === 'rows' ? 'medium' : 'large'} /> : null}
            </Radio>
            {below !== undefined && id === value ? (
              // The arrow keys of the group choose another way; in a field they move the cursor.
              <div
                className="radio-below"
                role="presentation"
                onKeyDown={event => event.stopPropagation()}
              >
                {below}
              </div>
            ) : null}
          </Fragment>
        ))}
      </div>
    </RadioGroup>
  )
}
