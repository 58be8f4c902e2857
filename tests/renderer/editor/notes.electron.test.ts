// Footnotes with the keys alone, in a real Chromium: put in, written, gone to and back, taken out with
// Backspace and brought back, written by others at the same time.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { pasteInto } from '#tests/paste'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const notes = () => text.core.page(text.document).notes?.map(note => note.text)
const words = () => text.blocks()[0]?.runs.map(run => run.text)
const field = (number: number) => page.getByRole('textbox', { name: `Footnote ${number}` })
const shownNumbers = () =>
  page
    .locator('.text-note')
    .evaluateAll(all => all.map(one => (one instanceof HTMLElement ? one.dataset['note'] : '')))
const open = async (): Promise<void> => {
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  await page.keyboard.type('one two')
}
const keys = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}

it('is put in by key, written below the text, and Enter goes back behind its reference', async () => {
  await open()
  await keys('Control+Shift+N')
  await expect.poll(() => field(1).evaluate(one => one === document.activeElement)).toBe(true)
  await page.keyboard.type('See A/RES/68/181.')
  await expect.poll(notes).toEqual(['See A/RES/68/181.'])
  await keys('Enter')
  await page.keyboard.type(', three')
  await expect.poll(words).toEqual(['one two', '\u2060', ', three'])
  // One before it is the first from now on.
  await keys('Home', 'Control+ArrowRight', 'Control+Shift+N')
  await page.keyboard.type('Earlier')
  await expect.poll(notes).toEqual(['Earlier', 'See A/RES/68/181.'])
  await expect.poll(shownNumbers).toEqual(['1', '2'])
  // A click on a reference leads to its note.
  await page.locator('.text-note').nth(1).click()
  await expect.poll(() => field(2).evaluate(one => one === document.activeElement)).toBe(true)
  await keys('Escape')
  await page.keyboard.type('!')
  await expect.poll(() => words()?.join('')).toBe('one\u2060 two\u2060!, three')
})

it('is put in from the palette too, with the focus in it', async () => {
  await open()
  await keys('Control+K')
  await page.keyboard.type('footnote')
  await page.getByRole('option', { name: 'Footnote', exact: true }).waitFor()
  await keys('Enter')
  await expect.poll(() => field(1).evaluate(one => one === document.activeElement)).toBe(true)
  await page.keyboard.type('Says')
  await expect.poll(notes).toEqual(['Says'])
  await expect.poll(words).toEqual(['one two', '\u2060'])
})

it('goes whole with Backspace and comes back with its words', async () => {
  await open()
  await keys('Control+Shift+N')
  await page.keyboard.type('Says')
  await keys('Enter', 'Backspace')
  await expect.poll(words).toEqual(['one two'])
  await expect.poll(() => page.locator('.footnotes').count()).toBe(0)
  await keys('Control+z')
  await field(1).waitFor()
  expect(await field(1).inputValue()).toBe('Says')
  // Undo in the note takes back words of the note.
  await field(1).focus()
  await keys('End')
  await page.keyboard.type(' more')
  await expect.poll(notes).toEqual(['Says more'])
  await keys('Control+z')
  await expect.poll(() => field(1).inputValue()).not.toContain('more')
  await expect.poll(words).toEqual(['one two', '\u2060'])
})

it('comes with its words where its line is copied into another text, and as a number elsewhere', async () => {
  await open()
  await keys('Control+Shift+N')
  await page.keyboard.type('Says')
  await keys('Enter')
  await expect.poll(notes).toEqual(['Says'])
  await page.locator('.page-text > *').first().click()
  await keys('Control+a')
  const copied = await page.locator('.page-text').evaluate(text => {
    const clipboardData = new DataTransfer()
    text.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }))
    return Object.fromEntries(
      [...clipboardData.types].map(type => [type, clipboardData.getData(type)]),
    )
  })
  expect(copied['text/plain']).toBe('one two[1]')
  expect(copied['text/html']).toContain('[1]')
  await closePage(page)
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  await pasteInto(page, copied)
  await field(1).waitFor()
  expect(await field(1).inputValue()).toBe('Says')
  await expect.poll(notes).toEqual(['Says'])
  await expect.poll(words).toEqual(['one two', '\u2060'])
})

it('shows what others write in it while one writes, with the caret where it was', async () => {
  text = await pages.open()
  page = text.page
  const other = await otherMember(text)
  await keys('Control+Shift+N')
  await page.keyboard.type('my words')
  await expect.poll(notes).toEqual(['my words'])
  await keys('ArrowLeft', 'ArrowLeft')
  await other.hear()
  await other.edit({ insert: 'Their and ', note: 1, at: 0 })
  await expect.poll(() => field(1).inputValue()).toBe('Their and my words')
  await page.keyboard.type('X')
  await expect.poll(notes).toEqual(['Their and my worXds'])
})

it('has no accessibility fault in light, dark and mirrored, and loses nothing in a small window', async () => {
  await open()
  await keys('Control+Shift+N')
  await page.keyboard.insertText('See the resolution, '.repeat(12))
  expect(await faultsEverywhere(page)).toEqual([])
})
