// Pages in the states of screen-states.ts, over the fake core or over a real one.
import type { Page } from 'playwright-core'
import { type CorePages, corePages, longLater as longLaterOverCore } from './core-pages.ts'
import { importFile } from './import-files.ts'
import { longLater, type RendererPages, rendererPages, settled } from './renderer-pages.ts'
import { sayIn, type ScreenState } from './screen-states.ts'

export type StatePages = { pages: RendererPages; overCore: CorePages; close(): Promise<void> }

export const statePages = async (): Promise<StatePages> => {
  const [pages, overCore] = [await rendererPages(), await corePages()]
  return {
    pages,
    overCore,
    async close() {
      await pages.close()
      await overCore.close()
    },
  }
}

/**
 * A page in `state`, with every line it wrote to its console and every error it did not catch; in English
 * until `becomesLong`.
 */
export async function inState(
  { pages, overCore }: StatePages,
  { options = {}, seed, before = async () => {}, files = [], step }: ScreenState,
) {
  const written: string[] = []
  const watch = (opened: Page): void => {
    opened.on('console', message => written.push(message.text()))
    opened.on('pageerror', error => written.push(String(error)))
  }
  const chosen = files.map(importFile)
  const opened =
    seed && (await overCore.open(seed, { ...longLaterOverCore, before, chosen, watch }))
  const page = opened?.page ?? (await pages.open(longLater(options), {}, watch))
  await step?.(page, sayIn('en'))
  await settled(page)
  return { page, written, speak: opened && (async () => opened.release()) }
}
