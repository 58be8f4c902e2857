// The Electron that only shows pages (screen-app), one for all files of a worker, and the pages
// that it gets.
import { createServer } from 'node:http'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronRuntime, pageAfterPage, sandboxArguments } from '#tests/electron-runtime'
import { atWorkerEnd } from '#tests/worker-end'
import { contentPolicy } from '../../src/main/content-policy.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

/** An empty page: one of the same origin, so that Chromium keeps its process for the app's. */
export const blank = '/blank'

/** The address of axe, which looks for accessibility faults (page-faults.ts). */
export const axePath = '/axe.min.js'
const axe = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))

/** Serves `folder` for as long as the worker lives, and returns the origin. */
async function serveFolder(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === blank) {
      response.writeHead(200, { 'content-type': 'text/html' }).end()
      return
    }
    const name = path === '/' ? '/index.html' : path
    readFile(path === axePath ? axe : join(folder, name)).then(
      bytes => {
        response.writeHead(200, {
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          'content-security-policy': contentPolicy,
          'cache-control': 'max-age=86400',
        })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('No address')
  server.unref()
  return `http://127.0.0.1:${at.port}`
}

/**
 * The Electron that only shows pages (screen-app); `home` is a folder for its files. `flags`: of the engine;
 * those that pages need which open one after the other compile no script to the end.
 */
export async function screenApp(
  home: string,
  flags: readonly string[] = pageAfterPage,
): Promise<ElectronApplication> {
  const runtime = electronRuntime()
  const folder = resolve(import.meta.dirname, 'screen-app')
  const userData = await mkdtemp(join(home, 'screens-'))
  return _electron.launch({
    executablePath: runtime.executable,
    args: [
      folder,
      ...sandboxArguments(),
      ...flags,
      // Like hold-start.cjs for the product: there is no GPU to find, and no key is dropped.
      ...['--disable-gpu', '--allow-pre-commit-input'],
      `--user-data-dir=${userData}`,
      '--force-color-profile=srgb',
    ],
    chromiumSandbox: sandboxArguments().length === 0,
    // 1,000 is usual; the rest is for a machine that is busy.
    timeout: 60_000,
    env: {
      ...(process.env as Record<string, string>),
      ...runtime.environment,
      HOME: userData,
      XDG_CONFIG_HOME: userData,
      TZ: 'UTC',
      // A warning about the empty page before the first, which has no policy.
      ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
    },
  })
}

/** The build in one folder, and unused pages on it: those that bring a core, and those over a real one. */
export type Served = { origin: string; free: Page[]; freeOverCore: Page[] }

export type PageElectron = {
  app: ElectronApplication
  /** UTC milliseconds that new pages take for now, once a test set them. */
  told: number | undefined
  served(built: string): Promise<Served>
}

let running: Promise<PageElectron> | undefined

/** Starting an Electron costs as much as many a test: the files of a worker share one. */
export function pageElectron(): Promise<PageElectron> {
  running ??= begin().catch((cause: unknown) => {
    running = undefined
    throw cause
  })
  return running
}

async function begin(): Promise<PageElectron> {
  const home = await mkdtemp(join(tmpdir(), 'baraza-screens-'))
  const app = await screenApp(home)
  // Playwright starts Electron as the head of a process group.
  const group = app.process().pid
  let ended = false
  app.once('close', () => {
    ended = true
    running = undefined
  })
  atWorkerEnd(() => {
    try {
      if (!ended && group !== undefined) process.kill(-group, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    rmSync(home, { recursive: true, force: true })
  })
  const folders = new Map<string, Promise<Served>>()
  return {
    app,
    told: undefined,
    served(built) {
      const known = folders.get(built)
      if (known) return known
      const serving = serveFolder(built).then(origin => ({ origin, free: [], freeOverCore: [] }))
      folders.set(built, serving)
      return serving
    },
  }
}
