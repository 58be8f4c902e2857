// The screens of this version in the order of the side bar. The digits of
// their keys are those that they keep when more come between them.
import { Archive, FileText, House, type LucideIcon, Users } from 'lucide-react'
import type { KeyName } from '../commands/keys.ts'
import type { Route } from '../router.ts'
import type { MessageId } from '../words/index.ts'

export type NavigationItem = {
  screen: 'home' | 'documents' | 'archive' | 'members'
  icon: LucideIcon
  name: MessageId
  key: KeyName
}

export const navigationItems: NavigationItem[] = [
  { screen: 'home', icon: House, name: 'app.nav.home', key: 'home' },
  { screen: 'documents', icon: FileText, name: 'app.nav.documents', key: 'documents' },
  { screen: 'archive', icon: Archive, name: 'app.nav.archive', key: 'archive' },
  { screen: 'members', icon: Users, name: 'app.nav.members', key: 'members' },
]

/** The item under which a place lies. */
export const itemOf = (place: Route): Route['screen'] =>
  'document' in place ? 'documents' : place.screen
