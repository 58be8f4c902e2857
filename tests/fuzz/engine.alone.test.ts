// The engine finds the planted faults: one behind conditions that are met one at a time, an input
// that takes too long and one that takes too much memory; each is named and written to a file.
// @module-tag long
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchCoverage } from './coverage.ts'

const coverage = watchCoverage(/fuzz\/planted/u)
const [{ fuzz }, planted] = await Promise.all([import('./engine.ts'), import('./planted.ts')])
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))

afterAll(() => {
  coverage.stop()
  rmSync(folder, { recursive: true })
})

test.each([
  ['a planted fault', (input: Uint8Array) => void planted.readPlanted(input), /^015ac37e/u],
  ['too much time', planted.slowly, /^..5a/u],
  ['too much memory', planted.greedily, /^..5a/u],
])(
  'a target has a fault, named “%s”: the input is named and written to a file',
  async (said, run, start) => {
    const own = join(folder, said.replace(/\W/gu, ''))
    const target = { name: 'planted', most: 64, seeds: () => [new Uint8Array(8)], run }
    const { broken } = await fuzz(target, [], {
      coverage,
      seed: 1,
      goesOn: () => true,
      folder: own,
    })
    expect(broken).toContain(said)
    const [file] = readdirSync(own)
    expect(readFileSync(join(own, file!)).toString('hex')).toMatch(start)
  },
)
