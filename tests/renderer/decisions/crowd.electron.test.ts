// A decision with 256 seats, and hundreds of past decisions: what the window draws is counted, never timed.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsEverywhere } from '#tests/page-faults'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { crowd, crowdSeed, objects } from '#tests/crowd-seed'
import { leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage & { seeded: Awaited<ReturnType<typeof crowdSeed>>['seeded'] }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const { seats, given } = crowd
const part = 50
const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const rows = (): Locator => page.locator('.position-list > li')
const openList = async (): Promise<void> => {
  opened = await pages.open(crowdSeed)
  page = opened.page
  await page.keyboard.press('Control+4')
}
const open = async (): Promise<void> => {
  await openList()
  await page.locator('.table-row', { hasText: say('decisions.state.open') }).click()
  await page.locator('.decision-screen h1').waitFor()
  await rows().first().waitFor()
  await settled(page)
}
const choose = async (answer: string): Promise<void> => {
  await page.getByRole('button', { name: say('decisions.seats.answer') }).click()
  await page.getByRole('option', { name: answer, exact: true }).click()
}

test('256 seats: rows come in parts, each says its place in the whole list, and more come by keyboard', async () => {
  await open()
  expect(await rows().count()).toBe(part)
  expect(await rows().last().getAttribute('aria-posinset')).toBe(`${part}`)
  expect(await rows().last().getAttribute('aria-setsize')).toBe(`${given}`)
  // Names in a sentence are few as well. The chair has seen the question.
  const none = await page.locator('.position-none').first().textContent()
  expect(none).toContain(say('decisions.names.more', { count: seats - given - 1 - 10 }))
  await button('ui.parts.more', { count: part, rest: given - part }).focus()
  await page.keyboard.press('Enter')
  await rows().nth(part).waitFor()
  expect(await rows().count()).toBe(2 * part)
  // The first of the new rows has the focus, and the button comes behind the rows.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-posinset'))).toBe(
    `${part + 1}`,
  )
  await page.keyboard.press('Tab')
  await button('ui.parts.more', { count: given - 2 * part, rest: given - 2 * part }).waitFor()
  await page.keyboard.press('Enter')
  await rows()
    .nth(given - 1)
    .waitFor()
  expect(await rows().count()).toBe(given)
  expect(await faultsEverywhere(page)).toEqual([])
})

test('seats are filtered by name, by position, and by those that are not given yet', async () => {
  await open()
  const find = page.getByRole('searchbox', { name: say('decisions.seats.find') })
  await find.fill('n.137')
  await rows().nth(1).waitFor({ state: 'detached' })
  expect(await rows().textContent()).toContain('N.137')
  await page
    .getByRole('status')
    .getByText(say('decisions.seats.found', { count: 1 }))
    .waitFor()
  await find.fill('N.200')
  await page.locator('.seats-left li', { hasText: 'N.200' }).waitFor()
  expect(await rows().count()).toBe(0)
  await find.fill('')
  await choose(say('decisions.seats.none'))
  const left = page.locator('.seats-left li')
  await left.first().waitFor()
  expect(await left.count()).toBe(part)
  expect(await left.last().getAttribute('aria-setsize')).toBe(`${seats - given}`)
  expect(await rows().count()).toBe(0)
  await choose(say('decisions.choice.abstain'))
  await rows().first().waitFor()
  expect(new Set(await page.locator('.position-list .choice-line').allTextContents())).toEqual(
    new Set([say('decisions.choice.abstain')]),
  )
  expect(await faultsEverywhere(page)).toEqual([])
})

test('a position arrives: the rows of the others stay as they are', async () => {
  await open()
  await page.evaluate(() => {
    const changed = { rows: 0, all: 0 }
    Object.assign(globalThis, { changed })
    new MutationObserver(records => {
      for (const { addedNodes, removedNodes } of records) {
        changed.all += addedNodes.length + removedNodes.length
        changed.rows += [...addedNodes, ...removedNodes].filter(
          node => node instanceof HTMLLIElement && node.closest('.decision-side') === null,
        ).length
      }
    }).observe(document.querySelector('.position-list')!, { subtree: true, childList: true })
  })
  await objects(opened.core, opened.seeded)
  await rows().first().getByText(crowd.objection).waitFor()
  const { rows: changed, all } = await page.evaluate(
    () => (globalThis as unknown as { changed: { rows: number; all: number } }).changed,
  )
  // The new row comes first, and the last of the part goes.
  expect(changed).toBe(2)
  expect(all).toBe(2)
  expect(await rows().count()).toBe(part)
})

test('256 seats are closed, heard and signed: these lists come in parts too', async () => {
  await open()
  await button('decisions.close.button').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.waitFor()
  expect(await dialog.locator('.close-seats > li').count()).toBe(2 * part)
  await button('decisions.close.leave').click()
  await button('decisions.hear.button').click()
  const hearing = page.getByRole('dialog')
  await hearing.waitFor()
  expect(await hearing.locator('.hear-list > li').count()).toBe(part)
  await hearing.getByRole('searchbox', { name: say('decisions.seats.find') }).fill('N.255')
  await hearing.locator('.hear-list > li').nth(1).waitFor({ state: 'detached' })
  expect(await hearing.locator('.hear-list > li').textContent()).toContain('N.255')
  expect(await faultsEverywhere(page)).toEqual([])
})

test('past decisions come in parts', async () => {
  await openList()
  await page.getByRole('heading', { name: say('decisions.title'), level: 1 }).waitFor()
  await page.locator('.decisions .table-row').nth(part).waitFor()
  // One open decision, and a part of the past ones.
  expect(await page.locator('.decisions .table-row').count()).toBe(part + 1)
})

test('a position arrives: the list of decisions that is shown counts it', async () => {
  await openList()
  const reached = page.locator('.decision-reach').first()
  await reached.waitFor()
  await settled(page)
  const before = await reached.textContent()
  await objects(opened.core, opened.seeded)
  await expect.poll(() => reached.textContent()).not.toBe(before)
})
