// Minutes are written in a session, over a real core.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Core } from '#core'
import { blockText } from '#document/model'
import type { BlockId, DocumentId } from '#shared/ids'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { caretIn } from '#tests/text-pages'
import { meetingWords } from '#tests/meeting-session'
import { sessionSeed } from '#tests/meetings-seed'
import { axeFaults } from '#tests/page-faults'
import { png } from '#tests/pictures'
import { closePage, settled } from '#tests/renderer-pages'

let pages: CorePages
let page: Page
let core: Core
let pictures: CorePage['pictures']
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Seeded = Awaited<ReturnType<typeof sessionSeed>>['seeded']
const openSession = async (options: CoreOptions<Seeded> = {}) => {
  const opened = await pages.open(sessionSeed, options)
  ;({ page, core, pictures } = opened)
  await page.keyboard.press('Control+3')
  await page.locator('.next-agenda button').first().click()
  await page.locator('.now-debated').waitFor()
  return opened.seeded
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const write = async (): Promise<void> => {
  await press('Write here')
  await page.locator('.session-writing .page-text:focus').waitFor()
}
const item = (title: string) => page.locator('.session-item', { hasText: title })
const debate = async (title: string): Promise<void> => {
  await item(title).getByRole('button').first().click()
  await page.getByRole('menuitem', { name: 'Debate now' }).click()
}
/** The words of each line of the minutes, as core has them. */
const heldIn = async (agenda: DocumentId): Promise<() => string[]> => {
  const { minutes } = await core.answers['meetings.get']({ agenda })
  return () => core.page(minutes!.document).blocks.map(block => blockText(block))
}
/** Another window of an officer closes the item, with the line of these words. */
const decide = async (agenda: DocumentId, block: BlockId, words: string): Promise<void> => {
  await core.answers['meetings.item']({ agenda, block, state: 'decided' })
  await page.locator('.page-text > [data-settled]', { hasText: words }).waitFor()
}
/** Real answers about recorded lines come after `ready`. */
const slowly = (answers: Core['answers'], ready: () => Promise<unknown>): void => {
  const { 'minutes.recorded': answer } = answers
  const late: typeof answer = async input => {
    await ready()
    return answer(input)
  }
  Object.assign(answers, { 'minutes.recorded': late })
}
const lines = () => page.locator('.page-text > *')
const line = (words: string) => lines().filter({ hasText: words })

test('minutes go off the record by the bar: a line of its own begins, and the next press begins one on it', async () => {
  await openSession()
  const off = page.locator('.page-text > [data-off]')
  await press('Off or on the record')
  await expect.poll(() => off.count()).toBe(1)
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.type('A name was said.')
  await off.filter({ hasText: 'A name was said.' }).waitFor()
  await press('Off or on the record')
  await caretIn(page, '.page-text > :not([data-off])')
  await page.keyboard.type('The debate went on.')
  const on = page.locator('.page-text > :not([data-off])', { hasText: 'The debate went on.' })
  expect(await on.getAttribute('data-kind')).toBe('num1')
  expect(await off.count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
})

test('the item was decided: its lines take no letter until an officer debates it again', async () => {
  const { agenda } = await openSession()
  const held = await heldIn(agenda)
  const settledLine = page.locator('.page-text > [data-settled]', { hasText: meetingWords.said })
  await write()
  await page.keyboard.type('At once.')
  await expect.poll(held).toContain('At once.')
  await press('Close item 2 (a)')
  await page.getByRole('menuitem', { name: 'Decided' }).click()
  await settledLine.waitFor()
  await line(meetingWords.said).click()
  await page
    .getByText('No one can change the lines of this item until the session ends or the item')
    .waitFor()
  const before = held()
  const shown = await lines().allInnerTexts()
  for (const key of ['x', 'Enter', 'Control+z']) {
    await page.keyboard.press(key)
    await settled(page)
    expect(await lines().allInnerTexts()).toEqual(shown)
    expect(held()).toEqual(before)
  }
  expect(await axeFaults(page)).toEqual([])
  await press('Debate now')
  await settledLine.waitFor({ state: 'detached' })
  await line(meetingWords.said).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Again.')
  await expect.poll(held).toContain(`${meetingWords.said} Again.`)
})

test('a member who only reads minutes is offered no writing', async () => {
  const { group } = await openSession()
  const offered = page.getByRole('button', { name: 'Write here' })
  await offered.waitFor()
  const { self } = await core.answers['groups.get']({ group })
  await core.answers['members.setRole']({ group, member: self!, role: 'observer' })
  await offered.waitFor({ state: 'detached' })
  await settled(page)
  expect(await offered.count()).toBe(0)
})

const kindAtCaret = (): Promise<string | null> =>
  page.evaluate(() => {
    const node = getSelection()?.anchorNode
    const element = node instanceof Element ? node : node?.parentElement
    return element?.closest('.page-text > *')?.getAttribute('data-kind') ?? null
  })

test('minutes are written below the debated item: the cursor stands behind its last words, and one press leads back', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isSlow = false
  // The action is the last line of the item.
  const { agenda } = await openSession({
    before: async ({ answers, page: read, edit }, made) => {
      slowly(answers, async () => isSlow && promise)
      const { minutes } = await answers['meetings.get'](made)
      const { document } = minutes!
      const at = read(document).blocks.findIndex(block => blockText(block) === meetingWords.action)
      await edit(document, [{ remove: at + 2 }])
    },
  })
  const held = await heldIn(agenda)
  await write()
  await page.keyboard.type(' At once.')
  const last = page.locator('.page-text > [data-kind=action]')
  await expect.poll(() => last.innerText()).toContain(`${meetingWords.action} At once.`)
  // From here on the screen hears of no newer line.
  isSlow = true
  await page.keyboard.press('Enter')
  await page.keyboard.type('/res It needs consent.')
  await page.locator('.page-text > [data-kind=reservation]', { hasText: 'needs consent' }).waitFor()
  // The debated item stays in view, with the speakers beside it.
  expect(await page.locator('.now-debated').isVisible()).toBe(true)
  expect(await page.locator('.document-bar').count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
  await expect.poll(held).toContain('It needs consent.')
  await lines().nth(0).click()
  await page.locator('.page-text:focus').waitFor()
  expect(await kindAtCaret()).not.toBe('reservation')
  await press('Go to item 2 (a)')
  await page.locator('.page-text:focus').waitFor()
  await expect.poll(kindAtCaret).toBe('reservation')
  resolve()
  await page.keyboard.type(' Soon.')
  const at = held().findIndex(words => words.startsWith(meetingWords.action))
  await expect
    .poll(() => held().slice(at, at + 2))
    .toEqual([`${meetingWords.action} At once.`, 'It needs consent. Soon.'])
  await press('Show what is recorded')
  await page.locator('.item-minutes').getByText('It needs consent.').waitFor()
})

test('another item is debated and core is slow: the minutes open behind the last words of that item', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isSlow = false
  await openSession({
    before: async ({ answers }) => slowly(answers, async () => isSlow && promise),
  })
  await page.locator('.item-minutes > [data-kind=action]').waitFor()
  isSlow = true
  await debate(meetingWords.examples)
  await page.locator('.now-debated', { hasText: meetingWords.examples }).waitFor()
  await press('Write here')
  resolve()
  await page.locator('.session-writing .page-text:focus').waitFor()
  const heading = () =>
    page.evaluate(() => {
      const node = getSelection()?.anchorNode
      const element = node instanceof Element ? node : node?.parentElement
      let at = element?.closest('.page-text > *') ?? null
      while (at && !at.matches('h1, h2, h3')) at = at.previousElementSibling
      return at?.textContent ?? ''
    })
  await expect.poll(heading).toContain(meetingWords.examples)
})

test('the item was decided: no restricted paragraph is asked about there, until it is debated again', async () => {
  const { agenda, items } = await openSession()
  await write()
  const dialog = page.locator('.dialog')
  const add = async (): Promise<void> => {
    await line(meetingWords.said).click()
    await page.locator('.page-text:focus').waitFor()
    await page.getByRole('button', { name: 'More formatting' }).click()
    await page.getByRole('menuitem', { name: /^New restricted paragraph/ }).click()
  }
  await decide(agenda, items.amendments, meetingWords.said)
  await add()
  await page
    .locator('.notice')
    .getByRole('status')
    .filter({ hasText: 'Decided. Changes are corrections.' })
    .waitFor({ state: 'attached' })
  expect(await dialog.count()).toBe(0)
  await press('Debate now')
  await page
    .locator('.page-text > [data-settled]', { hasText: meetingWords.said })
    .waitFor({ state: 'detached' })
  await add()
  await dialog.getByText('Add a new paragraph for Safety only?').waitFor()
})

test('the last item was decided: undo takes no heading back that ends it, says why, and redo goes on', async () => {
  const { agenda, items } = await openSession()
  const held = await heldIn(agenda)
  await debate(meetingWords.other)
  await page.locator('.now-debated', { hasText: meetingWords.other }).waitFor()
  await write()
  await page.keyboard.type('Dates follow.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Annex follows.')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type('# ')
  await page.keyboard.type('Closing')
  const heading = page.locator('.page-text > [data-kind=h1]', { hasText: 'Closing' })
  await heading.waitFor()
  await expect.poll(held).toContain('Closing')
  await decide(agenda, items.other, 'Dates follow.')
  expect(await heading.getAttribute('data-settled')).toBe(null)
  const kinds = () => lines().evaluateAll(all => all.map(each => each.getAttribute('data-kind')))
  const before = await kinds()
  await heading.click()
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Control+z')
  await heading.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await page
    .locator('.toast', {
      hasText: 'Until the next heading, lines after a decided item are plain text.',
    })
    .waitFor()
  expect(await kinds()).toEqual(before)
  // Nobody hears beside it that there was nothing to undo.
  expect(await page.getByText('Nothing to undo.').count()).toBe(0)
  await page.keyboard.press('Control+Shift+z')
  await heading.waitFor()
  expect(await kinds()).toEqual(before)
  await expect.poll(held).toContain('Closing')
  expect(await axeFaults(page)).toEqual([])
})

test('the item of a figure is decided while its dialog is open: the figure stays, and the words are kept', async () => {
  const { agenda, items } = await openSession()
  await write()
  await page.keyboard.press('Control+Shift+G')
  const dialog = page.getByRole('dialog')
  const described = dialog.getByRole('textbox', { name: 'For who does not see it' })
  pictures.push({ name: 'map.png', bytes: new Uint8Array(png({ width: 6, height: 4 })) })
  await dialog.getByRole('button', { name: 'Choose a picture' }).click()
  await dialog.getByRole('img').waitFor()
  await described.fill('Three towns on a map.')
  await dialog.getByRole('button', { name: 'Insert figure' }).click()
  await dialog.waitFor({ state: 'detached' })
  const figure = page.locator('.page-text > [data-kind=figure]')
  await figure.waitFor()
  const shown = () => figure.locator('img').getAttribute('alt')
  await expect.poll(shown).toBe('Three towns on a map.')
  await page.keyboard.press('Control+Shift+G')
  await described.waitFor()
  await decide(agenda, items.amendments, meetingWords.said)
  await described.fill('Four towns on a map.')
  const said = dialog.getByText('The agenda item with this figure was decided')
  await said.waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Change figure' }).click()
  await settled(page)
  await said.waitFor()
  expect(await shown()).toBe('Three towns on a map.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await shown()).toBe('Three towns on a map.')
  const { minutes } = await core.answers['meetings.get']({ agenda })
  const { blocks } = core.page(minutes!.document)
  expect(blocks.find(({ kind }) => kind === 'figure')?.alternative).toBe('Three towns on a map.')
})

test('a closed item is debated: nothing offers to write here, and minutes that are open say who reads them', async () => {
  await openSession()
  await write()
  await debate(meetingWords.travel)
  await page.getByText('A closed item is being debated.').waitFor()
  await press('Show what is recorded')
  await page.getByRole('button', { name: 'Open the minutes' }).first().waitFor()
  await settled(page)
  expect(await page.getByRole('button', { name: 'Write here' }).count()).toBe(0)
})
