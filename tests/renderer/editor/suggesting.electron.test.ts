// Suggesting in the window, with the keys alone: words wait until somebody takes them in.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { axeFaults, dress, losses } from '#tests/page-faults'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const stored = () => page.evaluate(() => (window as unknown as HarnessWindow).text.texts()[0] ?? '')
const shown = (what: string) =>
  page.evaluate(
    selector => Array.from(document.querySelectorAll(selector), each => each.textContent).join(''),
    `.page-text .text-${what}`,
  )

const suggest = async (): Promise<string> => {
  page = await pages.openDocument()
  await page.locator('.page-text > *').nth(0).click()
  const before = await stored()
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Home')
  await page.keyboard.type('All ')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.locator('.text-struck').nth(1).waitFor()
  return before
}

it('keeps what is erased, marks what is written, and makes both so when it is accepted', async () => {
  const before = await suggest()
  expect(await shown('inserted')).toBe('All ')
  expect(await shown('struck')).toBe(`${before.slice(0, 2)}${before.slice(-1)}`)
  await page.keyboard.press('Enter')
  await page.getByText('Nothing was changed').first().waitFor()
  expect(await stored()).toBe(`All ${before}`)
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await expect.poll(() => page.locator('[data-suggestion]').count()).toBe(2)
  await page.getByRole('button', { name: 'Accept all' }).click()
  await expect.poll(stored).toBe(`All ${before.slice(2, -1)}`)
  await page.getByText('No suggestions.').waitFor()
  await expect.poll(() => shown('inserted')).toBe('')
})

it('goes without a trace when it is rejected', async () => {
  const before = await suggest()
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await page.getByRole('button', { name: 'Reject all' }).click()
  await expect.poll(stored).toBe(before)
})

it('has no accessibility fault in light, dark and mirrored, and loses nothing', async () => {
  await suggest()
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await page.locator('[data-suggestion]').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dress(page, 'dark', 'ltr')
  expect(await axeFaults(page)).toEqual([])
  await dress(page, 'light', 'rtl')
  expect(await axeFaults(page)).toEqual([])
  expect(await losses(page)).toEqual([])
})
