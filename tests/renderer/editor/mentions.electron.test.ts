// Members are mentioned in comments with the keys alone; the mention is seen in the thread, and waits on Home for whom
// it names.
import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  anchorAt,
  commentKey,
  markWords,
  type Mention,
  openThread,
  readThreads,
  replyTo,
} from '#document/review/comments'
import type { MemberId } from '#shared/ids'
import { exampleNow, type Handle } from '#tests/advisory-group'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { failPage } from '#tests/text-pages'
import { mentionsSeed } from '#tests/mentions-seed'
import { axeFaults, faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { editText, openText, otherMember, type OtherMember, windowOn } from '#tests/text-seed'

type Seeded = Awaited<ReturnType<typeof mentionsSeed>>['seeded']

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const field = (name = 'Your comment') => page.getByRole('textbox', { name })
const options = () => page.getByRole('listbox', { name: 'Members to mention' }).getByRole('option')
const offered = () => options().allInnerTexts()
const names = () => options().locator('bdi.grow').allInnerTexts()
/** The option that a screen reader reads, by its name. */
const active = async (): Promise<string | null> => {
  const id = await field().getAttribute('aria-activedescendant')
  return id && page.locator(`[id="${id}"] bdi`).last().innerText()
}
/** The words of each comment and answer, as core has them, with its mentions. */
const mentions = async () => {
  const { doc } = await windowOn(opened.core, opened.seeded.document)
  return readThreads(doc).flatMap(({ opening, replies }) =>
    [opening, ...replies].map(each => [each.text, 'mentions' in each ? each.mentions : undefined]),
  )
}
/** The name that stands in a place; X.Y. is no member. */
type Named = readonly [handle: Handle | 'X.Y.', from: number, to: number]
const mentionsOf = (named: readonly Named[]): Mention[] =>
  named.map(([handle, from, to]) => [
    handle === 'X.Y.' ? ('ab'.repeat(32) as MemberId) : opened.seeded.memberOf(handle),
    from,
    to,
  ])

/** One device each: two copies of a profile would write as one. */
const devices = new Map<'C.R.' | 'T.N.', Promise<OtherMember>>()
const deviceOf = (handle: 'C.R.' | 'T.N.'): Promise<OtherMember> => {
  const device = devices.get(handle) ?? otherMember(opened, handle)
  devices.set(handle, device)
  return device
}

/** C.R. comments on these units of a block. */
const comment = async (
  index: number,
  from: number,
  to: number,
  words: string,
  named: readonly Named[] = [],
): Promise<void> => {
  const { change } = await deviceOf('C.R.')
  await change(doc => {
    const at = { index, from, to }
    const said = { at: exampleNow - 120_000, text: words, mentions: mentionsOf(named) }
    const thread = openThread(doc, { kind: 'comment', ...anchorAt(doc, at)!, ...said }, randomBytes)
    markWords(doc, at, commentKey(thread), 1)
  })
}
/** T.N. answers the comment that is there. */
const answer = async (words: string, named: readonly Named[] = []): Promise<void> => {
  const { hear, change } = await deviceOf('T.N.')
  await hear()
  await change(doc => {
    const said = { at: exampleNow - 60_000, text: words, mentions: mentionsOf(named) }
    replyTo(doc, readThreads(doc)[0]!.id, said, randomBytes)
  })
}

const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/mentions-${name}.png` })
}

const home = async (options: CoreOptions<Seeded> = {}): Promise<void> => {
  devices.clear()
  opened = await pages.open(mentionsSeed, options)
  page = opened.page
  await page.locator('main').waitFor()
}
const open = async (options: CoreOptions<Seeded> = {}): Promise<void> => {
  await home(options)
  await openText(page, opened.seeded.document)
}
/** The form of a new comment, with the focus. */
const begin = async (): Promise<void> => {
  await open()
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+M')
  await field().and(page.locator(':focus')).waitFor()
}

it('a member is found by letters, chosen by arrows and Enter, and mentioned in the thread', async () => {
  await begin()
  await page.keyboard.type('Does @')
  // The members who joined at one time are in no order that the seed knows.
  await expect
    .poll(async () => (await names()).toSorted())
    .toEqual(['A.D.', 'C.R.', 'E.G.', 'L.H.', 'M.S.', 'P.J.', 'T.N.', 'V.S.'])
  const inOrder = await names()
  await expect.poll(active).toBe(inOrder[0])
  await page.getByRole('status').filter({ hasText: '8 members.' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('ArrowUp')
  await expect.poll(active).toBe(inOrder[7])
  await page.keyboard.press('ArrowDown')
  await expect.poll(active).toBe(inOrder[0])
  await page.keyboard.type('s')
  await expect.poll(async () => (await names()).toSorted()).toEqual(['M.S.', 'V.S.'])
  // Once round the list of two, then to the one wanted.
  const place = (await names()).indexOf('V.S.')
  for (let step = 0; step < 2 + place; step++) await page.keyboard.press('ArrowDown')
  await expect.poll(active).toBe('V.S.')
  await page.keyboard.press('Enter')
  await options().first().waitFor({ state: 'detached' })
  expect(await field().inputValue()).toBe('Does @V.S. ')
  await page.keyboard.type('agree?')
  await page.keyboard.press('Control+Enter')
  await page.locator('.thread .mention').waitFor()
  expect(await page.locator('.thread .mention').allInnerTexts()).toEqual(['@V.S.'])
  expect(await page.locator('.thread .said-text').innerText()).toBe('Does @V.S. agree?')
  await expect
    .poll(mentions)
    .toEqual([['Does @V.S. agree?', [[opened.seeded.memberOf('V.S.'), 5, 10]]]])
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
  await home()
  await comment(2, 4, 24, 'Is this the date?')
  await answer('Ask @K.W. and @C.R.', [
    ['K.W.', 4, 9],
    ['C.R.', 14, 19],
  ])
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
  await home()
  const own = { comment: 'Is this the date?', block: 3, from: 4, to: 24 }
  await editText(opened.core, opened.seeded.document, [own])
  await answer('It is.')
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const row = waiting.getByRole('listitem').filter({ hasText: 'T.N. answered your comment' })
  await row.waitFor()
  await shot('answered')
  await row.getByRole('link').click()
  await page.locator('.thread[data-current]').getByText('It is.').waitFor()
  await expect.poll(() => inputsOf(page, 'mentions.seen')).toHaveLength(1)
  await page.keyboard.press('Control+1')
  await waiting.waitFor()
  await expect.poll(() => row.count()).toBe(0)
})

it('a mention waits while its thread is open in a window without the focus', async () => {
  await open()
  await page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
  await comment(2, 4, 24, 'Is this the date, @K.W.?', [['K.W.', 18, 23]])
  await page.getByRole('button', { name: '1 comment', exact: true }).click()
  await page.locator('.thread').getByRole('button', { name: 'Reply' }).click()
  await page.locator('.thread[data-current] .mention').waitFor()
  const calls = () => inputsOf(page, 'mentions.seen')
  await settled(page)
  expect(await calls()).toEqual([])
  await page.evaluate(() => {
    document.hasFocus = () => true
    window.dispatchEvent(new Event('focus'))
  })
  await expect.poll(calls).toHaveLength(1)
})

it('a text that is loaded again leaves the open thread open, and keeps the words of a reply', async () => {
  await home()
  await comment(2, 4, 24, 'Is this the date, @K.W.?', [['K.W.', 18, 23]])
  await comment(3, 2, 8, 'And this one?')
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
  await open()
  await comment(2, 4, 24, 'Ask @K.W. or @X.Y.', [
    ['P.J.', 4, 9],
    ['X.Y.', 13, 18],
    ['K.W.', 0, 3],
  ])
  await answer('Ask @C.R.', [['C.R.', 4, 9]])
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
  await open({ ...given, look })
  await comment(1, 4, 24, 'Ask @T.N. please.', [['T.N.', 4, 9]])
  await answer('Better ask @K.W., who was there.', [['K.W.', 11, 16]])
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
