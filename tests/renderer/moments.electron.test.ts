// Every moment that a mockup shows of meetings, minutes, decisions and follow-up: drawn with the tokens in
// both themes, without an accessibility fault in light, dark and Arabic, with nothing lost in Arabic, and
// with no word of another language than the member's. Dark and Arabic take turns here, moment by moment; each
// moment has both in `npm run prove -- looks`.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { everySecond } from '#tests/of-proofs'
import { axeFaults, dress, losses } from '#tests/page-faults'
import { leavePage, type Look } from '#tests/renderer-pages'
import { momentStyles, type Styles } from '#tests/moment-styles'
import { type Moment, moments, openAt } from '#tests/screen-moments'
import { catalogue } from '../../scripts/messages.ts'
import { ownNames } from '#shared/vocabulary'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

async function opened(moment: Moment, language: 'en' | 'ar' = 'en', look: Look = {}) {
  const { page } = await openAt(pages, moment, language, look)
  onTestFinished(() => leavePage(page))
  return page
}

/** "selector property: found, not meant" for every part that is not drawn so, or is not there. */
const notAs = (page: Page, styles: Readonly<Record<string, Styles>>): Promise<string[]> =>
  page.evaluate(
    wanted => {
      const probe = document.body.appendChild(document.createElement('i'))
      const meantFor = (property: string, value: string): string => {
        probe.style.cssText = `position: absolute; display: block; transition: none; border-style: solid; ${property}: ${value}`
        return getComputedStyle(probe).getPropertyValue(property)
      }
      const wrong: string[] = []
      for (const [selector, rules] of wanted) {
        const element = [...document.querySelectorAll(selector)].find(each =>
          each.checkVisibility(),
        )
        if (!element) {
          wrong.push(`${selector} is not there`)
          continue
        }
        for (const [property, value] of Object.entries(rules)) {
          const meant = meantFor(property, value)
          const found = getComputedStyle(element).getPropertyValue(property)
          if (found !== meant) wrong.push(`${selector} ${property}: ${found}, not ${meant}`)
        }
      }
      probe.remove()
      return wrong
    },
    Object.entries(styles).map(([selector, rules]) => [selector, { ...rules }] as const),
  )

/** Sizes of letters and corners that the design has besides those with a name. */
const letters = [9.5, 10.5, 11.5, 12, 13, 15, 15.5, 16.5, 17.5, 18, 20, 22, 25, 26]
const corners = ['0px', '2px', '3px', '12px', '50%']

/** Colours, letters and corners of visible parts that the design does not have. */
const strange = (page: Page): Promise<string[]> =>
  page.evaluate(
    ([sizes, radii]) => {
      const probe = document.body.appendChild(document.createElement('i'))
      const style = getComputedStyle(document.documentElement)
      const names = [...document.styleSheets]
        .flatMap(sheet => [...sheet.cssRules])
        .flatMap(rule =>
          rule instanceof CSSStyleRule ? [...rule.style].filter(each => each.startsWith('--')) : [],
        )
      const colours = new Set(['rgba(0, 0, 0, 0)'])
      for (const name of names) {
        probe.style.cssText = `transition: none; color: ${style.getPropertyValue(name)}`
        if (probe.style.color !== '') colours.add(getComputedStyle(probe).color)
      }
      const tokens = ['--fs-xs', '--fs-sm', '--fs-md', '--fs-lg', '--fs-xl', '--fs-2xl', '--fs-doc']
      const ofLetters = new Set([
        ...sizes,
        ...tokens.map(each => parseFloat(style.getPropertyValue(each))),
      ])
      const named = ['--r1', '--r2', '--r3', '--r4', '--round']
      const ofCorners = new Set([
        ...radii,
        ...named.map(each => style.getPropertyValue(each).trim()),
      ])
      probe.remove()
      const wrong = new Set<string>()
      for (const element of document.querySelectorAll('#window *, [data-overlay-container] *')) {
        if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue
        if (element.closest('.unseen, .logo, [data-react-aria-prevent-focus]')) continue
        // A sheet that is printed is light in every theme.
        if (element.closest('#window [data-theme]')) continue
        const { color, backgroundColor, fontSize, borderRadius } = getComputedStyle(element)
        const what = `${element.tagName.toLowerCase()}.${element.className}`
        const hasWords = [...element.childNodes].some(
          node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
        )
        if (hasWords && !colours.has(color)) wrong.add(`${what} colour ${color}`)
        if (!colours.has(backgroundColor)) wrong.add(`${what} ground ${backgroundColor}`)
        if (hasWords && !ofLetters.has(parseFloat(fontSize))) wrong.add(`${what} size ${fontSize}`)
        for (const corner of borderRadius.split(' ')) {
          if (!ofCorners.has(corner)) wrong.add(`${what} corner ${corner}`)
        }
      }
      return [...wrong]
    },
    [letters, corners] as const,
  )

