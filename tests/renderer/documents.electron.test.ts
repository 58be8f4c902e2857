// Acts of a person on a document, over a real core: it is started, named, copied, shared, deleted and made a template.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const open = async (): Promise<void> => {
  opened = await pages.open(archiveSeed)
  page = opened.page
}
const button = (id: string, values = {}) =>
  page.getByRole('button', { name: say(id, values), exact: true })
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const focused = (): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? '')
/** Waits until it is there. */
const comes = async (locator: Locator): Promise<boolean> => {
  await locator.waitFor()
  return true
}
/** The titles of the texts that core has. */
const titles = async (): Promise<string[]> => {
  const { answers } = opened.core
  const found: string[] = []
  for (const { id: group } of await answers['groups.list'](undefined))
    for (const each of await answers['documents.list']({ group })) found.push(each.title)
  return found
}
/** A text that no other device has. */
const title = 'Statement on shrinking spaces for civil society'
const openMenu = async (of = title): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: say('documents.acts', { title: of }) }).click()
  await page.getByRole('menu').waitFor()
}
const choose = async (act: string, of = title): Promise<void> => {
  await openMenu(of)
  await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
}

test('one is started by keyboard alone', async () => {
  await open()
  await page.keyboard.press('Control+n')
  await page.locator('[role="dialog"] input:focus').waitFor()
  await page.keyboard.type('Follow-up')
  for (const key of ['Tab', 'Tab', 'ArrowDown', 'Shift+Tab', 'Shift+Tab', 'Enter'])
    await page.keyboard.press(key)
  expect(await comes(page.locator('.workspace[data-writing]'))).toBe(true)
  expect(await asked('documents.create')).toMatchObject([
    { kind: 'statement', title: 'Follow-up', language: 'en' },
  ])
})

test('none is started without a title', async () => {
  await open()
  await page.keyboard.press('Control+n')
  await page.locator('[role="dialog"] input:focus').waitFor()
  await page.keyboard.press('Enter')
  expect(await comes(page.getByText(say('documents.titleNeeded')))).toBe(true)
  await page.keyboard.type('   ')
  await page.keyboard.press('Enter')
  await settled(page)
  expect(await page.getByRole('dialog').count()).toBe(1)
  expect(await asked('documents.create')).toEqual([])
})

test('one is renamed, and the list shows it', async () => {
  await open()
  await choose('rename')
  await page.getByRole('dialog').getByRole('textbox').fill('Another title')
  await page.keyboard.press('Enter')
  expect(await comes(page.getByRole('row', { name: 'Another title' }))).toBe(true)
  expect(await titles()).toContain('Another title')
})

test('the group’s reference is given and taken away: the list shows it, and a sentence says so', async () => {
  await open()
  const field = page.getByRole('dialog').getByLabel(say('archive.reference'))
  const shown = page.getByRole('row', { name: title }).getByText('EDCSAG/2018/9')
  await choose('groupReference')
  await expect.poll(() => field.inputValue()).toBe('')
  await field.fill(' EDCSAG/2018/9 ')
  await page.keyboard.press('Enter')
  expect(await comes(page.getByText(say('documents.groupReference.done')))).toBe(true)
  expect(await comes(shown)).toBe(true)
  await choose('groupReference')
  await expect.poll(() => field.inputValue()).toBe('EDCSAG/2018/9')
  await field.fill('')
  await page.keyboard.press('Enter')
  expect(await comes(page.getByText(say('documents.groupReference.removed')))).toBe(true)
  await shown.waitFor({ state: 'detached' })
})

