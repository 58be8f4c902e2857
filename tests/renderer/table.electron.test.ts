// Our table draws again only what changed, counted and never timed, and no row keeps a value that has passed.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CoreOptions, type CorePages, corePages, longLater } from '#tests/core-pages'
import { homeSeed } from '#tests/home-seed'
import { becomesLong, leavePage, settled, type TablePages, tablePages } from '#tests/renderer-pages'
import type { Shown, TablePage } from './harness/table.tsx'

let page: Page
afterEach(() => leavePage(page))
const rows = (): Locator => page.locator('.table-row')

describe('rows', () => {
  let pages: TablePages
  beforeAll(async () => void (pages = await tablePages()))
  afterAll(() => pages.close())

  /** Shows so many rows, from the first, with what else changes. */
  const show = (count: number, change: Partial<Shown> = {}): Promise<void> =>
    page.evaluate(
      async ([most, others]) => {
        const kept = globalThis as unknown as { table: TablePage; all?: Shown['items'] }
        kept.all ??= Array.from({ length: 400 }, (_, at) => ({
          id: `row-${at}`,
          name: `Thing ${at}`,
          at: 0,
        }))
        kept.table.show({ items: kept.all.slice(0, most), ...others })
        await new Promise(requestAnimationFrame)
      },
      [count, change] as const,
    )
  const counted = () =>
    page.evaluate(() => (globalThis as unknown as { table: TablePage }).table.counted())
  const text = (at: number): Promise<string[]> => rows().nth(at).locator('td').allTextContents()

  beforeEach(async () => {
    page = await pages.open()
    await show(100)
    await rows().nth(99).waitFor()
    await counted()
  })

  test('50 more rows make and draw 50 rows, and the others stay', async () => {
    await show(150)
    await rows().nth(149).waitFor()
    const fresh = Array.from({ length: 50 }, (_, at) => `row-${100 + at}`)
    expect(await counted()).toMatchObject({ made: fresh, drawn: fresh })
  })

  test('a screen that is drawn again without a change makes no row, and fewer rows make none', async () => {
    await show(100)
    await show(100, { reader: 'second' })
    expect(await counted()).toEqual({ made: [], drawn: [] })
    await show(10)
    await rows().nth(10).waitFor({ state: 'detached' })
    expect(await counted()).toMatchObject({ made: [], drawn: [] })
  })

  const at = (row: number, within = ''): Promise<void> =>
    page.locator(`tbody > .table-row:nth-child(${row})${within}:focus`).waitFor()

  test('keys go by rows, cells and pages, and no row is drawn again for them', async () => {
    await rows().nth(3).focus()
    await at(4)
    await counted()
    for (const [key, row, within] of [
      ...[
        ['ArrowDown', 5],
        ['ArrowRight', 5, ' > td'],
        ['ArrowDown', 6, ' > td'],
      ],
      ...[
        ['ArrowLeft', 6],
        ['End', 100],
        ['Home', 1],
        ['ArrowUp', 1],
      ],
    ] as [string, number, string?][]) {
      await page.keyboard.press(key)
      await at(row, within)
    }
    await page.keyboard.type('Thing 42')
    await at(43)
    expect(await counted()).toEqual({ made: [], drawn: [] })
  })

  test('where the row with the focus goes, the next one has it', async () => {
    await rows().nth(3).focus()
    await at(4)
    await page.evaluate(() => {
      const { table, all } = globalThis as unknown as { table: TablePage; all: Shown['items'] }
      table.show({ items: all.slice(0, 100).filter((_, index) => index !== 3) })
    })
    await at(4)
    expect(await rows().nth(3).textContent()).toContain('Thing 4')
  })

  test('one item changes: its row alone is made, and shows it', async () => {
    await page.evaluate(() => {
      const { table, all } = globalThis as unknown as { table: TablePage; all: Shown['items'] }
      const items = all
        .slice(0, 100)
        .map((item, at) => (at === 7 ? { ...item, name: 'New' } : item))
      table.show({ items })
    })
    await rows().nth(7).getByText('New').waitFor()
    expect(await counted()).toMatchObject({ made: ['row-7'], drawn: ['row-7'] })
    expect(await rows().count()).toBe(100)
  })

  test('another language and the next minute show in each row', async () => {
    expect(await text(3)).toEqual(['Thing 3', '0 minutes ago'])
    await show(100, { now: 60_000 })
    await expect.poll(() => text(3)).toEqual(['Thing 3', '1 minutes ago'])
    await show(100, { language: 'fr' })
    await expect.poll(() => text(99)).toEqual(['Thing 99', '1 minutes avant'])
    expect(await page.getByRole('columnheader').first().textContent()).toBe('Nom')
  })

  test('another row becomes the current one', async () => {
    const current = () => page.locator('.table-row[data-current]').allTextContents()
    await show(100, { current: 'row-4' })
    await expect.poll(current).toEqual(['Thing 40 minutes ago'])
    await show(100, { current: 'row-5' })
    await expect.poll(current).toEqual(['Thing 50 minutes ago'])
  })

  test('a row that was drawn earlier opens for the reader of now', async () => {
    await show(100, { reader: 'second' })
    await rows().nth(2).click()
    const opened = () =>
      page.evaluate(() => (globalThis as unknown as { table: TablePage }).table.opened)
    await expect.poll(opened).toEqual(['second: row-2'])
  })

  test('without rows, the table says so', async () => {
    const said = () => page.locator('tbody').allTextContents()
    await show(0, { empty: 'Nothing.' })
    await expect.poll(said).toEqual(['Nothing.'])
    await show(0, { empty: 'Rien.' })
    await expect.poll(said).toEqual(['Rien.'])
  })
})

