// The Electron that the bootstrap found (scripts/electron/find.ts leaves it in .runtime), for tests
// that run a real one. Throws when there is none: run `npm test` once.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export type ElectronRuntime = {
  kind: 'official' | 'test'
  version: string
  executable: string
  /** Environment variables that the app needs on this runtime. */
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
 * Pages of tests live for a second or two. A faster compiler for their hot code, beside the page,
 * cost more than everything that it ran: half of the time of two cores.
 */
export const shortLife = [`--js-flags=${oneCompiler}`] as const

/**
 * The same for pages that are loaded again and again. Collected pages leave few live objects: with
 * room for 64 MB, not 8, the collector runs a few times for each page, which saves a twentieth of
 * the time of two cores.
 */
export const pageAfterPage = [
  `--js-flags=${oneCompiler} --min-semi-space-size=64 --max-semi-space-size=64`,
] as const
