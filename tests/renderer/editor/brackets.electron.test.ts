// Text under negotiation in the window: put in brackets, other wording proposed, settled in one key,
// and brought back; what is open is said above the page.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import { caretIn, type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { editText, otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const stored = (): string[] => text.texts()
const numbers = () =>
  page.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>('.page-text > [data-number]'),
      each => each.dataset['number'] ?? '',
    ),
  )
const open = () => page.locator('[data-open-points]')
const first = () => page.locator('.page-text > [data-kind="num1"]').first()

const act = async (name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Brackets', exact: true }).click()
  await page.getByRole('menuitem', { name }).click()
}

/**
 * The first numbered paragraph with an alternative, and two wordings within the second; `asked` while
 * the question for the other wording is open.
 */
const negotiate = async (asked = async (): Promise<void> => {}): Promise<void> => {
  text = await pages.open()
  page = text.page
  await first().click()
  await act('Put in brackets')
  await page.locator('.page-text > [data-opens]').waitFor()
  await page.locator('.page-text:focus').waitFor()
  await act('Propose other wording')
  await expect.poll(numbers).toContain('[1 bis.')
  await page.locator('.page-text:focus').waitFor()
  await caretIn(page, '[data-number^="[1 bis"]')
  await page.keyboard.type('Invites States to act.')
  await page.locator('.page-text > [data-kind="num1"]').nth(2).click()
  await page.keyboard.press('Home')
  for (let times = 0; times < 4; times++) await page.keyboard.press('Shift+ArrowRight')
  await act('Put in brackets')
  await page.locator('.text-bracketed').waitFor()
  await page.locator('.page-text:focus').waitFor()
  await act('Propose other wording')
  await page.getByRole('dialog').getByRole('textbox').fill('Other')
  await asked()
  await page.keyboard.press('Enter')
  await page.locator('.text-bracketed').nth(1).waitFor()
  // The stored state follows the drawn one.
  await expect.poll(() => stored().join('\n')).toContain('Other')
}

it('counts what is open, keeps one wording by Ctrl Enter, and brings the rest back', async () => {
  await negotiate()
  const before = stored()
  await expect.poll(() => open().textContent()).toBe('4 brackets open')
  expect(await numbers()).toContain('2.')
  await page.locator('.page-text > [data-kind="num1"]').nth(1).click()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => open().textContent()).toBe('2 brackets open')
  await expect.poll(numbers).not.toContain('[1 bis.')
  await expect.poll(stored).toHaveLength(before.length - 1)
  await page.keyboard.press('Control+Z')
  await expect.poll(stored).toEqual(before)
  await expect.poll(() => open().textContent()).toBe('4 brackets open')
})

it('goes to each open place in turn, and settles from the mark in the margin', async () => {
  await negotiate()
  const link = open().getByRole('link').or(open().getByRole('button'))
  await link.click()
  await page.locator('.page-text > [data-opens][data-flash]').first().waitFor()
  await page
    .getByRole('button', { name: /Words of paragraph 2/ })
    .first()
    .click()
  await page.getByRole('menu').waitFor()
  expect(await faultsHere(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Let this wording go' }).click()
  await expect.poll(() => open().textContent()).toBe('3 brackets open')
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('tab', { name: /Brackets/ }).click()
  await page.getByRole('button', { name: 'Put back in brackets' }).waitFor()
  expect(await faultsHere(page)).toEqual([])
  await page.getByRole('button', { name: 'Put back in brackets' }).click()
  await expect.poll(() => open().textContent()).toBe('4 brackets open')
})

it('settles nothing while suggesting, and says so', async () => {
  await negotiate()
  await page.locator('.page-text > [data-kind="num1"]').nth(1).click()
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing was changed').first().waitFor()
  await page.getByRole('button', { name: 'Brackets', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Propose other wording' }).waitFor()
  expect(await faultsHere(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => open().textContent()).toBe('4 brackets open')
})

it('says what two settled in two ways while apart, and gives back what was let go', async () => {
  await negotiate()
  const other = await otherMember(text)
  await other.hear()
  await editText(other.core, text.document, [{ settle: 'keep', block: 2 }])
  await page.locator('.page-text > [data-kind="num1"]').nth(1).click()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => open().textContent()).toBe('2 brackets open')
  await other.tell()
  const notices = page.locator('.notice').filter({ hasText: 'Settled in two ways' })
  await notices.nth(1).waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  await notices
    .filter({ hasText: 'Invites States to act.' })
    .getByRole('button', { name: 'Put back in brackets' })
    .press('Enter')
  await notices.first().waitFor({ state: 'detached' })
  await expect.poll(() => stored().join('\n')).toContain('Invites States to act.')
})

it('has no accessibility fault in light, dark and mirrored, and loses nothing', async () => {
  await negotiate(async () => expect(await faultsHere(page)).toEqual([]))
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('tab', { name: /Brackets/ }).click()
  await page.locator('[data-version]').first().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})

it('a copy has each wording apart, as text, as markup and back in a page', async () => {
  await negotiate()
  const second = page.locator('.page-text > [data-kind="num1"]').nth(2)
  const copied = () =>
    page.evaluate(() => {
      const data = new DataTransfer()
      const event = new ClipboardEvent('copy', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      })
      document.querySelector('.page-text')?.dispatchEvent(event)
      return ['text/plain', 'text/html'].map(type => data.getData(type).replace(/<[^>]*>/g, ''))
    })
  const joined = await second.textContent()
  const apart = (joined ?? '').replace(/(....)Other/, '[$1] [Other]')
  expect(apart).not.toBe(joined)
  await second.click({ clickCount: 3 })
  await expect.poll(copied).toEqual([apart, apart])
  await page.keyboard.press('Control+c')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+v')
  await expect.poll(() => stored().join('\n')).toContain(apart)
  await first().click({ clickCount: 3 })
  await expect.poll(async () => (await copied())[0]).toMatch(/^\[[^\n]+\]$/)
})

it('the outline follows brackets around a heading and within one', async () => {
  text = await pages.open()
  page = text.page
  const headings = page.locator('.page-text > [data-kind="h1"]')
  await headings.first().click()
  await act('Put in brackets')
  const outline = page.locator('[data-area="outline"]')
  await outline.getByText('Context]').waitFor()
  await headings.nth(1).click()
  await page.keyboard.press('Home')
  for (let times = 0; times < 6; times++) await page.keyboard.press('Shift+ArrowRight')
  await act('Put in brackets')
  await expect.poll(() => outline.innerText()).toContain('[Recomm]endations')
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => outline.innerText()).toMatch(/(?<!\[)Recommendations/)
})
