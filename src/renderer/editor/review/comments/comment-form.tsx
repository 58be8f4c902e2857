// Where a comment or a reply is written. Ctrl Enter sends it; Escape leaves it, and it is offered again.
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import type { Member } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { longestRemark, mentionsIn, type Mention } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import { chordText, isKey } from '../../../shell/commands/keys.ts'
import { Button } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'
import { MentionField } from './mention-field.tsx'

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
  /** Members who can read the text: each may be mentioned, except the person who writes. */
  readers: readonly Member[]
  /** Null where it could not be said: what was typed stays. */
  onSend: (text: string, mentions: Mention[]) => EntryId | null
  onCancel?: () => void
}

export function CommentForm(props: CommentFormProps) {
  const { document, place, about = '', label, act, unavailable, autoFocus = false } = props
  const { ref, children, readers, onSend, onCancel } = props
  const words = useWords()
  const { fields, type, forget } = useTyped(document, place, { text: '', about, mentions: '' })
  const { text } = fields
  const others = readers.filter(({ self }) => !self)
  const chosen = fields.mentions === '' ? [] : fields.mentions.split(' ')
  const hint = useId()
  const isEmpty = text.trim() === ''
  const send = (): void => {
    if (isEmpty || unavailable !== undefined) return
    const said = text.trim()
    const mentioned = others.filter(({ id }) => chosen.includes(id))
    const names = readers.map(({ handle }) => handle)
    if (onSend(said, mentionsIn(said, mentioned, names)) !== null) forget()
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
        <MentionField
          label={label}
          hint={hint}
          value={text}
          maxLength={longestRemark}
          autoFocus={autoFocus}
          members={others}
          onChange={next => type({ text: next, ...(next === '' && { mentions: '' }) })}
          onMention={id => type({ mentions: [...new Set([...chosen, id])].join(' ') })}
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
          {others.length > 0
            ? words('comments.mention.hint', { key: chordText('send') })
            : chordText('send')}
        </span>
      </div>
    </form>
  )
}
