// Overlays above every screen, one at a time: the command palette, the list of shortcuts, and the
// dialogs that belong to no screen.
import { createContext, useContext } from 'react'

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
export const OverlayContext = createContext<Overlays | null>(null)

export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext)
  if (!overlays) throw new Error('No overlays around this component')
  return overlays
}
