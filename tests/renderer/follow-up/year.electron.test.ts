// Follow-up and decisions after years of work: what the window draws is counted, never timed.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsEverywhere } from '#tests/page-faults'
import { leavePage, type RendererPages, rendererPages, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const part = 50
const more = 400
const actions = (): Locator => page.locator('.action-table tr:not(.action-section):has(td)')
const open = async (key: string, heading: string): Promise<void> => {
  page = await pages.open({ meetings: 'called', decided: 'given', more })
  await page.keyboard.press(`Control+${key}`)
  await page.getByRole('heading', { name: say(heading), level: 1 }).waitFor()
  await settled(page)
}

test('hundreds of action items come in parts, under their sections, and a filter finds the late ones', async () => {
  await open('5', 'follow-up.title')
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
  await open('5', 'follow-up.title')
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

test('hundreds of texts that were sent and of past decisions come in parts', async () => {
  await open('5', 'follow-up.title')
  await page.getByRole('tab', { name: say('follow-up.recommendations') }).click()
  const texts = page.locator('.tracker-texts > li')
  await texts.first().waitFor()
  expect(await texts.count()).toBe(part)
  expect(await texts.last().getAttribute('aria-setsize')).toBe(`${more + 3}`)
  await page.keyboard.press('Control+4')
  await page.getByRole('heading', { name: say('decisions.title'), level: 1 }).waitFor()
  await page.locator('.decisions .table-row').nth(part).waitFor()
  // One open decision, and a part of the past ones.
  expect(await page.locator('.decisions .table-row').count()).toBe(part + 1)
})
