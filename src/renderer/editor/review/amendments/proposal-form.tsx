// The form of a proposal, an amendment or a suggestion for a paragraph. Ctrl Enter sends it; Escape leaves it,
// and it is offered again.
import type { KeyboardEvent, ReactNode } from 'react'
import { longestRemark } from '#document/review/comments'
import { isKey } from '../../../shell/commands/keys.ts'
import { Button, TextField } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'

export type ProposalFormProps = {
  title: string
  /** Between the title and the fields. */
  notice?: ReactNode
  /** The fields. */
  children: ReactNode
  /** Between the fields and the acts. */
  note?: ReactNode
  act: string
  /** Why it cannot be sent; undefined when it can. */
  unavailable: string | undefined
  /** A person typed in it. */
  isTyped: boolean
  onSend: () => void
  /** Forgets the input for good. */
  forget: () => void
  onCancel: () => void
}

export function ProposalForm(props: ProposalFormProps) {
  const { title, notice, children, note, act, unavailable, isTyped } = props
  const { onSend, forget, onCancel } = props
  const words = useWords()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isKey(event.nativeEvent, 'send')) {
      event.preventDefault()
      onSend()
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      onCancel()
    }
  }
  const discard = (): void => {
    forget()
    onCancel()
  }
  return (
    <form
      className="amendment-form"
      aria-label={title}
      onSubmit={event => {
        event.preventDefault()
        onSend()
      }}
    >
      <h2 className="amendment-title">{title}</h2>
      {notice}
      <div className="amendment-fields" onKeyDown={onKeyDown} role="presentation">
        {children}
      </div>
      {note}
      <div className="amendment-acts">
        <Button size="small" variant="primary" type="submit" unavailable={unavailable}>
          {act}
        </Button>
        <Button size="small" variant="quiet" onPress={discard}>
          {words(isTyped ? 'typed.discard' : 'ui.cancel')}
        </Button>
      </div>
    </form>
  )
}

type WhyProps = { value: string; onChange: (why: string) => void }

/** The reason of a proposal. */
export function WhyField({ value, onChange }: WhyProps) {
  const words = useWords()
  return (
    <TextField
      label={words('amendments.why')}
      hint={words('amendments.optional')}
      rows={2}
      value={value}
      onChange={onChange}
      maxLength={longestRemark}
    />
  )
}
