// What the window asks of Electron: dialogs, printing, locking, the window's own buttons.
import { app, type Session } from 'electron'
import type { Direction } from '#shared/control'
import { Failure } from '#shared/failure'
import type { Desk, DeskAnswers } from './desk.ts'
import { mayWriteTo } from './folder-rule.ts'
import { askWhatToOpen, askWhereToSave, type Granted } from './grants.ts'
import type { PageFiles } from './page-files.ts'
import { printPdf } from './printing.ts'
import type { Ration } from './ration.ts'
import type { Runtime } from './runtime.ts'
import type { SecretClipboard } from './secret-clipboard.ts'

export const shellAnswers = (
  desk: Desk,
  {
    runtime,
    files,
    session,
    secrets,
    ration,
    lock,
    quit,
  }: {
    runtime: Runtime
    files: PageFiles
    session: Session
    secrets: SecretClipboard
    ration: Ration
    lock(): Promise<void>
    quit(): Promise<void>
  },
): DeskAnswers => {
  const { window, control } = desk
  const places = { home: app.getPath('home'), own: [app.getPath('appData')] }
  const granting = async (direction: Direction, choose: () => Promise<Granted | null>) => {
    const granted = await ration.ask(choose)
    if (granted === null) return null
    if (direction === 'write' && !mayWriteTo(granted.path, places)) throw new Failure('not-here')
    await control.call('grant', { file: granted.file, path: granted.path, direction })
    return { file: granted.file, name: granted.name }
  }
  return {
    'dialog.save': wanted => granting('write', () => askWhereToSave(window, wanted)),
    'dialog.open': wanted => granting('read', () => askWhatToOpen(window, wanted)),
    async 'print.pdf'({ document, file, restricted }) {
      const printable = await control.call('printable', { document, restricted })
      const bytes = await printPdf(files, session, printable)
      await control.call('writePdf', { document, file, bytes: new Uint8Array(bytes) })
    },
    'document.open': ({ document }) => desk.openDocument({ kind: 'document', document }),
    // Answering first would be answering a window that is about to be gone.
    lock: () => void lock(),
    'clipboard.copySecret': ({ text }) => secrets.copy(text),
    runtime: () => ({ test: runtime.test, demo: runtime.demo, version: app.getVersion() }),
    'window.minimize': () => window.minimize(),
    'window.toggleMaximize': () => (window.isMaximized() ? window.unmaximize() : window.maximize()),
    'window.close': () => void quit(),
    'window.zoom': ({ percent }) => window.webContents.setZoomFactor(percent / 100),
  }
}
