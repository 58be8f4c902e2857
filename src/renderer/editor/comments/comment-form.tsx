// Where a comment or a reply is written. Ctrl Enter sends it; Escape leaves it, and it is offered again.
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import type { DocumentId } from '#shared/ids'
import { longestRemark } from '#shared/document'
import { chordText, isKey } from '../../commands/keys.ts'
import { Button, TextField } from '../../ui/index.ts'
import { useTyped } from '../../typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

export type CommentFormProps = {
  document: DocumentId
  /** Where what is not sent is kept. */
  place: string
  /** The words that a new comment is about; kept with it. */
  about?: string
  label: string
  act: string
  /** Why nothing can be sent now. */
  unavailable?: string | undefined
  autoFocus?: boolean
  ref?: Ref<HTMLFormElement>
  children?: ReactNode
  onSend: (text: string) => void
  onCancel?: () => void
}

export function CommentForm(props: CommentFormProps) {
  const { document, place, about = '', label, act, unavailable, autoFocus = false } = props
  const { ref, children, onSend, onCancel } = props
  const words = useWords()
  const { fields, type, forget } = useTyped(document, place, { text: '', about })
  const { text } = fields
  const hint = useId()
  const isEmpty = text.trim() === ''
  const send = (): void => {
    if (isEmpty || unavailable !== undefined) return
    onSend(text.trim())
    forget()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isKey(event.nativeEvent, 'send')) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && onCancel) {
      event.stopPropagation()
      onCancel()
    }
  }
  return (
    <form
      ref={ref}
      className="comment-form"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      {children}
      <div onKeyDown={onKeyDown} role="presentation">
        <TextField
          label={label}
          rows={3}
          value={text}
          onChange={next => type({ text: next })}
          maxLength={longestRemark}
          autoFocus={autoFocus}
          aria-describedby={hint}
        />
      </div>
      <div className="comment-acts">
        <Button
          size="small"
          variant="primary"
          type="submit"
          unavailable={unavailable ?? (isEmpty ? words('comments.empty') : undefined)}
        >
          {act}
        </Button>
        {onCancel ? (
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              forget()
              onCancel()
            }}
          >
            {words(isEmpty ? 'ui.cancel' : 'typed.discard')}
          </Button>
        ) : null}
        <span className="grow" />
        <span className="quiet comment-keys" id={hint}>
          {chordText('send')}
        </span>
      </div>
    </form>
  )
}
