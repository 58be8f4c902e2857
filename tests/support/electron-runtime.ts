// Gives the Electron that the bootstrap found (scripts/electron/find.ts leaves it in .runtime), for
// tests that run a real one. Throws when there is none: run `npm test` once.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export type ElectronRuntime = {
  kind: 'official' | 'test'
  version: string
  executable: string
  /** What the app needs in its environment to run on this runtime. */
  environment: Record<string, string>
}

const place = fileURLToPath(new URL('../../.runtime/runtime.json', import.meta.url))

export function electronRuntime(): ElectronRuntime {
  return JSON.parse(readFileSync(place, 'utf8')) as ElectronRuntime
}

/** Chromium refuses its process sandbox to root; the flags of each window stay as they are. */
export function sandboxArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

const oneCompiler = '--no-turbofan --no-maglev'

/**
 * Pages of tests live for a second or two. To make their hot code faster than the first compiler
 * does, beside the page, cost more than all that it ran: half of the time that two cores had.
 */
export const shortLife = [`--js-flags=${oneCompiler}`] as const

/**
 * The same for pages that are loaded again and again. What a page made is seldom needed when it is
 * looked through for what is still in use: with room for 64 MB, not 8, that is done a few times for
 * each page, and a twentieth of all that two cores do is saved.
 */
export const pageAfterPage = [
  `--js-flags=${oneCompiler} --min-semi-space-size=64 --max-semi-space-size=64`,
] as const
