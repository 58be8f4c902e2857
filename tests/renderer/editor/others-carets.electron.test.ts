// The carets of others in the same text: where they stand, what they follow, and how often one's own is said.
// @module-tag long
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, settled } from '#tests/renderer-pages'
import {
  type PortWindow,
  presentAt,
  type TextPage,
  textPages,
  type TextPages,
} from '#tests/text-pages'
import { otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (): Promise<void> => {
  text = await pages.open()
  page = text.page
}
const member = { handle: 'M.S.' }
const caret = () => page.locator('.cursor-caret')
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 3

it('a caret stands in the text, with the name in the margin on the same line and a tint over the selection', async () => {
  await open()
  await presentAt(text, member, 2, 184, 213)
  await page.getByText('M.S. is here').waitFor()
  await settled(page)
  const box = await caret().boundingBox()
  const name = await page.locator('.cursor-name bdi').boundingBox()
  expect(await page.locator('.cursor-name bdi').innerText()).toBe('M.S.')
  const expected = await page.evaluate(() => {
    const block = document.querySelectorAll('.page-text > *')[2]
    const words = block?.querySelector('span')?.firstChild
    const range = document.createRange()
    if (words) range.setStart(words, 213)
    const { left, top, height } = range.getBoundingClientRect()
    const end = block ? parseFloat(getComputedStyle(block).paddingInlineEnd) : 0
    return { left, top, height, right: (block?.getBoundingClientRect().right ?? 0) - end }
  })
  expect(near((box?.x ?? 0) + 1, expected.left)).toBe(true)
  expect(near(box?.y ?? 0, expected.top)).toBe(true)
  expect(name?.x ?? 0).toBeGreaterThanOrEqual(expected.right)
  expect(near((name?.y ?? 0) + 9.5, expected.top + expected.height / 2)).toBe(true)
  const tinted = await page.evaluate(() =>
    [...(CSS.highlights.get('member-4') ?? [])].map(range =>
      'startOffset' in range ? `${range.startOffset}-${range.endOffset}` : '',
    ),
  )
  expect(tinted).toEqual(['184-213'])
})

it('names cover no mark in the margin, and no mark covers another', async () => {
  await open()
  const other = await otherMember(text)
  await page.locator('.page-text > *').nth(2).click()
  await page.keyboard.press('Control+Shift+B')
  await page.locator('.bracket-mark').waitFor()
  await other.edit({ comment: 'Is this the date?', block: 3, from: 4, to: 24 })
  await page.locator('.point-mark').waitFor()
  await presentAt(text, member, 2, 4)
  await presentAt(text, { handle: 'L.H.' }, 2, 8)
  await page.locator('.cursor-name').nth(1).waitFor()
  const covered = (): Promise<string[]> =>
    page.evaluate(() => {
      const marks = [...document.querySelectorAll('.bracket-mark, .point-mark, .cursor-name bdi')]
      const boxes = marks.map(mark => ({ mark, box: mark.getBoundingClientRect() }))
      return boxes.flatMap(({ mark, box }, index) =>
        boxes
          .slice(index + 1)
          .filter(
            other =>
              box.left < other.box.right &&
              other.box.left < box.right &&
              box.top < other.box.bottom &&
              other.box.top < box.bottom,
          )
          .map(other => `${mark.className || 'name'} and ${other.mark.className || 'name'}`),
      )
    })
  await expect.poll(covered).toEqual([])
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/margin.png` })
})

it('a caret moves with the text that others and oneself put before it', async () => {
  await open()
  const other = await otherMember(text)
  await presentAt(text, member, 1, 10)
  await caret().waitFor()
  const left = async (): Promise<number> => (await caret().boundingBox())?.x ?? 0
  const first = await left()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  await page.keyboard.type('Right: ')
  await expect.poll(left).toBeGreaterThan(first + 20)
  const second = await left()
  await other.edit({ insert: 'Wrong: ', block: 2, at: 0 })
  await expect.poll(left).toBeGreaterThan(second + 20)
})

it('a caret goes when its device says goodbye', async () => {
  await open()
  await presentAt(text, member, 1, 0)
  await caret().waitFor()
  await presentAt(text, member)
  await caret().waitFor({ state: 'detached' })
  await page.getByText('is here').waitFor({ state: 'detached' })
  expect(await page.locator('.cursor-name').count()).toBe(0)
})

it('one’s own caret is said at most ten times a second', async () => {
  await open()
  const began = Date.now()
  for (let step = 0; step < 60; step++) await page.keyboard.press('ArrowRight')
  const said = () =>
    page.evaluate(() =>
      (window as unknown as PortWindow).textPort.heard.filter(({ kind }) => kind === 'presence'),
    )
  await expect.poll(async () => (await said()).length).toBeGreaterThan(2)
  const heard = await said()
  const seconds = (Date.now() - began) / 1000
  expect(heard.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 3)
  expect(heard.at(-1)).toMatchObject({ presence: { anchor: expect.anything() } })
})
