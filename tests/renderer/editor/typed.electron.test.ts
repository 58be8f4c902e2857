// Unsent input in a document: kept as it is typed, said to be unsaved until core has it, offered
// again at its place, and gone when it is sent or discarded.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  closePage,
  type EditorOptions,
  type EditorPages,
  editorPages,
  failPage,
  type HarnessWindow,
} from '#tests/editor-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (options: EditorOptions = {}): Promise<void> => {
  page = await pages.openDocument(options)
  await page.locator('.page-text').focus()
}
const selectWord = async (index: number): Promise<void> => {
  await page.locator('.page-text > *').nth(index).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
}
const field = () => page.getByRole('textbox', { name: 'Your comment' })
const notice = () => page.locator('.notice', { has: page.locator('.unsent-list') })
const savedLine = () => page.locator('.saved-line')
const focused = () => page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)
const said = () => page.evaluate(() => (window as unknown as HarnessWindow).text.threads().length)
const quotes = () => page.locator('.comment-form .thread-quote').allInnerTexts()

const beginComment = async (index: number, text: string): Promise<void> => {
  await selectWord(index)
  await page.keyboard.press('Control+Shift+M')
  await field().waitFor()
  await page.keyboard.type(text)
}

it('says that nothing is saved while core does not answer for a comment that is typed', async () => {
  await open({ hang: ['typed.keep'] })
  await savedLine().and(page.locator('[data-saved=yes]')).waitFor()
  await beginComment(1, 'W')
  await savedLine().and(page.locator('[data-saved=no][data-shown=saving]')).waitFor()
  expect(await savedLine().textContent()).toBe('Saving…')
})

it('says that nothing is saved while core does not answer for a title that is typed', async () => {
  await open()
  await savedLine().and(page.locator('[data-saved=yes]')).waitFor()
  await page.evaluate(() => (window as unknown as HarnessWindow).text.hold())
  await page.getByRole('textbox', { name: 'Title of the document' }).click()
  await page.keyboard.type('X')
  await savedLine().and(page.locator('[data-saved=no][data-shown=saving]')).waitFor()
  expect(await savedLine().textContent()).toBe('Saving…')
})

it('keeps a comment that Escape left, offers it, goes on with it, and has it no more when sent', async () => {
  await open()
  await beginComment(1, 'Which ones?')
  await page.keyboard.press('Escape')
  await notice().waitFor()
  expect(await notice().textContent()).toContain('Which ones?')
  // Another place has nothing of it.
  await beginComment(2, 'Another')
  expect(await focused()).toBe('Another')
  await page.getByRole('button', { name: 'Discard' }).last().click()
  await notice().getByRole('button', { name: 'Go on' }).click()
  await expect.poll(focused).toBe('Which ones?')
  await notice().waitFor({ state: 'detached' })
  await page.keyboard.press('End')
  await page.keyboard.type(' And when?')
  await page.keyboard.press('Control+Enter')
  await expect.poll(said).toBe(1)
  await selectWord(1)
  await page.keyboard.press('Control+Shift+M')
  await field().waitFor()
  await settled(page)
  expect(await focused()).toBe('')
  expect(await notice().count()).toBe(0)
})

it('offers the same words again where the same words are selected', async () => {
  await open()
  await beginComment(1, 'Which ones?')
  await page.keyboard.press('Escape')
  await selectWord(1)
  await page.keyboard.press('Control+Shift+M')
  await expect.poll(focused).toBe('Which ones?')
})

it('keeps what was typed while the screen was another one', async () => {
  await open()
  await beginComment(1, 'Which ones?')
  await page.keyboard.press('Control+1')
  await page.locator('.table .table-row').first().focus()
  await page.keyboard.press('Enter')
  await notice().waitFor()
  expect(await notice().textContent()).toContain('Which ones?')
  await notice().getByRole('button', { name: 'Discard' }).click()
  await notice().waitFor({ state: 'detached' })
})

it('offers a new comment again where the text is loaded again, and it is about the same words', async () => {
  await open()
  await beginComment(1, 'Which ones?')
  const [word] = await quotes()
  await failPage(page)
  await page.locator('.page-text[contenteditable="true"]').waitFor()
  await notice().waitFor()
  await field().waitFor({ state: 'detached' })
  await notice().getByRole('button', { name: 'Go on' }).click()
  await expect.poll(focused).toBe('Which ones?')
  expect(await quotes()).toEqual([word])
  await page.keyboard.press('Control+Enter')
  await expect.poll(said).toBe(1)
  await notice().waitFor({ state: 'detached' })
})

it('keeps a new comment at its words while another member takes a paragraph above them away', async () => {
  await open()
  await beginComment(3, 'Which ones?')
  const [word] = await quotes()
  const count = await page.locator('.page-text > *').count()
  await page.evaluate(() => {
    const { text, member } = window as unknown as HarnessWindow
    text.remove(member(3), 1)
  })
  await expect.poll(() => page.locator('.page-text > *').count()).toBe(count - 1)
  await expect.poll(quotes).toEqual([word])
  await field().focus()
  await page.keyboard.press('Control+Enter')
  await expect.poll(said).toBe(1)
  await expect.poll(() => page.locator('.thread .thread-quote').allInnerTexts()).toEqual([word])
})

it('keeps a comment that is sent when its paragraph is gone, and says why', async () => {
  await open()
  const last = (await page.locator('.page-text > *').count()) - 1
  await beginComment(last, 'Which ones?')
  await page.evaluate(at => {
    const { text, member } = window as unknown as HarnessWindow
    text.remove(member(3), at)
  }, last)
  await expect.poll(() => page.locator('.page-text > *').count()).toBe(last)
  await field().focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText('The words that it is about are no longer in the text.').first().waitFor()
  await expect.poll(focused).toBe('Which ones?')
  expect(await said()).toBe(0)
})

it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async scheme => {
  const typed = [
    { place: 'version', fields: { name: 'Sent to the ministry' } },
    { place: 'answer/a-aaaaaaaaaa', fields: { text: 'On Monday.', about: '' } },
  ]
  page = await pages.openDocument({ typed }, { scheme })
  await notice().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
