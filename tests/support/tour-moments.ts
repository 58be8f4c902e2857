// The second part of the tour: every moment that a mockup shows of meetings, minutes, decisions and
// follow-up, in five looks.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildPages } from '#tests/built-pages'
import { corePages } from '#tests/core-pages'
import { leavePage, settled } from '#tests/renderer-pages'
import { moments, openAt } from '#tests/screen-moments'
import type { Look } from '#tests/tour-compare'

type MomentLook = {
  look: Look
  language: 'en' | 'ar'
  scheme: 'light' | 'dark'
  width: number
  height: number
  /** Pixels of the picture for each of the page. */
  scale: number
}
const large = { width: 1440, height: 900, scale: 1 }
/** At 200 % a window has half of its room. */
const looks: readonly MomentLook[] = [
  { look: 'light', language: 'en', scheme: 'light', ...large },
  { look: 'dark', language: 'en', scheme: 'dark', ...large },
  { look: 'mirrored', language: 'ar', scheme: 'light', ...large },
  { look: 'small', language: 'en', scheme: 'light', width: 1024, height: 700, scale: 1 },
  { look: 'twice', language: 'en', scheme: 'light', width: 720, height: 450, scale: 2 },
]

/** A picture of the page with `scale` pixels for each of its own. */
async function picture(page: Page, to: string, { width, height, scale }: MomentLook) {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  })
  await settled(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
  writeFileSync(to, Buffer.from(data, 'base64'))
  await session.detach()
}

/**
 * `shot` gets the page with its picture at `path`. Returns the moments that could not be reached.
 * `only`: the names of moments; all if there is none.
 */
export async function giveMoments(
  to: string,
  shot: (page: Page, name: string, look: Look) => Promise<void>,
  only: readonly string[] = [],
): Promise<string[]> {
  const built = await buildPages()
  const pages = await corePages(built)
  const missed: string[] = []
  for (const moment of moments) {
    if (only.length > 0 && !only.includes(moment.name)) continue
    for (const each of looks) {
      try {
        const { page } = await openAt(pages, moment, each.language, each)
        // Nothing lies under the pointer.
        await page.mouse.move(Math.min(600, each.width / 2), 4)
        await picture(page, join(to, `${moment.name}.${each.look}.png`), each)
        // Times of motion are tokens too.
        await page.emulateMedia({ reducedMotion: 'no-preference' })
        await shot(page, moment.name, each.look)
        await leavePage(page)
      } catch (error) {
        const why = error instanceof Error ? error.message.split('\n')[0] : ''
        missed.push(`${moment.name} (${each.look}): ${why}`)
      }
    }
  }
  await pages.close()
  rmSync(built, { recursive: true })
  return missed
}
