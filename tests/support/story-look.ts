// An examination of every state that a story passes: axe in dark, and under `npm run prove` in
// light for the rules that can differ there, in the desk's own language. Faults are collected, so
// that the story goes on and all of them show at the end.
import { proves } from '#tests/of-proofs'
import { axeFaults } from '#tests/page-faults'
import type { Desk } from '#tests/story'

/** The component library's announcer: it names buttons that were pressed and may be gone by now. */
const voice = '[data-live-announcer]'

export type Looks = {
  /** Examines the present window. */
  at(desk: Desk, state: string): Promise<void>
  /** For acts that pass states on their way. */
  by(desk: Desk): (state: string) => Promise<void>
  /** "state, theme: rule: element" for every fault so far. */
  faults: string[]
  /** The number of examined states. */
  states(): number
}

export function openLooks(): Looks {
  const faults: string[] = []
  let states = 0
  const at = async (desk: Desk, state: string): Promise<void> => {
    const { page } = desk
    states++
    await page.locator('main').waitFor()
    for (const colorScheme of proves ? (['dark', 'light'] as const) : (['dark'] as const)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      const found = await axeFaults(page, colorScheme === 'dark' ? 'all' : 'look', voice)
      faults.push(...found.map(fault => `${state}, ${colorScheme}: ${fault}`))
    }
  }
  return { at, by: desk => state => at(desk, state), faults, states: () => states }
}
