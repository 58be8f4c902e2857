// A choice between a few ways in one column, where the chosen one can ask for more below it.
import { Fragment, type ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { Icon } from './icon.tsx'
import type { RadioCard, RadioCardsProps } from './radio-cards.tsx'
import './radio-cards.css'
import './radio-rows.css'

export type RadioRow<K extends string> = Omit<RadioCard<K>, 'section'> & {
  /** Fields that belong to this way; shown while it is chosen. */
  below?: ReactNode
}

export type RadioRowsProps<K extends string> = Omit<RadioCardsProps<K>, 'cards' | 'columns'> & {
  rows: RadioRow<K>[]
}

export function RadioRows<K extends string>(props: RadioRowsProps<K>) {
  const { label, labelUnseen = false, rows, value, onChange } = props
  return (
    <RadioGroup
      className="radio-rows"
      value={value}
      onChange={next => {
        const row = rows.find(each => each.id === next)
        if (row) onChange(row.id)
      }}
    >
      <Label className={labelUnseen ? 'unseen' : 'field-label'}>{label}</Label>
      {rows.map(({ id, title, hint, icon, below }) => (
        <Fragment key={id}>
          <Radio value={id} className="radio-row">
            <span className="radio-dot" aria-hidden />
            {icon ? <Icon of={icon} /> : null}
            <span className="grow">
              <bdi className="strong">{title}</bdi>
              {hint === undefined ? null : <span className="radio-hint">{hint}</span>}
            </span>
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
    </RadioGroup>
  )
}
