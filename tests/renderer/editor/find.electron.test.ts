// Ways through one document: to a paragraph by its number, to words, and other words in their place.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { blockElements, textsIn } from '#document/tree'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import {
  type PortWindow,
  sayTo,
  type TextPage,
  textPages,
  type TextPages,
  withParagraphs,
} from '#tests/text-pages'
import { windowOn } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const keys = (chord: string) => page.keyboard.press(chord)
const open = async (opening: () => Promise<TextPage> = pages.open): Promise<void> => {
  text = await opening()
  page = text.page
  await page.locator('.page-text').focus()
}
/** On a private text with 400 paragraphs. */
const openLong = (): Promise<void> => open(() => pages.openOwn(withParagraphs(400)))
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
  await expect.poll(() => options().first().textContent()).toContain('B Investigating threats')
  await keys('Enter')
  await flashed().waitFor()
  expect(await flashed().textContent()).toBe('Investigating threats')
  await keys('Control+K')
  await page.keyboard.type('go to a par')
  await options().first().waitFor()
  await keys('Enter')
  await page.getByRole('combobox', { name: 'Go to a paragraph' }).waitFor()
})

const nextKeyAfter = async (key: string, shiftKey = false): Promise<string> =>
  page.evaluate(
    async init => {
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
      // The window may hear the next key before any task of its own, but after all its promises.
      for (let turn = 0; turn < 100; turn++) await Promise.resolve()
      return document.activeElement?.matches('input, textarea') ? 'a field' : 'the text'
    },
    { key, code: `Key${key.toUpperCase()}`, ctrlKey: true, shiftKey },
  )

it.each(['k', 'g'])(
  'Ctrl %s takes the next key, and one Escape closes it with words in it',
  async key => {
    await open()
    expect(await nextKeyAfter(key)).toBe('a field')
    await page.keyboard.type('II')
    await expect.poll(() => page.locator('.palette-input').inputValue()).toBe('II')
    await keys('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await focusInText()
  },
)

it.each([
  ['f', false],
  ['m', true],
  ['k', true],
  ['n', false],
  ['n', true],
])('the field that Ctrl %s (Shift: %s) brings takes the next key', async (key, shift) => {
  await open()
  await keys('Control+ArrowRight')
  await keys('Shift+Control+ArrowRight')
  expect(await nextKeyAfter(key, shift)).toBe('a field')
})

/** Runs what the palette calls so. */
const command = async (name: string): Promise<void> => {
  await keys('Control+K')
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).first().waitFor()
  await keys('Enter')
  await page.getByRole('dialog', { name: 'Search and commands' }).waitFor({ state: 'detached' })
}
const focusInText = () => page.locator('.page-text:focus').waitFor()

