// Versions in other languages in the window: paragraph beside paragraph, what waits found and said by
// keyboard alone, and only what was seen said to be translated.
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { DocumentId } from '#shared/ids'
import {
  closePage,
  type EditorOptions,
  type EditorPages,
  editorPages,
  type HarnessWindow,
} from '#tests/editor-pages'
import { dress, faultsEverywhere, faultsHere, losses } from '#tests/page-faults'
import type { Look } from '#tests/renderer-pages'
import { hexId } from '../../support/fake-group.ts'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const [english, version] = [hexId(300, 16), hexId(301, 16)]
const shot = async (name: string): Promise<void> => {
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/languages-${name}.png` })
}
/** From the original, by the list in its outline. */
const openBeside = async (options: EditorOptions = {}, look: Look = {}): Promise<void> => {
  page = await pages.openDocument({ languages: true, ...options }, look)
  await page.locator('.language-line', { hasText: 'العربية' }).click()
  await page.locator('.original-row').first().waitFor()
  await page.locator('.page-text[contenteditable="true"]').waitFor()
}
const standings = () =>
  page
    .locator('.original-row')
    .evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset['is']))
const news = () => page.locator('[data-beside-news]').textContent()
const textsOf = (id: string) =>
  page.evaluate(of => (window as unknown as HarnessWindow).textOf(of as DocumentId).texts(), id)
/** C.R. writes in the original. */
const change = (index: number, words: string): Promise<void> =>
  page.evaluate(
    ([of, at, text]) => {
      const { fake, textOf, member } = window as unknown as HarnessWindow
      textOf(of as DocumentId).write(member(3), at as number, 0, text as string)
      const found = fake.documents.find(({ id }) => id === of)
      if (found) fake.emit('documents.changed', { group: found.group, document: found.id })
    },
    [english, index, words] as const,
  )
/** By how much a paragraph and its original begin apart, at most; pixels. */
const apart = (): Promise<number> =>
  page.evaluate(() => {
    const rows = new Map(
      [...document.querySelectorAll<HTMLElement>('.original-row')].map(row => [
        row.dataset['key'],
        row.getBoundingClientRect().top,
      ]),
    )
    const blocks = [...document.querySelectorAll<HTMLElement>('.page-text > [data-bid]')]
    return Math.max(
      ...blocks.map(block => {
        const top = rows.get(block.dataset['bid'])
        return top === undefined ? 0 : Math.abs(top - block.getBoundingClientRect().top)
      }),
    )
  })
const begun = [
  ...['current', 'current', 'stale', 'current', 'current', 'unchecked', 'unchecked', 'added'],
  ...['untranslated', 'untranslated', 'untranslated', 'missing', 'untranslated', 'missing'],
  ...['untranslated', 'untranslated'],
]

it('stands beside its original, each in its language; a change there marks its paragraph, and no other', async () => {
  await openBeside()
  await shot('beside')
  expect(await standings()).toEqual(begun)
  expect(await apart()).toBeLessThan(2)
  const [left, right] = [page.locator('.original'), page.locator('.page-text-around')]
  expect(await left.getAttribute('lang')).toBe('en')
  expect(await right.getAttribute('dir')).toBe('rtl')
  await page.getByText('1 changed since, 8 not checked, 2 missing here and 1 only here').waitFor()
  await page.getByText('Original: English').waitFor()
  // What came into the original since is shown in its words.
  await page.locator('.original-row ins', { hasText: 'prevent discrimination' }).waitFor()
  await change(1, 'All ')
  const marked = begun.map((is, index) => (index === 1 ? 'stale' : is))
  await expect.poll(standings).toEqual(marked)
  expect(await page.locator('.original-row').nth(1).locator('ins').textContent()).toBe('All ')
  // The version is written in its own text, with its own undo; nothing of it reaches the original.
  const before = await textsOf(english)
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' ثم')
  await expect.poll(async () => (await textsOf(version)).join()).toContain(' ثم')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await textsOf(version)).join()).not.toContain(' ثم')
  expect(await textsOf(english)).toEqual(before)
  // A paragraph more is in its row at once.
  await page.locator('.page-text > *').nth(0).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('فقرة')
  await expect
    .poll(async () => (await standings()).slice(0, 4))
    .toEqual([...['current', 'added', 'stale', 'stale']])
  expect(await apart()).toBeLessThan(2)
})

it('is gone through and marked by keyboard alone, each step said', async () => {
  await openBeside()
  await page.locator('.page-text').focus()
  await page.keyboard.press('F7')
  await expect.poll(news).toMatch(/^Paragraph 2, changed since it was translated\. On 27/)
  const written = await textsOf(version)
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toBe('Paragraph 2 is marked as translated.')
  await expect.poll(async () => (await standings())[2]).toBe('current')
  expect(await textsOf(version)).toEqual(written)
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toBe('This paragraph is marked already.')
  await page.keyboard.press('F7')
  await expect.poll(news).toMatch(/^Paragraph 3, not checked\./)
  await page.keyboard.press('Shift+F7')
  await expect.poll(news).toMatch(/^Paragraph 4, not translated yet\./)
  await page.keyboard.press('Shift+F7')
  await page.keyboard.press('Shift+F7')
  // What is not in the version has no place to write in: its original has the focus.
  await expect.poll(news).toMatch(/not in this version/)
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toMatch(/Bring it first/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('alone')
  await page.getByRole('option', { name: /Show this text alone/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.original').waitFor({ state: 'detached' })
  expect(await page.locator('.sheet').getAttribute('dir')).toBe('rtl')
})

it('takes at once only what was seen as it is, and leaves what is not translated', async () => {
  await openBeside({}, { width: 1440, height: 800 })
  const button = page.locator('.version-bar').getByRole('button', { name: /seen/ })
  // The rest lies below.
  await expect.poll(() => button.textContent()).toBe('Mark 1 seen as translated')
  await page.locator('.original-row').nth(7).scrollIntoViewIfNeeded()
  await expect.poll(() => button.textContent()).toBe('Mark 3 seen as translated')
  await button.click()
  await page.getByText('6 paragraphs that still have the words of the original are left.').waitFor()
  expect(await faultsHere(page)).toEqual([])
  await shot('seen')
  // Meanwhile one of them becomes another.
  await change(6, 'Also ')
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Mark 3/ })
    .click()
  await page.getByText('1 paragraph changed in the original just now and was left.').waitFor()
  const after = begun.map((is, index) => (index === 2 || index === 5 ? 'current' : is))
  await expect.poll(standings).toEqual(after)
  await page.locator('.version-bar').getByRole('button', { name: 'Bring 2 paragraphs' }).click()
  await page.getByText('2 paragraphs came in, to be translated.').waitFor()
  await expect.poll(standings).toEqual(after.map(is => (is === 'missing' ? 'untranslated' : is)))
})

it('loses nothing in small windows, where the original stands above, and in every look', async () => {
  await openBeside()
  expect(await faultsEverywhere(page)).toEqual([])
  await dress(page, 'dark', 'ltr')
  await page.setViewportSize({ width: 720, height: 450 })
  await shot('narrow')
  const [row, block] = [page.locator('.original-row').nth(2), page.locator('.page-text > *').nth(2)]
  const [above, below] = [await row.boundingBox(), await block.boundingBox()]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 1)
  await row.getByRole('button', { name: 'Mark as translated: paragraph 2' }).click()
  await expect.poll(async () => (await standings())[2]).toBe('current')
  // Pressing an original brings the caret beside it.
  await page
    .locator('.original-row')
    .nth(1)
    .click({ position: { x: 200, y: 12 } })
  await page.locator('.original-row[data-current]').nth(0).waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
  await shot('dark')
  await dress(page, 'light', 'rtl')
  await shot('mirrored')
  // Nothing lies under the pointer.
  await page.mouse.move(600, 4)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('languages')
  await page.keyboard.press('Enter')
  await page.getByRole('tabpanel').getByText('Show this text alone').waitFor()
  await dress(page, 'light', 'ltr')
  await shot('tab')
  expect(await faultsEverywhere(page)).toEqual([])
})

it('begins from the original, after it was said what is copied and who reads it', async () => {
  page = await pages.openDocument({ languages: true })
  await page.getByRole('button', { name: 'New version', exact: true }).click()
  await page.getByRole('dialog').getByText('Only you can read it until you share it.').waitFor()
  await shot('add')
  expect(await faultsEverywhere(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Make the French version' }).click()
  await page.locator('.document-bar').getByText('Only you can read').waitFor()
  const calls = await page.evaluate(() => (window as unknown as HarnessWindow).fake.calls)
  expect(calls.find(({ name }) => name === 'languages.add')?.input).toEqual({
    ...{ document: english, language: 'fr' },
  })
})

it('says that it could not compare, and tries again', async () => {
  page = await pages.openDocument({
    ...{ languages: true, fail: { 'languages.compare': 'internal' } },
  })
  await page.locator('.language-line', { hasText: 'العربية' }).click()
  await page.getByText('The two texts could not be compared.').waitFor()
  expect(await faultsHere(page)).toEqual([])
  const asked = () =>
    page.evaluate(
      () =>
        (window as unknown as HarnessWindow).fake.calls.filter(
          ({ name }) => name === 'languages.compare',
        ).length,
    )
  const before = await asked()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(asked).toBeGreaterThan(before)
})

it('loses nothing in other languages', async () => {
  await openBeside({ appearance: { language: 'en-XA' } }, { width: 1180, height: 800 })
  expect(await losses(page)).toEqual([])
})
