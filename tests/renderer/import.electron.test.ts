// Importing files, by keyboard alone.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { type ImportFile, importFile } from '#tests/import-files'
import { inputsOf, leavePage } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const files: readonly ImportFile[] = [
  'Advice_draft_v7_FINAL.docx',
  'statement.html',
  'Terms_locked.docx',
]
const load = async (options?: CoreOptions): Promise<void> => {
  opened = await pages.open(emptySeed, options)
  page = opened.page
}
const open = async (chosen: readonly ImportFile[], options?: CoreOptions): Promise<void> => {
  await load({ ...options, chosen: chosen.map(importFile) })
  await press('documents.import.button')
}
/** The titles of the documents that the group has. */
const titles = async (): Promise<string[]> => {
  const { answers } = opened.core
  const [group] = await answers['groups.list'](undefined)
  const all = await answers['documents.list']({ group: group!.id })
  return all.map(({ title }) => title).toSorted()
}
const button = (id: string, values = {}) =>
  page.getByRole('button', { name: say(id, values), exact: true })
const press = async (id: string, values = {}): Promise<void> => {
  await button(id, values).focus()
  await page.keyboard.press('Enter')
}
const choose = async (label: string, option: string): Promise<void> => {
  await page.getByRole('button', { name: say(label) }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: say(option), exact: true }).focus()
  await page.keyboard.press('Enter')
}
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)

test('files are read and reported, a refused one says why, and nothing is stored before the button', async () => {
  await open(files)
  await button('import.act', { files: 2 }).waitFor()
  await page.getByText(say('import.found.changes.suggestions', { count: 12 })).waitFor()
  await page.getByText(say('import.found.linked-picture', { count: 1 })).waitFor()
  // The third file, two below.
  await page
    .getByRole('button', { name: files[0] ?? '' })
    .first()
    .focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText(say('failure.fileHasPassword')).waitFor()
  await page.getByText(say('import.refused.password')).waitFor()
  expect(await asked('documents.importRead')).toEqual([])
  expect(await titles()).toEqual([])
  await press('import.act', { files: 2 })
  await page.locator('.documents').waitFor()
  expect(await asked('documents.importRead')).toMatchObject([{ files: [{}, {}] }])
  await expect.poll(titles).toEqual(['Advice_draft_v7_FINAL', 'Statement'])
})

test('the report says part by part what is kept, changed and left out', async () => {
  await open(['Advice_draft_v7_FINAL.docx', 'Annex_countries.docx'])
  const lines = (section: string): Promise<string[]> =>
    page.locator(`[data-section=${section}] li`).allInnerTexts()
  const found = (what: string, count = 1): string => say(`import.found.${what}`, { count })
  await expect
    .poll(() => lines('altered'))
    .toEqual([found('moved'), found('merged-cell'), found('text-box')])
  expect((await lines('kept')).slice(1)).toEqual([
    found('changes.suggestions', 12),
    found('footnotes'),
    found('tables'),
    found('comments', 5),
  ])
  expect(await lines('leftOut')).toEqual([found('field'), found('linked-picture')])
  await page.getByRole('button', { name: 'Annex_countries.docx' }).first().focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => lines('leftOut')).toEqual([found('picture-kind', 2)])
  expect((await lines('kept')).slice(1)).toEqual([found('pictures', 3)])
})

test.each([
  ['Scan_2009.pdf', 'import.refused.pdf', 'failure.fileIsPdf'],
  ['Report_2003.doc', 'import.refused.oldWord', 'failure.fileOldWord'],
] as const)('%s is refused beside its name, and the report says why', async (name, short, why) => {
  await open([name])
  await page.locator('.import-state').getByText(say(short)).waitFor()
  await page.locator('.import-report').getByText(say(why)).waitFor()
  expect(await page.locator('.import-found').count()).toBe(0)
})

test('people in a file are shown as quotations, and a name like the own one is not the reader', async () => {
  await open(files.slice(0, 1))
  const table = page.locator('.import-people')
  await table.waitFor()
  const rows = async (): Promise<string[]> =>
    (await table.locator('tbody tr').allInnerTexts()).map(row => row.replaceAll(/\s+/g, ' ').trim())
  await expect
    .poll(rows)
    .toEqual([
      '“R.K.” R.K. (named in Advice_draft_v7_FINAL.docx) 9 changes, 3 comments',
      `“K.W., Chair” K.W., Chair (named in Advice_draft_v7_FINAL.docx) ${say('import.people.notYou')} 3 changes, 2 comments`,
    ])
})

test('another choice about changes and comments is read again, and comes in', async () => {
  await open(files.slice(0, 1))
  await choose('import.changes', 'import.changes.rejected')
  await page.getByText(say('import.found.changes.rejected', { count: 12 })).waitFor()
  await choose('import.comments', 'import.comments.left-out')
  await page
    .locator('[data-section=leftOut]')
    .getByText(say('import.found.comment', { count: 5 }))
    .waitFor()
  await choose('import.becomes', 'documents.kind.recommendations')
  await expect
    .poll(() => asked('documents.readFile').then(all => all.at(-1)))
    .toMatchObject({ kind: 'recommendations', changes: 'rejected', comments: 'left-out' })
  await press('import.act', { files: 1 })
  await page.locator('.workspace[data-writing]').waitFor()
})

test('a person stops the reading of one file, and of all', async () => {
  await open(files, { hold: ['documents.readFile'] })
  const name = files[0] ?? ''
  await page.getByRole('progressbar', { name: say('import.reading', { name }) }).waitFor()
  await press('import.stop', { name })
  await page.getByText(say('import.state.stopped'), { exact: true }).first().waitFor()
  await press('ui.stop')
  await expect
    .poll(() => page.getByText(say('import.state.stopped'), { exact: true }).count())
    .toBe(3)
  await page.getByText(say('import.nothingKept')).waitFor()
  await expect.poll(() => asked('documents.forgetFile')).toHaveLength(3)
})

test('when the import is given up, the list is empty and nothing was stored', async () => {
  await open(files)
  await button('import.act', { files: 2 }).waitFor()
  await press('ui.cancel')
  await page.locator('.import').waitFor({ state: 'detached' })
  expect(await asked('documents.importRead')).toEqual([])
  await expect.poll(() => asked('documents.forgetFile')).toHaveLength(3)
  expect(await titles()).toEqual([])
})

/** Lets a file go over the page; whether the page left it to Chromium, which would go to the file. */
const letGo = (): Promise<boolean> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['words'], 'Advice.docx'))
    const event = { dataTransfer, bubbles: true, cancelable: true }
    return document.body.dispatchEvent(new DragEvent('drop', event))
  })

test('a file that is let go before the passphrase is refused in a sentence', async () => {
  await load({ isLocked: true })
  await page.locator('input[type=password]:focus').waitFor()
  expect(await letGo()).toBe(false)
  await page.getByText(say('import.drop.refused')).waitFor()
})

test('a file that is let go over an open group is not refused', async () => {
  await load()
  await button('documents.import.button').waitFor()
  expect(await letGo()).toBe(false)
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').waitFor()
  expect(await page.getByText(say('import.drop.refused')).count()).toBe(0)
})
