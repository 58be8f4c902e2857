// One action item: owner and day, where it was said, notes, and how it ends. Notes and progress are
// read by every member; no reminder leaves the group.
import { useState } from 'react'
import { Check, RotateCcw, UserX } from 'lucide-react'
import type { ActionItem } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import type { Members } from '../meetings/members.ts'
import { useGo } from '../../shell/router.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Button,
  DayField,
  FailureNotice,
  Icon,
  Link,
  MemberMark,
  Select,
  TextField,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Due } from './due.tsx'

type DetailProps = {
  item: ActionItem
  members: Members
  now: number
  /** A person is in the panel: it stays with the item, wherever that moves in the list. */
  onWork: () => void
}

export function ActionDetail(props: DetailProps) {
  const { item, now, onWork } = props
  const words = useWords()
  const go = useGo()
  const { document, block, words: text, title, place } = item
  return (
    <aside
      className="action-detail"
      aria-label={words('follow-up.detail')}
      data-area="panel"
      onFocusCapture={onWork}
    >
      <section className="follow-card">
        <div className="small">
          <Due item={item} now={now} />
        </div>
        <h2 dir="auto">{text}</h2>
        <Assign {...props} />
        <p className="small">
          <Link onPress={() => go({ screen: 'document', document, block })}>
            {place === '' ? <bdi>{title}</bdi> : words('follow-up.place', { title, place })}
          </Link>
        </p>
      </section>
      <Notes {...props} />
      <p className="smallest quiet">{words('follow-up.nextAgenda')}</p>
    </aside>
  )
}

function Assign({ item, members }: Pick<DetailProps, 'item' | 'members'>) {
  const words = useWords()
  const core = useCore()
  const { document, block, owner, due, mayAssign, isDecided, isFixed } = item
  const [day, setDay] = useState(due ?? '')
  const assign = useAct(async (next: { owner: ActionItem['owner']; due: string | null }) => {
    await core.call('actions.assign', { document, block, ...next })
  })
  if (!mayAssign)
    return (
      <>
        <p className="small muted">
          <bdi>{owner === null ? words('follow-up.noOwner') : members.nameOf(owner)}</bdi>
        </p>
        {isFixed || isDecided ? (
          <p className="smallest quiet">
            {words(isFixed ? 'follow-up.fixed' : 'follow-up.decided')}
          </p>
        ) : null}
      </>
    )
  return (
    <div className="assign">
      <Select
        label={words('follow-up.column.owner')}
        value={owner ?? ''}
        onChange={next => {
          const member = members.group?.memberList.find(({ id }) => id === next)
          void assign.run({ owner: member?.id ?? null, due })
        }}
        choices={[
          { id: '', text: words('follow-up.noOwner') },
          ...(members.group?.memberList ?? []).map(({ id, handle }) => ({
            id: id as string,
            text: handle,
          })),
          ...(owner !== null && members.hasLeft(owner)
            ? [{ id: owner, text: members.handleOf(owner), hint: words('follow-up.hasLeft') }]
            : []),
        ]}
      />
      {members.hasLeft(owner) ? (
        <p className="small late">
          <Icon of={UserX} size="small" />
          {words('follow-up.ownerLeft', { name: members.handleOf(owner) })}
        </p>
      ) : null}
      <DayField
        label={words('follow-up.column.due')}
        value={day}
        onChange={setDay}
        onBlur={() => {
          if (day !== (due ?? '')) void assign.run({ owner, due: day === '' ? null : day })
        }}
      />
      <FailureNotice of={assign.failure} />
    </div>
  )
}

function Notes({ item, members, now }: Omit<DetailProps, 'onWork'>) {
  const words = useWords()
  const core = useCore()
  const { document, block, state, notes } = item
  const { fields, type, forget } = useTyped(document, `action-${block}`, { text: '' })
  const put = useAct(async (next: ActionItem['state'], text: string) => {
    await core.call('actions.progress', { document, block, state: next, text })
    forget()
    if (next === 'open' && state === 'open') return
    say(words(`follow-up.put.${next}`), () => {
      void core.call('actions.progress', { document, block, state, text: '' })
    })
  })
  const { text } = fields
  return (
    <section className="follow-card" aria-labelledby={`notes-${block}`}>
      <h2 id={`notes-${block}`} className="follow-heading">
        {words('follow-up.notes')}
      </h2>
      <ul className="notes">
        {notes.map((note, at) => {
          const member = members.of(note.by)
          return (
            <li key={`${note.at} ${at}`}>
              <div className="row">
                <MemberMark
                  handle={member?.handle ?? '?'}
                  color={member?.color ?? 1}
                  size="small"
                />
                <b>
                  <bdi>{members.nameOf(note.by)}</bdi>
                </b>
                <span className="smallest quiet end">{words.when(note.at, now)}</span>
              </div>
              {note.state === 'open' ? null : (
                <p className="small muted">{words(`follow-up.put.${note.state}`)}</p>
              )}
              {note.text === '' ? null : (
                <p className="small note-text" dir="auto">
                  {note.text}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      <TextField
        label={words('follow-up.note')}
        hint={words('follow-up.noteHint', { members: members.group?.readers.members ?? 0 })}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={next => type({ text: next })}
      />
      <div className="meeting-acts">
        {text.trim() === '' ? null : (
          <Button size="small" busy={put.busy} onPress={() => void put.run(state, text)}>
            {words('follow-up.addNote')}
          </Button>
        )}
        {state === 'open' ? (
          <>
            <Button size="small" busy={put.busy} onPress={() => void put.run('dropped', text)}>
              {words('follow-up.drop')}
            </Button>
            <Button
              size="small"
              variant="primary"
              icon={Check}
              busy={put.busy}
              onPress={() => void put.run('done', text)}
            >
              {words('follow-up.markDone')}
            </Button>
          </>
        ) : (
          <Button
            size="small"
            icon={RotateCcw}
            busy={put.busy}
            onPress={() => void put.run('open', text)}
          >
            {words('follow-up.openAgain')}
          </Button>
        )}
      </div>
      <FailureNotice of={put.failure} />
    </section>
  )
}
