// Another item or text comes first in its list while a person works on the one that stood first.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { dayAfter } from '#tests/advisory-group'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { followUpSeed } from '#tests/follow-up-seed'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage & { seeded: Awaited<ReturnType<typeof followUpSeed>>['seeded'] }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const open = async (): Promise<void> => {
  opened = await pages.open(followUpSeed)
  page = opened.page
  await page.keyboard.press('Control+5')
  await page.getByRole('heading', { name: say('follow-up.title') }).waitFor()
  await settled(page)
}
const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const dialog = (): Locator => page.getByRole('dialog')

const firstText = 'Input to the draft CEDAW report, Cambodia'
const laterText = 'Advice on carrying out A/RES/68/181'
const textOf = async (title: string) => {
  const { core, seeded } = opened
  const texts = await core.answers['recommendations.list'](seeded)
  return texts.find(each => each.title === title)!
}
const openTexts = async (): Promise<void> => {
  await open()
  await page.getByRole('tab', { name: say('follow-up.recommendations') }).click()
  await page.getByRole('heading', { name: firstText }).waitFor()
}
const becomesFirstText = async (title: string): Promise<void> => {
  const { document, rows } = await textOf(title)
  const { block } = rows[0]!
  await opened.core.answers['recommendations.review']({ document, block, day: dayAfter(-9) })
  await expect.poll(() => page.locator('.tracker-text').first().textContent()).toContain(title)
}
test('a reply goes to the text that its dialog was opened on', async () => {
  await openTexts()
  await button('follow-up.file').click()
  const path = join(opened.folder, 'Reply.txt')
  writeFileSync(path, 'We will name the mechanism.')
  opened.chosen.push(path)
  await dialog()
    .getByRole('button', { name: say('follow-up.file.choose') })
    .click()
  await page.getByText(say('follow-up.file.chosen', { name: 'Reply.txt' })).waitFor()
  await becomesFirstText(laterText)
  await dialog()
    .getByRole('button', { name: say('follow-up.file') })
    .click()
  await page.getByText(say('follow-up.filed')).waitFor()
  const { document } = await textOf(firstText)
  expect(await inputsOf(page, 'recommendations.file')).toMatchObject([{ document }])
  await page.getByRole('heading', { name: firstText }).waitFor()
})

test('a form of a text stays open on that text', async () => {
  await openTexts()
  await button('follow-up.noteSent').click()
  await dialog().getByLabel(say('follow-up.to')).fill('the Committee')
  await dialog().getByLabel(say('follow-up.day')).fill('2018-09-09')
  await becomesFirstText(laterText)
  await expect.poll(() => dialog().count()).toBe(1)
  await button('follow-up.note.act').click()
  await page.getByText(say('follow-up.sentNoted')).waitFor()
  const { document } = await textOf(firstText)
  expect(await inputsOf(page, 'recommendations.sent')).toMatchObject([
    { document, to: 'the Committee', day: '2018-09-09' },
  ])
})

const firstItem = 'Report on the training manual for human rights defenders, Georgia'
const laterItem = 'Prepare the hand-over to the next Chair'
const itemOf = async (words: string) => {
  const { core, seeded } = opened
  const items = await core.answers['actions.list'](seeded)
  return items.find(each => each.words === words)!
}
const panel = (): Locator => page.getByRole('complementary', { name: say('follow-up.detail') })
const rows = (): Locator => page.locator('.action-table tr:has(td)')
const openItems = async (): Promise<void> => {
  await open()
  await panel().getByRole('heading', { name: firstItem }).waitFor()
}
const becomesFirstItem = async (words: string): Promise<void> => {
  const { document, block, owner } = await itemOf(words)
  const due = dayAfter(-9)
  await opened.core.answers['actions.assign']({ document, block, owner, due })
  await expect.poll(() => rows().first().textContent()).toContain(words)
}

test('letters of a note and the act after them go to the item that the panel showed', async () => {
  await openItems()
  const note = panel().getByLabel(say('follow-up.note'))
  await note.focus()
  await page.keyboard.insertText('Sent ')
  await becomesFirstItem(laterItem)
  await page.keyboard.insertText('on Monday.')
  await expect.poll(() => note.inputValue()).toBe('Sent on Monday.')
  await button('follow-up.markDone').click()
  await page.locator('.toast').getByText(say('follow-up.put.done')).waitFor()
  const { block } = await itemOf(firstItem)
  expect(await inputsOf(page, 'actions.progress')).toMatchObject([
    { block, state: 'done', text: 'Sent on Monday.' },
  ])
})

test('a day that is half typed stays in its box', async () => {
  await openItems()
  const day = panel().locator('input[type=date]')
  await day.focus()
  await page.keyboard.type('31')
  await becomesFirstItem(laterItem)
  await page.keyboard.type('122018')
  await expect.poll(() => day.inputValue()).toBe('2018-12-31')
  await panel().getByLabel(say('follow-up.note')).focus()
  await expect.poll(async () => (await itemOf(firstItem)).due).toBe('2018-12-31')
  expect((await itemOf(laterItem)).due).toBe(dayAfter(-9))
})

test('a tick in the list leaves the panel with its item', async () => {
  await openItems()
  await page.getByRole('checkbox', { name: say('follow-up.doneOf', { action: firstItem }) }).focus()
  await page.keyboard.press('Space')
  await page.locator('.toast').getByText(say('follow-up.put.done')).waitFor()
  await rows().filter({ hasText: firstItem }).waitFor({ state: 'detached' })
  expect(await panel().locator('h2').first().textContent()).toBe(firstItem)
  await button('follow-up.openAgain').click()
  await rows().filter({ hasText: firstItem }).waitFor()
})
