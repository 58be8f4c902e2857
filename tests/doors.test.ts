// The door of a room (its index.ts) offers what another room takes, and nothing else.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = globSync('{src,tests,scripts,bench}/**/*.{ts,tsx,mjs,cjs}', { cwd: root })
const words = new Map(
  files.map(file => [file, new Set(readFileSync(join(root, file), 'utf8').match(/[\w$]+/g))]),
)
const doors = files.filter(file => /^src\/.*\/index\.tsx?$/.test(file))

/** The names that a door lists: `export { one, type Two, three as four } from …`. */
const offered = (door: string): string[] =>
  [...readFileSync(join(root, door), 'utf8').matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, list = '']) => list.split(','))
    .flatMap(name => /(?<last>[\w$]+)\s*$/.exec(name)?.groups?.['last'] ?? [])

test('a name at a door: a file outside the room uses it', () => {
  const unused = doors.flatMap(door => {
    const outside = [...words].filter(([file]) => !file.startsWith(`${dirname(door)}/`))
    return offered(door)
      .filter(name => !outside.some(([, used]) => used.has(name)))
      .map(name => `${door}: ${name}`)
  })
  expect(doors.length).toBeGreaterThan(50)
  expect(unused).toEqual([])
})
