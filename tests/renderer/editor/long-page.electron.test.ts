// A long text: its beginning is there to be read before the editor is, and what is out of sight is not
// laid out, but is found and told like the rest. Print comes from core's page and not from this one.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages, withParagraphs } from '#tests/text-pages'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Seen = { text: string; number: string; top: number; left: number }
type Looking = { seen: Seen[]; facts: string; hasTools: boolean; isBound: boolean; tools: Seen[] }

/** Runs in the page: keeps what was drawn of the text first, and what else was there by then. */
const keepFirstLook = (): void => {
  const looking: Looking = { seen: [], facts: '', hasTools: true, isBound: true, tools: [] }
  const blocks = (): Seen[] =>
    [...document.querySelectorAll<HTMLElement>('.page-text > *')].slice(0, 50).map(block => {
      const { top, left } = block.getBoundingClientRect()
      return { text: block.textContent, number: block.dataset['number'] ?? '', top, left }
    })
  const hasTools = (): boolean => document.querySelector('.page-tools button') !== null
  Object.assign(window, { looking, blocks })
  const watcher = new MutationObserver(() => {
    if (looking.seen.length === 0) {
      if (document.querySelector('.page-text > *') === null) return
      looking.seen = blocks()
      looking.facts = document.querySelector('.document-bar')?.textContent ?? ''
      looking.hasTools = hasTools()
      looking.isBound = document.querySelector('.page-text [data-lexical-text]') !== null
    }
    if (!hasTools()) return
    watcher.disconnect()
    looking.tools = blocks()
  })
  watcher.observe(document, { childList: true, subtree: true })
}
/** A text of the group with so many paragraphs. `before` it is opened, the page is there. */
const open = async (
  paragraphs: number,
  before = async (_shown: Page): Promise<void> => {},
  options: Parameters<TextPages['openOwn']>[1] = {},
): Promise<void> => {
  text = await pages.openOwn(async opened => {
    const document = await withParagraphs(paragraphs)(opened)
    await opened.core.answers['documents.share']({ document })
    await before(opened.page)
    return document
  }, options)
  page = text.page
}
type LookingWindow = { looking: Looking; blocks: () => Seen[] }

// In the narrow window the tools take two lines.
it.each([1440, 660])(
  'shows its beginning before tools and editor, each paragraph where it stays, %i wide',
  async width => {
    await open(1200, shown => shown.evaluate(keepFirstLook), { look: { width } })
    const { seen, facts, hasTools, isBound, tools } = await page.evaluate(
      () => (window as unknown as LookingWindow).looking,
    )
    expect({ hasTools, isBound }).toEqual({ hasTools: false, isBound: false })
    expect(seen.length).toBe(40)
    // The first words come with the line of readers.
    expect(facts).toMatch(/Draft.*members/)
    expect(tools.slice(0, 8)).toEqual(seen.slice(0, 8))
    const now = await page.evaluate(() => (window as unknown as LookingWindow).blocks())
    expect(now.slice(0, 8)).toEqual(seen.slice(0, 8))
    expect(await page.locator('[data-look]').count()).toBe(0)
  },
)

it('stays where one scrolled to while there was only a look at it', async () => {
  await open(1200, shown =>
    shown.evaluate(() => {
      const watcher = new MutationObserver(() => {
        const canvas = document.querySelector('.canvas:has([data-look] > *)')
        if (!canvas) return
        watcher.disconnect()
        canvas.scrollTop = 300
      })
      watcher.observe(document, { childList: true, subtree: true })
    }),
  )
  expect(await page.locator('.canvas').evaluate(canvas => canvas.scrollTop)).toBe(300)
})

it('is found by the browser and told to a screen reader where it is out of sight', async () => {
  await open(400)
  const last = page.locator('.page-text > *').last()
  const isLaidOut = (): Promise<boolean> =>
    last.evaluate(
      block => block.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === true,
    )
  expect(await isLaidOut()).toBe(false)
  const words = (await last.textContent()) ?? ''

  const client = await page.context().newCDPSession(page)
  const { nodes } = await client.send('Accessibility.getFullAXTree')
  expect(nodes.map(node => String(node.name?.value ?? ''))).toContain(words)
  await client.detach()

  expect(await isLaidOut()).toBe(false)
  expect(await pages.found(words)).toBe(1)
  await expect.poll(isLaidOut).toBe(true)
})

it('lays out only what is in sight, with every number right and a true height', async () => {
  await open(1200)
  const last = page.locator('.page-text > *').last()
  expect(await last.getAttribute('data-number')).toBe('1140.')
  expect(await page.locator('.page-text').getAttribute('data-large')).toBe('')
  const heights = (): Promise<number> =>
    page.locator('.canvas').evaluate(canvas => canvas.scrollHeight)
  const estimated = await heights()
  await page.locator('.page-text').evaluate(text => text.removeAttribute('data-large'))
  const real = await heights()
  expect(Math.abs(estimated - real) / real).toBeLessThan(0.1)
})

it('is jumped into from a search, marked without motion, with the caret there', async () => {
  await open(1200)
  const target = text.blocks()[900]?.id
  await page.locator('.page-text > *').nth(2).click()
  await page.locator('.outline-item').nth(45).click()
  const section = page.locator('.page-text > *').nth(900)
  await section.and(page.locator('[data-flash]')).waitFor()
  expect(await section.getAttribute('data-bid')).toBe(target)
  expect(await section.evaluate(block => getComputedStyle(block).animationName)).toBe('none')
  // In sight once the blocks on the way are laid out.
  await expect
    .poll(async () => {
      const { y = 0 } = (await section.boundingBox()) ?? {}
      return y > 150 && y < 800
    })
    .toBe(true)
  await page.keyboard.type('Here ')
  await expect.poll(() => text.texts()[900]).toBe('Here Section 46')
})
