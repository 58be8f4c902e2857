// Format 1 is frozen: its fixtures and vectors stay as they were written, byte by byte, and the tests beside them
// open them with the code of today. A file may be added to the list, and none may change or go.
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const fixtures = join(import.meta.dirname, 'fixtures')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const listed = read('tests/fixtures/frozen.txt')
  .trimEnd()
  .split('\n')
  .map(line => line.split('  '))

test('each file of format 1 has the bytes with which it was frozen', () => {
  const found = listed.map(([, path]) => {
    const bytes = readFileSync(join(fixtures, path!))
    return [createHash('sha256').update(bytes).digest('hex'), path]
  })
  expect(found).toEqual(listed)
})

test('the list names each fixture and each vector once', () => {
  const files = globSync('{format-1,vectors}/**/*', { cwd: fixtures, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(fixtures.length + 1))
  const names = listed.map(([, path]) => path)
  expect(names).toEqual(files.map(file => file.replaceAll('\\', '/')).toSorted())
})

test('each place that states the version states that of package.json', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string
    packages: Record<string, { version: string }>
  }
  expect([lock.version, lock.packages['']?.version]).toEqual([version, version])
  expect(/^## (?!Unreleased)(\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version)
  expect(read('docs/mailbox.md')).toContain(`"version":"${version}"`)
})
