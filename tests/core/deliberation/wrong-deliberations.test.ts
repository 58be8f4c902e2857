// Each of these wrong programs reads some deliberation otherwise than the product.
// @module-tag long
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { patiently } from '#tests/trials'
import { wrongDeliberations } from '#tests/wrong-deliberations'

const script = join(import.meta.dirname, '../../support/mutated-deliberations.ts')
let noticed: Record<string, number[]> = {}

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1 << 26 })
  noticed = JSON.parse(stdout) as typeof noticed
}, patiently.timeout)

test.each([...wrongDeliberations])('a deliberation notices it: $name', ({ name }) => {
  expect(noticed[name]).toBeDefined()
  expect(noticed[name]).not.toEqual([])
})
