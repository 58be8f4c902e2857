// Action items by their day, late ones first. Nobody is late for what has not reached them.
import { useState } from 'react'
import { ListChecks } from 'lucide-react'
import type { ActionItem } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import type { Members } from '../meetings/members.ts'
import { Button, EmptyState, FailureNotice, Segments, say, Select } from '../../ui/index.ts'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'
import { ActionDetail } from './action-detail.tsx'
import { ActionTable, keyOf, type Section } from './action-table.tsx'
import { daysUntil } from './days.ts'

type Shown = 'all' | 'mine' | 'late'
const sections: Section[] = ['late', 'soon', 'later', 'noDay', 'done']

const sectionOf = ({ state, isLate, due }: ActionItem, now: number): Section => {
  if (state !== 'open') return 'done'
  if (isLate) return 'late'
  if (due === null) return 'noDay'
  return daysUntil(due, now) <= 7 ? 'soon' : 'later'
}
const isOf = ({ owner }: ActionItem, self: MemberId | undefined): boolean =>
  self !== undefined && owner === self

export function ActionItems({
  items,
  members,
}: {
  items: readonly ActionItem[]
  members: Members
}) {
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
    .flatMap(section => found.filter(item => sectionOf(item, now) === section))
  const detail = items.find(item => keyOf(item) === chosen) ?? listed[0]
  const stay = (): void => setChosen(detail ? keyOf(detail) : null)
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
        <ActionTable
          items={listed}
          sectionOf={item => sectionOf(item, now)}
          members={members}
          now={now}
          chosen={detail}
          isBusy={mark.busy}
          onMark={(item, next) => {
            stay()
            void mark.run(item, next)
          }}
          onChoose={item => setChosen(keyOf(item))}
        />
        <FailureNotice of={mark.failure} />
        {listed.length === 0 ? <p className="muted">{words('follow-up.none')}</p> : null}
        {done.length > 0 ? (
          <Button size="small" variant="quiet" onPress={() => setShowsDone(!showsDone)}>
            {words(showsDone ? 'follow-up.hideDone' : 'follow-up.showDone', { count: done.length })}
          </Button>
        ) : null}
      </div>
      {detail ? (
        <ActionDetail key={keyOf(detail)} item={detail} members={members} now={now} onWork={stay} />
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
