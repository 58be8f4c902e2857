// Action items by their day, late ones first. Nobody is late for what has not reached them.
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { CircleCheck, CircleMinus, ListChecks } from 'lucide-react'
import type { ActionItem } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import type { Members } from '../meetings/members.ts'
import {
  Button,
  Checkbox,
  EmptyState,
  FailureNotice,
  Icon,
  MemberMark,
  Segments,
  say,
  Select,
} from '../ui/index.ts'
import { useAct, useCore } from '../core-client.ts'
import { useWords } from '../words/index.ts'
import { ActionDetail } from './action-detail.tsx'
import { daysUntil } from './days.ts'
import { Due } from './due.tsx'

type Shown = 'all' | 'mine' | 'late'
type Section = 'late' | 'soon' | 'later' | 'noDay' | 'done'
const sections: Section[] = ['late', 'soon', 'later', 'noDay', 'done']

const sectionOf = ({ state, isLate, due }: ActionItem, now: number): Section => {
  if (state !== 'open') return 'done'
  if (isLate) return 'late'
  if (due === null) return 'noDay'
  return daysUntil(due, now) <= 7 ? 'soon' : 'later'
}
const isOf = ({ owner }: ActionItem, self: MemberId | undefined): boolean =>
  self !== undefined && owner === self
const keyOf = ({ document, block }: ActionItem): string => `${document} ${block}`

export function ActionItems({ items, members }: { items: ActionItem[]; members: Members }) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  const [shown, setShown] = useState<Shown>('all')
  const [from, setFrom] = useState('')
  const [showsDone, setShowsDone] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const self = members.self?.id
  const core = useCore()
  const mark = useAct(async ({ document, block }: ActionItem, next: 'done' | 'open') => {
    const put = (state: 'done' | 'open') =>
      core.call('actions.progress', { document, block, state, text: '' })
    await put(next)
    say(words(`follow-up.put.${next}`), () => void put(next === 'done' ? 'open' : 'done'))
  })
  const fits = (item: ActionItem): boolean =>
    (shown === 'all' || (shown === 'mine' ? isOf(item, self) : item.isLate)) &&
    (from === '' || item.document === from)
  const found = items.filter(fits)
  const done = found.filter(item => sectionOf(item, now) === 'done')
  const listed = sections
    .filter(section => section !== 'done' || showsDone)
    .map(section => ({ section, items: found.filter(item => sectionOf(item, now) === section) }))
    .filter(each => each.items.length > 0)
  const detail = items.find(item => keyOf(item) === chosen) ?? listed[0]?.items[0]
  if (items.length === 0)
    return (
      <div className="follow-empty">
        <EmptyState icon={ListChecks} title={words('follow-up.actions.empty')}>
          {words('follow-up.actions.emptyText')}
        </EmptyState>
      </div>
    )
  return (
    <div className="actions">
      <div className="actions-list">
        <Filter
          items={items}
          self={self}
          shown={shown}
          onShown={setShown}
          from={from}
          onFrom={setFrom}
        />
        <table className="action-table">
          <caption className="unseen">{words('follow-up.actions')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{words('follow-up.column.done')}</span>
              </th>
              <th scope="col">{words('follow-up.column.what')}</th>
              <th scope="col">{words('follow-up.column.owner')}</th>
              <th scope="col">{words('follow-up.column.due')}</th>
            </tr>
          </thead>
          {listed.map(({ section, items: rows }) => (
            <tbody key={section}>
              <tr className="action-section">
                <th scope="rowgroup" colSpan={4}>
                  {words(`follow-up.section.${section}`)}{' '}
                  <span className="muted">{words.number(rows.length)}</span>
                </th>
              </tr>
              {rows.map(item => (
                <ActionRow
                  key={keyOf(item)}
                  item={item}
                  members={members}
                  now={now}
                  isChosen={item === detail}
                  isBusy={mark.busy}
                  onMark={next => void mark.run(item, next)}
                  onChoose={() => setChosen(keyOf(item))}
                />
              ))}
            </tbody>
          ))}
        </table>
        <FailureNotice of={mark.failure} />
        {listed.length === 0 ? <p className="muted">{words('follow-up.none')}</p> : null}
        {done.length > 0 ? (
          <Button size="small" variant="quiet" onPress={() => setShowsDone(!showsDone)}>
            {words(showsDone ? 'follow-up.hideDone' : 'follow-up.showDone', { count: done.length })}
          </Button>
        ) : null}
      </div>
      {detail ? (
        <ActionDetail key={keyOf(detail)} item={detail} members={members} now={now} />
      ) : null}
    </div>
  )
}

