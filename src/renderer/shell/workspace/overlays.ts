// Overlays above every screen, one at a time: the command palette, the list of shortcuts, and the
// dialogs that belong to no screen.
import { requiredContext } from '../../ui/required-context.ts'

export type Overlay =
  | 'palette'
  | 'shortcuts'
  | 'create-group'
  | 'join-group'
  | 'exchange'
  | 'plan-meeting'
  | 'find-date'
  | 'ask'
  | 'invite'
  | null

export type Overlays = { opened: Overlay; open: (overlay: Overlay) => void }
export const [OverlayContext, useOverlays] = requiredContext<Overlays>('overlays')
