// Letters of dead keys and of a Compose key: an input method composes each, as real keys of a Spanish keyboard do.
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let page: Page
let text: TextPage
let input: CDPSession
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

/** On the screen, and then in core. */
const words = async (): Promise<[string, string]> => [
  await page.locator('.page-text').innerText(),
  text.texts().join(),
]
const both = (shown: string): [string, string] => [shown, shown.replace('\n', '')]
/** The last of `stages` is put into the text. */
const compose = async (...stages: string[]): Promise<void> => {
  for (const text of stages)
    await input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  await input.send('Input.insertText', { text: stages.at(-1) ?? '' })
}
const open = async (isSuggesting: boolean): Promise<void> => {
  // Time stands still: no pause of a busy device parts what is typed.
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
  if (isSuggesting) {
    await page.keyboard.press('Control+Shift+X')
    await page.locator('[aria-pressed=true]').first().waitFor()
  }
  input = await page.context().newCDPSession(page)
}

it.each([
  ['plain', false],
  ['while suggesting', true],
])('undo and redo take words with accents as one step: %s', async (_, isSuggesting) => {
  await open(isSuggesting)
  await page.keyboard.type('decisi')
  await compose('´', 'ó')
  await page.keyboard.type('n pol')
  await compose('·', "'", 'í')
  await page.keyboard.type('tica')
  await expect.poll(words).toEqual(both('decisión política'))
  await page.keyboard.press('Control+Z')
  await expect.poll(words).toEqual(both('\n'))
  await page.keyboard.press('Control+Shift+Z')
  await expect.poll(words).toEqual(both('decisión política'))
})

it('undo takes back composed words alone, and redo brings them back', async () => {
  await open(false)
  await page.keyboard.type('caf')
  await compose('´', 'é')
  await page.keyboard.type(' ')
  await compose('n', 'ni', 'nihao', '你好')
  await expect.poll(words).toEqual(both('café 你好'))
  await page.keyboard.press('Control+Z')
  await expect.poll(words).toEqual(both('café '))
  await page.keyboard.press('Control+Shift+Z')
  await expect.poll(words).toEqual(both('café 你好'))
})
