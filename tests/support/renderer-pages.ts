// The window's code (see built-pages.ts), served under the production content policy and shown in the
// app's own Electron: pages over a core are opened by `corePages` (core-pages.ts).
import type { BrowserWindow } from 'electron'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { isOpen } from '#tests/open-windows'
import { blank, pageElectron, type PageElectron } from '#tests/page-electron'

/** The calls of a page to core and to its shell; each page has them as `asked` on its window. */
export type AskedCalls = {
  /** Every call in order, with its input. */
  calls: { name: string; input: unknown }[]
  /** How many calls have no answer yet; those that a test holds back are not waited for. */
  unanswered(): number
}
type AskingWindow = Window & { asked: AskedCalls }

/** The inputs of every call of that name so far. */
export const inputsOf = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    wanted =>
      (window as unknown as AskingWindow).asked.calls
        .filter(call => call.name === wanted)
        .map(call => call.input),
    name,
  )
export type Look = { width?: number; height?: number; scheme?: 'light' | 'dark' }

/** An empty frame stands until core has answered. */
async function shown(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  await page.evaluate(() => document.fonts.ready)
}

/**
 * Waits until nothing more comes to the screen by itself: core has answered all calls, and twice in
 * a row a frame was drawn, with all its work, in which the page called nothing and changed nothing.
 * A list that comes with an answer is there then.
 */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { asked } = window as unknown as AskingWindow
    let changes = 0
    const watch = new MutationObserver(() => changes++)
    const parts = { subtree: true, childList: true, characterData: true, attributes: true }
    watch.observe(document, parts)
    // With a test's clock, a page's own frames and idle moments are timers. A real frame reports
    // the visibility of an element, and a task of the lowest urgency runs when no other waits.
    const drawn = () =>
      new Promise<void>(done => {
        const sight = new IntersectionObserver(() => {
          sight.disconnect()
          done()
        })
        sight.observe(document.documentElement)
      })
    const turn = async (): Promise<void> => {
      await new Promise(requestAnimationFrame)
      await drawn()
      await scheduler.postTask(() => {}, { priority: 'background' })
      await document.fonts.ready
    }
    for (let still = 0; still < 2;) {
      const before = [changes, asked.calls.length].join()
      await turn()
      const is = asked.unanswered() === 0 && [changes, asked.calls.length].join() === before
      still = is ? still + 1 : 0
    }
    watch.disconnect()
  })

/**
 * All words of a page become long ones, in a window of 1180 by 800, and the page keeps its state: layers over the screen
 * stay. `speak`: gives the page the long language, of which core says nothing before (`longLater` of core-pages.ts).
 */
export async function becomesLong(page: Page, speak: () => Promise<void>): Promise<void> {
  const layers = page.locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
  const before = await layers.count()
  await page.setViewportSize({ width: 1180, height: 800 })
  await speak()
  // Each message of that language stands between brackets.
  const long = page.getByText(/^\[.*\]$/).filter({ visible: true })
  await long.first().waitFor()
  await settled(page)
  const after = await layers.count()
  if (after !== before) throw new Error(`${before} layers lay over the screen, now ${after}`)
}

/** Milliseconds until Playwright gives up, unless a test says otherwise. */
const usualPatience = 30_000

/** The events that a test may have listened to. */
const heard = ['console', 'dialog', 'filechooser', 'pageerror', 'request'] as const

/** Puts a page where the next `open` takes it from. */
const leave = new WeakMap<Page, () => Promise<void>>()

/**
 * Deletes what the page keeps. The browser deletes it and not the page: a question of the page about
 * databases can stay without an answer while the storage of the page before is being closed.
 */
async function empty(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  const storageTypes = 'indexeddb,local_storage'
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes })
  await browser.detach()
  await page.evaluate(() => sessionStorage.clear())
}

/**
 * Leaves `page` for the next `open`, with nothing kept in it: no storage, no listener, no pointer
 * over it. A new page costs twice as much as loading the app in it again.
 */
