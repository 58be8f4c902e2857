// The screens of this version in the order of the side bar. The digits are those that the screens
// keep when more come between them.
import { Archive, FileText, House, type LucideIcon, Users } from 'lucide-react'
import type { Place } from '../place.ts'
import type { MessageId } from '../words/index.ts'

export type NavigationItem = {
  screen: 'home' | 'documents' | 'archive' | 'members'
  icon: LucideIcon
  name: MessageId
  /** Ctrl and this digit go there. */
  digit: string
}

export const navigationItems: NavigationItem[] = [
  { screen: 'home', icon: House, name: 'app.nav.home', digit: '1' },
  { screen: 'documents', icon: FileText, name: 'app.nav.documents', digit: '2' },
  { screen: 'archive', icon: Archive, name: 'app.nav.archive', digit: '6' },
  { screen: 'members', icon: Users, name: 'app.nav.members', digit: '7' },
]

/** The item under which a place lies. */
export const itemOf = (place: Place): Place['screen'] =>
  'document' in place ? 'documents' : place.screen