/**
 * Parts around the screen that a focus would scroll away: they have no bar to scroll back with. Something
 * read aloud alone lies beside what holds it then.
 */
const scrolledAway = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, document.body, ...document.body.children].flatMap(element => {
      const over = element.scrollHeight - element.clientHeight
      const isSeen = element.clientHeight > 1 && element.checkVisibility()
      return isSeen && over > 1 ? [`${element.tagName}.${element.className} by ${over}`] : []
    }),
  )

const arabic = new Set(catalogue('ar').values())
const english = [...catalogue('en').values()].filter(
  text => !text.includes('{') && /[a-z]{3}/.test(text) && !arabic.has(text) && text !== ownNames.en,
)
/** English messages on a page in another language, but for the head of an English text. */
const leftInEnglish = (page: Page): Promise<string[]> =>
  page.evaluate(all => {
    const messages = new Set(all)
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const isOfText = node.parentElement?.closest('.masthead-words[lang="en"]') != null
      if (messages.has(text) && !isOfText) found.push(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name)
        if (text !== null && messages.has(text)) found.push(`${name}: ${text}`)
      }
    }
    return found
  }, english)

test('each moment has its styles', () => {
  expect(Object.keys(momentStyles)).toEqual(moments.map(({ name }) => name))
})

const named = moments.map(moment => [moment.name, moment] as const)
const dark = new Set(everySecond(named, 'first').map(([name]) => name))

describe.each(named)('%s', (name, moment) => {
  const themes = dark.has(name) ? 'light and dark' : 'light'
  test(`is drawn with the tokens in ${themes}, without an accessibility fault`, async () => {
    const page = await opened(moment)
    const styles = momentStyles[name] ?? {}
    expect(await notAs(page, styles)).toEqual([])
    expect(await strange(page)).toEqual([])
    expect(await axeFaults(page)).toEqual([])
    if (!dark.has(name)) return
    await dress(page, 'dark', 'ltr')
    expect(await notAs(page, styles)).toEqual([])
    expect(await strange(page)).toEqual([])
    expect(await axeFaults(page, 'look')).toEqual([])
  })
})

test.each(everySecond(named, 'second'))(
  '%s: in Arabic it has no fault, loses nothing at any size, and no word is left in English',
  async (_, moment) => {
    const page = await opened(moment, 'ar')
    expect(await leftInEnglish(page)).toEqual([])
    expect(await axeFaults(page, 'look')).toEqual([])
    expect(await losses(page)).toEqual([])
    for (const size of [
      { width: 1024, height: 700 },
      { width: 720, height: 450 },
    ]) {
      await page.setViewportSize(size)
      expect(await losses(page)).toEqual([])
      expect(await scrolledAway(page)).toEqual([])
    }
  },
)

const momentAt = (name: string): Moment => {
  const moment = moments.find(each => each.name === name)
  if (!moment) throw new Error(`${name} is no moment`)
  return moment
}

describe('the page', () => {
  const at = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate(each => {
        const { left, right, top } = each.getBoundingClientRect()
        return [left, right, top].map(Math.round)
      })

  test.each(['en', 'ar'] as const)(
    'has a rule below its head that reaches from the numbers to the end of the bands (%s)',
    async language => {
      const page = await opened(momentAt('14-minutes'), language)
      const [numbers] = await at(page, '.page-text > [data-kind=num1]')
      const [, bands] = await at(page, '.page-text > section')
      expect((await at(page, '.masthead')).slice(0, 2)).toEqual([numbers, bands])
    },
  )

  test('has the mark of a corrected paragraph at its first line', async () => {
    const page = await opened(momentAt('14b-minutes-corrected'))
    const [, , line] = await at(page, '.page-text > [data-corrected]')
    expect((await at(page, '.corrected-mark'))[2]).toBe(line)
  })
})

