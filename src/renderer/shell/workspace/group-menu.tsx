// Choosing among one's groups, and having one more.
import type { ReactElement } from 'react'
import { Plus, Ticket } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useNavigation } from '../router.ts'
import { Menu } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { countsOf } from './counts.ts'
import { useOverlays } from './overlays.ts'

export type GroupMenuProps = {
  groups: readonly GroupSummary[]
  group: GroupSummary
  children: ReactElement
}

export function GroupMenu({ groups, group, children }: GroupMenuProps) {
  const words = useWords()
  const { chooseGroup } = useNavigation()
  const { open } = useOverlays()
  return (
    <Menu
      label={words('app.group.choose')}
      groups={[
        {
          acts: groups.map(each => ({
            id: each.id,
            text: each.name,
            hint: countsOf(each, words),
            chosen: each.id === group.id,
            onAct: () => chooseGroup(each.id),
          })),
        },
        {
          acts: [
            {
              id: 'create',
              text: words('app.group.create'),
              icon: Plus,
              onAct: () => open('create-group'),
            },
            {
              id: 'join',
              text: words('app.group.join'),
              icon: Ticket,
              onAct: () => open('join-group'),
            },
          ],
        },
      ]}
    >
      {children}
    </Menu>
  )
}
