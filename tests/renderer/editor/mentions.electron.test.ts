// Members are mentioned in comments with the keys alone; the mention is seen in the thread, and waits on Home for whom
// it names.
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
import { axeFaults, faultsEverywhere } from '#tests/page-faults'
import { settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const field = (name = 'Your comment') => page.getByRole('textbox', { name })
const options = () => page.getByRole('listbox', { name: 'Members to mention' }).getByRole('option')
const offered = () => options().allInnerTexts()
/** The option that a screen reader reads, by its name. */
const active = async (): Promise<string | null> => {
  const id = await field().getAttribute('aria-activedescendant')
  return id && page.locator(`[id="${id}"] bdi`).last().innerText()
}
const mentions = () =>
  page.evaluate(() =>
    (window as unknown as HarnessWindow).text
      .threads()
      .flatMap(({ opening, replies }) =>
        [opening, ...replies].map(each => [
          each.text,
          'mentions' in each ? each.mentions : undefined,
        ]),
      ),
  )
const member = (index: number) =>
  page.evaluate(at => (window as unknown as HarnessWindow).member(at), index)

const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/mentions-${name}.png` })
}

/** The form of a new comment, with the focus. */
const begin = async (given: EditorOptions = {}): Promise<void> => {
  page = await pages.openDocument(given)
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+M')
  await field().and(page.locator(':focus')).waitFor()
}

it('a member is found by letters, chosen by arrows and Enter, and mentioned in the thread', async () => {
  await begin()
  await page.keyboard.type('Does @')
  await expect.poll(offered).toHaveLength(8)
  expect(await offered()).not.toContain('K.W.')
  await expect.poll(active).toBe('M.S.')
  await page.getByRole('status').filter({ hasText: '8 members.' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('ArrowUp')
  await expect.poll(active).toBe('E.G.')
  await page.keyboard.press('ArrowDown')
  await expect.poll(active).toBe('M.S.')
  await page.keyboard.type('s')
  await expect.poll(offered).toEqual(['M.S.', 'V.S.'].map(name => expect.stringContaining(name)))
  await page.keyboard.press('ArrowDown')
  await expect.poll(active).toBe('V.S.')
  await page.keyboard.press('Enter')
  await options().first().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Does @V.S. ')
  await page.keyboard.type('agree?')
  await page.keyboard.press('Control+Enter')
  await page.locator('.thread .mention').waitFor()
  expect(await page.locator('.thread .mention').allInnerTexts()).toEqual(['@V.S.'])
  expect(await page.locator('.thread .said-text').innerText()).toBe('Does @V.S. agree?')
  await expect.poll(mentions).toEqual([['Does @V.S. agree?', [[await member(6), 5, 10]]]])
  expect(await axeFaults(page)).toEqual([])
})

it('Escape closes the list alone, and Enter then writes a line; a mention that goes is none', async () => {
  await begin()
  await page.keyboard.type('@C')
  await expect.poll(offered).toHaveLength(1)
  await page.keyboard.press('Escape')
  await options().first().waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await page.keyboard.type('More, ask @p')
  await expect.poll(offered).toHaveLength(1)
  await page.keyboard.press('Enter')
  expect(await field().inputValue()).toBe('@C\nMore, ask @P.J. ')
  for (let at = 0; at < '.J. '.length; at++) await page.keyboard.press('Backspace')
  expect(await options().count()).toBe(0)
  await page.keyboard.press('Control+Enter')
  await page.locator('.thread').waitFor()
  await expect.poll(mentions).toEqual([['@C\nMore, ask @P', undefined]])
  await settled(page)
  expect(await page.locator('.thread .mention').count()).toBe(0)
})

it('the mouse chooses too, and the cursor goes on behind the name', async () => {
  await begin()
  await page.keyboard.type('@t')
  await options().filter({ hasText: 'T.N.' }).click()
  await field().and(page.locator(':focus')).waitFor()
  await page.keyboard.type('and @l')
  await expect.poll(offered).toHaveLength(1)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Z')
  expect(await field().inputValue()).toContain('@T.N. and @l')
  await page.keyboard.press('Control+Shift+Z')
  expect(await field().inputValue()).toBe('@T.N. and @L.H. ')
  await page.keyboard.press('Control+Enter')
  await page.locator('.thread .mention').nth(1).waitFor()
  await expect.poll(async () => (await mentions())[0]?.[1]).toHaveLength(2)
})

it('an e-mail address offers nobody, and the list goes with the cursor', async () => {
  await begin()
  await page.keyboard.type('ana@m')
  expect(await field().inputValue()).toBe('ana@m')
  await settled(page)
  expect(await options().count()).toBe(0)
  await page.keyboard.type(' @m')
  await expect.poll(offered).toHaveLength(1)
  await page.keyboard.press('Home')
  await options().first().waitFor({ state: 'detached' })
})

it('a mention waits on Home, and a press opens the thread; then it waits no longer', async () => {
  page = await pages.open()
  await page.locator('main').waitFor()
  await page.evaluate(() => {
    const { text, member: of, fake } = window as unknown as HarnessWindow
    const mentioned = of(0)
    const thread = text.comment(of(3), 2, 4, 24, 'Is this the date?')
    text.reply(of(4), thread, 'Ask @K.W. and @C.R.', [
      [mentioned, 4, 9],
      [of(3), 14, 19],
    ])
    const [first] = fake.documents
    if (first) fake.emit('documents.changed', { group: first.group, document: first.id })
  })
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const row = waiting.getByRole('listitem').filter({ hasText: 'T.N. mentioned you in a comment' })
  await row.waitFor()
  expect(await row.innerText()).toContain('In “')
  await shot('home')
  expect(await faultsEverywhere(page)).toEqual([])
  await row.getByRole('link').click()
  const thread = page.locator('.thread[data-current]')
  await thread.waitFor()
  await expect.poll(() => thread.locator('.mention').allInnerTexts()).toEqual(['@K.W.', '@C.R.'])
  await shot('thread')
  expect(await thread.locator('.mention[data-self]').allInnerTexts()).toEqual(['@K.W.'])
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Control+1')
  await waiting.waitFor()
  await expect.poll(() => row.count()).toBe(0)
})

it('an answer to an own comment waits on Home, and a press opens the thread; then it waits no longer', async () => {
  page = await pages.open()
  await page.locator('main').waitFor()
  await page.evaluate(() => {
    const { text, member: of, fake } = window as unknown as HarnessWindow
    const thread = text.comment(of(0), 2, 4, 24, 'Is this the date?')
    text.reply(of(4), thread, 'It is.')
    const [first] = fake.documents
    if (first) fake.emit('documents.changed', { group: first.group, document: first.id })
  })
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const row = waiting.getByRole('listitem').filter({ hasText: 'T.N. answered your comment' })
  await row.waitFor()
  await shot('answered')
  await row.getByRole('link').click()
  await page.locator('.thread[data-current]').getByText('It is.').waitFor()
  await page.waitForFunction(() =>
    (window as unknown as HarnessWindow).fake.calls.some(({ name }) => name === 'mentions.seen'),
  )
  await page.keyboard.press('Control+1')
  await waiting.waitFor()
  await expect.poll(() => row.count()).toBe(0)
})

it('a mention waits while its thread is open in a window without the focus', async () => {
  page = await pages.openDocument()
  await page.evaluate(() => {
    const { text, member: of, fake } = window as unknown as HarnessWindow
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
    text.comment(of(3), 2, 4, 24, 'Is this the date, @K.W.?', [[of(0), 18, 23]])
    const [first] = fake.documents
    if (first) fake.emit('documents.changed', { group: first.group, document: first.id })
  })
  await page.getByRole('button', { name: '1 comment', exact: true }).click()
  await page.locator('.thread').getByRole('button', { name: 'Reply' }).click()
  await page.locator('.thread[data-current] .mention').waitFor()
  const calls = () =>
    page.evaluate(() =>
      (window as unknown as HarnessWindow).fake.calls.flatMap(({ name }) =>
        name === 'mentions.seen' ? [name] : [],
      ),
    )
  await settled(page)
  expect(await calls()).toEqual([])
  await page.evaluate(() => {
    document.hasFocus = () => true
    window.dispatchEvent(new Event('focus'))
  })
  await expect.poll(calls).toEqual(['mentions.seen'])
})

it('a text that is loaded again leaves the open thread open, and keeps the words of a reply', async () => {
  page = await pages.open()
  await page.locator('main').waitFor()
  await page.evaluate(() => {
    const { text, member: of, fake } = window as unknown as HarnessWindow
    text.comment(of(3), 2, 4, 24, 'Is this the date, @K.W.?', [[of(0), 18, 23]])
    text.comment(of(3), 3, 2, 8, 'And this one?')
    const [first] = fake.documents
    if (first) fake.emit('documents.changed', { group: first.group, document: first.id })
  })
  const row = page.getByRole('listitem').filter({ hasText: 'mentioned you in a comment' })
  await row.getByRole('link').click()
  const thread = page.locator('.thread[data-current]')
  await thread.getByText('Is this the date').waitFor()
  const other = page.locator('.thread', { hasText: 'And this one?' })
  await other.getByRole('button', { name: 'Reply' }).click()
  await thread.getByText('And this one?').waitFor()
  const reply = thread.getByRole('textbox', { name: 'Your reply' })
  await reply.fill('It is.')
  await failPage(page)
  await page.locator('.page-text[contenteditable="true"]').waitFor()
  await thread.getByText('And this one?').waitFor()
  await expect.poll(() => reply.inputValue()).toBe('It is.')
})

it('a place that reads otherwise, and a member who cannot read the text, are plain words', async () => {
  page = await pages.openDocument()
  await page.evaluate(() => {
    const { text, member: of } = window as unknown as HarnessWindow
    const thread = text.comment(of(3), 2, 4, 24, 'Ask @K.W. or @X.Y.', [
      [of(5), 4, 9],
      [of(70), 13, 18],
      [of(0), 0, 3],
    ])
    text.reply(of(4), thread, 'Ask @C.R.', [[of(3), 4, 9]])
  })
  await page.getByRole('button', { name: '1 comment', exact: true }).click()
  // The true mention of the reply shows that names are read by now.
  await page.locator('.thread .mention').waitFor()
  expect(await page.locator('.thread .said-text').first().innerText()).toBe('Ask @K.W. or @X.Y.')
  expect(await page.locator('.thread .mention').allInnerTexts()).toEqual(['@C.R.'])
})

it.each([
  ['light', {}, {}],
  ['dark', { appearance: { theme: 'dark' } }, { scheme: 'dark' }],
  ['arabic', { appearance: { language: 'ar' } }, {}],
] as const)('the list and a mention are without faults: %s', async (name, given, look) => {
  page = await pages.openDocument(given, look)
  await page.evaluate(() => {
    const { text, member: of } = window as unknown as HarnessWindow
    const thread = text.comment(of(3), 1, 4, 24, 'Ask @T.N. please.', [[of(4), 4, 9]])
    text.reply(of(4), thread, 'Better ask @K.W., who was there.', [[of(0), 11, 16]])
  })
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+M')
  await page.locator('.comment-form textarea:focus').waitFor()
  await page.keyboard.type('@')
  await page.locator('.mention-list [role=option]').first().waitFor()
  await page.locator('.thread .mention').nth(1).waitFor()
  await shot(name)
  expect(await faultsEverywhere(page)).toEqual([])
})
