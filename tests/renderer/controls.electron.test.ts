// Every control of every screen of this scope is pressed once, each on a new page and profile, and something
// must come of it: another screen, a dialog (the system's too), a changed value, or a call to core or
// the shell. Three screens here, all of them in `npm run prove -- controls`.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { importFile } from '#tests/import-files'
import { type AskedCalls, leavePage, settled } from '#tests/renderer-pages'
import { sayIn, statesOf } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const screens = [
  'first run, five words typed',
  'create a group',
  'join a group',
  'locked',
  'a damaged archive',
  'home of a new group',
  'home with somebody who asks',
  'documents',
  'new document',
  'import',
  'archive, narrowed',
  'settings',
]
const few = ['first run, five words typed', 'home with somebody who asks', 'new document']
const states = statesOf(few, screens)

/**
 * Controls that a person can press now; of rows that are alike, the first; of the bar and the
 * navigation, which are the same everywhere, only on home. Marks them in order.
 */
const mark = (page: Page, whole: boolean): Promise<string[]> =>
  page.evaluate(everything => {
    const all = 'button, [role="link"], [role="row"], label:has(input), input:not(label input)'
    const modal = document.querySelector('[role="dialog"]')
    const rows = new Set<Element | null>()
    const names: string[] = []
    for (const element of (
      modal ??
      (everything ? document : document.querySelector('main')) ??
      document
    ).querySelectorAll(all)) {
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
      const row = element.closest('[role="row"]')
      const table = row?.closest('[role="grid"]') ?? null
      const again =
        row !== null && rows.has(table) && row !== table?.querySelector('tbody [role="row"]')
      const idle =
        element.matches(
          ':disabled, [aria-disabled="true"], [data-disabled], [aria-current="page"], [aria-current="true"], thead *, [aria-hidden="true"] *',
        ) ||
        element.matches('[aria-checked="true"], [data-selected]:not(.checkbox)') ||
        !element.checkVisibility() ||
        element.closest('.unseen, [data-react-aria-prevent-focus]') !== null
      if (row) rows.add(table)
      if (idle || again) continue
      element.setAttribute('data-nth', String(names.length))
      names.push(`${element.tagName.toLowerCase()} "${name.slice(0, 60)}"`)
    }
    return names
  }, whole)

/** All that a person or core would notice, in one text. */
const noticed = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { asked: all } = window as unknown as { asked: AskedCalls }
    const layers =
      '.frame, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], .toasts'
    const asked = all.calls.filter(call => !/\.(get|list|state|status)$/.test(call.name)).length
    const parts = [...document.querySelectorAll(layers)].map(layer => layer.textContent)
    const values = [...document.querySelectorAll('input')].map(
      input => `${input.type} ${input.value} ${input.checked}`,
    )
    const states = [
      ...document.querySelectorAll('[aria-expanded], [aria-checked], [aria-selected]'),
    ].map(element =>
      ['expanded', 'checked', 'selected'].map(name => element.getAttribute(`aria-${name}`)).join(),
    )
    return JSON.stringify([asked, parts, values, states, document.documentElement.dataset['theme']])
  })

test.each(states)('every control does something: $name', async state => {
  const { seed, files = [], step, ...options } = state
  const whole = state.name === 'home with somebody who asks' || state.name === 'locked'
  const opened = async (): Promise<[Page, string[]]> => {
    const { page } = await pages.open(seed, { ...options, chosen: files.map(importFile) })
    await step?.(page, say)
    // Lists come a moment after what is around them.
    await settled(page)
    return [page, await mark(page, whole)]
  }
  const [first, names] = await opened()
  expect(names.length).toBeGreaterThan(0)
  await leavePage(first)
  const idle: string[] = []
  for (const [index, name] of names.entries()) {
    const [page, marked] = await opened()
    expect(marked).toEqual(names)
    const seen = (): Promise<string> => noticed(page)
    const before = await seen()
    const control = page.locator(`[data-nth="${index}"]`)
    if (name.startsWith('input')) await control.press('a')
    else await control.click()
    try {
      await expect.poll(seen).not.toBe(before)
    } catch {
      idle.push(name)
    }
    await leavePage(page)
  }
  expect(idle).toEqual([])
})
