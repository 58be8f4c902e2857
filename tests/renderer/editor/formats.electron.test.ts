// Formats, links, page breaks and moves with the keys alone, in a real Chromium, and what core then
// holds.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const runs = (index: number) => text.blocks()[index]?.runs ?? []
const lines = () =>
  text.blocks().map(({ kind, runs: all }) => `${kind} ${all.map(run => run.text).join('')}`)
const announced = () => page.locator('[data-announced]')
const open = async (...words: string[]): Promise<void> => {
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  for (const [at, word] of words.entries()) {
    if (at > 0) await page.keyboard.press('Enter')
    await page.keyboard.type(word)
  }
}
const keys = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}

it('gives words their formats by key, and takes all away at once', async () => {
  await open('one two')
  await keys('Control+Shift+ArrowLeft', 'Control+u', 'Control+.')
  await expect
    .poll(() => runs(0))
    .toEqual([{ text: 'one ' }, { text: 'two', underline: true, superscript: true }])
  await keys('Control+,')
  await expect.poll(() => runs(0)[1]).toMatchObject({ text: 'two', subscript: true })
  await keys('Control+\\')
  await expect.poll(() => runs(0)).toEqual([{ text: 'one two' }])
})

it('asks where words lead, refuses what is no page or mailbox, and takes the link off', async () => {
  const asked: string[] = []
  await open('See the resolution')
  page.on('request', request => asked.push(request.url()))
  await keys('Control+Shift+ArrowLeft', 'Control+Shift+K')
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.waitFor()
  await page.keyboard.type('javascript:alert(1)')
  await keys('Enter')
  await page.getByText('Nothing else can be a link.').waitFor()
  await address.fill('undocs.org/A/RES/68/181')
  await keys('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect
    .poll(() => runs(0)[1])
    .toEqual({ text: 'resolution', href: 'https://undocs.org/A/RES/68/181' })
  await page.locator('.text-link').waitFor()
  // The focus is in the text again, and what is typed behind the link is no part of it.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.className))
    .toContain('page-text')
  await keys('End')
  await page.keyboard.type(', adopted')
  await expect.poll(() => runs(0)[2]).toEqual({ text: ', adopted' })
  for (let time = 0; time < 12; time++) await keys('ArrowLeft')
  await keys('Control+Shift+K')
  await expect.poll(() => address.inputValue()).toBe('https://undocs.org/A/RES/68/181')
  await page.getByRole('button', { name: 'Take the link off' }).click()
  await expect.poll(() => runs(0)).toEqual([{ text: 'See the resolution, adopted' }])
  expect(asked).toEqual([])
})

it('moves a paragraph by keys, says where it is now, and undoes it in one step', async () => {
  await open('one', 'two', 'three')
  await keys('Alt+Shift+ArrowUp')
  await expect.poll(lines).toEqual(['paragraph one', 'paragraph three', 'paragraph two'])
  await expect.poll(() => announced().innerText()).toBe('Moved below “one”.')
  await keys('Alt+Shift+ArrowUp')
  await expect.poll(() => announced().innerText()).toBe('Moved to the beginning.')
  await page.keyboard.type('!')
  await expect.poll(lines).toEqual(['paragraph three!', 'paragraph one', 'paragraph two'])
  await keys('Control+z', 'Control+z')
  await expect.poll(lines).toEqual(['paragraph one', 'paragraph three', 'paragraph two'])
  expect(await page.locator('.page-text > *').allInnerTexts()).toEqual(['one', 'three', 'two'])
})

it('puts in a page break by the menu, passes over it, and Backspace takes it out', async () => {
  await open('one', 'two')
  await page.locator('.page-text > *').first().click()
  await page.getByRole('button', { name: 'More formatting' }).click()
  await page.getByRole('menuitem', { name: 'Page break' }).click()
  await expect.poll(lines).toEqual(['paragraph one', 'pagebreak ', 'paragraph two'])
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.className))
    .toContain('page-text')
  await page.keyboard.type('x')
  await expect.poll(lines).toEqual(['paragraph one', 'pagebreak ', 'paragraph xtwo'])
  await keys('ArrowUp', 'End')
  await page.keyboard.type('y')
  await expect.poll(lines).toEqual(['paragraph oney', 'pagebreak ', 'paragraph xtwo'])
  await keys('ArrowDown', 'Home', 'Backspace')
  await expect.poll(lines).toEqual(['paragraph oney', 'paragraph xtwo'])
})
