// Gives a look at every state that a story passes: axe in light and in dark, in the desk's own
// language. What it finds is written down, so that the story goes on and all of it shows at the end.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import type { Desk } from '#tests/story'

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axe)
  return page.evaluate(async runOnly => {
    type Fault = { id: string; nodes: { html: string; any: { message: string }[] }[] }
    type Axe = { run(where: unknown, options: unknown): Promise<{ violations: Fault[] }> }
    const { axe: tool } = window as unknown as { axe: Axe }
    // The component library's voice: it names buttons that were pressed and may be gone by now.
    const where = { exclude: ['[data-live-announcer]'] }
    const { violations } = await tool.run(where, { runOnly, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
    )
  }, rules)
}

export type Looks = {
  /** Looks at the window as it is now. */
  at(desk: Desk, state: string): Promise<void>
  /** For acts that pass states on their way. */
  by(desk: Desk): (state: string) => Promise<void>
  /** "state, theme: rule: element" for every fault so far. */
  faults: string[]
  /** How many states were looked at. */
  states(): number
}

export function openLooks(): Looks {
  const faults: string[] = []
  let states = 0
  const at = async (desk: Desk, state: string): Promise<void> => {
    const { page } = desk
    states++
    await page.locator('main').waitFor()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      const found = await axeFaults(page)
      faults.push(...found.map(fault => `${state}, ${colorScheme}: ${fault}`))
    }
  }
  return { at, by: desk => state => at(desk, state), faults, states: () => states }
}
