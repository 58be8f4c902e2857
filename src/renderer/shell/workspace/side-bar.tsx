// The way around a group: which group, its screens, one's other groups, and whether work is safe.
import { Button as AriaButton } from 'react-aria-components/Button'
import { ChevronsUpDown, CircleDashed } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useDecisionsWaiting } from '../../screens/decisions/decision-list.tsx'
import { useNavigation } from '../router.ts'
import { Icon, initialsOf } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { countsOf } from './counts.ts'
import { GroupMenu } from './group-menu.tsx'
import { itemOf, navigationItems } from './navigation-items.ts'
import { ConnectionCard } from './connection-card.tsx'
import './navigation.css'

export type SideBarProps = { group: GroupSummary; groups: readonly GroupSummary[] }

export function SideBar({ group, groups }: SideBarProps) {
  const words = useWords()
  const { chooseGroup } = useNavigation()
  const others = groups.filter(each => each.id !== group.id)
  return (
    <aside className="side-bar" aria-label={words('app.group')} data-area="navigation">
      <GroupMenu groups={groups} group={group}>
        <AriaButton className="group-button">
          <span className="monogram" aria-hidden>
            <bdi>{initialsOf(group.name)}</bdi>
          </span>
          <span className="grow">
            <span className="group-name" dir="auto">
              {group.name}
            </span>
            <span className="group-counts">{countsOf(group, words)}</span>
          </span>
          <Icon of={ChevronsUpDown} size="small" />
        </AriaButton>
      </GroupMenu>
      <div className="side-scroll scroll">
        {group.state === 'joining' ? null : <Navigation group={group} />}
        {others.length === 0 ? null : (
          <nav className="navigation" aria-labelledby="other-groups">
            <h2 className="side-heading" id="other-groups">
              {words('app.group.others')}
            </h2>
            {others.map(other => (
              <AriaButton
                key={other.id}
                className="navigation-item"
                onPress={() => chooseGroup(other.id)}
              >
                <Icon of={CircleDashed} />
                <span className="ellipsis" dir="auto">
                  {other.name}
                </span>
              </AriaButton>
            ))}
          </nav>
        )}
      </div>
      <ConnectionCard group={group} />
    </aside>
  )
}

function Navigation({ group }: { group: GroupSummary }) {
  const words = useWords()
  const { place, go } = useNavigation()
  const documents = useAnswer('documents.list', { group: group.id }, ['documents.changed'])
  const waiting = useDecisionsWaiting()
  return (
    <nav className="navigation" aria-label={words('app.nav')}>
      {navigationItems.map(item => (
        <AriaButton
          key={item.screen}
          className="navigation-item"
          {...(itemOf(place) === item.screen ? { 'aria-current': 'page' as const } : {})}
          onPress={() => go({ screen: item.screen })}
        >
          <Icon of={item.icon} />
          <span className="grow">{words(item.name)}</span>
          {item.screen === 'documents' && documents.value && documents.value.length > 0 ? (
            <bdi className="navigation-count">{words.number(documents.value.length)}</bdi>
          ) : null}
          {item.screen === 'decisions' && waiting > 0 ? (
            <span className="navigation-waiting">
              {words('app.nav.forYou', { count: waiting })}
            </span>
          ) : null}
        </AriaButton>
      ))}
    </nav>
  )
}
