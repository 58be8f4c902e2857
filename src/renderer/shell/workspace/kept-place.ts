// The place of the window, kept in the archive, and the way back to it after a lock.
import { useEffect } from 'react'
import * as v from 'valibot'
import type { WindowPlace } from '#shared/contract'
import { ActId, BlockId, DocumentId, type GroupId } from '#shared/ids'
import { useCore } from '../core-client.ts'
import type { Route } from '../router.ts'

/** Screens to return to. One that is in the middle of an act, such as an export, leads to what it is about. */
const Kept = v.variant('screen', [
  v.object({
    screen: v.picklist([
      'home',
      'documents',
      'archive',
      'meetings',
      'decisions',
      'card',
      'followUp',
      'members',
      'settings',
    ]),
  }),
  v.object({ screen: v.picklist(['decision', 'adoption', 'pack']), decision: ActId }),
  v.object({ screen: v.literal('document'), document: DocumentId, block: v.optional(BlockId) }),
  v.object({ screen: v.literal('consultation'), document: DocumentId }),
  v.object({ screen: v.literal('meeting'), agenda: DocumentId }),
])

const returning = (here: Route): Route => {
  switch (here.screen) {
    case 'ask':
    case 'export':
      return { screen: 'document', document: here.document }
    case 'forward':
      return { screen: 'decision', decision: here.decision }
    case 'import':
    case 'exportMany':
      return { screen: 'documents' }
    case 'look':
      return { screen: 'home' }
    // The words that were looked for are kept nowhere.
    case 'archive':
      return { screen: 'archive' }
    default:
      return here
  }
}

const paragraphs = '.page-text > [data-bid]'
/** Pixels below the bars, where the first paragraph in sight is looked for. */
const belowBars = 200

/** The paragraph with the caret where it is in sight, else one near the upper end of the window. */
const blockInSight = (): BlockId | undefined => {
  const caret = document.getSelection()?.focusNode
  const atCaret = (caret instanceof Element ? caret : caret?.parentElement)?.closest(paragraphs)
  const { top = -1 } = atCaret?.getBoundingClientRect() ?? {}
  const page = document.querySelector('.page-text')?.getBoundingClientRect()
  const atTop = page && document.elementFromPoint(page.x + page.width / 2, belowBars)
  const block = top > 0 && top < innerHeight ? atCaret : atTop?.closest(paragraphs)
  const id = v.safeParse(BlockId, block instanceof HTMLElement ? block.dataset['bid'] : undefined)
  return id.success ? id.output : undefined
}

const documentOf = (place: Route): DocumentId | null =>
  'document' in place ? place.document : place.screen === 'meeting' ? place.agenda : null

/** The way back to a kept place; null for one that this program does not know. */
export const routeOf = ({ route }: WindowPlace): Route | null => {
  const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), route)
  return kept.success ? (kept.output as Route) : null
}

/** Milliseconds in which the paragraph in sight is looked for once. */
const pause = 1000

/**
 * Keeps the place of the window with each move, so that a lock has nothing left to do. The caret and the
 * scrolled page move it within a document.
 */
export function useKeptPlace(group: GroupId | undefined, here: Route): void {
  const core = useCore()
  useEffect(() => {
    if (!group) return
    const place = returning(here)
    let kept = ''
    let waiting: number | undefined
    const keep = (): void => {
      waiting = undefined
      const block = place.screen === 'document' ? blockInSight() : undefined
      const route = JSON.stringify({ ...place, ...(block && { block }) })
      if (route === kept) return
      kept = route
      // A full disk takes no place, and that is no loss.
      core.call('window.keepPlace', { group, document: documentOf(place), route }).catch(() => {})
    }
    const soon = (): void => void (waiting ??= window.setTimeout(keep, pause))
    soon()
    document.addEventListener('selectionchange', soon)
    document.addEventListener('scroll', soon, { capture: true, passive: true })
    return () => {
      clearTimeout(waiting)
      document.removeEventListener('selectionchange', soon)
      document.removeEventListener('scroll', soon, { capture: true })
    }
  }, [core, group, here])
}
