// Everything that waits for this person, as one list. Rows of a year would take longer to draw than all else: the
// first come at once, the rest on a press.
import { useState } from 'react'
import { X } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Card, FailureNotice, Icon, IconButton, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Home } from './use-home.ts'
import { waitingItems } from './waiting-items.ts'

const mostItems = 8

export function Waiting({ home, group }: { home: Home; group: Group }) {
  const words = useWords()
  const go = useGo()
  const items = waitingItems(home, group, words)
  const [isWhole, setWhole] = useState(false)
  const core = useCore()
  const putAway = useAct(async () => {
    const settings = await core.call('settings.get')
    await core.call('settings.set', { ...settings, isRecoveryPutAway: true })
  })
  const shown = isWhole ? items : items.slice(0, mostItems)
  const first = items.find(({ isUrgent }) => isUrgent)
  return (
    <Card
      title={words('home.waiting')}
      count={items.length > 0 ? words.number(items.length) : undefined}
    >
      {items.length === 0 ? (
        <p className="card-line small muted">{words('home.waiting.nothing')}</p>
      ) : (
        <ul>
          {shown.map(item => (
            <li className="card-line" key={item.id}>
              <span className="waiting-mark" data-urgent={item.isUrgent || undefined}>
                <Icon of={item.icon} />
              </span>
              <div className="grow">
                <div className="home-name">
                  <Link onPress={() => go(item.place)}>
                    <bdi>{item.title}</bdi>
                  </Link>
                </div>
                <div className="small muted">{item.hint}</div>
              </div>
              <Button
                size="small"
                variant={item === first ? 'primary' : 'plain'}
                onPress={() => go(item.place)}
              >
                {item.act}
              </Button>
              {item.isReminder ? (
                <IconButton
                  icon={X}
                  label={words('home.waiting.putAway')}
                  onPress={() => void putAway.run()}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <FailureNotice of={putAway.failure} />
      {shown.length < items.length ? (
        <div className="card-line small">
          <Link onPress={() => setWhole(true)}>
            {words('home.waiting.all', { count: items.length })}
          </Link>
        </div>
      ) : null}
    </Card>
  )
}
