// Timers of a minute in a page run when the test says so.
import type { Page } from 'playwright-core'

/** For screens that open afterwards. The result lets that time pass, in milliseconds, and runs the timers. */
export const holdMinutes = async (page: Page): Promise<(pass: number) => Promise<void>> => {
  const timers = await page.evaluateHandle(() => {
    const works: (() => void)[] = []
    const real = window.setInterval.bind(window)
    window.setInterval = ((work: () => void, pause: number) =>
      pause === 60_000 ? works.push(work) : real(work, pause)) as typeof window.setInterval
    return works
  })
  return pass =>
    timers.evaluate((works, by) => {
      const later = Date.now() + by
      Date.now = () => later
      works.forEach(work => work())
    }, pass)
}
