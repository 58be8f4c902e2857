// A long text can be read before it can be written in. Its first paragraphs are asked of core as soon
// as it is opened, and drawn before anything else that takes long is begun.
import { useLayoutEffect, useState } from 'react'
import type { Look } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../core-client.ts'

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

export const noPreview: Look = { blocks: [], isVersion: false }

/** Undefined until core has answered; no look where none is wanted or core has none to give. */
export function usePreview(document: DocumentId, isWanted: boolean): Look | undefined {
  const { value, failure } = useAnswer('documents.look', isWanted ? { document } : null)
  return !isWanted || failure !== undefined ? noPreview : value
}

/** Whether what is shown has been drawn in a frame. */
export function useDrawn(isShown: boolean): boolean {
  const [isDrawn, setDrawn] = useState(false)
  // In the frame itself, not in the one after it.
  useLayoutEffect(() => {
    if (isShown) return afterFrame(() => setDrawn(true))
  }, [isShown])
  return isDrawn
}
