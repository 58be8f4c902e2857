// The Electron main process: what must be settled before Electron is ready, and the start. Nothing
// here may be awaited at the top: Electron is not ready before this module has run.
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, Menu, nativeTheme, protocol, session as sessions, type Session } from 'electron'
import { hardenSession, languageSwitch, mustRefuse, quietSwitches } from './hardening.ts'
import { profileBelow, startApp } from './app-lifecycle.ts'
import { readPageFiles } from './page-files.ts'
import { dataFolder, hideRecentFiles, watchRecentFiles } from './recent-files.ts'
import { folderName, readRuntime } from './runtime.ts'

if (mustRefuse(app, process.env, process.getuid?.() === 0)) app.exit(1)

const recent = watchRecentFiles(dataFolder(process.env, homedir()))
const showRecentFiles = hideRecentFiles(process.env, homedir())

const runtime = readRuntime(import.meta.dirname, process.env, process.argv)
for (const [name, value] of [...quietSwitches, languageSwitch])
  app.commandLine.appendSwitch(name, value ?? '')
app.setPath('userData', join(app.getPath('appData'), folderName(runtime)))
const profile = runtime.demo
  ? mkdtempSync(join(tmpdir(), 'baraza-demo-'))
  : profileBelow(app.getPath('userData'))
// A second instance may not share Chromium's folder; its core finds the profile in use and says so.
const alone = app.requestSingleInstanceLock()
const aside = alone ? undefined : mkdtempSync(join(tmpdir(), 'baraza-second-'))
if (aside !== undefined) app.setPath('userData', aside)

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
])

const leaveNothing = (): void => {
  if (runtime.demo) rmSync(profile, { recursive: true, force: true })
  if (aside !== undefined) rmSync(aside, { recursive: true, force: true })
  app.exit(0)
}

// For a person who started it from a terminal: the first start takes a while.
app.once('browser-window-created', (_event, window) => {
  window.once('show', () => process.stdout.write('Baraza is ready.\n'))
})

void app.whenReady().then(() => {
  showRecentFiles()
  Menu.setApplicationMenu(null)
  nativeTheme.themeSource = 'system'
  const files = readPageFiles(runtime.pages)
  // In memory, as every partition without "persist:".
  const openPartition = (partition: string): Session => {
    const session = sessions.fromPartition(partition)
    hardenSession(session)
    session.protocol.handle('app', request => files.answer(request.url))
    return session
  }
  const life = startApp({
    runtime,
    session: openPartition('baraza'),
    drawing: openPartition('baraza-drawing'),
    files,
    profile,
    recent,
    ended: leaveNothing,
  })
  app.on('second-instance', life.show)
  // Quitting seals first; the caller waits for it.
  app.on('before-quit', event => {
    event.preventDefault()
    void life.quit()
  })
})
// The window goes at each lock; the app stays.
app.on('window-all-closed', () => {})
