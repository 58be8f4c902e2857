// A running app in a real Electron, driven through Playwright. Each instance has its own home and
// temporary folder, and knows nothing else of the machine; as root it can also have a network of
// its own (network-pair.ts). The caller of a launch closes or kills it.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronRuntime, sandboxArguments, shortLife } from '#tests/electron-runtime'
import { runningIn, runningInGroup } from '#tests/processes'
import { countBeforeEnd } from '#tests/used-cpu'

export type LaunchOptions = {
  /** Folder for everything the instance writes; made if missing. Keep its path short. */
  home: string
  /** Arguments for the app, such as `--demo`. */
  args?: string[]
  env?: Record<string, string>
  /** Name of the network namespace to run in. */
  network?: string
  /** Folder of the app, with its package.json; the built product if left out. */
  folder?: string
  /** With the compilers that make hot code faster, like on a person's machine: for measurements. */
  optimizing?: boolean
  /** Gets every window before anything in it has run. */
  onWindow?: (page: Page) => void
}

export type RunningApp = {
  app: ElectronApplication
  /** The first window. */
  page: Page
  /** Every line that the first window wrote to its console, and every error that it did not catch. */
  console: string[]
  /** Quits as a person would, and waits for the end. */
  close(): Promise<void>
  /** Ends every process of the app with SIGKILL, and waits until none is left; once only. */
  kill(): Promise<void>
}

/** Milliseconds until a launch counts as failed; 1,000 to 4,000 is usual. */
const answerTime = 60_000
const holdStart = fileURLToPath(new URL('hold-start.cjs', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const { app, page } = await answeringApp(options)
  // Playwright starts Electron as the head of a process group, core and windows with it.
  const group = app.process().pid
  let ended = false
  const written: string[] = []
  page.on('console', message => written.push(message.text()))
  page.on('pageerror', error => written.push(String(error)))
  return {
    app,
    page,
    console: written,
    async close() {
      if (group !== undefined) countBeforeEnd(group)
      ended = true
      await app.close()
    },
    async kill() {
      if (!ended && group !== undefined) {
        countBeforeEnd(group)
        await killAll(() => runningInGroup(group))
      }
      ended = true
    },
  }
}

type Answering = { app: ElectronApplication; page: Page }

/** Leaves no process behind when it fails. */
async function answeringApp(options: LaunchOptions): Promise<Answering> {
  try {
    const app = await launch(options)
    if (options.onWindow) {
      app.on('window', options.onWindow)
      app.windows().forEach(options.onWindow)
    }
    return { app, page: await app.firstWindow({ timeout: answerTime }) }
  } catch (error) {
    // A failed launch has no process to ask for, but its leftovers work in this home.
    await killAll(() => runningIn(options.home))
    throw error
  }
}

async function launch(options: LaunchOptions): Promise<ElectronApplication> {
  const { home, args = [], network, folder = root, optimizing = false } = options
  const runtime = electronRuntime()
  const folders = await ownFolders(home)
  return _electron.launch({
    executablePath:
      network === undefined
        ? runtime.executable
        : await executableIn(network, runtime.executable, home),
    args: [
      ...['-r', holdStart, folder, ...sandboxArguments()],
      ...(optimizing ? [] : shortLife),
      ...args,
    ],
    chromiumSandbox: sandboxArguments().length === 0,
    cwd: home,
    env: { ...folders, ...runtime.environment, BARAZA_UNDER_TEST: '1', ...options.env },
    timeout: answerTime,
  })
}

/** Variables that the app takes from this environment. The last one keeps the compiled code of core. */
const passedOn = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'NODE_COMPILE_CACHE'] as const

/**
 * Folders below `home` for everything that a program writes, and little else of this environment.
 */
async function ownFolders(home: string): Promise<Record<string, string>> {
  const folders = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    TMPDIR: join(home, 'tmp'),
  }
  for (const folder of Object.values(folders)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  }
  const env: Record<string, string> = { ...folders, LANG: 'C.UTF-8' }
  for (const name of passedOn) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}

/** A script that Playwright can start like Electron, and that runs Electron in the namespace. */
async function executableIn(network: string, executable: string, home: string): Promise<string> {
  const script = join(home, 'electron-in-network')
  const enter = join(root, 'tests', 'support', 'enter-network.mjs')
  const words = [process.execPath, enter, network, executable].map(word => `'${word}'`)
  await writeFile(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`)
  await chmod(script, 0o755)
  return script
}

async function killAll(those: () => number[]): Promise<void> {
  for (;;) {
    const running = those()
    if (running.length === 0) return
    for (const id of running) {
      try {
        process.kill(id, 'SIGKILL')
      } catch {
        // It has ended by itself since the listing.
      }
    }
    await pause(5)
  }
}