test('the head of the open text shows a reference that is given by keyboard', async () => {
  await open()
  await page.keyboard.press('Control+2')
  await page.locator('.table .table-row').filter({ hasText: title }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.workspace[data-writing]').waitFor()
  expect(await page.locator('.masthead-reference').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('group reference')
  const act = say('commands.onDocument', { act: say('documents.groupReference.menu'), title })
  await page.getByRole('option', { name: act }).and(page.locator('[data-focused]')).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[role="dialog"] input:focus').and(page.locator('[maxlength]')).waitFor()
  await page.keyboard.type('EDCSAG/2018/9')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect
    .poll(() => page.locator('.masthead-reference').allInnerTexts())
    .toEqual([say('editor.masthead.reference', { reference: 'EDCSAG/2018/9' })])
})

test('a copy opens', async () => {
  await open()
  await choose('duplicate')
  await page.locator('[role="dialog"] input:focus').waitFor()
  await expect.poll(() => asked('attachments.list')).toMatchObject([{ isCopy: true }])
  await page.keyboard.press('Enter')
  expect(await comes(page.locator('.workspace[data-writing]'))).toBe(true)
  expect(await asked('documents.duplicate')).toMatchObject([{ title: `${title} (copy)` }])
})

test('one is copied as it is cited elsewhere, and the window says what was copied', async () => {
  await open()
  await choose('cite')
  await expect.poll(() => asked('clipboard.copy')).toHaveLength(1)
  const [copied] = (await asked('clipboard.copy')) as { text: string }[]
  expect(copied?.text).toContain(`, “${title}”`)
  expect(copied?.text).toMatch(/ \(Draft, \d+ \w+ 2018\)$/)
  expect(await comes(page.getByText(copied?.text ?? '', { exact: false }))).toBe(true)
})

test('sharing is asked with the safe choice in focus, and done only on the act', async () => {
  await open()
  await choose('share')
  expect(await comes(page.getByText(say('documents.share.final')))).toBe(true)
  await expect.poll(focused).toBe(say('documents.share.safe'))
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  expect(await asked('documents.share')).toEqual([])
  await choose('share')
  await button('documents.share.act', { members: 2 }).click()
  expect(await comes(page.getByText(say('documents.share.done')))).toBe(true)
  expect(await asked('documents.share')).toHaveLength(1)
  // A shared document can be neither shared again nor deleted.
  await openMenu()
  const acts = () => page.getByRole('menuitem').allInnerTexts()
  await expect
    .poll(acts)
    .toEqual([
      say('documents.rename.menu'),
      say('documents.groupReference.menu'),
      say('documents.duplicate.menu'),
      say('documents.cite.menu'),
      say('decisions.ask'),
      say('documents.template.menu'),
      say('consultation.menu'),
      say('documents.eraseHistory.menu'),
    ])
})

test('a document that no other device has is deleted after a question', async () => {
  await open()
  await choose('delete')
  await button('documents.delete.act').click()
  expect(await comes(page.getByText(say('documents.delete.done')))).toBe(true)
  expect(await titles()).not.toContain(title)
  await expect.poll(() => page.getByRole('row', { name: title }).count()).toBe(0)
})

test('the list opens with the arrow keys and Enter', async () => {
  await open()
  await page.keyboard.press('Control+2')
  await page.getByRole('row').nth(1).waitFor()
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await comes(page.locator('.workspace[data-writing]'))).toBe(true)
})

test('a shared text becomes a template, the next document begins with its words, and it is one no longer', async () => {
  const template = 'Follow-up to CSW62 agreed conclusions, paragraph 42'
  await open()
  await choose('template', template)
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: say('documents.template.act') })
    .click()
  expect(await comes(page.getByText(say('documents.template.done')))).toBe(true)
  await page.keyboard.press('Control+n')
  await page.locator('[role="dialog"] input:focus').waitFor()
  await page.keyboard.type('The next follow-up')
  await page.locator('.radio-card', { hasText: template }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('documents.new.act') })
    .click()
  await page
    .locator('.page-text:focus')
    .getByText('The report A/66/203 names rural women.')
    .waitFor()
  expect(await titles()).toContain('The next follow-up')
  await choose('noTemplate', template)
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: say('documents.noTemplate.act') })
    .click()
  expect(await comes(page.getByText(say('documents.noTemplate.done')))).toBe(true)
  await openMenu(template)
  expect(await page.getByRole('menuitem').allInnerTexts()).toContain(say('documents.template.menu'))
})
