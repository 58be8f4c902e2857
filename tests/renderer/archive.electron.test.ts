// The archive in a real window: filters with their counts, by mouse and by key
// alone, and searches that are kept. With ARCHIVE_LOOK=folder it leaves a picture of each moment.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { archiveOf, archiveSeed } from '#tests/archive-seed'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { axeFaults, losses } from '#tests/page-faults'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
const folder = process.env['ARCHIVE_LOOK']
let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const openArchive = async (typed = '', options: CoreOptions = {}): Promise<CorePage> => {
  const opened = await pages.open(archiveSeed, options)
  const { page } = opened
  onTestFinished(() => leavePage(page))
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('Control+6')
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
  await page.keyboard.type(typed)
  if (typed !== '') await page.getByRole('option').first().waitFor()
  await settled(page)
  return opened
}
const archive = async (...given: Parameters<typeof openArchive>): Promise<Page> =>
  (await openArchive(...given)).page
const picture = async (page: Page, name: string): Promise<void> => {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
const box = (page: Page, name: string | RegExp) =>
  page.locator('.facets .checkbox', { hasText: name })
const results = (page: Page): Promise<number> => page.getByRole('option').count()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('the palette goes, acts and searches', async () => {
  const { page } = await pages.open(archiveSeed)
  onTestFinished(() => leavePage(page))
  const type = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor()
    await page.keyboard.type(words)
  }
  const search = page.getByRole('searchbox').and(page.locator(':focus'))
  await type('archi')
  await page.keyboard.press('Enter')
  await search.waitFor()
  await type('safe')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => search.inputValue()).toBe('safe')
  await expect.poll(() => results(page)).toBe(archiveOf.safe)
  await type('open a file')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: say('members.exchange') })
  await dialog.locator(':focus').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await type('lock')
  await page.keyboard.press('Enter')
  await expect.poll(() => inputsOf(page, 'lock')).toHaveLength(1)
})

test('a result is copied as it is cited elsewhere, with its paragraphs', async () => {
  const page = await archive('safe')
  await page.getByRole('option', { name: /^Strategy of support/ }).click()
  await page.locator('.found h2', { hasText: /^Strategy of support/ }).waitFor()
  await picture(page, 'cited')
  await button(page, 'Copy as citation').click()
  await expect.poll(() => inputsOf(page, 'clipboard.copy')).toHaveLength(1)
  const [copied] = (await inputsOf(page, 'clipboard.copy')) as { text: string }[]
  expect(copied?.text).toMatch(
    /^.+, “Strategy of support .+”, EDCSAG\/2018\/3, paragraphs 3 and 4 \(Draft, \d+ September 2018\)$/,
  )
  await page.getByText('Copied:').waitFor()
  expect(await axeFaults(page)).toEqual([])
})

test('the archive finds by document, Enter opens the best paragraph, and one goes back to the results', async () => {
  const page = await archive('safe')
  await expect.poll(() => results(page)).toBe(archiveOf.safe)
  await page.getByRole('option', { name: /^Strategy of support/ }).click()
  await page.keyboard.press('Enter')
  await page.locator('.page-text > [data-flash]', { hasText: 'safe and enabling' }).waitFor()
  await page.locator('.page-text[contenteditable="true"]:focus').waitFor()
  // The caret is in it.
  await page.keyboard.type('Found ')
  await page.locator('.page-text > *', { hasText: /^Found .*safe and enabling/ }).waitFor()
  await page.keyboard.press('Alt+ArrowLeft')
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
})

test('several filters narrow at once, counts follow the others, and each is taken away by its mark', async () => {
  const page = await archive('safe')
  await picture(page, 'found')
  const all = await results(page)
  await box(page, /^Minutes/).click()
  await page.locator('.archive-tag').waitFor()
  await expect.poll(() => results(page)).toBe(1)
  // The other kinds are counted as before: they would widen the search.
  const kinds = page.locator('.facets fieldset').first()
  expect(await kinds.getByRole('checkbox').count()).toBeGreaterThan(1)
  await box(page, /^A\/66\/203/).click()
  await expect
    .poll(() => page.locator('.archive-tag').allInnerTexts())
    .toEqual(['Minutes', 'Cites A/66/203'])
  await picture(page, 'narrowed')
  await button(page, say('archive.remove', { filter: 'Minutes' })).click()
  await expect.poll(() => page.locator('.archive-tag').count()).toBe(1)
  await page.getByText(say('archive.clear', { count: 1 })).click()
  await expect.poll(() => results(page)).toBe(all)
  const asked = (await inputsOf(page, 'search.query')).at(-1)
  expect(asked).toMatchObject({ text: 'safe', filters: { kinds: [], cites: [] } })
})

