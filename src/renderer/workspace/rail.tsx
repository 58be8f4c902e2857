// The narrow way around, while a document has the width or the window is small.
import { Button as AriaButton } from 'react-aria-components/Button'
import type { GroupSummary } from '#shared/contract'
import { useNavigation } from '../router.ts'
import { Icon, initialsOf, Tooltip } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { GroupMenu } from './group-menu.tsx'
import { itemOf, navigationItems } from './navigation-items.ts'
import './navigation.css'

export function Rail({ group, groups }: { group: GroupSummary; groups: GroupSummary[] }) {
  const words = useWords()
  const { place, go } = useNavigation()
  const current = itemOf(place)
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
            <Tooltip key={item.screen} text={words(item.name)}>
              <AriaButton
                className="rail-item"
                aria-label={words(item.name)}
                {...(current === item.screen ? { 'aria-current': 'page' as const } : {})}
                onPress={() => go({ screen: item.screen })}
              >
                <Icon of={item.icon} />
              </AriaButton>
            </Tooltip>
          ))}
        </nav>
      )}
    </aside>
  )
}
