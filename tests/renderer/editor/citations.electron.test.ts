// Citations in a text: marked in it, named where the cursor is, opened as a card by key and by
// click, and listed beside the page.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePages, corePages } from '#tests/core-pages'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const keys = (chord: string) => page.keyboard.press(chord)
const title = 'Annex: the texts behind the strategy'
const lines = [
  ['h1', 'Context'],
  ['num1', 'Women human rights defenders work tirelessly.'],
  ['num1', 'In 2013 the General Assembly adopted A/RES/68/181.'],
  ['num1', 'The Advisory Group recommends:'],
  ['num2', 'Build on paragraph 42 of CSW62;'],
]
const open = async (): Promise<void> => {
  const opened = await pages.open(archiveSeed, {
    async before(core) {
      const [{ id: group } = {}] = await core.answers['groups.list'](undefined)
      if (!group) throw new Error('There is no group')
      const wanted = { group, kind: 'recommendations', title, language: 'en' } as const
      const document = await core.answers['documents.create']({ ...wanted, template: 'none' })
      const steps = lines.map(([kind, words], after) => ({ new: words, after, kind }))
      await core.edit(document, steps)
    },
  })
  page = opened.page
  await keys('Control+2')
  await page.locator('.table-row', { hasText: title }).press('Enter')
  await page.locator('.page-text:focus').waitFor()
}
const marked = () =>
  page.evaluate(() =>
    Array.from(CSS.highlights.get('citation') ?? [], range =>
      (range as Range).toString(),
    ).toSorted(),
  )
const here = () => page.locator('.citing-here')
/** The caret goes into the words by a click on them. */
const clickOn = async (words: string): Promise<void> => {
  const place = await page.evaluate(sought => {
    for (const range of CSS.highlights.get('citation') ?? []) {
      if (!(range instanceof Range) || range.toString() !== sought) continue
      const { left, width, top, height } = range.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    }
    return null
  }, words)
  if (!place) throw new Error(`Not marked: ${words}`)
  await page.mouse.click(place.x, place.y)
}
const dialog = () => page.getByRole('dialog')

it('marks what is cited while one writes, and opens its card with Ctrl Enter', async () => {
  await open()
  await expect.poll(marked).toEqual(['A/RES/68/181', 'CSW62'])
  await page.locator('.page-text > *').nth(1).click()
  await keys('End')
  await page.keyboard.type(' See A/66/203')
  await expect.poll(marked).toEqual(['A/66/203', 'A/RES/68/181', 'CSW62'])
  await here().getByText('A/66/203').waitFor()
  await keys('Control+Enter')
  await dialog().getByText('Baraza has no source that says more about this instrument').waitFor()
  expect(await dialog().getByText('Each line says only what the source').count()).toBe(0)
  await keys('Escape')
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('page-text')
  // Nothing was added to the text, and elsewhere Ctrl Enter is what it was.
  expect(await page.locator('.page-text > *').nth(1).textContent()).toMatch(/ See A\/66\/203$/)
  await page.locator('.page-text > *').nth(3).click()
  await here().getByText('A/66/203').waitFor({ state: 'detached' })
})

it('opens a card by click, with sources that differ, and goes to who cites it', async () => {
  await open()
  await expect.poll(marked).toHaveLength(2)
  await clickOn('A/RES/68/181')
  await here().getByRole('button', { name: 'Open the card' }).click()
  await dialog().getByText('The sources give different dates').waitFor()
  const says = await dialog().locator('.reference-says').allTextContents()
  expect(says.join(' ')).toContain('18 December 2013')
  expect(says.filter(each => each.includes('UN Women: Statement on support'))).toHaveLength(4)
  await dialog()
    .getByText(/^In 3 documents$/)
    .waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog().getByRole('button', { name: 'Search what cites it' }).click()
  await page.locator('.archive-tag').getByText('Cites A/RES/68/181').waitFor()
  await expect.poll(() => page.getByRole('option').count()).toBe(3)
  expect(await faultsHere(page)).toEqual([])
  await page.locator('.archive-tag').click()
  await page.getByRole('searchbox').fill('rural A/66/203')
  await page.getByRole('button', { name: 'Only what cites A/66/203' }).click()
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('rural')
  await page.locator('.archive-tag').getByText('Cites A/66/203').waitFor()
})

it('lists what the document cites beside the page, by key alone', async () => {
  await open()
  await keys('Control+K')
  await page.keyboard.type('instruments cited')
  await page.getByRole('option').first().waitFor()
  await keys('Enter')
  await page.locator('.cited-here').first().waitFor()
  await expect
    .poll(() => page.locator('.cited-here .strong').allTextContents())
    .toEqual(['A/RES/68/181', 'CSW62'])
  expect(await faultsHere(page)).toEqual([])
  await page.getByRole('link', { name: 'Paragraph 3 (a)' }).click()
  await page.locator('.page-text > [data-flash]').waitFor()
  await page.getByRole('button', { name: 'Open the card of CSW62' }).click()
  await dialog().getByText('sixty-second session').waitFor()
  await keys('Escape')
  await dialog().waitFor({ state: 'detached' })

  // A footnote cites where the text refers to it.
  await page.locator('.page-text > *').nth(1).click()
  await keys('Control+Shift+N')
  await page.locator('.footnote-text:focus').waitFor()
  await page.keyboard.type('See A/HRC/40/60, para. 12.')
  await page.getByRole('button', { name: 'Open the card of A/HRC/40/60' }).waitFor()
})