it('the palette has every act of a document, and does it to what is selected', async () => {
  await open()
  await keys('Control+K')
  await options().first().waitFor()
  const names = await page.locator('.palette-item > .grow').allTextContents()
  for (const name of [
    ...['Bold', 'Italic', 'Underline', 'Superscript', 'Subscript', 'Clear formatting', 'Link'],
    ...['Numbered', 'Quotation', 'Section heading', 'Bullet', 'Table', 'Footnote'],
    ...['Put in brackets', 'Comment on the selected words', 'Propose an amendment', 'Suggesting'],
    ...['Colour by author', 'Comments', 'Amendments', 'Brackets', 'History', 'Instruments cited'],
    ...['Next open comment or amendment', 'Previous open comment or amendment'],
    ...['Find and replace', 'Go to a paragraph', 'Word document', 'PDF', 'Web page', 'Markdown'],
    ...['New document', 'Import', 'Lock', 'Settings', 'Keyboard shortcuts', 'Members'],
  ])
    expect(names.filter(each => each.includes(name))).not.toEqual([])
  await keys('Escape')
  await focusInText()

  const paragraph = page.locator('.page-text > [data-kind="num1"]').first()
  await paragraph.click()
  await keys('Home')
  for (let times = 0; times < 4; times++) await keys('Shift+ArrowRight')
  await command('Quotation')
  const quote = page.locator('.page-text > [data-kind="quote"]')
  await quote.waitFor()
  await focusInText()
  await command('Undo your last change')
  await quote.waitFor({ state: 'detached' })
  await focusInText()
  await command('Bold')
  await paragraph.locator('.text-bold').waitFor()
  await focusInText()
  const marked = await paragraph.locator('.text-bold').textContent()
  await command('Comment on the selected words')
  await page
    .locator('.side-panel')
    .getByText(marked ?? '')
    .first()
    .waitFor()
  await page.locator('.comment-form textarea:focus').waitFor()
  await keys('Escape')
  await focusInText()
  // The words are selected again: without that the whole paragraph is meant.
  await keys('ArrowLeft')
  await keys('Control+Shift+B')
  const bracketed = page.locator('.page-text > [data-opens]')
  await bracketed.waitFor()
  await focusInText()
  await command('Keep this wording')
  await bracketed.waitFor({ state: 'detached' })
  await focusInText()
  await command('History')
  await page.getByRole('tab', { name: 'History', selected: true }).waitFor()
  await keys('Control+Shift+E')
  await page.getByRole('menuitem', { name: 'PDF' }).waitFor()
  await keys('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await keys('Control+/')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
})

const inTitle = '1 place in the title or in a description of a picture.'
const bar = () => page.getByRole('search', { name: 'Find and replace' })
const count = () => bar().locator('.find-count')
const sought = () => bar().getByLabel('Find', { exact: true })
const seek = async (text: string): Promise<void> => {
  await keys('Control+F')
  await sought().waitFor()
  await expect.poll(() => sought().evaluate(field => document.activeElement === field)).toBe(true)
  await page.keyboard.type(text)
}
const painted = (name: string): Promise<string[]> =>
  page.evaluate(
    each => Array.from(CSS.highlights.get(each) ?? [], range => (range as Range).toString()),
    name,
  )
const caret = () => page.evaluate(() => getSelection()?.anchorNode?.textContent?.slice(0, 12))

it('finds words, counts them, goes round, and Escape goes back to where one was', async () => {
  await open()
  await page.locator('.page-text > *').nth(5).click()
  const place = await caret()
  await seek('WOMEN human')
  await expect.poll(() => count().textContent()).toContain('4 of 4')
  expect(await count().textContent()).toContain('in paragraph 3 (b)')
  await keys('Enter')
  await expect.poll(() => count().textContent()).toContain('1 of 4')
  await keys('Shift+Enter')
  await expect.poll(() => count().textContent()).toContain('4 of 4')
  await expect.poll(() => painted('found-current')).toEqual(['women human'])
  await expect.poll(() => painted('found')).toHaveLength(3)
  await keys('Escape')
  await bar().waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('page-text')
  await expect.poll(caret).toBe(place)
  await expect.poll(() => painted('found')).toEqual([])
})

it('replaces one, then all, says how many, and undo takes it back in one step', async () => {
  await open()
  await seek('women')
  await bar().getByRole('button', { name: 'Whole words only' }).click()
  await bar().getByLabel('Replace with').fill('all')
  const before = await page.locator('.page-text').textContent()
  const held = text.texts()
  await keys('Enter')
  await page.getByText('all human rights defenders work tirelessly').waitFor()
  await bar().getByRole('button', { name: 'Replace all' }).click()
  await page.getByText('5 places were replaced.').waitFor()
  await expect.poll(() => count().textContent()).toBe(`Not in the text ${inTitle}`)
  expect(await page.locator('.page-text').textContent()).not.toMatch(/\bwomen\b/i)
  await expect.poll(() => text.texts().join('\n')).not.toMatch(/\bwomen\b/i)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(() => count().textContent()).toContain('of 5')
  await keys('Escape')
  await page.locator('.page-text').focus()
  await keys('Control+Z')
  await expect.poll(() => page.locator('.page-text').textContent()).toBe(before)
  await expect.poll(text.texts).toEqual(held)
})

const note = () => page.getByRole('textbox', { name: 'Footnote 1' })
const notes = () => text.core.page(text.document).notes?.map(each => each.text)
/** On a text of one's own: "Respondent R-7" in its title, its text and a footnote. */
const openNamed = async (): Promise<void> => {
  await open(() => pages.openOwn())
  await page.keyboard.type('Respondent R-7 said so')
  await keys('Control+Shift+N')
  await note().and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Letter of R-7, May.')
  await keys('Enter')
  await page.locator('.page-text:focus').waitFor()
  const title = page.getByRole('textbox', { name: 'Title' })
  await title.fill('On R-7')
  await keys('Enter')
  await page.locator('.page-text:focus').waitFor()
  await expect.poll(notes).toEqual(['Letter of R-7, May.'])
}

it('goes to footnotes behind the text, and names places in the title', async () => {
  await openNamed()
  await keys('Control+Home')
  await seek('r-7')
  await expect.poll(() => count().textContent()).toBe(`1 of 2 ${inTitle}`)
  await bar().locator('.find-besides', { hasText: inTitle }).waitFor()
  await keys('Enter')
  await expect.poll(() => count().textContent()).toBe(`2 of 2 in footnote 1 ${inTitle}`)
  await page.locator('.footnote-text[data-found="current"]').waitFor()
  await keys('Control+Enter')
  await bar().waitFor({ state: 'detached' })
  await note().and(page.locator(':focus')).waitFor()
  const selected = () =>
    note().evaluate(field => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement
      return value.slice(selectionStart, selectionEnd)
    })
  await expect.poll(selected).toBe('R-7')
  expect(await page.locator('.footnote-text[data-found]').count()).toBe(0)
})