type FilterProps = {
  items: readonly ActionItem[]
  self: MemberId | undefined
  shown: Shown
  onShown: (shown: Shown) => void
  from: string
  onFrom: (from: string) => void
}

function Filter({ items, self, shown, onShown, from, onFrom }: FilterProps) {
  const words = useWords()
  const open = items.filter(({ state }) => state === 'open')
  const counts = {
    all: open.length,
    mine: open.filter(item => isOf(item, self)).length,
    late: open.filter(({ isLate }) => isLate).length,
  }
  const sources = [...new Map(items.map(({ document, title }) => [document as string, title]))]
  return (
    <div className="actions-filter">
      <Segments<Shown>
        label={words('follow-up.shown')}
        segments={(['all', 'mine', 'late'] as const).map(id => ({
          id,
          text: words(`follow-up.shown.${id}`, { count: counts[id] }),
        }))}
        value={shown}
        onChange={onShown}
      />
      <div className="end">
        <Select
          label={words('follow-up.from')}
          labelUnseen
          size="small"
          value={from}
          onChange={onFrom}
          choices={[
            { id: '', text: words('follow-up.fromAll') },
            ...sources.map(([id, title]) => ({ id, text: title })),
          ]}
        />
      </div>
    </div>
  )
}

type RowProps = {
  item: ActionItem
  members: Members
  now: number
  isChosen: boolean
  isBusy: boolean
  onMark: (next: 'done' | 'open') => void
  onChoose: () => void
}

function ActionRow(props: RowProps) {
  const { item, members, now, isChosen, isBusy, onMark, onChoose } = props
  const words = useWords()
  const { words: text, title, place, owner, state, isUnreached } = item
  const member = members.of(owner)
  return (
    <tr data-current={isChosen || undefined}>
      <td>
        <Checkbox
          isSelected={state === 'done'}
          isDisabled={isBusy}
          aria-label={words('follow-up.doneOf', { action: text })}
          onChange={isDone => onMark(isDone ? 'done' : 'open')}
        >
          {null}
        </Checkbox>
      </td>
      <th scope="row">
        <AriaButton className="action-name" aria-pressed={isChosen} onPress={onChoose}>
          {state === 'open' ? null : (
            <Icon of={state === 'done' ? CircleCheck : CircleMinus} size="small" />
          )}
          <span dir="auto">{text}</span>
        </AriaButton>
        <span className="smallest quiet action-from">
          <bdi>{place === '' ? title : words('follow-up.place', { title, place })}</bdi>
        </span>
      </th>
      <td>
        {owner === null ? (
          <span className="muted">{words('follow-up.noOwner')}</span>
        ) : (
          <span className="action-owner">
            <MemberMark handle={member?.handle ?? '?'} color={member?.color ?? 1} size="small" />
            <bdi>{members.nameOf(owner)}</bdi>
          </span>
        )}
        {members.hasLeft(owner) ? (
          <span className="smallest action-from owner-left">{words('follow-up.hasLeft')}</span>
        ) : isUnreached && owner !== null ? (
          <span className="smallest quiet action-from">
            {words('follow-up.unreached', { name: members.handleOf(owner) })}
          </span>
        ) : null}
      </td>
      <td>
        <Due item={item} now={now} />
      </td>
    </tr>
  )
}
