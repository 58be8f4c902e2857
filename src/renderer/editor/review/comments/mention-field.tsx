// The field of a comment, in which "@" and letters offer the members who can read the text. The cursor stays in the
// field: arrow keys go along the list, Enter takes a member, Escape closes the list.
import { useEffect, useEffectEvent, useId, useRef, useState, type RefObject } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import type { Member } from '#shared/contract'
import { membersFor, mentionBegun, mentionSign } from '#document/review/comments'
import type { MemberId } from '#shared/ids'
import { MemberMark, TextField } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { chordOf } from '../../../shell/workspace/chords.ts'

export type MentionFieldProps = {
  label: string
  /** The id of what says more about the field. */
  hint: string
  value: string
  maxLength: number
  autoFocus: boolean
  /** The members who are offered. */
  members: readonly Member[]
  onChange: (text: string) => void
  onMention: (member: MemberId) => void
}

/** Members in the list at a time: the letters find the others. */
const mostOffered = 8

type Mentioning = {
  /** Around the field. */
  around: RefObject<HTMLDivElement | null>
  offered: readonly Member[]
  /** The one that Enter takes; undefined while the list is closed. */
  active: Member | undefined
  /** The cursor moved, or the text is `text` now. */
  look: (text: string) => void
  /** The cursor left the field. */
  leave: () => void
  take: (member: Member) => void
}

type Wanted = Pick<MentionFieldProps, 'value' | 'members' | 'onMention'>

/** The list of members for what stands behind a sign at the cursor. */
function useMentioning({ value, members, onMention }: Wanted): Mentioning {
  const around = useRef<HTMLDivElement>(null)
  const area = () => around.current?.querySelector('textarea') ?? null
  /** Null while the field has no cursor. */
  const [caret, setCaret] = useState<number | null>(null)
  /** The place of a sign whose list was closed. */
  const [closed, setClosed] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const begun = caret === null ? null : mentionBegun(value, caret)
  const offered =
    begun && begun.from !== closed ? membersFor(begun.sought, members).slice(0, mostOffered) : []
  const active = offered[Math.min(at, offered.length - 1)]
  const take = (member: Member): void => {
    const field = area()
    if (!begun || !field || caret === null) return
    onMention(member.id)
    field.focus()
    field.setSelectionRange(begun.from, caret)
    // As if it were typed: undo of the field takes it back.
    document.execCommand('insertText', false, `${mentionSign}${member.handle} `)
    setClosed(begun.from)
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (!active || !begun || event.isComposing) return
    const chord = chordOf(event)
    const step = { arrowdown: 1, arrowup: -1 }[chord]
    if (step === undefined && chord !== 'enter' && chord !== 'escape') return
    event.preventDefault()
    event.stopPropagation()
    if (step !== undefined)
      setAt((offered.indexOf(active) + step + offered.length) % offered.length)
    else if (chord === 'enter') take(active)
    else setClosed(begun.from)
  })
  useEffect(() => {
    const { current } = around
    // Before the panel, which closes at Escape.
    const listen = (event: KeyboardEvent): void => onKeyDown(event)
    current?.addEventListener('keydown', listen)
    return () => current?.removeEventListener('keydown', listen)
  }, [])
  return {
    around,
    offered,
    active,
    look(text) {
      const field = area()
      const next =
        field && field.selectionStart === field.selectionEnd ? field.selectionStart : null
      const now = next === null ? null : mentionBegun(text, next)
      if (now?.from !== closed) setClosed(null)
      if (now?.sought !== begun?.sought) setAt(0)
      setCaret(next)
    },
    leave: () => setCaret(null),
    take,
  }
}

export function MentionField(props: MentionFieldProps) {
  const { label, hint, value, maxLength, autoFocus, onChange } = props
  const words = useWords()
  const list = useId()
  const { around, offered, active, look, leave, take } = useMentioning(props)
  return (
    <div className="mention-field" ref={around}>
      <TextField
        label={label}
        rows={3}
        value={value}
        onChange={text => {
          onChange(text)
          look(text)
        }}
        onSelect={() => look(value)}
        onBlur={({ relatedTarget }) => {
          if (!relatedTarget?.closest(`[id="${list}"]`)) leave()
        }}
        maxLength={maxLength}
        autoFocus={autoFocus}
        aria-describedby={hint}
        {...(active && {
          'aria-autocomplete': 'list',
          'aria-haspopup': 'listbox',
          'aria-controls': list,
          'aria-activedescendant': optionIn(list, active),
        })}
      />
      <span className="unseen" role="status">
        {active ? words('comments.mention.found', { count: offered.length }) : ''}
      </span>
      {active ? <Offered list={list} members={offered} active={active} onTake={take} /> : null}
    </div>
  )
}

/** The id that the component library gives an option. */
const optionIn = (list: string, { id }: Member): string => `${list}-option-${id}`

type OfferedProps = {
  /** Its id. */
  list: string
  members: readonly Member[]
  active: Member
  onTake: (member: Member) => void
}

function Offered({ list, members, active, onTake }: OfferedProps) {
  const words = useWords()
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div className="popover mention-list" ref={shown}>
      <ListBox
        id={list}
        className="menu scroll"
        aria-label={words('comments.mention.members')}
        items={members}
        dependencies={[active.id]}
        onAction={key => {
          const member = members.find(({ id }) => id === key)
          if (member) onTake(member)
        }}
      >
        {member => (
          <ListBoxItem
            className="menu-item"
            textValue={member.handle}
            data-active={member.id === active.id || undefined}
          >
            <MemberMark handle={member.handle} color={member.color} size="small" />
            <bdi className="grow ellipsis">{member.handle}</bdi>
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  )
}