/** The words `first` stand before `second` in the line of `selector`, in the direction of Arabic. */
const inArabicOrder = (page: Page, selector: string, first: string, second: string) =>
  page
    .locator(selector)
    .filter({ hasText: second })
    .first()
    .evaluate(
      (line, words) => {
        const [before, after] = words.map(each => {
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const from = node.textContent?.indexOf(each) ?? -1
            if (from < 0) continue
            const range = new Range()
            range.setStart(node, from)
            range.setEnd(node, from + each.length)
            return range.getBoundingClientRect()
          }
          throw new Error(`${each} is not in the line`)
        })
        return before !== undefined && after !== undefined && before.left >= after.right
      },
      [first, second],
    )

test.each([
  ['20-action-items', '.action-from', 'Minutes, second', 'الفقرة'],
  ['15-decision-prepare', '.select-button', 'Third regular', 'البند'],
  ['22c-decision-pack', '.decision-side .row', 'K.W.', 'أنت'],
])('%s: in Arabic a title or a name begins its line', async (name, line, first, second) => {
  const page = await opened(momentAt(name), 'ar')
  expect(await inArabicOrder(page, line, first, second)).toBe(true)
})

test('below 1180 pixels the rail stands in the place of the sidebar, with the same names', async () => {
  const page = await opened(momentAt('16-decision-give'))
  const side = page.locator('.side-bar')
  await side.waitFor()
  await page.setViewportSize({ width: 1180, height: 700 })
  await side.waitFor({ state: 'hidden' })
  expect((await page.locator('.workspace > .rail').boundingBox())?.width).toBe(54)
  const items = page.locator('.rail').getByRole('button')
  expect((await items.evaluateAll(all => all.map(each => each.ariaLabel))).slice(1)).toEqual([
    ...['Home', 'Documents', 'Meetings', 'Decisions: 1 for you', 'Follow-up', 'Archive'],
    ...['Members and devices', '1 change only on this device'],
  ])
  // The change that the folded sidebar counted leads to the ways of sending.
  await page.locator('.rail').getByRole('button', { name: '1 change only on this device' }).click()
  await page.getByRole('dialog', { name: 'Send or open a file' }).waitFor()
})

describe('in a window of 720 x 450', () => {
  const small = { width: 720, height: 450 }
  const at = momentAt
  const body = (page: Page) => page.locator('.dialog-body')

  test('the words of a question take the focus where they scroll and hold no control, and arrow keys scroll them', async () => {
    const page = await opened(at('17-decision-close'))
    expect(await body(page).getAttribute('tabindex')).toBeNull()
    await page.setViewportSize(small)
    await page.locator('.dialog-body[tabindex="0"]').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Shift+Tab')
    expect(await body(page).evaluate(each => each === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => body(page).evaluate(each => each.scrollTop)).toBeGreaterThan(0)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.locator('.dialog-body:not([tabindex])').waitFor()
  })

  test('a form that scrolls is no stop of its own', async () => {
    const page = await opened(at('13b-end-session'))
    await page.setViewportSize({ width: 720, height: 300 })
    await expect
      .poll(() => body(page).evaluate(each => each.scrollHeight > each.clientHeight))
      .toBe(true)
    expect(await body(page).locator('input, button, textarea').count()).toBeGreaterThan(0)
    expect(await body(page).getAttribute('tabindex')).toBeNull()
  })

  test('the panel stands beside the text, and in the place of the page where the window is narrower', async () => {
    const page = await opened(at('14b-minutes-corrected'))
    await page.setViewportSize(small)
    await page.locator('.editor[data-panel] .page-tools').waitFor({ state: 'hidden' })
    expect(await page.locator('.page-column').isVisible()).toBe(true)
    await page.setViewportSize({ width: 640, height: 400 })
    await page.locator('.page-column').waitFor({ state: 'hidden' })
    expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([
      'Minutes, second regular session',
    ])
    expect(await axeFaults(page)).toEqual([])
  })
})
