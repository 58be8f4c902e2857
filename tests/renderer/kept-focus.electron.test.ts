// The focus stays in the window where the button that was pressed goes with its card, or with its screen.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { grantOf } from '#tests/core'
import { type CorePages, corePages } from '#tests/core-pages'
import { hears, joiningSeed, membersSeed } from '#tests/members-seed'
import { leavePage } from '#tests/renderer-pages'
import type { Seed } from '#tests/seeds'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

/** Whether something in the middle of the window has the focus, or the middle itself. */
const isKept = () => page.evaluate(() => document.activeElement?.matches('main, main *') ?? false)
const open = async <T>(seed: Seed<T>) => {
  const opened = await pages.open(seed)
  page = opened.page
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.keyboard.press('Control+7')
  return opened
}
const pressKey = async (name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

it('a blocked device is removed for good', async () => {
  const { core, seeded } = await open(membersSeed)
  await page.locator('.members .table-row').first().waitFor()
  await hears(core, seeded, 'a blocked device')
  await pressKey('Remove it for good')
  await page.getByRole('alertdialog').locator('button:focus').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove it for good' }).waitFor({ state: 'detached' })
  await expect.poll(isKept).toBe(true)
})

it('a device that asked to join comes in', async () => {
  const { core, seeded } = await open(joiningSeed)
  await page.locator('.joining-steps').waitFor()
  await page.locator('main button').first().focus()
  await core.answers['exchange.read']({ file: grantOf(core, seeded.welcome) })
  await page.locator('.joining-steps').waitFor({ state: 'detached' })
  await expect.poll(isKept).toBe(true)
})
