// The Electron main process: one window, one core, and what only Electron can do for them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, Menu, nativeTheme, powerMonitor, protocol, session as sessions } from 'electron'
import { type Desk, openDesk } from './desk.ts'
import { hardenSession, mustRefuse, quietSwitches } from './hardening.ts'
import { watchIdle } from './idle.ts'
import { askThenOpen } from './links.ts'
import { origin, readPageFiles } from './page-files.ts'
import { folderName, readRuntime } from './runtime.ts'
import { forgetCopied } from './secret-clipboard.ts'
import { shellAnswers } from './shell-answers.ts'

if (mustRefuse(app)) app.exit(1)

const runtime = readRuntime(import.meta.dirname, process.env, process.argv)
for (const [name, value] of quietSwitches) app.commandLine.appendSwitch(name, value ?? '')
app.setPath('userData', join(app.getPath('appData'), folderName(runtime)))
const profile = runtime.demo
  ? mkdtempSync(join(tmpdir(), 'baraza-demo-'))
  : join(app.getPath('userData'), 'profile')
// A second instance may not share Chromium's folder; its core finds the profile in use and says so.
const alone = app.requestSingleInstanceLock()
const aside = alone ? undefined : mkdtempSync(join(tmpdir(), 'baraza-second-'))
if (aside !== undefined) app.setPath('userData', aside)

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
])

let desk: Desk | undefined
const idle = watchIdle({ now: Date.now, onIdle: () => void lock() })

await app.whenReady()
Menu.setApplicationMenu(null)
const session = sessions.fromPartition('baraza')
const files = readPageFiles(runtime.pages)
hardenSession(session)
session.protocol.handle('app', request => files.answer(request.url))

const isLockChord = ({ type, key, control, meta, shift }: Electron.Input): boolean =>
  type === 'keyDown' && (control || meta) && shift && key.toLowerCase() === 'l'

const open = (): void => {
  // A locked window has nothing to lock; core says the minutes once it is open.
  idle.setMinutes(0)
  const opened = openDesk(runtime, session, {
    answers: current => shellAnswers(current, { runtime, files, session, lock, quit }),
    coreEnded: () => void lock(),
    closed: () => void quit(),
    openLink: url => void askThenOpen(opened.window, url),
    touched: idle.touch,
    chord(input) {
      const lockNow = isLockChord(input)
      if (lockNow) void lock()
      return lockNow
    },
  })
  desk = opened
  opened.control.on('lockAfter', ({ minutes }) => idle.setMinutes(minutes))
  void opened.control.call('start', { directory: profile, demo: runtime.demo })
  void opened.window.loadURL(`${origin}/index.html`)
}

let locking = false
async function lock(): Promise<void> {
  if (locking || desk === undefined) return
  locking = true
  try {
    await forgetCopied()
    await desk.end()
    open()
  } finally {
    locking = false
  }
}

let quitting = false
async function quit(): Promise<void> {
  if (quitting) return
  quitting = true
  await forgetCopied()
  await desk?.end()
  if (runtime.demo) rmSync(profile, { recursive: true, force: true })
  if (aside !== undefined) rmSync(aside, { recursive: true, force: true })
  app.exit(0)
}

open()
nativeTheme.themeSource = 'system'
powerMonitor.on('suspend', () => void lock())
powerMonitor.on('lock-screen', () => void lock())
// The window's own keys and pointer count, not the system's: that idle time reads 0 on some desktops.
setInterval(idle.look, 5000).unref()
app.on('second-instance', () => desk?.window.focus())
app.on('window-all-closed', () => {})
app.on('before-quit', event => {
  if (quitting) return
  event.preventDefault()
  void quit()
})