test('by key alone: a filter is chosen, a result opened at its paragraph, and the search remembered', async () => {
  const page = await archive('safe')
  await page.getByRole('searchbox').press('Shift+Tab')
  for (let at = 0; at < 40; at++) {
    const name = await page.evaluate(() => document.activeElement?.closest('label')?.textContent)
    if (name?.startsWith('Minutes') === true) break
    await page.keyboard.press('Shift+Tab')
  }
  await page.keyboard.press('Space')
  await expect.poll(() => results(page)).toBe(1)
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
  expect(await inputsOf(page, 'searches.remember')).toMatchObject([
    { text: 'safe', filters: { kinds: ['minutes'] } },
  ])
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+6')
  await page.getByText(say('archive.recent'), { exact: true }).waitFor()
  await picture(page, 'start')
  await button(page, 'safe. Minutes').click()
  await expect.poll(() => results(page)).toBe(1)
  expect(await page.locator('.archive-tag').innerText()).toBe('Minutes')
})

test('a search is kept under a name, renamed, deleted, and brought back', async () => {
  const page = await archive('safe')
  await button(page, say('archive.save')).click()
  const name = page.getByLabel(say('archive.save.name'), { exact: true })
  expect(await name.inputValue()).toBe('safe')
  await name.fill('')
  await page.keyboard.press('Enter')
  await page.getByText(say('archive.save.needed')).first().waitFor()
  await name.fill('Safe spaces')
  await page.keyboard.press('Enter')
  await page.getByText(say('archive.saved.done')).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByText(say('archive.saved'), { exact: true }).waitFor()
  const acts = async (called: string, act: string) => {
    await button(page, say('archive.saved.acts', { name: called })).click()
    await page.getByRole('menuitem', { name: act }).click()
  }
  await acts('Safe spaces', say('archive.saved.rename'))
  await name.fill('Spaces')
  await page.keyboard.press('Enter')
  await page.locator('.archive-search', { hasText: 'Spaces' }).waitFor()
  await picture(page, 'saved')
  await acts('Spaces', say('archive.saved.delete'))
  await expect.poll(() => page.locator('.archive-search').count()).toBe(0)
  await button(page, say('ui.undo')).click()
  await page.locator('.archive-search', { hasText: 'Spaces' }).click()
  await expect.poll(() => results(page)).toBeGreaterThan(1)
  expect(await page.getByRole('searchbox').inputValue()).toBe('safe')
})

test('nothing fits: the screen says so in words, and by filters alone everything is listed', async () => {
  const page = await archive()
  await page.getByRole('searchbox').fill('zzz')
  await page.getByText(say('archive.none.title', { text: 'zzz' })).waitFor()
  await page.getByRole('searchbox').fill('')
  await box(page, /^Minutes/).click()
  await expect.poll(() => results(page)).toBe(1)
  await page.getByText(say('archive.order.best')).first().click()
  await page.getByRole('option', { name: say('archive.order.newest') }).click()
  await expect
    .poll(async () => (await inputsOf(page, 'search.query')).at(-1))
    .toMatchObject({ text: '', order: 'newest' })
})

test.each([
  { look: 'light', theme: 'light', language: 'en', size: { width: 1440, height: 900 } },
  { look: 'dark', theme: 'dark', language: 'en', size: { width: 1440, height: 900 } },
  { look: 'arabic', theme: 'light', language: 'ar', size: { width: 1440, height: 900 } },
  { look: 'small', theme: 'light', language: 'en', size: { width: 1024, height: 700 } },
] as const)(
  'the screen in $look has no fault that a machine finds, and loses nothing',
  async ({ look, theme, language, size }) => {
    const page = await archive('safe', { appearance: { language, theme } })
    await box(page, /^A\/66\/203/).click()
    await page.locator('.archive-tag').waitFor()
    await page.setViewportSize(size)
    await settled(page)
    await picture(page, look)
    expect(await axeFaults(page)).toEqual([])
    expect(await losses(page)).toEqual([])
  },
)