it('replaces in footnotes too, names what it left in the title, and one undo takes back all', async () => {
  await openNamed()
  await seek('R-7')
  await bar().getByLabel('Replace with').fill('R-8')
  await bar().getByRole('button', { name: 'Replace all' }).click()
  await page
    .getByText(
      '2 places were replaced. 1 place in the title or in a description of a picture was left unchanged.',
    )
    .waitFor()
  await expect.poll(notes).toEqual(['Letter of R-8, May.'])
  await expect.poll(() => text.texts().join('\n')).toContain('Respondent R-8 said so')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(notes).toEqual(['Letter of R-7, May.'])
  await expect.poll(() => text.texts().join('\n')).toContain('Respondent R-7 said so')
  const undone = page.getByText(/^Undone\. .*paragraph.* Footnotes changed too\.$/)
  await undone.waitFor({ state: 'attached' })
})

it('says that undo left a footnote that was changed since', async () => {
  await openNamed()
  await seek('R-7')
  await bar().getByLabel('Replace with').fill('R-8')
  await bar().getByRole('button', { name: 'Replace all' }).click()
  // The footnotes come first, and closing the bar before the end would stop the rest.
  await page.getByText('2 places were replaced.').waitFor()
  await expect.poll(notes).toEqual(['Letter of R-8, May.'])
  await keys('Escape')
  await bar().waitFor({ state: 'detached' })
  await note().fill('Letter of R-9, May.')
  await expect.poll(notes).toEqual(['Letter of R-9, May.'])
  await page.locator('.page-text').focus()
  await keys('Control+Z')
  await page
    .getByText('Undo left a footnote as it is, because its words were changed there since.')
    .waitFor()
  await expect.poll(() => text.texts().join('\n')).toContain('Respondent R-7 said so')
  expect(notes()).toEqual(['Letter of R-9, May.'])
})

it('replaces one place of a footnote, and leaves it while suggesting', async () => {
  await openNamed()
  await seek('letter')
  await expect.poll(() => count().textContent()).toBe('1 of 1 in footnote 1')
  await bar().getByLabel('Replace with').fill('Note')
  await keys('Enter')
  await expect.poll(notes).toEqual(['Note of R-7, May.'])
  await keys('Escape')
  await bar().waitFor({ state: 'detached' })
  await page.locator('.page-text').focus()
  await keys('Control+Z')
  await page.getByText('Undone in the footnotes.').waitFor({ state: 'attached' })
  await expect.poll(notes).toEqual(['Letter of R-7, May.'])
  await keys('Control+Shift+X')
  await seek('letter')
  await bar().getByLabel('Replace with').fill('Note')
  await keys('Enter')
  await page.getByText('A footnote takes no suggestions. Stop suggesting to change it.').waitFor()
  expect(notes()).toEqual(['Letter of R-7, May.'])
})

it('goes into the text where one is, and suggests while suggesting', async () => {
  await open()
  await keys('Control+Shift+X')
  await seek('tirelessly')
  await bar().getByLabel('Replace with').fill('without rest')
  await keys('Enter')
  await page.locator('.text-struck').waitFor()
  expect(await page.locator('.text-struck').textContent()).toBe('tirelessly')
  expect(await page.locator('.text-inserted').textContent()).toBe('without rest')
  await expect.poll(() => JSON.stringify(text.blocks())).toContain('"text":"without rest"')
  await keys('Enter')
  await page.getByText('wait for a decision on a suggestion').waitFor()
  await sought().fill('Country groups')
  await expect.poll(() => count().textContent()).toContain('1 of 1')
  await keys('Control+Enter')
  await bar().waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('Country groups')
})

