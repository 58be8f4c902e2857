// Two hands that do the same with a window: one with the pointer, one with keys alone. A story
// takes a hand, so it runs with either.
import type { Locator, Page } from 'playwright-core'

export type Hand = {
  /** Presses a button, link, checkbox or radio. */
  press(target: Locator): Promise<void>
  /** Chooses one item of a menu that is open. */
  choose(item: Locator): Promise<void>
  /** Goes into a field and writes, the pointer's all at once; the former text is replaced. */
  fill(field: Locator, text: string): Promise<void>
  /** Opens one row of a table or list. */
  openRow(row: Locator): Promise<void>
  /** Goes into the text of the open document, at the end of block `index` (from 0). */
  enter(page: Page, index: number): Promise<void>
  /** Writes at the caret of the open document: the pointer's hand types the last letter alone. */
  write(page: Page, text: string): Promise<void>
}

/** A radio or checkbox lies unseen in its label, and that is what a person clicks. */
const seen = async (target: Locator): Promise<Locator> =>
  (await target.evaluate(element => element instanceof HTMLInputElement))
    ? target.locator('xpath=ancestor::label')
    : target

export const pointer: Hand = {
  press: async target => (await seen(target)).click(),
  choose: item => item.click(),
  async fill(field, text) {
    await field.click()
    await field.press('Control+A')
    // Text that is put in and a key that is pressed go two ways: the next key can come first.
    const written = await field.evaluateHandle(() => ({
      done: new Promise<void>(done => {
        document.addEventListener('input', () => done(), { once: true, capture: true })
      }),
    }))
    await field.page().keyboard.insertText(text)
    if (text !== '') await written.evaluate(({ done }) => done)
    await written.dispose()
  },
  openRow: row => row.click(),
  async enter(page, index) {
    await page.locator('.page-text > *').nth(index).click()
    await page.keyboard.press('End')
  },
  // A key costs a frame in every process. The letters before the last one come as from an input method.
  async write({ keyboard }, text) {
    await keyboard.insertText(text.slice(0, -1))
    await keyboard.type(text.slice(-1))
  },
}

const mostSteps = 120

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(element => element.contains(document.activeElement))

const inText = (page: Page): Promise<boolean> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.isContentEditable ?? false)

/** Presses `key` until `target` or something in it has the focus. */
async function walk(target: Locator, key: string): Promise<void> {
  await target.waitFor({ state: 'attached' })
  const page = target.page()
  for (let step = 0; step < mostSteps; step++) {
    if (await hasFocus(target)) return
    // In the text, Tab changes the level of a paragraph until Escape lets it out.
    if (key === 'Tab' && (await inText(page))) await page.keyboard.press('Escape')
    await page.keyboard.press(key)
  }
  throw new Error(`Not reached by ${key}: ${target.toString()}`)
}

/** A group of radios is one stop of Tab; arrows choose within. */
async function walkToRadio(target: Locator): Promise<void> {
  await walk(target.locator('xpath=ancestor::*[@role="radiogroup"]'), 'Tab')
  await walk(target, 'ArrowDown')
}

/** A row of tabs is one stop of Tab, too. */
async function walkToTab(target: Locator): Promise<void> {
  await walk(target.locator('xpath=ancestor::*[@role="tablist"]'), 'Tab')
  await walk(target, 'ArrowRight')
}

const isTab = (target: Locator): Promise<boolean> =>
  target.evaluate(element => element.getAttribute('role') === 'tab')
const isRadio = (target: Locator): Promise<boolean> =>
  target.evaluate(element => element instanceof HTMLInputElement && element.type === 'radio')
const isCheckbox = (target: Locator): Promise<boolean> =>
  target.evaluate(element => element instanceof HTMLInputElement && element.type === 'checkbox')

export const keys: Hand = {
  async press(target) {
    const { keyboard } = target.page()
    if (await isRadio(target)) return walkToRadio(target)
    if (await isTab(target)) return walkToTab(target)
    await walk(target, 'Tab')
    await keyboard.press((await isCheckbox(target)) ? 'Space' : 'Enter')
  },
  async choose(item) {
    await walk(item, 'ArrowDown')
    await item.page().keyboard.press('Enter')
  },
  async fill(field, text) {
    const { keyboard } = field.page()
    await walk(field, 'Tab')
    await keyboard.press('Control+A')
    await keyboard.type(text)
  },
  async openRow(row) {
    await walk(row.locator('xpath=ancestor::*[@role="grid" or @role="listbox"]'), 'Tab')
    await walk(row, 'ArrowDown')
    await row.page().keyboard.press('Enter')
  },
  async enter(page, index) {
    await walk(page.locator('.page-text'), 'F6')
    await page.keyboard.press('Control+Home')
    for (let step = 0; step < index; step++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
  },
  write: ({ keyboard }, text) => keyboard.type(text),
}
