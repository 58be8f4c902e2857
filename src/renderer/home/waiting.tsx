// Everything that waits for this person, as one list.
import type { Group } from '#shared/contract'
import { useGo } from '../router.ts'
import { Button, Card, Icon, Link } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { Home } from './use-home.ts'
import { waitingItems } from './waiting-items.ts'

export function Waiting({ home, group }: { home: Home; group: Group }) {
  const words = useWords()
  const go = useGo()
  const items = waitingItems(home, group, words)
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
          {items.map(item => (
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
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
