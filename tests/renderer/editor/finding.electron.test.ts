// Ways through one document: to a paragraph by its number.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, type EditorOptions, type EditorPages, editorPages } from '#tests/editor-pages'
import { faultsEverywhere } from '#tests/page-faults'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const keys = (chord: string) => page.keyboard.press(chord)
const open = async (options: EditorOptions = {}): Promise<void> => {
  page = await pages.openDocument(options)
  await page.locator('.page-text').focus()
}
const options = () => page.getByRole('option')
const flashed = () => page.locator('.page-text > [data-flash]')

it('goes to a paragraph by its number, with the list of what it may be', async () => {
  await open()
  await keys('Control+G')
  await page.getByRole('combobox', { name: 'Go to a paragraph' }).waitFor()
  await expect.poll(() => options().count()).toBe(15)
  await page.keyboard.type('3(b)')
  await expect.poll(() => options().allTextContents()).toHaveLength(1)
  expect(await options().first().textContent()).toContain('3 (b)')
  await keys('Enter')
  await flashed().waitFor()
  expect(await flashed().textContent()).toContain('Encourage Governments')
  await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'))
  await page.keyboard.type('Here: ')
  await page.getByText('Here: Encourage Governments').waitFor()
})

it('says that there is no such paragraph, and goes back to the text', async () => {
  await open()
  await keys('Control+G')
  await page.keyboard.type('77')
  await page.getByText('No paragraph or section here is numbered “77”.').waitFor()
  await keys('Enter')
  await keys('Escape')
  await keys('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('page-text')
})

it('is found in the palette, by its name and by the number itself', async () => {
  await open()
  await keys('Control+K')
  await page.keyboard.type('II.B')
  await options().first().waitFor()
  expect(await options().first().textContent()).toContain('B Investigating threats')
  await keys('Enter')
  await flashed().waitFor()
  expect(await flashed().textContent()).toBe('Investigating threats')
  await keys('Control+K')
  await page.keyboard.type('go to a par')
  await options().first().waitFor()
  await keys('Enter')
  await page.getByRole('combobox', { name: 'Go to a paragraph' }).waitFor()
})

it('has no fault as a list of numbers', async () => {
  await open()
  await keys('Control+G')
  await options().first().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
