// Hands ports from main to the page, and to main the page's word that it is ready, or that it takes
// the files of a drop. Nothing else passes, and nothing is put on `window`.
import { ipcRenderer, webUtils } from 'electron'

ipcRenderer.on('port', (event, tag: unknown) => {
  window.postMessage(tag, window.location.origin, [...event.ports])
})

/** The paths of the last drop, once: the page never sees a path. */
let dropped: string[] = []
window.addEventListener(
  'drop',
  event => {
    // Only a person makes a trusted event, and a file that a page made has no path.
    if (!event.isTrusted) return
    dropped = [...(event.dataTransfer?.files ?? [])]
      .map(file => webUtils.getPathForFile(file))
      .filter(path => path !== '')
  },
  { capture: true },
)

window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source !== window || typeof data !== 'object' || data === null) return
  if (!('baraza' in data)) return
  if (data.baraza === 'ready') ipcRenderer.send('ready')
  if (data.baraza === 'dropped') ipcRenderer.send('dropped', dropped.splice(0))
})
