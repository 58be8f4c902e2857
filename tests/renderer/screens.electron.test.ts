// Every state of every screen of this scope: no accessibility fault in light, dark and mirrored, no
// breach of the content policy, no error on the console, and nothing lost when the window is small,
// the text large, or the language long.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Locale } from '../../scripts/messages.ts'
import { axeFaults, dress, losses } from '#tests/page-faults'
import { type Look, type RendererPages, rendererPages } from '#tests/renderer-pages'
import {
  type FakeWindow,
  sayIn,
  type ScreenState,
  wayInStates,
  workStates,
} from '#tests/screen-states'

let pages: RendererPages
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())

const states = [...wayInStates, ...workStates]

/** A page in `state`, with every line it wrote to its console and every error it did not catch. */
async function inState(
  { options = {}, step }: ScreenState,
  locale: Locale = 'en',
  look: Look = {},
): Promise<{ page: Page; written: string[] }> {
  const written: string[] = []
  const page = await pages.open({ ...options, appearance: { language: locale } }, look, opened => {
    opened.on('console', message => written.push(message.text()))
    opened.on('pageerror', error => written.push(String(error)))
  })
  if (locale !== 'en') {
    const direction = locale.startsWith('ar') ? 'rtl' : 'ltr'
    await page.locator(`html[dir="${direction}"]`).waitFor()
    await page.getByText(sayIn(locale)('app.name')).or(page.locator('.logo')).first().waitFor()
  }
  await step?.(page, sayIn(locale))
  return { page, written }
}

const small: Look = { width: 1024, height: 700 }
/** A window of 1440 by 900 in which everything is twice as large. */
const magnified: Look = { width: 720, height: 450 }

describe.each(states)('$name', state => {
  test('has no accessibility fault, keeps the policy, loses nothing when small or mirrored', async () => {
    const { page, written } = await inState(state)
    expect(await axeFaults(page)).toEqual([])
    await dress(page, 'dark', 'ltr')
    expect(await axeFaults(page)).toEqual([])
    await dress(page, 'light', 'rtl')
    expect(await axeFaults(page)).toEqual([])
    expect(await losses(page)).toEqual([])
    for (const { width = 0, height = 0 } of [small, magnified]) {
      await page.setViewportSize({ width, height })
      await dress(page, 'light', 'ltr')
      expect(await losses(page)).toEqual([])
    }
    expect(await page.evaluate(() => (window as unknown as FakeWindow).violations)).toEqual([])
    expect(written).toEqual([])
    await page.close()
  })

  test('loses nothing in a long language', async () => {
    const { page } = await inState(state, 'en-XA', { width: 1180, height: 800 })
    expect(await losses(page)).toEqual([])
    await page.close()
  })
})
