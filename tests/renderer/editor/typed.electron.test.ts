// Unsent input in a document: kept as it is typed, said to be unsaved until core has it, offered
// again at its place, and gone when it is sent or discarded.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Core } from '#core'
import type { Typed } from '#shared/contract'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { failPage } from '#tests/text-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, settled } from '#tests/renderer-pages'
import { openText, otherMember, textSeed, type TextSeeded } from '#tests/text-seed'

let pages: CorePages
let opened: CorePage & { seeded: TextSeeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (options: CoreOptions<TextSeeded> = {}): Promise<void> => {
  opened = await pages.open(textSeed, options)
  page = opened.page
  await openText(page, opened.seeded.document)
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
/** The words of each comment, as core has it. */
const said = async (): Promise<string[]> => {
  const threads = await opened.core.answers['comments.list'](opened.seeded)
  return threads.map(({ text }) => text)
}
/** The input that core keeps for the text, by place. */
const kept = (): Promise<readonly Typed[]> =>
  Promise.resolve(opened.core.answers['typed.list'](opened.seeded))
const keptWords = async () => (await kept()).map(({ fields }) => Object.values(fields))
const quotes = () => page.locator('.comment-form .thread-quote').allInnerTexts()

/** The window never hears that an edit is on the disk: the real core says so within a moment. */
const neverDurable = async (core: Core): Promise<void> => {
  const { attach } = core
  core.attach = (document, port) =>
    attach(document, { ...port, post: message => message.kind === 'durable' || port.post(message) })
}

const beginComment = async (index: number, text: string): Promise<void> => {
  await selectWord(index)
  await page.keyboard.press('Control+Shift+M')
  await field().waitFor()
  await page.keyboard.type(text)
}

it('says that nothing is saved while core does not answer for a comment that is typed', async () => {
  await open({ hold: ['typed.keep'] })
  await savedLine().and(page.locator('[data-saved=yes]')).waitFor()
  await beginComment(1, 'W')
  await savedLine().and(page.locator('[data-saved=no][data-shown=saving]')).waitFor()
  expect(await savedLine().textContent()).toBe('Saving…')
})

it('says that nothing is saved while core does not answer for a title that is typed', async () => {
  await open({ before: neverDurable })
  await savedLine().and(page.locator('[data-saved=yes]')).waitFor()
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
  await expect.poll(keptWords).toEqual([expect.arrayContaining(['Which ones?'])])
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
  await expect.poll(said).toEqual(['Which ones? And when?'])
  await expect.poll(kept).toEqual([])
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
  await page.locator('.page-text').waitFor({ state: 'detached' })
  await openText(page, opened.seeded.document)
  await notice().waitFor()
  expect(await notice().textContent()).toContain('Which ones?')
  await notice().getByRole('button', { name: 'Discard' }).click()
  await notice().waitFor({ state: 'detached' })
  await expect.poll(kept).toEqual([])
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
  await expect.poll(said).toEqual(['Which ones?'])
  await notice().waitFor({ state: 'detached' })
})

it('keeps a new comment at its words while another member takes a paragraph above them away', async () => {
  await open()
  const other = await otherMember(opened)
  await beginComment(3, 'Which ones?')
  const [word] = await quotes()
  const count = await page.locator('.page-text > *').count()
  await other.edit({ remove: 2 })
  await expect.poll(() => page.locator('.page-text > *').count()).toBe(count - 1)
  await expect.poll(quotes).toEqual([word])
  await field().focus()
  await page.keyboard.press('Control+Enter')
  await expect.poll(said).toEqual(['Which ones?'])
  await expect.poll(() => page.locator('.thread .thread-quote').allInnerTexts()).toEqual([word])
})

it('keeps a comment that is sent when its paragraph is gone, and says why', async () => {
  await open()
  const other = await otherMember(opened)
  const last = (await page.locator('.page-text > *').count()) - 1
  await beginComment(last, 'Which ones?')
  await other.edit({ remove: last + 1 })
  await expect.poll(() => page.locator('.page-text > *').count()).toBe(last)
  await field().focus()
  await page.keyboard.press('Control+Enter')
  await page.getByText('The words that it is about are no longer in the text.').first().waitFor()
  await expect.poll(focused).toBe('Which ones?')
  expect(await said()).toEqual([])
})

it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async scheme => {
  const typed: readonly Typed[] = [
    { place: 'version', fields: { name: 'Sent to the ministry' } },
    { place: 'answer/a-aaaaaaaaaa', fields: { text: 'On Monday.', about: '' } },
  ]
  await open({
    look: { scheme },
    async before({ answers }, { document }) {
      for (const each of typed) await answers['typed.keep']({ document, ...each })
    },
  })
  await notice().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
