// The agenda during a session: what has an end, what is debated, and what is still to be decided.
import { useState } from 'react'
import { Check, Ellipsis, ListChecks, Lock } from 'lucide-react'
import type { AgendaItem, Meeting } from '#shared/contract'
import { Button, Checkbox, Icon, IconButton, Menu } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { itemGlyphs } from './agenda-row.tsx'
import { ConsentAgenda } from './consent-agenda.tsx'
import { useItemEnd } from './end-item.tsx'
import { itemEnds } from './item-ends.ts'
import { isSamePlace, leavesOf } from './item-names.ts'
import { nowDebated } from './now-debated.tsx'

export function SessionAgenda({ meeting }: { meeting: Meeting }) {
  const words = useWords()
  const [isNarrow, setIsNarrow] = useState(false)
  const [consents, setConsents] = useState(false)
  const { list, undecided } = meeting
  const now = nowDebated(meeting)
  const isUndecided = (item: AgendaItem): boolean =>
    undecided.some(place => isSamePlace(item, place))
  const shown = isNarrow ? list.filter(item => isUndecided(item) || item === now) : list
  const left = leavesOf(list).reduce(
    (sum, item) => sum + (isUndecided(item) ? (item.minutes ?? 0) : 0),
    0,
  )
  return (
    <aside className="session-agenda scroll" aria-labelledby="session-agenda" data-area="outline">
      <div className="row session-agenda-head">
        <h2 id="session-agenda" className="grow">
          {words('meetings.agenda')}
        </h2>
        <span className="smallest quiet">{words('meetings.minutesLeft', { minutes: left })}</span>
      </div>
      <ol>
        {shown.map(item => (
          <ItemOfSession
            key={`${item.agenda} ${item.block}`}
            meeting={meeting}
            item={item}
            isNow={item === now}
          />
        ))}
      </ol>
      {isNarrow && shown.length === 0 ? (
        <p className="small muted">{words('meetings.allDecided')}</p>
      ) : null}
      <Checkbox isSelected={isNarrow} onChange={setIsNarrow}>
        <span className="small">{words('meetings.onlyUndecided')}</span>
      </Checkbox>
      {meeting.acts.includes('item') && undecided.length > 0 ? (
        <Button size="small" variant="quiet" icon={ListChecks} onPress={() => setConsents(true)}>
          {words('meetings.consent')}
        </Button>
      ) : null}
      {consents ? <ConsentAgenda meeting={meeting} onClose={() => setConsents(false)} /> : null}
    </aside>
  )
}

type ItemProps = { meeting: Meeting; item: AgendaItem; isNow: boolean }

function ItemOfSession({ meeting, item, isNow }: ItemProps) {
  const words = useWords()
  const { depth, number, title, state, circle, minutes } = item
  const isEnded = state !== 'open' && state !== 'debated'
  return (
    <li
      className="session-item"
      data-depth={depth}
      data-state={isNow ? 'now' : isEnded ? 'ended' : 'open'}
      {...(isNow ? { 'aria-current': 'step' as const } : {})}
    >
      <span className="session-number">
        {state === 'decided' ? (
          <Icon of={Check} size="small" />
        ) : circle !== null ? (
          <Icon of={Lock} size="small" />
        ) : (
          <bdi>{number.replace(/\.$/, '')}</bdi>
        )}
      </span>
      <div className="grow">
        <div className="session-title" dir="auto">
          {title}
        </div>
        {circle === null ? null : (
          <div className="smallest quiet">
            {words('meetings.closedCircle', { circle: circle.name })}
          </div>
        )}
        <div className="smallest session-line">
          {isEnded
            ? words(`meetings.itemState.${state}`)
            : isNow
              ? words('meetings.debated')
              : null}
          {minutes === null ? null : (
            <span className="unbroken">{words('meetings.minutes', { minutes })}</span>
          )}
        </div>
      </div>
      {meeting.acts.includes('item') ? <ItemActs meeting={meeting} item={item} /> : null}
    </li>
  )
}

function ItemActs({ meeting, item }: Pick<ItemProps, 'meeting' | 'item'>) {
  const words = useWords()
  const { title, state } = item
  const { put, shown } = useItemEnd(meeting)
  const choices = (['debated', ...itemEnds] as const).filter(each => each !== state)
  return (
    <>
      <Menu
        label={words('meetings.item.more', { title })}
        groups={[
          {
            acts: choices.map(each => ({
              id: each,
              text:
                each === 'debated'
                  ? words('meetings.debated.begin')
                  : words(`meetings.itemState.${each}`),
              icon: itemGlyphs[each],
              onAct: () => put(item, each),
            })),
          },
        ]}
      >
        <IconButton icon={Ellipsis} size="small" label={words('meetings.item.more', { title })} />
      </Menu>
      {shown}
    </>
  )
}
