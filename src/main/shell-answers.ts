// The window's calls to Electron: dialogs, locking, the window's own buttons.
import { app, clipboard } from 'electron'
import type { Direction } from '#shared/control'
import { Failure } from '#shared/failure'
import type { WindowSession, WindowSessionAnswers } from './window-session.ts'
import type { FileDialogs } from './file-dialogs.ts'
import { mayWriteTo } from './folder-rule.ts'
import { grant, grantReading } from './grants.ts'
import { readPictureFile } from './picture-file.ts'
import type { QuestionLimit } from './question-limit.ts'
import type { Runtime } from './runtime.ts'
import type { SecretClipboard } from './secret-clipboard.ts'
import type { Words } from './words.ts'

export const shellAnswers = (
  windowSession: WindowSession,
  {
    runtime,
    dialogs,
    words,
    secrets,
    questions,
    lock,
    quit,
  }: {
    runtime: Runtime
    dialogs: FileDialogs
    words(): Words
    secrets: SecretClipboard
    questions: QuestionLimit
    lock(): Promise<void>
    quit(): Promise<void>
  },
): WindowSessionAnswers => {
  const { window, control } = windowSession
  const asking = () => ({ window, words: words(), signal: windowSession.over })
  const places = { home: app.getPath('home'), own: [app.getPath('appData')] }
  const granting = async (direction: Direction, choose: () => Promise<string | null>) => {
    const path = await questions.ask(choose)
    if (path === null) return null
    if (direction === 'write' && !mayWriteTo(path, places)) throw new Failure('not-here')
    const granted = grant(path)
    await control.call('grant', { file: granted.file, path, direction })
    return { file: granted.file, name: granted.name }
  }
  return {
    'dialog.save': wanted => granting('write', () => dialogs.save(asking(), wanted)),
    'dialog.open': wanted => granting('read', () => dialogs.open(asking(), wanted)),
    async 'dialog.openMany'(wanted) {
      const paths = await questions.ask(() => dialogs.openMany(asking(), wanted))
      return grantReading(control, paths ?? [])
    },
    async 'dialog.picture'(wanted) {
      const path = await questions.ask(() => dialogs.open(asking(), wanted))
      return path === null ? null : readPictureFile(path)
    },
    'document.open': ({ document }) => windowSession.openDocument({ kind: 'document', document }),
    // Answering first would be answering a window that is about to be gone.
    lock: () => void lock(),
    'clipboard.copySecret': ({ text }) => secrets.copy(text),
    'clipboard.copy': ({ text }) => clipboard.writeText(text),
    runtime: () => ({ test: runtime.test, demo: runtime.demo, version: app.getVersion() }),
    'window.minimize': () => window.minimize(),
    'window.toggleMaximize': () => (window.isMaximized() ? window.unmaximize() : window.maximize()),
    'window.close': () => void quit(),
    'window.zoom': ({ percent }) => window.webContents.setZoomFactor(percent / 100),
  }
}
