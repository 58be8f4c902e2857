// The list of a year of decisions in the real window: from the key that opens it to the frame that shows it, from the
// key that asks for more rows to the frame that has them, both in processor time of the window, and the frames of
// scrolling through all of them.
import type { CDPSession } from 'playwright-core'
import type { Desk } from '#tests/story'
import { median, quantile, verdict } from './measure.ts'

/** Milliseconds, of processor time but for `frame`. `more` is for the last step, which draws below most rows. */
const goals = { open: 100, more: 300, arrow: 50, frame: 16.7 }
/** Rows that one step draws at most. */
const part = 50

type Watched = { drawn: Promise<void> }

/** Runs in the page. Waits from the next key for the frame that has so many rows of decisions. */
const watchRows = (least: number): void => {
  const drawn = new Promise<void>(resolve => {
    const watcher = new MutationObserver(() => {
      if (document.querySelectorAll('.decisions .table-row').length < least) return
      watcher.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    })
    // Begins with the first key of two: the window keeps the second one to itself.
    const press = (): void => watcher.observe(document, { subtree: true, childList: true })
    addEventListener('keydown', press, { capture: true, once: true })
  })
  Object.assign(globalThis, { drawn })
}

/** Runs in the page. Milliseconds between the frames of scrolling down the whole list. */
const scrollThrough = (): Promise<number[]> =>
  new Promise(resolve => {
    const pane = document.querySelector('.screen.scroll')
    if (!pane) throw new Error('no list')
    const frames: number[] = []
    let last = 0
    const step = (now: number): void => {
      if (last > 0) frames.push(now - last)
      last = now
      const before = pane.scrollTop
      pane.scrollTop += 240
      if (pane.scrollTop === before) resolve(frames)
      else requestAnimationFrame(step)
    }
    pane.scrollTop = 0
    requestAnimationFrame(step)
  })

const shown = (values: readonly number[]): string =>
  `${median(values).toFixed(0)} ms (${values.map(value => value.toFixed(0)).join(' ')})`

/** Milliseconds of processor time that the window's thread has taken. */
const computed = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000
}

type Watch = { page: Desk['page']; session: CDPSession }

const timed = async ({ page, session }: Watch, least: number, key: string): Promise<number> => {
  await page.evaluate(watchRows, least)
  const before = await computed(session)
  await page.keyboard.press(key)
  await page.evaluate(() => (globalThis as unknown as Watched).drawn)
  return (await computed(session)) - before
}

/** Milliseconds from an arrow key to the frame that shows the focus on the next row. */
const arrow = async ({ page, session }: Watch): Promise<number> => {
  const before = await computed(session)
  await page.keyboard.press('ArrowDown')
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await page.evaluate(() => new Promise(requestAnimationFrame))
  return (await computed(session)) - before
}

/** `count`: decisions of the group. The desk shows home, and shows the list at the end. */
export const decisionList = async (desk: Desk, count: number, rounds: number): Promise<void> => {
  const { page } = desk
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const watch = { page, session }
  await page.locator('#home-decisions').waitFor()
  const opened: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const time = await timed(watch, part, 'Control+4')
    // The first time compiles what the next ones have.
    if (round > 0) opened.push(time)
    if (round < rounds) {
      await page.keyboard.press('Control+1')
      await page.locator('#home-decisions').waitFor()
    }
  }
  const more: number[] = []
  const rows = page.locator('.decisions .table-row')
  for (let drawn = await rows.count(); drawn < count; drawn = await rows.count()) {
    await page.locator('.decisions section button').last().focus()
    more.push(await timed(watch, Math.min(drawn + part, count), 'Enter'))
  }
  const arrows: number[] = []
  await page.locator('.decisions section').last().locator('.table-row').first().focus()
  for (let round = 0; round <= rounds; round++) {
    const time = await arrow(watch)
    if (round > 0) arrows.push(time)
  }
  const frames = await page.evaluate(scrollThrough)
  const slow = quantile(frames, 0.95)
  console.log(
    `list of ${count} decisions: opens in ${shown(opened)},`,
    verdict('opening the list of decisions', `${goals.open} ms`, median(opened) <= goals.open),
  )
  console.log(
    `list of ${count} decisions: ${part} more rows in ${shown(more)},`,
    verdict('more rows of decisions', `${goals.more} ms`, (more.at(-1) ?? 0) <= goals.more),
  )
  console.log(
    `list of ${count} decisions: an arrow key in ${shown(arrows)},`,
    verdict('an arrow key in decisions', `${goals.arrow} ms`, median(arrows) <= goals.arrow),
  )
  console.log(
    `list of ${count} decisions: scrolling, ${frames.length} frames, median ${median(frames).toFixed(1)} ms,`,
    `p95 ${slow.toFixed(1)} ms,`,
    verdict('a frame of scrolling decisions', `${goals.frame} ms`, median(frames) <= goals.frame),
  )
}
