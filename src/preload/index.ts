// Hands ports from main to the page, and the page's word that it is ready to main. Nothing else
// passes, and nothing is put on `window`.
import { ipcRenderer } from 'electron'

ipcRenderer.on('port', (event, tag: unknown) => {
  window.postMessage(tag, window.location.origin, [...event.ports])
})
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source !== window || typeof data !== 'object' || data === null) return
  if ('baraza' in data && data.baraza === 'ready') ipcRenderer.send('ready')
})
