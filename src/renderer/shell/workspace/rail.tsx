// The narrow way around, while a document has the width or the window is small.
import { HardDriveDownload } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { GroupSummary } from '#shared/contract'
import { useDecisionsWaiting } from '../../screens/decisions/decision-list.tsx'
import { useNavigation } from '../router.ts'
import { Icon, initialsOf, Tooltip } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useReach } from './connection-card.tsx'
import { GroupMenu } from './group-menu.tsx'
import { itemOf, navigationItems } from './navigation-items.ts'
import { useOverlays } from './overlays.ts'
import './navigation.css'

export function Rail({ group, groups }: { group: GroupSummary; groups: readonly GroupSummary[] }) {
  const words = useWords()
  const { place, go } = useNavigation()
  const current = itemOf(place)
  const waiting = useDecisionsWaiting()
  const nameOf = ({ name, screen }: (typeof navigationItems)[number]): string =>
    screen === 'decisions' && waiting > 0
      ? `${words(name)}: ${words('app.nav.forYou', { count: waiting })}`
      : words(name)
  return (
    <aside className="rail" aria-label={words('app.group')} data-area="navigation">
      <GroupMenu groups={groups} group={group}>
        <AriaButton className="rail-group">
          <span className="monogram" aria-hidden>
            <bdi>{initialsOf(group.name)}</bdi>
          </span>
          <span className="unseen">{`${words('app.group.choose')}: ${group.name}`}</span>
        </AriaButton>
      </GroupMenu>
      {group.state === 'joining' ? null : (
        <nav aria-label={words('app.nav')}>
          {navigationItems.map(item => (
            <Tooltip key={item.screen} text={nameOf(item)}>
              <AriaButton
                className="rail-item"
                aria-label={nameOf(item)}
                {...(current === item.screen ? { 'aria-current': 'page' as const } : {})}
                onPress={() => go({ screen: item.screen })}
              >
                <Icon of={item.icon} />
                {item.screen === 'decisions' && waiting > 0 ? (
                  <span className="rail-waiting" aria-hidden />
                ) : null}
              </AriaButton>
            </Tooltip>
          ))}
        </nav>
      )}
      <ChangesToSend />
    </aside>
  )
}

/** The sidebar says this in words; here a number that leads to the ways of sending. */
function ChangesToSend() {
  const words = useWords()
  const { open } = useOverlays()
  const { changesToGo: changes } = useReach()
  if (changes === 0) return null
  const text = words('app.reach.toSendCount', { changes })
  return (
    <Tooltip text={text}>
      <AriaButton
        className="rail-item rail-send"
        aria-label={text}
        onPress={() => open('exchange')}
      >
        <Icon of={HardDriveDownload} />
        <span className="rail-waiting" aria-hidden />
      </AriaButton>
    </Tooltip>
  )
}
