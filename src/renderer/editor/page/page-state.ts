// The state of the page that the parts of the screen share: its blocks with their numbers, the
// cursor, and how to go to a block. The page publishes; the outline, the toolbar and the counts
// read.
import { useSyncExternalStore } from 'react'
import { levelOf } from '#document/numbering'
import type { BlockKind, InBrackets, Reading, Reference } from '#document/model'
import { Listeners } from '#shared/listeners'
import { requiredContext } from '../../ui/required-context.ts'
import type { OwnUndo } from '../undo/own-undo.ts'

export type PageBlock = {
  /** The stored id, or the editor's key where a stranger's tool gave none. */
  id: string
  kind: BlockKind
  /** Computed: "1.", "(a)", "II."; empty where the kind has none. */
  number: string
  /** As the block is cited: "3 (b)"; empty where it has no number. */
  place: string
  text: string
  /** Its words with the brackets within them and without what is suggested, where these differ. */
  said?: string
  /** Its words lie elsewhere. */
  withheld?: true
  /** In a table. */
  cell?: true
  bracket?: InBrackets
  /** The footnotes that it refers to, in its order. */
  notes?: readonly string[]
}

/** A reference to a paragraph, as the page shows it. */
export type PageReference = {
  /** The editor's, of its text. */
  key: string
  /** The block that it stands in. */
  from: PageBlock
  to: Reference
  reading: Reading
  /** Its words with the name of its target. */
  title: string
}

export type PageSnapshot = {
  /** An entry is the same object as long as nothing of its block changed. */
  blocks: readonly PageBlock[]
  /** The same array as long as no heading changed. */
  headings: readonly PageBlock[]
  /** In the order of the text; the same array as long as none changed. */
  references: readonly PageReference[]
  /** The block with the caret. */
  current: string | null
}

/** Where the cursor stands in a block: before its words, or behind them. */
export type Edge = 'start' | 'end'
type Way = (block: string, edge: Edge) => boolean

export type PageState = {
  snapshot(): PageSnapshot
  subscribe(listen: () => void): () => void
  publish(change: Partial<Omit<PageSnapshot, 'headings'>>): void
  /** Brings a block into view, with the cursor at its `edge`; false when the page has no such block. */
  goTo(block: string, edge?: Edge): boolean
  /** The undo of the shown page; null until there is one. */
  undo(): OwnUndo | null
  /** The returned function takes it back. */
  offerUndo(undo: OwnUndo): () => void
  /** Gives the focus back to the text. */
  focusText(): void
  offerFocus(focus: () => void): () => void
  /** The page that is shown says how to go to a block; the returned function takes it back. */
  offerWay(goTo: Way): () => void
}

const isHeading = ({ kind }: PageBlock): boolean => levelOf(kind)?.family === 'headings'

const same = (a: readonly PageBlock[], b: readonly PageBlock[]): boolean =>
  a.length === b.length && a.every((entry, index) => entry === b[index])

export function createPageState(): PageState {
  const listeners = new Listeners()
  let snapshot: PageSnapshot = { blocks: [], headings: [], references: [], current: null }
  let undo: OwnUndo | null = null
  let focus: (() => void) | null = null
  let way: Way | null = null
  return {
    snapshot: () => snapshot,
    subscribe: listeners.add,
    publish(change) {
      const headings = change.blocks?.filter(isHeading) ?? snapshot.headings
      snapshot = {
        ...snapshot,
        ...change,
        headings: same(headings, snapshot.headings) ? snapshot.headings : headings,
      }
      listeners.tell()
    },
    goTo: (block, edge = 'start') => way?.(block, edge) ?? false,
    undo: () => undo,
    offerUndo(given) {
      undo = given
      return () => {
        if (undo === given) undo = null
      }
    },
    focusText: () => focus?.(),
    offerFocus(given) {
      focus = given
      return () => {
        if (focus === given) focus = null
      }
    },
    offerWay(goTo) {
      way = goTo
      return () => {
        if (way === goTo) way = null
      }
    },
  }
}

export const [PageStateContext, usePageState] = requiredContext<PageState>('page')

/** One part of it; the component renders again only when this part is another one. */
export function usePage<T>(part: (page: PageSnapshot) => T): T {
  const state = usePageState()
  return useSyncExternalStore(state.subscribe, () => part(state.snapshot()))
}
