// The tour shares its hands with tests, and Node loads it as it stands, without the tools of the tests.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

test('Node loads the tour with all that it shares with tests', () => {
  const tour = pathToFileURL(join(import.meta.dirname, '../support/tour.ts')).href
  const load = `console.log(typeof (await import(${JSON.stringify(tour)})).giveTour)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', load], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(stdout).toBe('function\n')
})
