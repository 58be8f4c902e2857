// Faults of a page that a careful person would find: accessibility faults, and parts that cannot be
// reached or read at this size.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { proves } from '#tests/of-proofs'
import { axePath } from '#tests/page-electron'

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/**
 * The server of the pages serves axe as a module: Chromium keeps its compiled code for the next page. The
 * app's own pages get its text.
 */
async function bringAxe(page: Page): Promise<void> {
  const { protocol, origin } = new URL(page.url())
  await page.evaluate(protocol === 'http:' ? `import('${origin}${axePath}')` : await axe)
}

/** axe's names for the criteria of WCAG 2.0 to 2.2, A and AA, and for its own best practices. */
const asked = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * The rules among those whose answer can change with the theme or the direction alone: by axe's
 * tags those of colour and of visible parts, and the one that measures scrolling. The others read
 * elements, names and roles, and `dress` changes none of those.
 */
const byLook = {
  tags: ['cat.color', 'cat.sensory-and-visual-cues'],
  rules: ['scrollable-region-focusable'],
}

/** A tooltip belongs to its control, wherever it lies in the tree, and is no part of a region. */
const tooltip = '[data-overlay-container]:has(> [role="tooltip"])'

/**
 * Resolves when no layer is about to come or to go. While a dialog is open, the library hides the
 * screen below it from screen readers; without a dialog that is there, axe then misses the main
 * landmark.
 */
const arrived = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const moves = document.querySelector('[data-entering], [data-exiting]') !== null
    const covered = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
    const hidden = document.querySelector(':is([inert], [aria-hidden="true"]) main') !== null
    return !moves && (covered || !hidden)
  })

/**
 * Rules that axe finds broken, as "rule: element". `which`: all rules, or, for a page that was
 * tested with those and is only dressed otherwise, the dependent ones. `leftOut` is a selector of
 * parts that are not tested.
 */
export async function axeFaults(
  page: Page,
  which: 'all' | 'look' = 'all',
  leftOut = tooltip,
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await bringAxe(page)
  await arrived(page)
  return page.evaluate(
    async ([tags, look, without]) => {
      type Fault = { id: string; nodes: { html: string; any: { message: string }[] }[] }
      type Rule = { ruleId: string; tags: string[] }
      type Axe = {
        getRules(tags: string[]): Rule[]
        run(where: unknown, options: unknown): Promise<{ violations: Fault[] }>
      }
      const { axe: tool } = window as unknown as { axe: Axe }
      const isAsked = (rule: Rule): boolean =>
        look === null ||
        look.rules.includes(rule.ruleId) ||
        rule.tags.some(tag => look.tags.includes(tag))
      const off = tool.getRules(tags).filter(rule => !isAsked(rule))
      const all = { exclude: [[without]] }
      const { violations } = await tool.run(all, {
        runOnly: tags,
        rules: Object.fromEntries(off.map(rule => [rule.ruleId, { enabled: false }])),
        // Each fault is reported with its element: no selector is computed, and passed rules are
        // not listed.
        resultTypes: ['violations'],
        selectors: false,
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
      )
    },
    [asked, which === 'all' ? null : byLook, leftOut] as const,
  )
}

/** Puts the page into another theme or direction without leaving its state. */
export const dress = (page: Page, theme: 'light' | 'dark', direction: 'ltr' | 'rtl') =>
  page.evaluate(
    ([wanted, way]) => {
      document.documentElement.dataset['theme'] = wanted
      document.documentElement.dir = way
    },
    [theme, direction] as const,
  )

const lossesNow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')} "${(element.textContent ?? '').trim().slice(0, 40)}"`
    const shown = (element: Element): boolean =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
      element.closest('.unseen, [aria-hidden="true"], [data-react-aria-prevent-focus]') === null
    // Read aloud to some and seen by no one, such as the library's own ways out of a menu.
    const unseen = (element: Element | null): boolean =>
      element !== null && (element.clientWidth <= 1 || unseen(element.parentElement))
    const scrolls = (element: Element): boolean =>
      /auto|scroll/.test(getComputedStyle(element).overflow)
    const found: string[] = []
    const { scrollWidth, clientWidth, clientHeight } = document.documentElement
    if (scrollWidth > clientWidth)
      found.push(`the window scrolls sideways by ${scrollWidth - clientWidth}`)
    const controls =
      'button, a[href], [role="link"], input:not([type="hidden"]), textarea, [role="row"]'
    for (const control of document.querySelectorAll(controls)) {
      if (!shown(control) || unseen(control.parentElement) || control.closest('label')) continue
      const box = control.getBoundingClientRect()
      let holder = control.parentElement
      while (holder && !scrolls(holder)) holder = holder.parentElement
      const held = holder !== null
      const across = box.left < -1 || box.right > clientWidth + 1
      const along = box.top < -1 || box.bottom > clientHeight + 1
      if (across || (along && !held)) found.push(`out of reach: ${name(control)}`)
    }
    for (const element of document.querySelectorAll('body *')) {
      if (!(element instanceof HTMLElement) || !shown(element)) continue
      const { overflow, textOverflow, webkitLineClamp } = getComputedStyle(element)
      if (overflow !== 'hidden' && overflow !== 'clip') continue
      // Seen by no one, read aloud to some.
      if (element.clientWidth <= 1) continue
      if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') continue
      if (
        element.scrollWidth > element.clientWidth + 1 ||
        element.scrollHeight > element.clientHeight + 1
      )
        found.push(`cut off: ${name(element)}`)
    }
    return found
  })

