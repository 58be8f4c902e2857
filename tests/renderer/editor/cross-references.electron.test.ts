// References to paragraphs with the keys alone, in a real Chromium: chosen, followed when paragraphs
// move, gone to, shown as lost, copied.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const shown = () =>
  page
    .locator('.text-reference')
    .evaluateAll(all => all.map(one => (one instanceof HTMLElement ? one.dataset['words'] : '')))
const texts = () =>
  text.blocks().map(({ runs }) => runs.map(run => (run.to ? '#' : run.text)).join(''))
const keys = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}
const paragraphOfCaret = () =>
  page.evaluate(() => {
    const root = document.querySelector('.page-text')
    const node = document.activeElement === root ? document.getSelection()?.anchorNode : null
    return [...(root?.children ?? [])].find(each => node && each.contains(node))?.textContent ?? ''
  })
/** "1. First", "2. Second", and a third in which one refers to the second. */
const open = async (choosing = async (): Promise<void> => {}): Promise<void> => {
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  await page.keyboard.type('First')
  await page.getByRole('button', { name: 'Numbered' }).click()
  await keys('End', 'Enter')
  await page.keyboard.type('Second')
  await keys('Enter')
  await page.keyboard.type('As in ')
  await expect.poll(texts).toEqual(['First', 'Second', 'As in '])
  await keys('Control+Shift+R')
  await page.getByRole('combobox', { name: 'Refer to' }).waitFor()
  await page.keyboard.type('sec')
  await page.getByRole('option', { name: /Second/ }).waitFor()
  await choosing()
  await keys('ArrowDown', 'Enter')
  await expect.poll(shown).toEqual(['paragraph 2'])
  await expect
    .poll(() => page.locator('.page-text').evaluate(one => one === document.activeElement))
    .toBe(true)
}

it('is chosen by key, follows its paragraph, leads to it, and says so when it is gone', async () => {
  await open()
  await page.keyboard.type(', so')
  await expect.poll(texts).toEqual(['First', 'Second', 'As in #, so'])
  // The line below names it while the caret is beside it, and the key goes there.
  await keys('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  await expect.poll(() => page.locator('[data-area="reference"]').innerText()).toContain('Second')
  await keys('Control+Enter')
  await expect.poll(paragraphOfCaret).toBe('Second')
  await page.keyboard.type('The ')
  await expect.poll(texts).toEqual(['First', 'The Second', 'As in #, so'])
  await keys('Alt+Shift+ArrowUp')
  await expect.poll(shown).toEqual(['paragraph 1'])
  await keys('Alt+Shift+ArrowDown', 'Alt+Shift+ArrowDown')
  await expect.poll(shown).toEqual(['paragraph 3'])
  await page.locator('.text-reference').click()
  await expect.poll(paragraphOfCaret).toBe('The Second')
  await keys('Home', 'Shift+End', 'Backspace', 'Backspace')
  await expect.poll(shown).toEqual(['[paragraph without a number]'])
  await keys('Backspace')
  await expect.poll(shown).toEqual(['[paragraph removed]'])
  await page.getByText(/^The reference “.*” no longer leads to a paragraph/).waitFor()
  expect(await faultsHere(page)).toEqual([])
  await keys('Control+z')
  await expect.poll(shown).not.toEqual(['[paragraph removed]'])
  await expect.poll(() => page.getByText('no longer leads to a paragraph').count()).toBe(0)
})

it('is copied as a reference here and as its words elsewhere', async () => {
  await open()
  await keys('Home', 'Shift+End', 'Control+c', 'End')
  await page.keyboard.type('. ')
  await keys('Control+v')
  await expect.poll(texts).toEqual(['First', 'Second', 'As in #. As in #'])
  await keys('Home', 'Shift+End')
  await expect
    .poll(() =>
      page.evaluate(() => {
        const data = new DataTransfer()
        const event = new ClipboardEvent('copy', {
          clipboardData: data,
          bubbles: true,
          cancelable: true,
        })
        document.querySelector('.page-text')?.dispatchEvent(event)
        return [data.getData('text/plain'), /paragraph 2/.test(data.getData('text/html'))]
      }),
    )
    .toEqual(['As in paragraph 2. As in paragraph 2', true])
})

it('has no accessibility fault in light, dark and mirrored, and is listed where it leads from', async () => {
  await open(async () => expect(await faultsHere(page)).toEqual([]))
  await keys('Control+K')
  await page.keyboard.type('instruments')
  await page.getByRole('option', { name: 'Instruments cited' }).waitFor()
  await keys('Enter')
  await page.getByText('from 3').waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
