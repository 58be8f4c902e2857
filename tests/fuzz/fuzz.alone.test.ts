// Any bytes of others: each input is answered within its time and memory, and breaks no rule.
// Inputs are made out of seeds; those that reach new places of the program are built on. Some
// hundred for each target here, an hour in `npm run prove -- fuzz`; BARAZA_FUZZ_SECONDS sets the
// whole time, BARAZA_FUZZ_SEED the seed. A faulty input lies in out/fuzz; as a line of hexadecimal
// in tests/fixtures/fuzz it is tried first in every run.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, expect, test } from 'vitest'
import { watchCoverage } from './coverage.ts'

const coverage = watchCoverage()
const [{ fuzz }, { targets }] = await Promise.all([
  import('./engine.ts'),
  import('./targets/index.ts'),
])

const isProof = process.env['BARAZA_PROVE'] === '1'
/** Seconds; 0: no time is measured, and inputs are counted. */
const all = Number(process.env['BARAZA_FUZZ_SECONDS'] ?? (isProof ? 3_600 : 0))
/** Inputs for each target where no time is measured. */
const figure = 500
const seed = Number(process.env['BARAZA_FUZZ_SEED'] ?? (isProof ? Date.now() % 1_000_000 : 1))
const out = join(import.meta.dirname, '../../out/fuzz')
const fixtures = join(import.meta.dirname, '../fixtures/fuzz')

const linesOf = (bytes: readonly Uint8Array[]): string =>
  bytes.map(each => `${Buffer.from(each).toString('hex')}\n`).join('')

const keptFor = (name: string): Uint8Array[] => {
  const file = join(fixtures, `${name}.txt`)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.filter(line => line !== '').map(line => new Uint8Array(Buffer.from(line, 'hex')))
}

afterAll(() => coverage.stop())

const timeout = all * 1_000 + 120_000

test.each(targets)('$name: no input takes too long or breaks a rule', { timeout }, async target => {
  const until = performance.now() + (all * 1_000) / targets.length
  const goesOn = (inputs: number) => (all > 0 ? performance.now() < until : inputs < figure)
  const folder = join(out, target.name)
  console.log(`fuzz ${target.name}: seed ${seed}`)
  const given = { coverage, seed, goesOn, folder }
  const { inputs, reached, kept, broken } = await fuzz(target, keptFor(target.name), given)
  console.log(`fuzz ${target.name}: ${inputs} inputs, ${kept.length} kept, ${reached} reached`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'kept.txt'), linesOf(kept))
  expect(broken).toBeNull()
  expect(inputs).toBeGreaterThan(100)
})
