// What the parts of the screen know of the page: its blocks with their numbers, where the caret is,
// and how to go to a block. The page publishes; the outline, the toolbar and the counts read.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { BlockKind } from '#shared/document'

export type PageBlock = {
  /** The stored id, or the editor's key where a stranger's tool gave none. */
  id: string
  kind: BlockKind
  /** Computed: "1.", "(a)", "II."; empty where the kind has none. */
  number: string
  /** As the block is cited: "3 (b)"; empty where it has no number. */
  place: string
  text: string
}

export type PageSnapshot = {
  blocks: readonly PageBlock[]
  /** The block with the caret. */
  current: string | null
}

export type PageState = {
  snapshot(): PageSnapshot
  subscribe(listen: () => void): () => void
  publish(change: Partial<PageSnapshot>): void
  /** Brings a block into view; false when the page has no such block. */
  goTo(block: string): boolean
  /** The page that is shown says how to go to a block; the returned function takes it back. */
  offerWay(goTo: (block: string) => boolean): () => void
}

export function createPageState(): PageState {
  const listeners = new Set<() => void>()
  let snapshot: PageSnapshot = { blocks: [], current: null }
  let way: ((block: string) => boolean) | null = null
  return {
    snapshot: () => snapshot,
    subscribe(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    publish(change) {
      snapshot = { ...snapshot, ...change }
      for (const listen of listeners) listen()
    },
    goTo: block => way?.(block) ?? false,
    offerWay(goTo) {
      way = goTo
      return () => {
        if (way === goTo) way = null
      }
    },
  }
}

export const PageStateContext = createContext<PageState | null>(null)

export function usePageState(): PageState {
  const state = useContext(PageStateContext)
  if (!state) throw new Error('No page around this component')
  return state
}

export function usePage(): PageSnapshot {
  const state = usePageState()
  return useSyncExternalStore(state.subscribe, state.snapshot)
}
