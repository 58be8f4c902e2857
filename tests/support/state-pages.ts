// Pages in the states of screen-states.ts.
import type { Page } from 'playwright-core'
import { type CorePages, longLater } from './core-pages.ts'
import { importFile } from './import-files.ts'
import { settled } from './renderer-pages.ts'
import { sayIn } from './screen-states.ts'
import type { ScreenState } from './screen-steps.ts'

/**
 * A page in `state`, with every line it wrote to its console and every error it did not catch; in English
 * until `becomesLong`, which takes `speak`.
 */
export async function inState(pages: CorePages, state: ScreenState) {
  const { seed, files = [], hold = [], step, meanwhile, ...options } = state
  const say = sayIn('en')
  const written: string[] = []
  const opened = await pages.open(seed, {
    ...{ ...options, ...longLater, hold: [...longLater.hold, ...hold] },
    chosen: files.map(importFile),
    watch(page) {
      page.on('console', message => written.push(message.text()))
      page.on('pageerror', error => written.push(String(error)))
    },
  })
  const { page } = opened
  await step?.(page, say)
  await meanwhile?.(opened, say)
  await settled(page)
  return { page, written, speak: async () => opened.release() }
}

/** Breaches of the content policy so far. */
export const violationsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations)
