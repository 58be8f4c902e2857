// Text fields: label, hint and message above the box, so that nothing below it jumps.
import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchProps,
} from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from 'react-aria-components/TextField'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ArrowBigUpDash, CircleAlert, Eye, EyeOff, Search, X } from 'lucide-react'
import { useWords } from '../words/index.ts'
import { useFirstFocus } from './first-focus.ts'
import { Icon } from './icon.tsx'
import './field.css'

type Common = Omit<AriaProps, 'className' | 'style' | 'children'> & {
  label: string
  hint?: ReactNode
  /** The fault, in words; shown above the box and read with it. */
  error?: string | undefined
  /** Beside the box, at its end. */
  after?: ReactNode
  placeholder?: string
  ref?: Ref<HTMLInputElement>
}
export type TextFieldProps = Common & {
  /** Several lines of this many rows. */
  rows?: number
  /** For codes: fixed-width letters. */
  code?: boolean
  /** Drawn over the box of one line. */
  over?: ReactNode
}

function Above({ label, hint, error }: Pick<Common, 'label' | 'hint' | 'error'>) {
  return (
    <>
      <Label className="field-label">{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {error === undefined ? null : (
        <FieldError className="field-error">
          <Icon of={CircleAlert} size="small" />
          {error}
        </FieldError>
      )}
    </>
  )
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    hint,
    error,
    after,
    placeholder = '',
    rows,
    code = false,
    over,
    ref,
    ...rest
  } = props
  const { locale } = useWords()
  const isTimed = rest.type === 'date' || rest.type === 'time'
  const line = useFirstFocus(rest.autoFocus ?? false, ref)
  const lines = useFirstFocus<HTMLTextAreaElement>(rest.autoFocus ?? false)
  return (
    <AriaTextField
      {...rest}
      className="field"
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Above label={label} hint={hint} error={error} />
      {rows === undefined ? (
        <div className="field-line">
          {over}
          <Input
            // Made again for another language: the browser sets the order of a day's parts as it makes the field.
            key={isTimed ? locale : undefined}
            ref={line}
            className="box"
            data-code={code || undefined}
            lang={isTimed ? locale : undefined}
            // A year has four digits: the next part has the focus behind them.
            max={rest.type === 'date' ? '9999-12-31' : undefined}
            // Digits alone have no direction: they begin where words of the window do.
            dir={code ? 'ltr' : isTimed || rest.inputMode === 'numeric' ? undefined : 'auto'}
            placeholder={placeholder}
          />
          {after}
        </div>
      ) : (
        <TextArea ref={lines} className="box" dir="auto" rows={rows} placeholder={placeholder} />
      )}
    </AriaTextField>
  )
}

export type PassphraseFieldProps = Omit<Common, 'after' | 'type'> & {
  /** `current-password` to open, `new-password` to choose. */
  purpose: 'current-password' | 'new-password'
  size?: 'medium' | 'large'
}

/** A passphrase: can be shown, and says when Caps Lock is on. */
export function PassphraseField(props: PassphraseFieldProps) {
  const { label, hint, error, purpose, placeholder = '', size = 'medium', ref, ...rest } = props
  const words = useWords()
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const watch = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <AriaTextField
      {...rest}
      className="field"
      type={shown ? 'text' : 'password'}
      autoComplete={purpose}
      spellCheck="false"
      autoCorrect="off"
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Above label={label} hint={hint} error={error} />
      <div className="box-around" data-size={size}>
        <Input
          ref={ref}
          className="box"
          dir="auto"
          autoCapitalize="none"
          data-secret={!shown || undefined}
          placeholder={placeholder}
          onKeyDown={watch}
          onKeyUp={watch}
          onBlur={() => setCapsLock(false)}
        />
        <AriaButton
          slot={null}
          className="icon-button"
          aria-label={words(shown ? 'ui.hidePassphrase' : 'ui.showPassphrase')}
          onPress={() => setShown(!shown)}
        >
          <Icon of={shown ? EyeOff : Eye} />
        </AriaButton>
      </div>
      <output className="caps-lock">
        {capsLock ? (
          <>
            <Icon of={ArrowBigUpDash} size="small" />
            {words('ui.capsLock')}
          </>
        ) : null}
      </output>
    </AriaTextField>
  )
}

export type SearchFieldProps = Omit<AriaSearchProps, 'className' | 'style' | 'children'> & {
  label: string
  placeholder?: string
  size?: 'medium' | 'large'
  ref?: Ref<HTMLInputElement>
}

export function SearchField({
  label,
  placeholder = '',
  size = 'medium',
  ref,
  ...rest
}: SearchFieldProps) {
  const words = useWords()
  return (
    <AriaSearchField {...rest} className="field" aria-label={label}>
      {({ isEmpty }) => (
        <div className="box-around" data-size={size} data-search>
          <Icon of={Search} />
          <Input ref={ref} className="box" dir="auto" placeholder={placeholder} />
          {isEmpty ? null : (
            <AriaButton className="icon-button" data-size="small" aria-label={words('ui.clear')}>
              <Icon of={X} />
            </AriaButton>
          )}
        </div>
      )}
    </AriaSearchField>
  )
}
