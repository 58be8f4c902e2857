// The tabs of the panel beside a text stand in one line, whatever the language: a menu has those that do not fit.
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { openMinutes } from '#tests/minutes-pages'
import { faultsHere, losses } from '#tests/page-faults'
import { closePage, type Look } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import { languages } from '../../../src/renderer/shell/frame/languages.ts'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const tabs = () => page.locator('.side-panel').getByRole('tab')
const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/panel-${name}.png` })
}

/** Minutes have the most tabs. */
async function openPanel(
  language: (typeof languages)[number] = 'en',
  look: Look = {},
): Promise<void> {
  const opened = await openMinutes(pages, {
    appearance: { language, theme: look.scheme ?? 'light' },
    look: { width: 1440, height: 900, ...look },
  })
  page = opened.page
  await page
    .getByRole('button', { name: sayIn(language)('comments.button', { count: 0 }), exact: true })
    .click()
  await tabs().first().waitFor()
}

/** The height of the line of tabs, of one tab, and whether the chosen one is in sight as a whole. */
const line = (): Promise<{ lines: number; isShown: boolean }> =>
  tabs()
    .and(page.locator('[aria-selected=true]'))
    .evaluate(tab => {
      const list = tab.parentElement!.getBoundingClientRect()
      const box = tab.getBoundingClientRect()
      return {
        lines: list.height / box.height,
        isShown:
          box.top >= list.top &&
          box.bottom <= list.bottom &&
          box.left >= list.left &&
          box.right <= list.right,
      }
    })
const oneLine = { lines: 1, isShown: true }

it.each(languages)(
  'stand in one line at 1440 and at 640 pixels, and each can be chosen by key: %s',
  async language => {
    await openPanel(language)
    expect(await tabs().count()).toBe(8)
    for (const width of [1440, 640]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await losses(page)).toEqual([])
      await tabs().nth(7).press('Home')
      for (let at = 0; at < 8; at++) {
        await expect.poll(() => tabs().nth(at).getAttribute('aria-selected')).toBe('true')
        await expect.poll(line).toEqual(oneLine)
        if (at < 7) await page.keyboard.press(language === 'ar' ? 'ArrowLeft' : 'ArrowRight')
      }
      await shot(`${language}-${width}`)
    }
  },
)

it.each([
  ['light', 'en', { scheme: 'light' }],
  ['dark', 'ru', { scheme: 'dark' }],
  ['arabic', 'ar', { scheme: 'light' }],
] as const)('all of them are in a menu, which opens by key: %s', async (name, language, look) => {
  await openPanel(language, look)
  const say = sayIn(language)
  const button = page.getByRole('button', { name: say('panel.tabs'), exact: true })
  await shot(`${name}-line`)
  await button.press('Enter')
  const items = page.getByRole('menuitem')
  await expect.poll(() => items.count()).toBe(8)
  await page.locator('[role=menuitem]:focus').waitFor()
  await shot(`${name}-menu`)
  expect(await faultsHere(page)).toEqual([])
  await page.keyboard.press('End')
  await expect.poll(() => items.nth(7).evaluate(item => item === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await tabs()
    .filter({ hasText: say('minutes.versions') })
    .and(page.locator('[aria-selected=true]'))
    .waitFor()
  await expect.poll(line).toEqual(oneLine)
  await expect.poll(() => button.evaluate(each => each === document.activeElement)).toBe(true)
  await shot(`${name}-chosen`)
})