describe('screens', () => {
  let pages: CorePages
  beforeAll(async () => void (pages = await corePages()))
  afterAll(() => pages.close())

  test('a screen reader that gives the focus to a control of another row leaves it there', async () => {
    ;({ page } = await pages.open(homeSeed))
    await page.keyboard.press('Control+2')
    await rows().nth(1).focus()
    await page.keyboard.press('Shift+Tab')
    const menu = rows().nth(2).locator('button').first()
    await menu.evaluate(each => each.focus())
    await settled(page)
    expect(await menu.evaluate(each => document.activeElement === each)).toBe(true)
  })

  test('the Tab key that goes out of the window and comes in at its other end finds the row that it left', async () => {
    ;({ page } = await pages.open(homeSeed))
    await page.keyboard.press('Control+2')
    const row = rows().nth(1)
    await row.focus()
    await page.keyboard.press('Tab')
    await expect.poll(() => row.evaluate(each => document.activeElement === each)).toBe(false)
    // Chromium gives the focus to the last control of the page after the key, in its own time.
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await rows()
      .last()
      .locator('button')
      .last()
      .evaluate(each => each.focus())
    await row.and(page.locator(':focus')).waitFor()
  })

  test('words that are selected in a row open nothing', async () => {
    ;({ page } = await pages.open(homeSeed))
    await page.keyboard.press('Control+2')
    const row = rows().nth(1)
    const at = await row.evaluate(each => {
      const words = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode()
      const range = new Range()
      if (words) range.selectNodeContents(words)
      const { left, top, height } = range.getBoundingClientRect()
      return { x: left + 2, y: top + height / 2 }
    })
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x + 60, at.y, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => page.evaluate(() => getSelection()?.toString() ?? '')).not.toBe('')
    await rows().nth(1).waitFor()
    await page.mouse.click(at.x + 2, at.y)
    await rows().nth(1).waitFor({ state: 'detached' })
  })

  test('a table with menus is one stop of the Tab key, which comes back to the row that it left', async () => {
    ;({ page } = await pages.open(homeSeed))
    await page.keyboard.press('Control+2')
    const row = rows().nth(1)
    await row.focus()
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('.table-row, table') !== null)
    const isBack = () => row.evaluate(each => document.activeElement === each)
    for (const [there, back] of [
      ['Tab', 'Shift+Tab'],
      ['Shift+Tab', 'Tab'],
    ] as const) {
      await expect.poll(isBack).toBe(true)
      await page.keyboard.press(there)
      await expect.poll(focused).toBe(false)
      await page.keyboard.press(back)
    }
    await expect.poll(isBack).toBe(true)
    // Its menu opens where the arrow keys find it, and the focus comes back to it.
    await page.keyboard.press('ArrowLeft')
    await row.locator('button:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await row.locator('button:focus').waitFor()
    expect(await page.locator('.table-row').count()).toBeGreaterThan(1)
  })

  const look = { width: 1180, height: 800 }
  const open = async (key: string, options: CoreOptions) => {
    const { release, ...opened } = await pages.open(homeSeed, { ...options, look })
    page = opened.page
    await page.keyboard.press(key)
    await rows().first().waitFor()
    await settled(page)
    return release
  }

  test.each([
    ['home', 'Control+1'],
    ['documents', 'Control+2'],
    ['decisions', 'Control+4'],
    ['members', 'Control+7'],
  ])('%s: rows that are shown take all words of another language', async (_, key) => {
    await open(key, { appearance: longLater.appearance })
    const expected = await rows().allTextContents()
    await leavePage(page)
    const release = await open(key, longLater)
    expect(await rows().allTextContents()).not.toEqual(expected)
    await becomesLong(page, async () => release())
    expect(await rows().allTextContents()).toEqual(expected)
  })
})
