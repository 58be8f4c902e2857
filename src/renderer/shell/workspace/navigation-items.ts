// The screens of this version in the order of the side bar, which is that of their digits.
import {
  Archive,
  CalendarDays,
  FileText,
  House,
  ListChecks,
  type LucideIcon,
  Scale,
  Users,
} from 'lucide-react'
import type { KeyName } from '../commands/keys.ts'
import type { Route } from '../router.ts'
import type { MessageId } from '../../words/index.ts'

export type NavigationItem = {
  screen: 'home' | 'documents' | 'meetings' | 'decisions' | 'followUp' | 'archive' | 'members'
  icon: LucideIcon
  name: MessageId
  key: KeyName
}

export const navigationItems: NavigationItem[] = [
  { screen: 'home', icon: House, name: 'app.nav.home', key: 'home' },
  { screen: 'documents', icon: FileText, name: 'app.nav.documents', key: 'documents' },
  { screen: 'meetings', icon: CalendarDays, name: 'app.nav.meetings', key: 'meetings' },
  { screen: 'decisions', icon: Scale, name: 'app.nav.decisions', key: 'decisions' },
  { screen: 'followUp', icon: ListChecks, name: 'app.nav.followUp', key: 'followUp' },
  { screen: 'archive', icon: Archive, name: 'app.nav.archive', key: 'archive' },
  { screen: 'members', icon: Users, name: 'app.nav.members', key: 'members' },
]

/** The item under which a place lies. */
export const itemOf = (place: Route): Route['screen'] => {
  if ('decision' in place || place.screen === 'ask') return 'decisions'
  if (place.screen === 'meeting') return 'meetings'
  if (place.screen === 'card') return 'members'
  if (place.screen === 'exportMany') return 'archive'
  if (place.screen === 'import' || place.screen === 'look') return 'documents'
  return 'document' in place ? 'documents' : place.screen
}
