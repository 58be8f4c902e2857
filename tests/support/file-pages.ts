// Shows a file from the disk like a person opens it with a double click, in a window and a session
// of its own, and watches from outside the page: every request of the session, and every download.
// Needs a display.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ElectronApplication, Page } from 'playwright-core'
import { screenApp } from './page-electron.ts'

type Seen = { requests: string[]; downloads: string[]; objections: number }
type Watching = typeof globalThis & { seen: Seen; openPage(size: object): void }

export type FilePage = {
  page: Page
  /** Requested addresses, the file's own among them. */
  requests(): Promise<string[]>
  /** Files that are on the disk, by path. */
  downloads(): Promise<string[]>
  /** Like the cross of the window. */
  askToClose(): Promise<void>
  /** How often the page refused to close. */
  objections(): Promise<number>
}

/** Runs in Electron's main process. */
const watch = (
  { BrowserWindow }: typeof import('electron'),
  { into, number }: { into: string; number: number },
): void => {
  const here = globalThis as Watching
  here.seen = { requests: [], downloads: [], objections: 0 }
  const { seen } = here
  const contents = BrowserWindow.getAllWindows().at(-1)?.webContents
  // Electron asks nobody: the window stays.
  contents?.on('will-prevent-unload', () => void seen.objections++)
  const session = contents?.session
  session?.webRequest.onBeforeRequest(({ url }, answer) => {
    seen.requests.push(url)
    answer({})
  })
  session?.on('will-download', (_event, item) => {
    const path = `${into}/${number}-${seen.downloads.length}-${item.getFilename()}`
    item.setSavePath(path)
    item.once('done', (_done, state) => void (state === 'completed' && seen.downloads.push(path)))
  })
}

const seenIn = (app: ElectronApplication): Promise<Seen> =>
  app.evaluate(() => (globalThis as Watching).seen)

export type FilePages = {
  /** `before` runs in the page before anything of it. */
  open(path: string, before?: () => void): Promise<FilePage>
  close(): Promise<void>
}

/** `flags`: of the engine, where a page computes for long. */
export async function filePages(flags?: readonly string[]): Promise<FilePages> {
  const home = await mkdtemp(join(tmpdir(), 'baraza-file-pages-'))
  const app = await screenApp(home, flags)
  let number = 0
  return {
    async open(path, before) {
      const [page] = await Promise.all([
        app.waitForEvent('window'),
        app.evaluate(() =>
          (globalThis as Watching).openPage({ width: 900, height: 1000, address: 'about:blank' }),
        ),
      ])
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await app.evaluate(watch, { into: home, number: number++ })
      if (before) await page.addInitScript(before)
      await page.goto(pathToFileURL(path).href)
      return {
        page,
        requests: async () => (await seenIn(app)).requests,
        downloads: async () => (await seenIn(app)).downloads,
        objections: async () => (await seenIn(app)).objections,
        askToClose: () =>
          app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close()),
      }
    },
    async close() {
      await app.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
