// The door of a room (its index.ts) offers what another room takes, and nothing else.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { imports as aliases } from '../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..')
const files = globSync('{src,tests,scripts,bench}/**/*.{ts,tsx,mjs,cjs}', { cwd: root })
const texts = new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]))
const doors = files.filter(file => /^src\/.*\/index\.tsx?$/.test(file))

/** The names in `one, type Two, three as four`: as they are called where they come from, or here. */
const namesIn = (list: string, called: 'there' | 'here'): string[] =>
  list.split(',').flatMap(each => {
    const [there, here = there] = each.replace(/^\s*type\s/, '').split(/\sas\s/)
    return (called === 'there' ? there : here)?.trim() || []
  })

/** The names that a door lists: `export { one, type Two, three as four } from …`. */
const offered = (door: string): string[] =>
  [...(texts.get(door) ?? '').matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    namesIn(list, 'here'),
  )

/** The file that `from` means in `file`, as a path from the root of the checkout. */
function meant(from: string, file: string): string {
  if (from.startsWith('.')) return join(dirname(file), from)
  for (const [alias, path] of Object.entries(aliases)) {
    const [before = '', after] = alias.split('*')
    if (after === undefined ? from === alias : from.startsWith(before))
      return join(path.replace('*', from.slice(before.length)))
  }
  return from
}

/** Every name that one file takes from another, as `file name`, with the files that take it. */
function takenNames(): Map<string, string[]> {
  const taken = new Map<string, string[]>()
  const take = (name: string, from: string, file: string): void => {
    const key = `${meant(from, file)} ${name}`
    taken.set(key, [...(taken.get(key) ?? []), file])
  }
  for (const [file, text] of texts) {
    for (const [, list = '', from = ''] of text.matchAll(/\{([^{}]*)\} from '([^']+)'/g))
      for (const name of namesIn(list, 'there')) take(name, from, file)
    // A room that is loaded when it is needed: all members that the file reads can be its names.
    for (const [, from = ''] of text.matchAll(/await import\('([^']+)'\)/g))
      for (const [, name = ''] of text.matchAll(/\.(\w+)/g)) take(name, from, file)
  }
  return taken
}

test('a name at a door: a file outside the room takes it', () => {
  const taken = takenNames()
  const unused = doors.flatMap(door =>
    offered(door)
      .filter(
        name => !taken.get(`${door} ${name}`)?.some(by => !by.startsWith(`${dirname(door)}/`)),
      )
      .map(name => `${door}: ${name}`),
  )
  expect(doors.length).toBeGreaterThan(50)
  expect(unused).toEqual([])
})
