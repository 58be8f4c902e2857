// Tables with the keys alone, in a real Chromium: made, written in from cell to cell, told to a screen
// reader as the table it is, and looked at in every dress.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import { caretIn, type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { partsOf } from '#document/tables'
import type { Block } from '#document/model'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const textOf = ({ runs }: Block): string => runs.map(({ text }) => text).join('')
/** Paragraphs as their words, tables as rows of words. */
const held = (): unknown[] =>
  partsOf(text.blocks()).map(part =>
    'rows' in part
      ? part.rows.map(({ cells }) => cells.map(each => each.map(textOf).join('+')).join('|'))
      : textOf(part),
  )
const keys = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}
const type = (words: string): Promise<void> => page.keyboard.type(words)
/** From the palette; the caret is then in the first cell. */
const insert = async (): Promise<void> => {
  await keys('Control+K')
  await type('table')
  await page.getByRole('option', { name: 'Table', exact: true }).waitFor()
  await keys('Enter')
  await caretIn(page, '.cell')
}
const open = async (): Promise<void> => {
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  await type('Comments received')
  await insert()
}

it('is made and written in by keys, goes on below, and is undone step by step', async () => {
  await open()
  await type('Paragraph')
  await keys('Tab')
  await type('Comment')
  await keys('Tab')
  await type('Source')
  await keys('Tab')
  await type('3')
  await expect
    .poll(held)
    .toEqual(['Comments received', ['Paragraph|Comment|Source', '3||', '||'], ''])
  // Down within the column, out below, and up again from there.
  await keys('ArrowUp', 'End')
  await type('s')
  await keys('ArrowDown', 'ArrowDown')
  await type('7')
  await keys('ArrowDown')
  await type('After')
  await expect
    .poll(held)
    .toEqual(['Comments received', ['Paragraphs|Comment|Source', '3||', '7||'], 'After'])
  await keys('ArrowUp', 'Alt+Delete')
  await expect
    .poll(held)
    .toEqual(['Comments received', ['Paragraphs|Comment|Source', '3||'], 'After'])
  await keys('Control+z')
  await expect
    .poll(held)
    .toEqual(['Comments received', ['Paragraphs|Comment|Source', '3||', '7||'], 'After'])
})

it('is a table for a screen reader, and keeps rows and columns apart on the screen', async () => {
  await open()
  await type('Paragraph')
  await keys('Alt+Shift+Insert', 'Alt+Insert')
  const table = page.getByRole('table', { name: 'Table, 4 rows, 4 columns' })
  await table.waitFor()
  const client = await page.context().newCDPSession(page)
  const roles = async (): Promise<Record<string, number>> => {
    const { nodes } = await client.send('Accessibility.getFullAXTree')
    const byId = new Map(nodes.map(node => [node.nodeId, node]))
    const counts: Record<string, number> = {}
    const roleOf = (id: string | undefined): string => String(byId.get(id ?? '')?.role?.value)
    /** The nearest that says something. */
    const above = (id: string | undefined): string => {
      const node = byId.get(id ?? '')
      if (!node) return 'none'
      return node.ignored || roleOf(id) === 'generic' ? above(node.parentId) : roleOf(id)
    }
    for (const { nodeId, parentId, ignored } of nodes) {
      const role = roleOf(nodeId)
      if (ignored || !['row', 'cell', 'gridcell', 'columnheader', 'table'].includes(role)) continue
      const name = `${role} in ${above(parentId)}`
      counts[name] = (counts[name] ?? 0) + 1
    }
    return counts
  }
  await expect
    .poll(roles)
    .toMatchObject({ 'row in table': 4, 'columnheader in row': 1, 'cell in row': 15 })
  await client.detach()
  const boxes = await page
    .locator('.cell')
    .evaluateAll(all => all.map(each => each.getBoundingClientRect().toJSON() as DOMRect))
  expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBe(4)
  expect(new Set(boxes.map(({ x }) => Math.round(x))).size).toBe(4)
  const widths = boxes.map(({ width }) => width)
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(2)
})

it('has no axe violation and loses nothing in any dress', async () => {
  text = await pages.open()
  page = text.page
  await page.locator('.page-text > *').nth(1).click()
  await insert()
  await type('Paragraph')
  await keys('Tab')
  await type('Comment of a member who has more to say than fits into one line of a cell')
  await page.getByRole('button', { name: 'More formatting' }).click()
  await page.getByRole('menuitem', { name: 'Row below' }).waitFor()
  expect(await faultsHere(page)).toEqual([])
  await keys('Escape')
  expect(await faultsEverywhere(page)).toEqual([])
})
