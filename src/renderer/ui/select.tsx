// One of a closed list.
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { Check, ChevronDown } from 'lucide-react'
import { ChosenGone } from './chosen-gone.tsx'
import { Icon } from './icon.tsx'
import './field.css'
import './menu.css'
import './select.css'

export type Choice<K extends string> = { id: K; text: string; hint?: string }

export type SelectProps<K extends string> = {
  label: string
  hint?: ReactNode
  /** The label is read aloud but not shown. */
  labelUnseen?: boolean
  choices: Choice<K>[]
  /** Null where the one that was chosen is gone. */
  value: K | null
  onChange: (value: K) => void
  isDisabled?: boolean
  /** `inline`: part of a sentence. */
  size?: 'medium' | 'small' | 'inline'
}

export function Select<K extends string>(props: SelectProps<K>) {
  const { label, hint, labelUnseen = false, choices, value, onChange, size = 'medium' } = props
  return (
    <AriaSelect
      className={size === 'inline' ? 'field select-inline' : 'field'}
      value={value}
      isDisabled={props.isDisabled ?? false}
      onChange={key => {
        const chosen = choices.find(choice => choice.id === key)
        if (chosen) onChange(chosen.id)
      }}
    >
      <Label className={labelUnseen ? 'unseen' : 'field-label'}>{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <ChosenGone isGone={value === null && choices.length > 0} />
      <AriaButton className="select-button" data-size={size}>
        <SelectValue className="grow ellipsis">
          {() => <bdi>{choices.find(choice => choice.id === value)?.text}</bdi>}
        </SelectValue>
        <Icon of={ChevronDown} size="small" />
      </AriaButton>
      <Popover className="popover select-popover" offset={4}>
        <ListBox className="menu scroll" items={choices}>
          {choice => (
            <ListBoxItem className="menu-item" textValue={choice.text}>
              <span className="grow">
                <bdi>{choice.text}</bdi>
                {choice.hint === undefined ? null : (
                  <span className="menu-hint">
                    <bdi>{choice.hint}</bdi>
                  </span>
                )}
              </span>
              {choice.id === value ? <Icon of={Check} /> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
