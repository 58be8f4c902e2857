// The browser moves the cursor first and tells the editor in a later task. Events in between, a key
// or words of others, must meet the cursor where the person sees it.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { series } from '#tests/series'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { otherMember, type OtherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let other: OtherMember
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (): Promise<void> => {
  text = await pages.open()
  page = text.page
  other = await otherMember(text)
}
const texts = (): string[] => text.texts()
const blockAt = (index: number) => page.locator('.page-text > *').nth(index)
/** Which block holds the caret on the screen. */
const caretAt = (): Promise<number> =>
  page.evaluate(() => {
    const node = getSelection()?.anchorNode ?? null
    return [...document.querySelectorAll('.page-text > *')].findIndex(each => each.contains(node))
  })
/** M.S. puts "Today, " before block 1. */
const othersWrite = (): Promise<void> => other.edit({ insert: 'Today, ', block: 2, at: 0 })

type Held = { tellCaret(): void }
/** From here on the page does not hear that the cursor moved, until `tellCaret`. */
const holdNews = (): Promise<void> =>
  page.evaluate(() => {
    const swallow = (event: Event): void => event.stopImmediatePropagation()
    addEventListener('selectionchange', swallow, { capture: true })
    Object.assign(window, {
      tellCaret() {
        removeEventListener('selectionchange', swallow, { capture: true })
        document.dispatchEvent(new Event('selectionchange'))
      },
    })
  })
const tellCaret = (): Promise<void> => page.evaluate(() => (window as unknown as Held).tellCaret())

describe('before the editor is told where the caret went', () => {
  it('stays where it went when words of others arrive', async () => {
    await open()
    await blockAt(0).click()
    await page.keyboard.type('1')
    await expect.poll(() => texts()[0]).toContain('1')
    await holdNews()
    await page.keyboard.press('Control+End')
    const last = texts().length - 1
    expect(await caretAt()).toBe(last)
    await othersWrite()
    await blockAt(1).getByText('Today, ').waitFor()
    expect(await caretAt()).toBe(last)
    await tellCaret()
    await page.keyboard.type(' mine')
    await expect.poll(() => texts()[last]).toMatch(/ mine$/)
  })

  it('their words before it in its own paragraph move it with its words', async () => {
    await open()
    await blockAt(4).click()
    await holdNews()
    await blockAt(1).click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('Home')
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await othersWrite()
    await blockAt(1).getByText('Today, ').waitFor()
    await tellCaret()
    await page.keyboard.type('|')
    await expect.poll(() => texts()[1]).toMatch(/^Today, Wom\|en/)
  })

  it('Enter divides the text where the caret went', async () => {
    await open()
    await blockAt(0).click()
    await page.keyboard.type('1')
    await expect.poll(() => texts()[0]).toContain('1')
    const before = texts()
    await holdNews()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await tellCaret()
    await page.keyboard.type('mine')
    await expect.poll(texts).toContain('mine')
    expect(texts().toSpliced(-1)).toEqual(before)
  })

  it('a word removed by keys is the one the caret went to', async () => {
    await open()
    await blockAt(0).click()
    await page.keyboard.press('End')
    await holdNews()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Control+Backspace')
    await tellCaret()
    await expect.poll(() => texts().at(-1)).toMatch(/next $|next session$/)
    expect(texts()[0]).toBe('Context')
  })
})

/** Sends the keys one behind the other, without waiting for what each does. */
async function pressAtOnce(keys: readonly Key[]): Promise<void> {
  const replica = await page.context().newCDPSession(page)
  const sent = keys.flatMap(({ key, code, text, control = false }) => {
    const named = { key, modifiers: control ? 2 : 0, windowsVirtualKeyCode: code }
    return [
      replica.send('Input.dispatchKeyEvent', { type: 'keyDown', ...named, ...(text && { text }) }),
      replica.send('Input.dispatchKeyEvent', { type: 'keyUp', ...named }),
    ]
  })
  await Promise.all(sent)
  await replica.detach()
}
type Key = { key: string; code: number; text?: string; control?: boolean }
const end: Key = { key: 'End', code: 35, control: true }
const enter: Key = { key: 'Enter', code: 13, text: '\r' }
const letters = (text: string): Key[] =>
  Array.from(text, key => ({ key, text: key, code: key.toUpperCase().charCodeAt(0) }))

describe('just after opening', () => {
  const { seeds, passed } = series('caret', 50)
  it.skipIf(seeds.length === 0)(
    'end of the text and Enter at once, while others write, all lands at the end',
    async () => {
      for (const time of seeds) {
        await open()
        await page.locator('.page-text[contenteditable=true]').waitFor()
        const count = texts().length
        await page.locator('.page-text').click()
        await Promise.all([othersWrite(), pressAtOnce([end, enter, ...letters('mine')])])
        await expect.poll(() => texts().length).toBe(count + 1)
        await expect.poll(() => texts().at(-1)).toBe('mine')
        passed(time, 'at the end')
        if (time !== seeds.at(-1)) await closePage(page)
      }
    },
  )
})
