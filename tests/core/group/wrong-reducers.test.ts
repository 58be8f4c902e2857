// Each of these wrong programs gives another outcome than the vectors say, for one of them at least.
// @module-tag long
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { patiently } from '#tests/trials'
import { wrongJudges } from '#tests/wrong-judges'
import { wrongReducers } from '#tests/wrong-reducers'

const script = join(import.meta.dirname, '../../support/mutated-groups.ts')
let noticed: Record<string, string[]> = {}

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script])
  noticed = JSON.parse(stdout) as typeof noticed
}, patiently.timeout)

test.each([...wrongReducers, ...wrongJudges])('a vector notices it: $name', ({ name }) => {
  expect(noticed[name]).not.toEqual([])
  expect(noticed[name]).toBeDefined()
})
