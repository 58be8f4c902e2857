// Versions in other languages in the window: paragraph beside paragraph, what waits found and said by
// keyboard alone, and only what was seen said to be translated.
// @module-tag long
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { blockText } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { grantOf } from '#tests/core'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { askingOf } from '#tests/deciding'
import { languagesSeed, reviewerSeed } from '#tests/languages-seed'
import { dress, faultsEverywhere, faultsHere, losses } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { beginText, openText, otherMember } from '#tests/text-seed'
import { longBlocks } from './harness/example-text.ts'

type Seeded = Awaited<ReturnType<typeof languagesSeed>>['seeded']
type Options = CoreOptions<Seeded> & { seed?: typeof languagesSeed }

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const shot = async (name: string): Promise<void> => {
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/languages-${name}.png` })
}
const open = async ({ seed = languagesSeed, ...options }: Options = {}): Promise<void> => {
  opened = await pages.open(seed, options)
  page = opened.page
  await openText(page, opened.seeded.document)
}
/** By the list in the outline of the original. */
const goBeside = async (): Promise<void> => {
  await page.locator('.language-line', { hasText: 'العربية' }).click()
  await page.locator('.original-row').first().waitFor()
  await page.locator('.page-text[contenteditable="true"]').waitFor()
}
const openBeside = async (options: Options = {}): Promise<void> => {
  await open(options)
  await goBeside()
}
/** From the palette. A text offers it a moment after it is shown, and a choice that was made before stays. */
const openLanguages = async (): Promise<void> => {
  const offered = page.locator('[role=option][data-key=languages]')
  await page.keyboard.press('Control+k')
  await offered.waitFor()
  await page.getByRole('combobox').fill('languages')
  await offered.and(page.locator('[data-focused]')).waitFor()
  await page.keyboard.press('Enter')
}
const standings = () =>
  page
    .locator('.original-row')
    .evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset['is']))
const news = () => page.locator('[data-beside-news]').textContent()
/** The words of each paragraph, as core has them. */
const textsOf = (which: 'document' | 'version'): string[] =>
  opened.core.page(opened.seeded[which]).blocks.map(block => blockText(block))
/** M.S. writes in the original. */
const change = async (index: number, words: string): Promise<void> => {
  const other = await otherMember(opened)
  await other.edit({ insert: words, block: index + 1, at: 0 })
}
/** By how much a paragraph and its original begin apart, at most, as the next frame shows them; pixels. */
const apart = (): Promise<number> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
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
        const lead = Number.parseFloat(block.style.getPropertyValue('--lead'))
        return top === undefined ? 0 : Math.abs(top - lead - block.getBoundingClientRect().top)
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
  await expect.poll(standings).toEqual(begun)
  await expect.poll(apart).toBeLessThan(2)
  const [left, right] = [page.locator('.original'), page.locator('.page-text-around')]
  expect(await left.getAttribute('lang')).toBe('en')
  expect(await right.getAttribute('dir')).toBe('rtl')
  await page.getByText('1 changed since, 8 not checked, 2 missing here and 1 only here').waitFor()
  // The head is in the language of the version.
  await page.getByText(/الأصل: .?الإنكليزية/).waitFor()
  await page
    .locator('.original-row')
    .first()
    .getByText(/^Marked by K\.W\., /)
    .waitFor()
  // Later words of the original are shown.
  await page.locator('.original-row ins', { hasText: 'prevent discrimination' }).waitFor()
  await change(1, 'All ')
  const marked = begun.map((is, index) => (index === 1 ? 'stale' : is))
  await expect.poll(standings).toEqual(marked)
  await expect
    .poll(() => page.locator('.original-row').nth(1).locator('ins').textContent())
    .toBe('All ')
  // The version is written in its own text, with its own undo; nothing of it reaches the original.
  const before = textsOf('document')
  await page.locator('.page-text > *').nth(1).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' ثم')
  await expect.poll(() => textsOf('version').join()).toContain(' ثم')
  await page.keyboard.press('Control+z')
  await expect.poll(() => textsOf('version').join()).not.toContain(' ثم')
  expect(textsOf('document')).toEqual(before)
  // A paragraph more is in its row at once.
  await page.locator('.page-text > *').nth(0).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('فقرة')
  await expect
    .poll(async () => (await standings()).slice(0, 4))
    .toEqual([...['current', 'added', 'stale', 'stale']])
  expect(await apart()).toBeLessThan(2)
  // Typing beside it moves the rows below, in the same frame.
  const words = ' كلمات كثيرة'
  await page.keyboard.insertText(words.repeat(29))
  await page.keyboard.type(words)
  expect(await apart()).toBeLessThan(2)
})

it('is gone through and marked by keyboard alone, each step said', async () => {
  await openBeside()
  await page.locator('.page-text').focus()
  await page.keyboard.press('F7')
  await expect.poll(news).toMatch(/^Paragraph 2, changed since it was translated\. On 27/)
  const written = textsOf('version')
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toBe('Paragraph 2 is marked as translated.')
  await expect.poll(async () => (await standings())[2]).toBe('current')
  expect(textsOf('version')).toEqual(written)
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toBe('This paragraph is marked already.')
  await page.keyboard.press('F7')
  await expect.poll(news).toMatch(/^Paragraph 3, not checked\./)
  await page.keyboard.press('Shift+F7')
  await expect.poll(news).toMatch(/^Paragraph 4, not translated yet\./)
  await page.keyboard.press('Shift+F7')
  // A paragraph that the translation lacks has no place to write in: its original has the focus. A
  // key that follows at once is about it too.
  await page.evaluate(() => {
    for (const given of [
      { key: 'F7', shiftKey: true },
      { key: 'Enter', ctrlKey: true, shiftKey: true },
    ])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', {
          ...given,
          code: given.key,
          bubbles: true,
          cancelable: true,
        }),
      )
  })
  await expect.poll(news).toMatch(/Add it first/)
  await page.locator('.original-row:focus').waitFor()
  await page.keyboard.press('Control+Shift+Enter')
  await expect.poll(news).toMatch(/Add it first/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('alone')
  await page.getByRole('option', { name: /Show this text alone/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.original').waitFor({ state: 'detached' })
  expect(await page.locator('.sheet').getAttribute('dir')).toBe('rtl')
})

it('takes at once only what was seen as it is, and leaves what is not translated', async () => {
  await openBeside({ look: { width: 1440, height: 800 } })
  const button = page.locator('.version-bar').getByRole('button', { name: /as translated/ })
  await page.locator('.original-row').nth(2).scrollIntoViewIfNeeded()
  // The rest lies below.
  await expect.poll(() => button.textContent()).toBe('Mark 1 paragraph as translated')
  await page.locator('.original-row').nth(7).scrollIntoViewIfNeeded()
  await expect.poll(() => button.textContent()).toBe('Mark 3 paragraphs as translated')
  await button.click()
  await page
    .getByText('6 paragraphs still have the words of the original, so they are left out.')
    .waitFor()
  expect(await faultsHere(page)).toEqual([])
  await shot('seen')
  // Meanwhile one of them becomes another.
  await change(6, 'Also ')
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Mark 3/ })
    .click()
  await page
    .getByText('1 paragraph was not marked, because its original changed just now.')
    .waitFor()
  const after = begun.map((is, index) => (index === 2 || index === 5 ? 'current' : is))
  await expect.poll(standings).toEqual(after)
  await page.locator('.version-bar').getByRole('button', { name: 'Add 2 paragraphs' }).click()
  await page.getByText('2 paragraphs were added, to be translated.').waitFor()
  await expect.poll(standings).toEqual(after.map(is => (is === 'missing' ? 'untranslated' : is)))
})

it('loses nothing in small windows, where the original stands above, and in every look', async () => {
  await openBeside()
  expect(await faultsEverywhere(page)).toEqual([])
  await dress(page, 'dark', 'ltr')
  await page.setViewportSize({ width: 720, height: 450 })
  await shot('narrow')
  const row = page.locator('.original-row').nth(2)
  const gap = (): Promise<number> =>
    page.evaluate(() => {
      const [above, block] = [
        document.querySelectorAll('.original-row')[2],
        document.querySelectorAll('.page-text > *')[2],
      ]
      const words = new Range()
      if (!above || !block) return Infinity
      words.selectNodeContents(block)
      return words.getBoundingClientRect().top - above.getBoundingClientRect().bottom
    })
  await expect
    .poll(async () => {
      const pixels = await gap()
      return pixels > 0 && pixels < 20
    })
    .toBe(true)
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
  await openLanguages()
  await page.getByRole('tabpanel').getByText('Show this text alone').waitFor()
  await dress(page, 'light', 'ltr')
  await shot('tab')
  expect(await faultsEverywhere(page)).toEqual([])
})

it('begins from the original, after it was said what is copied and who reads it', async () => {
  await open({
    async before(core, { document }) {
      const path = join(temporaryDirectory(), 'Annex.pdf')
      writeFileSync(path, 'The annex')
      await core.answers['attachments.add']({ document, file: grantOf(core, path) })
      // An act names the exact text: it stays with the text that was asked about.
      const asking = { purpose: 'decide', words: 'Is it agreed?', until: null } as const
      await core.answers['decisions.ask'](askingOf(document, asking, 2))
      const { files } = await core.answers['attachments.list']({ document })
      expect(files.filter(({ isExactText }) => isExactText)).toHaveLength(1)
    },
  })
  await page.getByRole('button', { name: 'New translation', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Only you can read it until you share it.').waitFor()
  await dialog.getByText('A file is copied too: Annex.pdf.').waitFor()
  await shot('add')
  expect(await faultsEverywhere(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Begin the French translation' }).click()
  await page.locator('.document-bar').getByText('Only you can read').waitFor()
  const { answers } = opened.core
  const { group, document } = opened.seeded
  expect(await inputsOf(page, 'languages.add')).toEqual([{ document, language: 'fr' }])
  const made = (await answers['documents.list']({ group })).find(each => each.language === 'fr')
  const { files } = await answers['attachments.list']({ document: made?.id as DocumentId })
  expect(files.map(({ name }) => name)).toEqual(['Annex.pdf'])
})

it('says that it could not compare, and tries again', async () => {
  await open({
    // Core has this failure only where it has a defect.
    async before(core) {
      const fails = (): never => {
        throw new Failure('internal')
      }
      core.answers = { ...core.answers, 'languages.compare': fails }
    },
  })
  await page.locator('.language-line', { hasText: 'العربية' }).click()
  await page.getByText('The two texts could not be compared.').waitFor()
  expect(await faultsHere(page)).toEqual([])
  const asked = async () => (await inputsOf(page, 'languages.compare')).length
  const before = await asked()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(asked).toBeGreaterThan(before)
})

it('loses nothing in other languages', async () => {
  await openBeside({ appearance: { language: 'en-XA' }, look: { width: 1180, height: 800 } })
  expect(await losses(page)).toEqual([])
})

it('draws of a text of ninety pages only what is near, in its place wherever one goes', async () => {
  opened = await pages.open(languagesSeed)
  page = opened.page
  const steps = longBlocks(1200).map(({ kind, runs }, after) => ({
    ...{ new: runs.map(run => run.text).join(''), after, kind },
  }))
  const text = await beginText(opened, 'recommendations', [...steps, { remove: 1201 }])
  await opened.core.answers['languages.add']({ document: text, language: 'ar' })
  await openText(page, text)
  await goBeside()
  const drawn = (): Promise<number> => page.locator('.original-row').count()
  expect(await drawn()).toBeLessThan(80)
  const to = (part: number): Promise<void> =>
    page.locator('.canvas').evaluate((canvas, at) => {
      canvas.scrollTop = canvas.scrollHeight * at
    }, part)
  /** Paragraphs on the screen without their original beside them. */
  const alone = (): Promise<number> =>
    page.evaluate(() => {
      const keys = [...document.querySelectorAll<HTMLElement>('.original-row')].map(
        row => row.dataset['key'],
      )
      return [...document.querySelectorAll<HTMLElement>('.page-text > *')].filter(block => {
        const { top, bottom } = block.getBoundingClientRect()
        return bottom > 200 && top < 900 && !keys.includes(block.dataset['bid'])
      }).length
    })
  for (const part of [0.4, 0.9, 0.1]) {
    await to(part)
    await expect.poll(alone).toBe(0)
    await expect.poll(apart).toBeLessThan(2)
    expect(await drawn()).toBeLessThan(80)
  }
  await page.locator('.page-text').focus()
  await page.keyboard.press('Shift+F7')
  await expect.poll(news).toMatch(/^Paragraph 1,140, not translated yet|^Paragraph 1140, not/)
  await expect.poll(alone).toBe(0)
})

it('does something by every control, and a paragraph may run the other way', async () => {
  await openBeside()
  const bar = page.locator('.version-bar')
  await bar.getByRole('button', { name: 'Next paragraph to look at' }).click()
  await expect.poll(news).toMatch(/^Paragraph 2,/)
  await bar.getByRole('button', { name: 'Paragraph to look at before' }).click()
  await expect.poll(news).toMatch(/^Paragraph 4,/)
  await bar.getByRole('radio', { name: 'This text' }).click()
  await page.locator('.original').waitFor({ state: 'detached' })
  await page.locator('.page-text > *').nth(8).click()
  await page.getByRole('button', { name: 'More formatting' }).click()
  await page.getByRole('menuitem', { name: 'From left to right' }).click()
  await page.locator('.page-text > [dir="ltr"]').waitFor()
  await shot('directions')
  await bar.getByRole('radio', { name: 'Side by side' }).click()
  await page.locator('.original-row').first().waitFor()
  await bar.getByRole('link').click()
  await page.locator('.version-bar').waitFor({ state: 'detached' })
  await openLanguages()
  const panel = page.locator('.side-panel')
  await panel.getByRole('button', { name: 'New translation' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await panel.getByRole('button', { name: 'Open: العربية' }).click()
  await bar.waitFor()
  await bar.getByRole('link').click()
  await page.locator('.version-bar').waitFor({ state: 'detached' })
  await openLanguages()
  await panel.getByRole('button', { name: 'Open side by side: العربية' }).click()
  await page.locator('.original-row').first().waitFor()
})

it('offers its commands to who opened the palette and typed before the text was there', async () => {
  opened = await pages.open(languagesSeed, { hold: ['documents.get'] })
  page = opened.page
  await page.keyboard.press('Control+2')
  await page.locator(`.table-row[data-row="${opened.seeded.document}"]`).press('Enter')
  await page.locator('.table-row').first().waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('languages')
  await page.locator('[role=option][data-key=search-all]').waitFor()
  await expect.poll(async () => (await inputsOf(page, 'search.first')).length).toBeGreaterThan(0)
  await settled(page)
  expect(await page.locator('[role=option][data-key=languages]').count()).toBe(0)
  opened.release()
  await page.locator('[role=option][data-key=languages]').click()
  await page.getByRole('tabpanel').getByText('العربية').waitFor()
})

it('offers nothing to who does not write in it, and says where the original is not here', async () => {
  await open({ seed: reviewerSeed })
  await page.locator('.language-line', { hasText: 'العربية' }).click()
  await page.locator('.original-row').first().waitFor()
  await expect.poll(standings).toEqual(begun)
  await settled(page)
  expect(await page.locator('.row-act').count()).toBe(0)
  expect(
    await page
      .locator('.version-bar')
      .getByRole('button', { name: /Add|Mark/ })
      .count(),
  ).toBe(0)
  await page.keyboard.press('F7')
  await page.keyboard.press('Control+Shift+Enter')
  await expect
    .poll(news)
    .toBe('Only members who write in this translation can mark its paragraphs.')
  await openText(page, opened.seeded.alone)
  await page.getByText('This is a translation of a text that this device does not have.').waitFor()
  expect(await faultsHere(page)).toEqual([])
})
