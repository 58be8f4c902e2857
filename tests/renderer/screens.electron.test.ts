// Every state of every screen of this scope: no accessibility fault in light, dark and mirrored, no
// breach of the content policy, no error on the console, and nothing lost when the window is small,
// the text large, or the language long. Half of the states here, one of each screen and dialog at
// least; all of them in `npm run prove -- screens`.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePages, corePages } from '#tests/core-pages'
import { axeFaults, dress, faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, leavePage } from '#tests/renderer-pages'
import { statesOf } from '#tests/screen-states'
import { inState, violationsOf } from '#tests/state-pages'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const half = [
  'first run, five words typed',
  'limits of the app',
  'languages',
  'create a group',
  'join a group',
  'an invitation by code',
  'locked, forgotten',
  'a newer archive',
  'home with somebody who asks',
  'a full disk and missing edits',
  'a replaced file',
  'groups',
  'another group',
  'no documents',
  'the menu of a document',
  'new document from a template',
  'a template, before it is one',
  'consents',
  'a code that is none',
  'import',
  'a file that is not read',
  'files that are read',
  'the report about an imported file',
  'rename',
  'group reference',
  'share',
  'people outside, what they answered',
  'archive, found',
  'archive, narrowed',
  'settings',
  'commands, found',
  'shortcuts',
]
const states = statesOf(half)
const home = { name: 'home', seed: archiveSeed }

describe.each(states)('$name', state => {
  test('has no accessibility fault, keeps the policy, loses nothing when small, mirrored or long', async () => {
    const { page, written, speak } = await inState(pages, state)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, speak)
    expect(await losses(page)).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    expect(written).toEqual([])
    await leavePage(page)
  })
})

test('a late answer of core is on the screen before anything is looked for there', async () => {
  const { page } = await inState(pages, {
    ...home,
    async before({ answers }) {
      const list = answers['documents.list']
      Object.assign(answers, {
        async 'documents.list'(input: Parameters<typeof list>[0]) {
          await new Promise(done => setTimeout(done, 300))
          return list(input)
        },
      })
    },
    step: opened => opened.keyboard.press('Control+2'),
  })
  expect(await page.locator('.table-row').count()).toBe(7)
  await leavePage(page)
})

/** More rules for the page, which takes no style from a script's words. */
const adopt = (page: Page, rules: string): Promise<void> =>
  page.evaluate(given => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(given)
    document.adoptedStyleSheets.push(sheet)
  }, rules)

/** Faults that are there in dark, or mirrored, alone. */
const planted = `
  .planted button { inline-size: 44px; block-size: 44px; padding: 0; border: 0 }
  [data-theme='dark'] .planted h2 { color: #444; background: #333 }
  [dir='rtl'] .planted div { inline-size: 60px; block-size: 20px; overflow: auto }
  [dir='rtl'] .planted button { inline-size: 9px; block-size: 9px }
`

test('a fault of a theme or a direction is found without asking every rule again', async () => {
  const { page } = await inState(pages, home)
  await adopt(page, planted)
  await page.evaluate(() => {
    const place = document.createElement('section')
    place.className = 'planted'
    const make = (tag: string, words: string): HTMLElement => {
      const made = document.createElement(tag)
      made.textContent = words
      place.append(made)
      return made
    }
    make('h2', 'Planted')
    make('div', 'Words that go on far beyond the place that is there for them. '.repeat(9))
    for (const name of ['One', 'Two']) make('button', '').setAttribute('aria-label', name)
    document.querySelector('main')?.append(place)
  })
  const rules = async (which: 'all' | 'look'): Promise<string[]> => [
    ...new Set((await axeFaults(page, which)).map(fault => fault.split(':')[0] ?? '')),
  ]
  expect(await rules('all')).toEqual([])
  await dress(page, 'dark', 'ltr')
  expect(await rules('look')).toEqual(['color-contrast'])
  expect(await rules('all')).toEqual(['color-contrast'])
  await dress(page, 'light', 'rtl')
  expect(await rules('look')).toEqual(['scrollable-region-focusable', 'target-size'])
  expect(await rules('all')).toEqual(['scrollable-region-focusable', 'target-size'])
  await leavePage(page)
})

test('a screen that a dialog still hides after it has gone is asked when it is there again', async () => {
  const { page } = await inState(pages, home)
  expect(await axeFaults(page)).toEqual([])
  await page.evaluate(() => {
    const frame = document.querySelector('main')?.parentElement
    if (!frame) throw new Error('No frame')
    frame.inert = true
    let frames = 0
    const next = (): void => {
      frames++
      if (frames < 60) requestAnimationFrame(next)
      else frame.inert = false
    }
    next()
  })
  expect(await axeFaults(page)).toEqual([])
  await leavePage(page)
})
