// On or off, with words beside it.
import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaProps,
} from 'react-aria-components/Checkbox'
import { Check, Minus } from 'lucide-react'
import './checkbox.css'

export type CheckboxProps = Omit<AriaProps, 'className' | 'style' | 'children'> & {
  children: ReactNode
  /** One quiet line below, part of the name. */
  hint?: ReactNode
  /** At the end of the line, for example a count. */
  after?: ReactNode
}

export function Checkbox({ children, hint, after, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      {({ isIndeterminate }) => (
        <>
          <span className="check-box" aria-hidden>
            {isIndeterminate ? <Minus /> : <Check />}
          </span>
          <span className="grow">
            {children}
            {hint === undefined ? null : <span className="check-hint">{hint}</span>}
          </span>
          {after}
        </>
      )}
    </AriaCheckbox>
  )
}
