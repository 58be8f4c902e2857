// Layers over minutes give the cursor back on Escape, and the next key is written there.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { closePage, type EditorPages, editorPages } from '#tests/editor-pages'
import { settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())

const words = 'Send the wording on the regional observatory in Guatemala to the Rapporteur.'
const line = () => page.locator('.page-text > [data-kind=action]')

/** The cursor behind the second letter of an action item. */
async function begin(): Promise<void> {
  page = await pages.open()
  onTestFinished(() => closePage(page))
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.keyboard.press('Control+2')
  await page.locator('.table .table-row', { hasText: 'Minutes, second regular session' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
  await line().getByText(words).click()
  for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await settled(page)
}

/** The words of the line after Escape and one letter. */
async function afterEscape(): Promise<string> {
  const layer = page.locator('[role=dialog], [role=menu]')
  await layer.first().waitFor()
  await page.keyboard.press('Escape')
  await layer.waitFor({ state: 'detached' })
  await page.keyboard.type('q')
  await page.getByText('Seqnd the wording').waitFor()
  return line().innerText()
}

test.each(['minutes-speaker', 'minutes-assign', 'minutes-circulate'])(
  'the command %s of the palette',
  async name => {
    await begin()
    await page.keyboard.press('Control+k')
    const option = page.locator(`[role=option][data-key="${name}"]`)
    await page.keyboard.type((await option.innerText()).split('\n')[0] ?? '')
    await option.waitFor()
    await page.keyboard.press('Enter')
    await option.waitFor({ state: 'detached' })
    await settled(page)
    expect(await afterEscape()).toContain('Seqnd the wording')
  },
)

test('keys turn a line and keep the cursor in it', async () => {
  await begin()
  await page.keyboard.press('Control+Shift+D')
  await page.locator('.page-text > [data-kind=decision]', { hasText: words }).waitFor()
  await page.keyboard.press('Control+Shift+A')
  await line().getByText(words).waitFor()
  await page.keyboard.type('q')
  await expect.poll(() => line().innerText()).toContain('Seqnd the wording')
})
