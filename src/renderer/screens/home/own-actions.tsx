// Action items of this member, late ones first. One press marks an item as done, and one takes that back.
import { CalendarClock } from 'lucide-react'
import type { ActionItem, Group } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { dayInWords, daysUntil } from '../follow-up/days.ts'
import { useGo } from '../../shell/router.ts'
import { Card, Checkbox, FailureNotice, Icon, Link, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Home } from './use-home.ts'

const mostActions = 5

export function OwnActions({ home, group }: { home: Home; group: Group }) {
  const words = useWords()
  const go = useGo()
  const core = useCore()
  const { actions, now } = home
  const open = actions?.filter(({ state }) => state === 'open') ?? []
  const own = open.filter(({ owner }) => owner === group.self)
  const mark = useAct(async ({ document, block, words: text }: ActionItem) => {
    const put = (state: 'done' | 'open') =>
      core.call('actions.progress', { document, block, state, text: '' })
    await put('done')
    say(words('home.actions.isDone', { action: text }), () => void put('open'))
  })
  return (
    <Card
      title={words('home.actions')}
      end={
        <span className="small">
          <Link onPress={() => go({ screen: 'followUp' })}>
            {words('home.actions.all', { count: open.length })}
          </Link>
        </span>
      }
    >
      <FailureNotice of={mark.failure} />
      {own.length > 0 ? (
        <ul>
          {own.slice(0, mostActions).map(item => (
            <li className="card-line home-action" key={`${item.document} ${item.block}`}>
              <Checkbox
                isSelected={false}
                isDisabled={mark.busy}
                aria-label={words('home.actions.done', { action: item.words })}
                onChange={() => void mark.run(item)}
              >
                {null}
              </Checkbox>
              <div className="grow">
                <Link
                  onPress={() =>
                    go({ screen: 'document', document: item.document, block: item.block })
                  }
                >
                  <bdi>{item.words}</bdi>
                </Link>
                <Due item={item} now={now} />
              </div>
            </li>
          ))}
        </ul>
      ) : actions ? (
        <p className="card-body small muted">{words('home.actions.none')}</p>
      ) : null}
    </Card>
  )
}

function Due({ item, now }: { item: ActionItem; now: number }) {
  const words = useWords()
  const { due, isLate, daysLate } = item
  if (due === null) return null
  if (isLate)
    return (
      <div className="home-late">
        <Icon of={CalendarClock} size="small" />
        {words('home.actions.late', { days: Math.max(1, daysLate) })}
      </div>
    )
  return (
    <div className="smallest quiet">
      {daysUntil(due, now) === 0
        ? words('home.actions.dueToday')
        : words('home.actions.due', { day: dayInWords(due, now, words) })}
    </div>
  )
}
