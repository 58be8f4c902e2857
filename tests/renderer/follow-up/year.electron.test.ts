// Follow-up after years of work: what the window draws is counted, never timed.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsEverywhere } from '#tests/page-faults'
import { type CorePages, corePages } from '#tests/core-pages'
import { yearsOf, yearsSeed } from '#tests/follow-up-seed'
import { leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const part = 50
const actions = (): Locator => page.locator('.action-table tr:not(.action-section):has(td)')
const open = async (): Promise<void> => {
  page = (await pages.open(yearsSeed)).page
  await page.keyboard.press('Control+5')
  await page.getByRole('heading', { name: say('follow-up.title'), level: 1 }).waitFor()
  await settled(page)
}

test('hundreds of action items come in parts, under their sections, and a filter finds the late ones', async () => {
  await open()
  expect(await actions().count()).toBe(part)
  // The heading counts the whole section.
  const [late = ''] = await page.locator('.action-section').allTextContents()
  expect(Number(/\d+$/.exec(late)?.[0])).toBeGreaterThan(part)
  await page.getByRole('button', { name: /^Show 50 more/ }).focus()
  await page.keyboard.press('Enter')
  await actions()
    .nth(2 * part - 1)
    .waitFor()
  expect(await actions().count()).toBe(2 * part)
  // The first of the new rows has the focus.
  const focused = await page.evaluate(() => document.activeElement?.closest('tr')?.textContent)
  expect(focused).toBe(await actions().nth(part).textContent())
  expect(await faultsEverywhere(page)).toEqual([])
})

test('one action item is chosen: the other rows stay as they are', async () => {
  await open()
  await page.evaluate(() => {
    const changed = { count: 0 }
    Object.assign(globalThis, { changed })
    new MutationObserver(records => void (changed.count += records.length)).observe(
      document.querySelector('.action-table')!,
      { subtree: true, childList: true, characterData: true },
    )
  })
  const action = page.getByRole('button', { name: 'Action 3', exact: true })
  await action.click()
  await page.locator('.action-detail h2', { hasText: /^Action 3$/ }).waitFor()
  expect(
    await page.evaluate(() => (globalThis as unknown as { changed: { count: number } }).changed),
  ).toEqual({ count: 0 })
})

test('many texts that were sent come in parts', async () => {
  await open()
  await page.getByRole('tab', { name: say('follow-up.recommendations') }).click()
  const texts = page.locator('.tracker-texts > li')
  await texts.first().waitFor()
  expect(await texts.count()).toBe(part)
  expect(await texts.last().getAttribute('aria-setsize')).toBe(`${yearsOf.texts}`)
})
