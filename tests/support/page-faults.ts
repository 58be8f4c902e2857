// What a careful person would complain of on a page: accessibility faults, and things that cannot be
// reached or read at this size.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Rules of WCAG 2.0 to 2.2, A and AA, that axe breaks at `element`, as "rule: element". */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axe)
  return page.evaluate(async () => {
    type Fault = { id: string; nodes: { html: string; any: { message: string }[] }[] }
    type Axe = { run(where: unknown, options: unknown): Promise<{ violations: Fault[] }> }
    const { axe: tool } = window as unknown as { axe: Axe }
    // A tooltip belongs to its control, wherever it lies in the tree, and is no part of a region.
    const all = { exclude: [['[data-overlay-container]:has(> [role="tooltip"])']] }
    const { violations } = await tool.run(all, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`),
    )
  })
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

/**
 * What is lost at this size: the window itself scrolls sideways, a control lies where no scrolling
 * brings it, or words are cut off without a sign that they are.
 */
export const losses = (page: Page): Promise<string[]> =>
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

/** `losses` once the page has followed the window to its size: menus move some frames later. */
async function lossesAtRest(page: Page): Promise<string[]> {
  const frame = () => page.evaluate(() => new Promise<unknown>(done => requestAnimationFrame(done)))
  for (let frames = 0; frames < 30; frames++) {
    if ((await losses(page)).length === 0) return []
    await frame()
  }
  return losses(page)
}

/** What `axeFaults` finds in light, dark and mirrored, and `losses` in two small windows. */
export async function faultsEverywhere(page: Page): Promise<string[]> {
  const found: string[] = []
  const note = (where: string, faults: readonly string[]): void =>
    void found.push(...faults.map(fault => `${where}: ${fault}`))
  note('light', await axeFaults(page))
  await dress(page, 'dark', 'ltr')
  note('dark', await axeFaults(page))
  await dress(page, 'light', 'rtl')
  note('mirrored', await axeFaults(page))
  await dress(page, 'light', 'ltr')
  for (const [width, height] of [
    [1024, 700],
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    note(`${width} x ${height}`, await lossesAtRest(page))
  }
  return found
}
