// The preview of a long text: its first paragraphs are asked of core as soon as it is opened, and drawn
// before anything else that takes long is begun. The document screen calls `usePreview` and knows
// nothing else of it.
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { DocumentSummary, Look } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { PreviewBlocks } from './preview-blocks.tsx'
import { PreviewPage } from './preview-page.tsx'

export type Preview = {
  /** The first paragraphs, in the place of the page until that is there; null where none are shown. */
  text: ReactNode
  /** How far a reader scrolled meanwhile, pixels. */
  scrolled: RefObject<number>
}

export type PreviewParts = {
  document: DocumentId
  /** A person reads the text from its beginning. */
  isWanted: boolean
  /** Undefined until core has answered. */
  summary: DocumentSummary | undefined
  /** The line above the page of a translation is known, so that the page does not move for it. */
  hasLine: boolean
}

export type PreviewState = {
  preview: Preview
  /** It was drawn, or is not needed: the window may read the text. */
  isOver: boolean
  /** The whole screen, until tools and outline may be drawn; null from then on. */
  screen: ((replica: WindowReplica) => ReactNode) | null
}

/** Milliseconds after which nothing waits any longer for a frame to be drawn. */
const patience = 500

/** Once a frame has been drawn; soon, where none is. Returns its undo. */
function afterFrame(work: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = work
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const timer = setTimeout(work, document.visibilityState === 'hidden' ? 0 : patience)
  return () => {
    port1.onmessage = null
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

const noPreview: Look = { blocks: [], isVersion: false }

/** Undefined until core has answered; no look where none is wanted or core has none to give. */
function useFirstBlocks(document: DocumentId, isWanted: boolean): Look | undefined {
  const { value, failure } = useAnswer('documents.look', isWanted ? { document } : null)
  return !isWanted || failure !== undefined ? noPreview : value
}

/** Whether what is shown has been drawn in a frame. */
function useDrawn(isShown: boolean): boolean {
  const [isDrawn, setDrawn] = useState(false)
  // In the frame itself, not in the one after it.
  useLayoutEffect(() => {
    if (isShown) return afterFrame(() => setDrawn(true))
  }, [isShown])
  return isDrawn
}

export function usePreview({ document, isWanted, summary, hasLine }: PreviewParts): PreviewState {
  const look = useFirstBlocks(document, isWanted)
  const { blocks, isVersion } = look ?? noPreview
  const isLooking = blocks.length > 0 && summary !== undefined && (!isVersion || hasLine)
  const isDrawn = useDrawn(isLooking)
  const isOver = look !== undefined && (blocks.length === 0 || isDrawn)
  const scrolled = useRef(0)
  const text = useMemo(
    () => (blocks.length > 0 ? <PreviewBlocks blocks={blocks} /> : null),
    [blocks],
  )
  const preview = useMemo(() => ({ text, scrolled }), [text])
  if (isOver || (isVersion && isLooking) || summary === undefined)
    return { preview, isOver, screen: null }
  const screen = (replica: WindowReplica): ReactNode => (
    <PreviewPage summary={summary} replica={replica} {...preview} />
  )
  return { preview, isOver, screen }
}
