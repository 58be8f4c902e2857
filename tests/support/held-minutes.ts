// Timers of a minute in a page run when the test says so.
import type { Page } from 'playwright-core'

/** A timer that does not run during a test. */
const never = 2_147_483_647

/** For screens that open afterwards. The result lets that time pass, in milliseconds, and runs the timers. */
export const holdMinutes = async (page: Page): Promise<(pass: number) => Promise<void>> => {
  const timers = await page.evaluateHandle(pauseOfAll => {
    const works = new Map<number, () => void>()
    const begin = window.setInterval.bind(window)
    const end = window.clearInterval.bind(window)
    window.setInterval = ((work: () => void, pause: number) => {
      const timer = begin(work, pause === 60_000 ? pauseOfAll : pause)
      if (pause === 60_000) works.set(timer, work)
      return timer
    }) as typeof window.setInterval
    window.clearInterval = timer => {
      works.delete(Number(timer))
      end(timer)
    }
    return works
  }, never)
  return pass =>
    timers.evaluate((works, by) => {
      const later = Date.now() + by
      Date.now = () => later
      works.forEach(work => work())
    }, pass)
}
