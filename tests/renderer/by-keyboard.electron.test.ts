// Meetings, minutes, decisions and follow-up without a pointer: at every moment that a mockup shows, Tab
// reaches each control, each stop has the focus ring and lies under nothing, and what a key opens is left by
// Escape with the focus where it was. Tab and Escape take turns here, moment by moment, and Escape leaves every
// second control of its moments; `npm run prove -- looks` has all of both.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { everySecond } from '#tests/of-proofs'
import { leavePage, settled } from '#tests/renderer-pages'
import { type Moment, moments, openAt } from '#tests/screen-moments'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const opened = async (moment: Moment): Promise<Page> => {
  const { page } = await openAt(pages, moment)
  return page
}

/** Marks what a person can act on in the top layer, or beside the navigation, and returns the names. */
const mark = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = 'button, a[href], [role=link], input, textarea, [contenteditable=true]'
    const layer = document.querySelector('[role=dialog], [role=alertdialog]:not(.toast)')
    const names: string[] = []
    const at = layer ?? document.querySelector('main')
    for (const element of at?.querySelectorAll<HTMLElement>(controls) ?? []) {
      if (!element.checkVisibility() || element.closest('[aria-hidden=true]')) continue
      if (element.closest('[data-react-aria-prevent-focus]')) continue
      // The handle of an open item is reached by Escape from its fields: Tab does another thing there.
      if (element.matches(':disabled, [type=hidden], .item-grip')) continue
      element.dataset['nth'] = String(names.length)
      const named = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : ''
      names.push(`${element.tagName.toLowerCase()} "${(named || label || '').slice(0, 60)}"`)
    }
    return names
  })

type Stop = { nth: number | null; fault: string | null; isInside: boolean }

/** The control with the focus, and what is wrong with how it shows it. */
const stop = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const active = document.activeElement
    if (!(active instanceof HTMLElement) || active === document.body)
      return { nth: null, fault: null, isInside: false }
    const layer = document.querySelector('[role=dialog], [role=alertdialog]:not(.toast)')
    const isInside = (layer ?? document.querySelector('main'))?.contains(active) === true
    const nth = active.dataset['nth'] === undefined ? null : Number(active.dataset['nth'])
    const focus = getComputedStyle(document.documentElement).getPropertyValue('--focus').trim()
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.cssText = `transition: none; color: ${focus}`
    const { color } = getComputedStyle(probe)
    probe.remove()
    const shown = active.closest<HTMLElement>('[data-focus-visible], label') ?? active
    const around = [active, shown, ...shown.querySelectorAll('*')]
    // A row has its ring behind its first cell.
    const styles = around.flatMap(each => [null, '::after'].map(of => getComputedStyle(each, of)))
    const hasRing = styles.some(({ outlineColor, outlineStyle, outlineWidth, boxShadow }) => {
      const isOutline = outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2
      return (isOutline && outlineColor === color) || boxShadow.includes(color)
    })
    // A text shows its cursor, and a region that scrolls is no control.
    const isText = active.isContentEditable || active.matches('.page-text')
    const name = active.getAttribute('aria-label') ?? active.textContent?.slice(0, 40) ?? ''
    if (!hasRing && !isText && isInside) return { nth, fault: `no ring: ${name}`, isInside }
    const box = shown.getBoundingClientRect()
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const isSeen = above !== null && (shown.contains(above) || above.contains(shown))
    return { nth, fault: isSeen || !isInside ? null : `covered: ${name}`, isInside }
  })

/** A widget that has one stop of Tab and moves by arrows inside. */
const composite =
  '[role=radiogroup], [role=tablist], [role=toolbar], [role=grid], [role=listbox], [role=treegrid]'
const most = 160

/** The next Tab goes to the first stop of the top layer, or beside the navigation. */
const toBegin = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const layer = document.querySelector('[role=dialog], [role=alertdialog]:not(.toast)')
    const begin = document.createElement('i')
    begin.tabIndex = -1
    const at = layer ?? document.querySelector('main')
    at?.prepend(begin)
    begin.focus()
  })