const chosen = (page: Page): Promise<string[]> =>
  page
    .locator('.result:is([data-selected], [data-current]) .strong')
    .allInnerTexts()
    .then(all => all.toSorted())

test('several results are chosen by key and by mouse, and leave together: one that may not is named', async () => {
  const { refused } = archiveOf
  const page = await archive('safe')
  const options = page.getByRole('option')
  const all = await options.count()
  expect(all).toBeGreaterThan(2)
  await options.nth(0).click()
  await expect.poll(() => chosen(page)).toHaveLength(1)
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText(say('archive.together', { count: 2 })).waitFor()
  // The last one is the one that is shown beside the list.
  await options.nth(2).click({ modifiers: ['Control'] })
  await page.getByText(say('archive.together', { count: 3 })).waitFor()
  const titleAt = (at: number) => options.nth(at).locator('.strong').innerText()
  await expect.poll(() => page.locator('.found h2').first().innerText()).toBe(await titleAt(2))
  await options.nth(1).locator('.result-check').click()
  await page.getByText(say('archive.together', { count: 2 })).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'together')
  await options.nth(1).locator('.result-check').click()
  await page.getByText(say('archive.together', { count: 3 })).waitFor()
  await button(page, say('archive.together.none')).click()
  await expect.poll(() => chosen(page)).toHaveLength(1)
  await options.nth(0).click()
  await page.keyboard.press('Control+a')
  await page.getByText(say('archive.together', { count: all })).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => chosen(page)).toHaveLength(1)
  await options.nth(0).click()
  await options.nth(all - 1).click({ modifiers: ['Shift'] })
  await page.getByText(say('archive.together', { count: all })).waitFor()
  await button(page, say('archive.together.export')).click()
  await page.locator('.export-screen[aria-busy=false]').waitFor()
  const rows = page.getByRole('rowheader')
  // The ring around a row moves no column.
  const widths = (): Promise<number[]> =>
    page
      .locator('.table-head')
      .evaluateAll(heads => heads.map(head => head.getBoundingClientRect().width))
  const before = await widths()
  await page.locator('.table-row').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.locator('.table-row:focus-visible').waitFor()
  expect(await widths()).toEqual(before)
  expect(await rows.count()).toBe(all)
  expect(await axeFaults(page)).toEqual([])
  await picture(page, 'many')
  await button(page, say('export.many.act', { count: all - 1 })).click()
  const left = page.locator('.many-left li')
  await left.first().waitFor()
  expect(await left.count()).toBe(1)
  expect(await left.innerText()).toBe(`${refused}: ${say('export.many.state.ask')}`)
  const [asked] = (await inputsOf(page, 'paper.exportMany')) as { documents: string[] }[]
  expect(asked).toMatchObject({ format: 'docx', paper: 'a4' })
  expect(new Set(asked?.documents).size).toBe(all)
  await picture(page, 'many-left')
})

test('while files are made together, Esc ends it, and the screen says that nothing was saved', async () => {
  const printing = Promise.withResolvers<Uint8Array>()
  const { page, folder: saved } = await openArchive('safe', { print: () => printing.promise })
  await page.getByRole('option').nth(0).click()
  await page.keyboard.press('Control+a')
  await button(page, say('archive.together.export')).click()
  await page.locator('.export-screen[aria-busy=false]').waitFor()
  await page.getByText(say('editor.export.pdf'), { exact: true }).click()
  await page.getByRole('button', { name: /^Save \d+ documents$/ }).click()
  await expect.poll(() => inputsOf(page, 'paper.exportMany')).toHaveLength(1)
  await page.keyboard.press('Escape')
  await expect.poll(() => inputsOf(page, 'tasks.cancel')).toEqual([{ task: 'paper.exportMany' }])
  printing.resolve(new Uint8Array())
  await page.getByText(say('export.stopped')).waitFor()
  expect(readdirSync(saved)).toEqual([])
})