it('says how far it has come, lets others write, and leaves nothing when it is stopped', async () => {
  await openLong()
  await keys('Control+Shift+X')
  await seek('prompt')
  await expect.poll(() => count().first().textContent()).toContain('of 380')
  await bar().getByLabel('Replace with').fill('swift')
  const before = await page.locator('.page-text').textContent()
  // Another window of the profile writes. The page hears of it in the midst of its work, before core does.
  const { doc, change } = await windowOn(text.core, text.document)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
  theirs.clientID = doc.clientID
  textsIn(blockElements(theirs)[0]!)[0]!.insert(0, 'Hear this. ')
  const update = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(doc))
  // In the page: all may be replaced before a test on a busy machine has looked once.
  await page.evaluate(
    bytes => {
      const { textPort } = window as unknown as PortWindow
      const seen = { progress: '', button: '' }
      Object.assign(window, { seen })
      new MutationObserver((_, watcher) => {
        const progress = document.querySelector('.find-bar [role=progressbar]')?.textContent
        if (progress === undefined) return
        if (seen.progress === '')
          textPort.say({ kind: 'changed', update: new Uint8Array(bytes), by: null })
        seen.progress = progress
        if (!document.querySelector('.page-text')?.textContent.includes('Hear this. ')) return
        watcher.disconnect()
        const { activeElement } = document
        seen.button = activeElement?.textContent ?? ''
        if (activeElement instanceof HTMLElement) activeElement.click()
      }).observe(document.body, { childList: true, characterData: true, subtree: true })
    },
    [...update],
  )
  await bar().getByRole('button', { name: 'Replace all' }).focus()
  await keys('Enter')
  await page.getByText('Stopped. Nothing was suggested.').waitFor()
  // The same button, which has the focus.
  expect(await page.evaluate(() => Reflect.get(window, 'seen') as unknown)).toEqual({
    progress: expect.stringMatching(/^\d+ of 380$/),
    button: 'Stop',
  })
  await bar().getByRole('progressbar').waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.page-text').textContent()).toBe(`Hear this. ${before}`)
  expect(await page.locator('.text-struck').count()).toBe(0)
  await change(own => Y.applyUpdate(own, update))
  expect(text.texts().slice(0, 2)).toEqual([
    'Hear this. Section 1',
    expect.stringContaining('prompt'),
  ])
})

it('finds what is out of sight on a long page and brings it into view', async () => {
  await openLong()
  await seek('paragraph 399 says')
  await expect.poll(() => count().textContent()).toContain('1 of 1')
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [range] = CSS.highlights.get('found-current') ?? []
        const box = (range as Range | undefined)?.getBoundingClientRect()
        return box !== undefined && box.top > 0 && box.bottom < innerHeight
      }),
    )
    .toBe(true)
  // A person who writes elsewhere meanwhile stays there.
  await page.locator('.canvas').evaluate(canvas => canvas.scrollTo(0, 0))
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.type('Here: ')
  await page.getByText('Here: ').waitFor()
  await expect.poll(() => painted('found-current')).toEqual(['Paragraph 399 says'])
  expect(await page.locator('.canvas').evaluate(canvas => canvas.scrollTop)).toBeLessThan(200)
})

it('finds for who may only read, and offers nothing else', async () => {
  await open(() => pages.open({ as: 'L.H.' }))
  await sayTo(page, { kind: 'parted' })
  // Nothing of the reader's own was refused, and that is not said.
  await page.getByText('Disputed: one place in this text was signed twice.').waitFor()
  expect(await page.getByText('Your last change').count()).toBe(0)
  // The page is read again first, and that is another editor.
  await page.getByText('Your changes to this document are suggestions').waitFor()
  await page.locator('.page-text[contenteditable="false"]').waitFor()
  await seek('impunity')
  await expect.poll(() => count().textContent()).toContain('1 of 1')
  expect(await bar().getByLabel('Replace with').count()).toBe(0)
  await keys('Escape')
  await bar().waitFor({ state: 'detached' })
  await page.locator('.page-text:focus').waitFor()
  await seek('impunity')
  await expect.poll(() => count().textContent()).toContain('1 of 1')
  await keys('Control+Enter')
  await page.locator('.page-text:focus > [data-here]', { hasText: 'impunity' }).waitFor()
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('impunity')
})

it('has no fault while something is found, and as a list of numbers', async () => {
  await open()
  await seek('women')
  await expect.poll(() => count().textContent()).toContain('of 6')
  expect(await faultsEverywhere(page)).toEqual([])
  await keys('Control+G')
  await options().first().waitFor()
  expect(await faultsHere(page)).toEqual([])
})
