// Layers over minutes give the cursor back on Escape, and the next key is written there.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { closePage, settled } from '#tests/renderer-pages'
import { beginText, openText, textSeed } from '#tests/text-seed'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const words = 'Send the wording on the regional observatory in Guatemala to the Rapporteur.'
const line = () => page.locator('.page-text > [data-kind=action]')

/** The cursor behind the second letter of an action item. */
async function begin(): Promise<void> {
  const opened = await pages.open(textSeed)
  page = opened.page
  onTestFinished(() => closePage(page))
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  const minutes = await beginText(opened, 'minutes', [
    { new: 'Strategy of support: recommendations', after: 0, kind: 'h1' },
    { new: words, after: 1, kind: 'action' },
  ])
  // A private text is circulated to no one.
  await opened.core.answers['documents.share']({ document: minutes })
  await openText(page, minutes)
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
