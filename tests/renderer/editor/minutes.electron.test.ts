// Minutes in the editor, in a real Chromium: lines that are captured, by letters, tools and keys.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages } from '#tests/editor-pages'
import { axeFaults } from '#tests/page-faults'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const minutesTitle = 'Minutes, second regular session'

async function openMinutes(...given: Parameters<EditorPages['open']>): Promise<Page> {
  const opened = await pages.open(...given)
  await opened.locator('.table .table-row', { hasText: minutesTitle }).focus()
  await opened.keyboard.press('Enter')
  await opened.locator('.page-text:focus').waitFor()
  return opened
}
const lines = () => page.locator('.page-text > *')
const kindAt = (index: number) => lines().nth(index).getAttribute('data-kind')

describe('minutes', () => {
  it('show each captured line under its glyph and word, and discussion with numbers', async () => {
    page = await openMinutes()
    const named = await page
      .locator('.capture-label')
      .evaluateAll(labels =>
        labels.map(label => [
          getComputedStyle(label, '::after').content,
          label.querySelectorAll('svg').length,
        ]),
      )
    expect(named).toEqual([
      ['"Decision"', 1],
      ['"Reservation"', 1],
      ['"Action item"', 1],
      ['"Information"', 1],
      ['"Off the record"', 1],
    ])
    expect(await lines().nth(1).getAttribute('data-number')).toBe('1.')
    expect(await axeFaults(page)).toEqual([])
  })

  it('turn a line by letters and a space, and give the letters back to one Backspace', async () => {
    page = await openMinutes()
    await lines().nth(1).click()
    await page.keyboard.press('Home')
    await page.keyboard.type('/dec ')
    await expect.poll(() => kindAt(1)).toBe('decision')
    expect(await page.locator('[role="dialog"], [role="menu"]').count()).toBe(0)
    expect(await lines().nth(1).innerText()).toContain('The Rapporteur presented draft 4.')
    await page.keyboard.press('Backspace')
    await expect.poll(() => kindAt(1)).toBe('num1')
    expect(await lines().nth(1).innerText()).toContain('/dec The Rapporteur')
  })

  it('have tools that show the kind at the cursor, and keys', async () => {
    page = await openMinutes()
    await lines().nth(3).click()
    const decision = page.getByRole('button', { name: 'Decision', exact: true })
    await expect.poll(() => decision.getAttribute('aria-pressed')).toBe('true')
    await lines().nth(1).click()
    await expect.poll(() => decision.getAttribute('aria-pressed')).toBe('false')
    for (const [key, kind] of [
      ['D', 'decision'],
      ['A', 'action'],
      ['Y', 'reservation'],
      ['O', 'information'],
    ] as const) {
      await page.keyboard.press(`Control+Shift+${key}`)
      await expect.poll(() => kindAt(1)).toBe(kind)
    }
    const off = page.getByRole('button', { name: 'Off the record' })
    await expect.poll(() => off.getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Control+Shift+O')
    await expect.poll(() => kindAt(1)).toBe('num1')
    await page.keyboard.press('Control+Shift+D')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Then')
    await expect.poll(() => kindAt(2)).toBe('num1')
    await expect.poll(() => lines().nth(2).innerText()).toBe('Then')
  })
})
