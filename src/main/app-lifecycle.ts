// The life of the app from ready to quit: opens one window session, locks it, opens the next, ends it.
// One session at a time; locking and quitting never overlap.
import { join } from 'node:path'
import { app, clipboard, dialog, powerMonitor, shell, type Session } from 'electron'
import type { WindowLanguage } from '#shared/vocabulary'
import { askToAllow } from './consent.ts'
import { drawPictures } from './drawing.ts'
import { type WindowSession, openWindowSession } from './window-session.ts'
import { firstFolders, openFileDialogs } from './file-dialogs.ts'
import { watchIdle } from './idle.ts'
import { askThenOpen } from './links.ts'
import { origin, type PageFiles } from './page-files.ts'
import { printPdf } from './printing.ts'
import { openQuestionLimit } from './question-limit.ts'
import type { RecentFiles } from './recent-files.ts'
import type { Runtime } from './runtime.ts'
import { openSecretClipboard } from './secret-clipboard.ts'
import { shellAnswers } from './shell-answers.ts'
import { wordsIn } from './words.ts'

export type AppLifecycle = {
  /** Ends core and window and opens both again at the unlock screen. */
  lock(): Promise<void>
  /** Ends both for good, then calls `ended`. */
  quit(): Promise<void>
  /** Brings the window to the front. */
  show(): void
}

export type AppLifecycleOptions = {
  runtime: Runtime
  session: Session
  /** For pages that draw pictures from outside: it holds nothing of the session above. */
  drawing: Session
  files: PageFiles
  /** Folder of the profile. */
  profile: string
  recent: RecentFiles
  ended: () => void
}

const isLockChord = ({ type, key, control, meta, shift }: Electron.Input): boolean =>
  type === 'keyDown' && (control || meta) && shift && key.toLowerCase() === 'l'

export function startApp({
  runtime,
  session,
  drawing,
  files,
  profile,
  recent,
  ended,
}: AppLifecycleOptions): AppLifecycle {
  let windowSession: WindowSession
  const secrets = openSecretClipboard(clipboard)
  const dialogs = openFileDialogs({
    dialogs: dialog,
    folders: firstFolders(app.getPath('documents'), app.getPath('home')),
    recent,
  })
  let locking: Promise<void> | undefined
  let quitting = false
  /** Outlives every window session: a page that locks and opens again gains no more questions. */
  const questions = openQuestionLimit(() => performance.now())
  let language: WindowLanguage = 'en'
  const words = () => wordsIn(language)
  const asking = ({ over }: WindowSession) => ({
    questions,
    words: words(),
    signal: over,
    show: (window: Electron.BrowserWindow, options: Electron.MessageBoxOptions) =>
      dialog.showMessageBox(window, options),
    open: (url: string) => shell.openExternal(url),
  })
  const idle = watchIdle({ now: Date.now, onIdle: () => void lock() })

  const open = ({ afterLock }: { afterLock: boolean }): WindowSession => {
    // A locked window has nothing to lock; core says the minutes once it is open.
    idle.setMinutes(0)
    const opened = openWindowSession(runtime, session, {
      answers: current =>
        shellAnswers(current, { runtime, dialogs, words, secrets, questions, lock, quit }),
      // The shown text may be what ended core: it is not opened again.
      coreEnded: () => void lock({ leadsBack: false }),
      closed: () => void quit(),
      openLink: url => void askThenOpen(opened.window, url, asking(opened)).catch(() => {}),
      allow: (act, current) => askToAllow(current.window, act, asking(current)),
      hidden: {
        print: async (page, over) => new Uint8Array(await printPdf(files, session, page, over)),
        draw: (pictures, over, mayBreak) => drawPictures(drawing, pictures, over, { mayBreak }),
      },
      touched: idle.touch,
      chord(input) {
        const lockNow = isLockChord(input)
        if (lockNow) void lock()
        return lockNow
      },
    })
    opened.control.on('lockAfter', ({ minutes }) => idle.setMinutes(minutes))
    opened.control.on('language', said => (language = said.language))
    void opened.control.call('start', { directory: profile, demo: runtime.demo, afterLock })
    // Closed before the page is there.
    opened.window.loadURL(`${origin}/index.html`).catch(() => {})
    return opened
  }

  const closeAndOpen = async (leadsBack: boolean, why: 'lock' | 'sleep'): Promise<void> => {
    await secrets.forget()
    await windowSession.end(why)
    if (!quitting) windowSession = open({ afterLock: leadsBack })
  }

  /** `leadsBack`: the window returns to its place once it is unlocked. */
  async function lock({ leadsBack = true, sleeps = false } = {}): Promise<void> {
    if (quitting || locking !== undefined) return
    locking = closeAndOpen(leadsBack, sleeps ? 'sleep' : 'lock').finally(
      () => (locking = undefined),
    )
    await locking
  }

  async function quit(): Promise<void> {
    if (quitting) return
    quitting = true
    // A lock that is under way ends the window session itself.
    if (locking !== undefined) await locking
    else {
      await secrets.forget()
      await windowSession.end('quit')
    }
    ended()
  }

  windowSession = open({ afterLock: false })
  powerMonitor.on('suspend', () => void lock({ sleeps: true }))
  powerMonitor.on('lock-screen', () => void lock())
  // The window's own keys and pointer count, not the system's: that idle time reads 0 on some desktops.
  setInterval(idle.look, 5000).unref()
  return { lock, quit, show: () => (quitting ? app.relaunch() : windowSession.window.focus()) }
}

/** Where the profile lies below the app's own folder. */
export const profileBelow = (userData: string): string => join(userData, 'profile')
