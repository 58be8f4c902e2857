// The browser moves the cursor first and tells the editor in a later task. Events in between, a key
// or words of others, must meet the cursor where the person sees it.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { series } from '#tests/series'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const texts = (): Promise<string[]> =>
  page.evaluate(() => (window as unknown as HarnessWindow).text.texts())
const blockAt = (index: number) => page.locator('.page-text > *').nth(index)
/** Which block holds the caret on the screen. */
const caretAt = (): Promise<number> =>
  page.evaluate(() => {
    const node = getSelection()?.anchorNode ?? null
    return [...document.querySelectorAll('.page-text > *')].findIndex(each => each.contains(node))
  })
/** Runs in the page: C.R. puts "Today, " before block 1. */
const othersWrite = (): Promise<void> =>
  page.evaluate(() => {
    const { text, member } = window as unknown as HarnessWindow
    text.write(member(3), 1, 0, 'Today, ')
  })

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
    page = await pages.openDocument()
    await blockAt(0).click()
    await page.keyboard.type('1')
    await expect.poll(async () => (await texts())[0]).toContain('1')
    await holdNews()
    await page.keyboard.press('Control+End')
    const last = (await texts()).length - 1
    expect(await caretAt()).toBe(last)
    await othersWrite()
    await blockAt(1).getByText('Today, ').waitFor()
    expect(await caretAt()).toBe(last)
    await tellCaret()
    await page.keyboard.type(' mine')
    await expect.poll(async () => (await texts())[last]).toMatch(/ mine$/)
  })

  it('their words before it in its own paragraph move it with its words', async () => {
    page = await pages.openDocument()
    await blockAt(4).click()
    await holdNews()
    await blockAt(1).click({ position: { x: 5, y: 5 } })
    await page.keyboard.press('Home')
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await othersWrite()
    await blockAt(1).getByText('Today, ').waitFor()
    await tellCaret()
    await page.keyboard.type('|')
    await expect.poll(async () => (await texts())[1]).toMatch(/^Today, Wom\|en/)
  })

  it('Enter divides the text where the caret went', async () => {
    page = await pages.openDocument()
    await blockAt(0).click()
    await page.keyboard.type('1')
    await expect.poll(async () => (await texts())[0]).toContain('1')
    const before = await texts()
    await holdNews()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await tellCaret()
    await page.keyboard.type('mine')
    await expect.poll(texts).toContain('mine')
    expect((await texts()).toSpliced(-1)).toEqual(before)
  })

  it('a word removed by keys is the one the caret went to', async () => {
    page = await pages.openDocument()
    await blockAt(0).click()
    await page.keyboard.press('End')
    await holdNews()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Control+Backspace')
    await tellCaret()
    await expect.poll(async () => (await texts()).at(-1)).toMatch(/next $|next session$/)
    expect((await texts())[0]).toBe('Context')
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
        page = await pages.openDocument()
        await page.locator('.page-text[contenteditable=true]').waitFor()
        const count = (await texts()).length
        await page.locator('.page-text').click()
        await Promise.all([othersWrite(), pressAtOnce([end, enter, ...letters('mine')])])
        await expect.poll(async () => (await texts()).length).toBe(count + 1)
        await expect.poll(async () => (await texts()).at(-1)).toBe('mine')
        passed(time, 'at the end')
        if (time !== seeds.at(-1)) await closePage(page)
      }
    },
  )
})