export async function leavePage(page: Page): Promise<void> {
  for (const event of heard) page.removeAllListeners(event)
  page.setDefaultTimeout(usualPatience)
  await page.mouse.move(-1, -1)
  await page.goto(new URL(blank, page.url()).href)
  await empty(page)
  const left = leave.get(page)
  leave.delete(page)
  await left?.()
}

/** Leaves the page; throws when it broke the content policy in an unexpected way. */
export async function closePage(page: Page, expected: (breach: string) => boolean = () => false) {
  const breaches = await page.evaluate(
    () => (window as unknown as { violations: string[] }).violations,
  )
  await leavePage(page)
  const faults = breaches.filter(breach => !expected(breach))
  if (faults.length > 0) throw new Error(`Against the content policy: ${faults.join(', ')}`)
}

export type Loading = {
  /** Pages that were left and can be loaded again. */
  free: Page[]
  address: string
  /** UTC milliseconds that the page takes for now. */
  now: number
  look: Look
  /** Gets the page before anything is loaded. */
  watch?: ((page: Page) => void) | undefined
  /** More of what `openPage` in screen-app takes. */
  special?: object
  /** After the page was left, or closed. */
  after?: () => Promise<void>
}

/** Loads pages, and closes those that no test left. `name`: of the pages, in a failure. */
export function openWindows(electron: PageElectron, name: string) {
  const { app } = electron
  /** Pages that were opened and not left. */
  const open = new Map<Page, Loading['after']>()
  let newest: Page | undefined
  const another = async (size: object, { address, special }: Loading): Promise<Page> => {
    const [page] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(
        (_electronModule, shape) =>
          (globalThis as unknown as { openPage(shape: object): void }).openPage(shape),
        { ...size, ...special, address: new URL(blank, address).href },
      ),
    ])
    return page
  }
  return {
    async load(loading: Loading): Promise<Page> {
      const { free, address, now, look, watch, after } = loading
      const { width = 1440, height = 900, scheme = 'light' } = look
      const page = free.pop() ?? (await another({ width, height }, loading))
      newest = page
      open.set(page, after)
      const isGone = isOpen({ name, pages: () => [page] })
      page.once('close', isGone)
      leave.set(page, async () => {
        isGone()
        page.off('close', isGone)
        open.delete(page)
        free.push(page)
        await after?.()
      })
      watch?.(page)
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      // Each call gives every later page one more script.
      if (now !== electron.told) await page.clock.setFixedTime(now)
      electron.told = now
      await page.goto(address)
      await shown(page)
      return page
    },
    async found(text: string): Promise<number> {
      if (!newest) throw new Error('No page was opened')
      const window = await app.browserWindow(newest)
      return window.evaluate(
        ({ webContents }: BrowserWindow, sought: string) =>
          new Promise<number>(resolve => {
            webContents.on('found-in-page', (_event, { finalUpdate, matches }) => {
              if (finalUpdate) resolve(matches)
            })
            webContents.findInPage(sought)
          }),
        text,
      )
    },
    // A failed test's page is not used again.
    async close(): Promise<void> {
      await Promise.all(
        [...open].map(async ([page, after]) => {
          await page.close()
          await after?.()
        }),
      )
    },
  }
}

/** Pages that show our table alone. */
export type TablePages = {
  /** The page, loaded again; leave it with `leavePage`. */
  open(): Promise<Page>
  close(): Promise<void>
}

/** Needs a display. */
export async function tablePages(): Promise<TablePages> {
  const electron = await pageElectron()
  const { origin, free } = await electron.served(inject('builtPages'))
  const address = `${origin}/table.html`
  const windows = openWindows(electron, '/table.html')
  return {
    open: () => windows.load({ free, address, now: Date.UTC(2018, 8, 18, 12, 6), look: {} }),
    close: windows.close,
  }
}