async function walk(page: Page, names: readonly string[]) {
  const reached = new Set<number>()
  const faults: string[] = []
  await toBegin(page)
  let isInside = true
  let last: number | null = null
  for (let times = 0; times < most && isInside; times++) {
    await page.keyboard.press('Tab')
    const { nth, fault, ...at } = await stop(page)
    isInside = at.isInside
    if (fault !== null) faults.push(fault)
    // A field of a day has a stop for each of its parts.
    if (nth !== null && nth !== last && reached.has(nth)) break
    if (nth !== null) reached.add(nth)
    last = nth
  }
  const together = await page.evaluate(
    ([selector, seen]) =>
      [...document.querySelectorAll<HTMLElement>('[data-nth]')]
        .filter(each => {
          const widget = each.closest(selector)
          const inside = [...(widget?.querySelectorAll<HTMLElement>('[data-nth]') ?? [])]
          return inside.some(other => seen.includes(Number(other.dataset['nth'])))
        })
        .map(each => Number(each.dataset['nth'])),
    [composite, [...reached]] as const,
  )
  for (const nth of together) reached.add(nth)
  return { faults, missed: names.filter((_, nth) => !reached.has(nth)) }
}

const layers = '[role=dialog], [role=alertdialog]:not(.toast), [role=menu], [role=listbox]'

/** The fault after Enter on that control and Escape, where a layer came up; null where none did. */
async function leftByEscape(page: Page, nth: number): Promise<string | null> {
  const open = page.locator(layers)
  const before = await open.count()
  await page.locator(`[data-nth="${nth}"]`).focus()
  await page.keyboard.press('Enter')
  await settled(page)
  if ((await open.count()) <= before) return null
  await page.keyboard.press('Escape')
  await settled(page)
  if ((await open.count()) > before) return 'stays open'
  const is = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['nth'])
  return is === String(nth) ? 'back' : `focus on ${is ?? 'nothing'}`
}

/** All moments but those of minutes outside a session: tests/renderer/editor/focus.electron.test.ts has the keys of a text. */
const asked = moments.filter(({ name }) => !name.startsWith('14'))

test('a control without a stop, one without a ring and one under another are found', async () => {
  const [moment] = asked
  if (!moment) throw new Error('No moment')
  const page = await opened(moment)
  onTestFinished(() => leavePage(page))
  const names = await mark(page)
  await page.evaluate(() => {
    const [first, second, third] = document.querySelectorAll<HTMLElement>('main .button')
    if (!first || !second || !third) throw new Error('Too few buttons')
    first.tabIndex = -1
    second.style.outline = 'none'
    const over = document.createElement('div')
    const box = third.getBoundingClientRect()
    over.style.cssText = `position: fixed; inset: ${box.top}px auto auto ${box.left}px; inline-size: ${box.width}px; block-size: ${box.height}px`
    document.body.append(over)
  })
  expect(await walk(page, names)).toEqual({
    faults: ['no ring: Plan a meeting', 'covered: Change'],
    missed: ['button "Find a date"'],
  })
})

const named = asked.map(moment => [moment.name, moment] as const)

test.each(everySecond(named, 'first'))(
  '%s: Tab reaches every control, each with its ring and under nothing',
  async (_, moment) => {
    const page = await opened(moment)
    onTestFinished(() => leavePage(page))
    const names = await mark(page)
    expect(names.length).toBeGreaterThan(0)
    const { faults, missed } = await walk(page, names)
    expect(missed).toEqual([])
    expect(faults).toEqual([])
  },
)

test.each(everySecond(named, 'second'))(
  '%s: Escape leaves what a key opened, and the focus is where it was',
  async (_, moment) => {
    let page = await opened(moment)
    onTestFinished(() => leavePage(page))
    const buttons = [...(await mark(page)).entries()].filter(([, name]) =>
      name.startsWith('button'),
    )
    const wrong: string[] = []
    for (const [nth, name] of everySecond(buttons, 'first')) {
      const how = await leftByEscape(page, nth)
      if (how === 'back') continue
      if (how !== null) wrong.push(`${name}: ${how}`)
      // The press did something else: the moment again.
      await leavePage(page)
      page = await opened(moment)
      await mark(page)
    }
    expect(wrong).toEqual([])
  },
)
