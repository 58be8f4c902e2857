// Every threat of docs/threat-model.md has a defence, and a test or bench that is there: a file or a
// folder by its path, or a test file by its name alone where its folder is named beside it.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
/** Threat, defence, what shows it. */
const rows = page
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| --'))
  .slice(1)
  .map(line => line.split('|').slice(1, -1))
const testNames = new Set(
  globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).map(path => basename(path).split('.')[0]),
)

const isThere = (named: string): boolean => {
  if (named.startsWith('npm run ')) return true
  if (named.startsWith('tests/')) return existsSync(join(root, named))
  return testNames.has(named.split('.')[0] ?? '')
}

test('every threat names a defence, and tests that are there', () => {
  expect(rows.length).toBeGreaterThan(50)
  for (const [threat = '', defence = '', shown = '', ...more] of rows) {
    const named = [...shown.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
    const lost = named.filter(name => !isThere(name))
    expect({ threat, lost, columns: more.length }).toEqual({ threat, lost: [], columns: 0 })
    expect({ threat, tests: named.length }).not.toEqual({ threat, tests: 0 })
    expect(defence.trim().length).toBeGreaterThan(20)
  }
})