/** Frames that a page gets to follow its window: menus and the panel move some frames later. */
const framesToFollow = 60

/**
 * Parts that are lost at this size, once the page has followed the window to it: the window itself
 * scrolls sideways, a control lies where no scrolling brings it, or words are cut off without a
 * sign.
 */
export async function losses(page: Page): Promise<string[]> {
  const frame = () => page.evaluate(() => new Promise<unknown>(done => requestAnimationFrame(done)))
  // In the first of these the page learns of its size, in the second it has drawn the result.
  await frame()
  await frame()
  let found = await lossesNow(page)
  for (let frames = 0; frames < framesToFollow && found.length > 0; frames++) {
    await frame()
    found = await lossesNow(page)
  }
  return found
}

/** Sizes: a small window, and one of 1440 by 900 in which everything is twice as large. */
const smallWindows = [
  { width: 1024, height: 700 },
  { width: 720, height: 450 },
]

const noted = (where: string, faults: readonly string[]): string[] =>
  faults.map(fault => `${where}: ${fault}`)

/** One of two, the same in every run: the name of the test decides. */
const isTurnOfLight = (): boolean => {
  const name = expect.getState().currentTestName ?? ''
  return Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 2 === 0
}

/**
 * The faults of `axeFaults`, and of `losses` in the present window, both ways. axe takes most of
 * the time: it runs once, in light or, dark and mirrored, the other way round; `npm run prove --
 * looks` checks every rule in light, dark and mirrored. Leaves the page light, from left to right.
 */
export async function faultsHere(page: Page): Promise<string[]> {
  const inLight = isTurnOfLight()
  const axe = async (isAsked: boolean): Promise<string[]> =>
    proves || isAsked ? axeFaults(page) : []
  const found = noted('light', [...(await axe(inLight)), ...(await losses(page))])
  if (proves) {
    await dress(page, 'dark', 'ltr')
    found.push(...noted('dark', await axeFaults(page)))
    await dress(page, 'light', 'rtl')
    found.push(...noted('mirrored', await axeFaults(page)))
  }
  await dress(page, 'dark', 'rtl')
  found.push(...noted('dark and mirrored', [...(await axe(!inLight)), ...(await losses(page))]))
  await dress(page, 'light', 'ltr')
  return found
}

/** The same, and `losses` in two small windows. Leaves the page in the smallest. */
export async function faultsEverywhere(page: Page): Promise<string[]> {
  const found = await faultsHere(page)
  for (const size of smallWindows) {
    await page.setViewportSize(size)
    found.push(...noted(`${size.width} x ${size.height}`, await losses(page)))
  }
  return found
}
