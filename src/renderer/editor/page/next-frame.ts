// Places overlays of the page again in the frame that shows a change: cursors, marks, highlights.
// They share one request for that frame, because a request of its own costs each as much as placing
// them.

let waiting = new Set<() => void>()

function drawNow(): void {
  const works = waiting
  waiting = new Set()
  for (const work of works) {
    try {
      work()
    } catch (error) {
      // The others are none the worse for it.
      reportError(error)
    }
  }
}

/** Runs `draw` in the next frame, once however often it was asked for. The returned undo forgets it. */
export function inNextFrame(draw: () => void): () => void {
  if (waiting.size === 0) requestAnimationFrame(drawNow)
  waiting.add(draw)
  return () => void waiting.delete(draw)
}
