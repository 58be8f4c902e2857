// Whether the panel beside the page is open, and its selected tab. An act that brings a comment or
// an amendment shows its tab.
import { useSyncExternalStore } from 'react'
import { Listeners } from '#shared/listeners'
import { requiredContext } from '../../ui/required-context.ts'

export type PanelTab =
  | 'comments'
  | 'amendments'
  | 'brackets'
  | 'history'
  | 'cited'
  | 'files'
  | 'languages'
  | 'versions'

export type PanelView = { open: boolean; tab: PanelTab }

export type PanelState = {
  view(): PanelView
  subscribe(listen: () => void): () => void
  /** Opens the panel at a tab. */
  show(tab: PanelTab): void
  close(): void
}

export function createPanel(): PanelState {
  const listeners = new Listeners()
  let view: PanelView = { open: false, tab: 'comments' }
  const change = (next: PanelView): void => {
    if (next.open === view.open && next.tab === view.tab) return
    view = next
    listeners.tell()
  }
  return {
    view: () => view,
    subscribe: listeners.add,
    show: tab => change({ open: true, tab }),
    close: () => change({ ...view, open: false }),
  }
}

/** Beside the panel the text has little room, or none: side-panel.css. */
export const leavesLittleRoom = (): boolean => matchMedia('(max-width: 900px)').matches

export const [PanelContext, usePanel] = requiredContext<PanelState>('panel')

export function usePanelView(): PanelView {
  const state = usePanel()
  return useSyncExternalStore(state.subscribe, state.view)
}
