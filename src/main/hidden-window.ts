// Windows that are never shown, for work that only a page can do. Hidden windows have the policy of every page, and no preload.
import { BrowserWindow, type Session } from 'electron'
import { Failure } from '#shared/failure'
import { hardenContents, windowPreferences } from './hardening.ts'

export const openHiddenWindow = (session: Session): BrowserWindow => {
  const window = new BrowserWindow({
    title: 'Baraza',
    show: false,
    webPreferences: windowPreferences(session),
  })
  hardenContents(window.webContents, () => {})
  // A window that is never shown has a name all the same, for every program on the same display.
  window.on('page-title-updated', event => event.preventDefault())
  return window
}

/** Failure `cancelled` when `over` comes first. A page that is destroyed may never answer. */
export const before = <T>(over: AbortSignal, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const end = (): void => reject(new Failure('cancelled'))
      if (over.aborted) end()
      else over.addEventListener('abort', end, { once: true })
    }),
  ])
