// One text in four languages in the real app, by keyboard alone: when the English is changed at paragraph
// 7, the French, the Spanish and the Arabic are marked there, and nowhere else.
// @module-tag long
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile } from '#tests/importing'
import type { Desk } from '#tests/story'
import { foundedDesk } from '#tests/story-founded'
import { keys } from '#tests/story-hand'
import { saved, textOf, write } from '#tests/story-page'
import { button, press } from '#tests/story-start'

let folder: string
let desk: Desk
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'la-'))
  desk = await foundedDesk({ home: join(folder, 'amina'), hand: keys })
})
afterAll(async () => {
  await desk?.kill()
  await rm(folder, { recursive: true, force: true })
})

const numbers = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight']
const standings = () =>
  desk.page
    .locator('.original-row')
    .evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset['is']))
/** By the list in the outline. */
const goToLanguage = async (name: string, shown: string): Promise<void> => {
  await desk.hand.press(desk.page.locator('.language-line', { hasText: name }))
  await desk.page.locator(shown).first().waitFor()
  await desk.page.locator('.page-text[contenteditable=true]').waitFor()
}

test('paragraph 7 changes: it is marked in each version, and no other one is', async () => {
  const { page } = desk
  const file = join(folder, 'text.txt')
  await writeFile(file, numbers.map(each => `${each} is said here.`).join('\n\n'))
  await importFile(desk, file)
  await textOf(desk).getByText('Eight is said here.').waitFor()
  const blocks = await textOf(desk).locator('> *').count()
  for (const [language, title] of [
    ['French', 'Français'],
    ['Spanish', 'Español'],
    ['Arabic', 'العربية'],
  ] as const) {
    await press(desk, 'languages.add.more')
    await press(desk, 'languages.add.act', { language })
    await page.locator('.language-line[aria-current]', { hasText: title }).waitFor()
    await page.locator('.page-text[contenteditable=true]').waitFor()
    await expect.poll(standings).toEqual(Array(blocks).fill('untranslated'))
    await page.locator('.document-bar').getByText('Only you can read').waitFor()
    for (let marked = 1; marked <= blocks; marked++) {
      await page.keyboard.press('F7')
      await page.keyboard.press('Control+Shift+Enter')
      await page
        .locator('[data-is=current]')
        .nth(marked - 1)
        .waitFor()
    }
    await goToLanguage('English', '.sheet:not([data-beside])')
  }
  const seventh = (await textOf(desk).locator('> *').allInnerTexts()).findIndex(each =>
    each.startsWith('Seven'),
  )
  await desk.hand.enter(page, seventh)
  await write(desk, ' And more.')
  for (const name of ['Français', 'Español', 'العربية']) {
    await goToLanguage(name, '.original-row')
    await expect
      .poll(standings)
      .toEqual(Array.from({ length: blocks }, (_, at) => (at === seventh ? 'stale' : 'current')))
    await expect
      .poll(() => page.locator('.original-row ins').allInnerTexts())
      .toEqual([' And more.'])
  }
  // The Arabic runs from right to left beside an English that does not.
  expect(await page.locator('.page-text-around').getAttribute('dir')).toBe('rtl')
  expect(await page.locator('.original').getAttribute('dir')).toBe('ltr')
  await page.keyboard.press('F7')
  await page.keyboard.press('Control+Home')
  await write(desk, 'سبعة ')
  await saved(desk)
  await button(desk, 'languages.seen.act', { count: 1 }).waitFor()
  expect(desk.complaints).toEqual([])
})
