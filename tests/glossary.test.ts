// docs/glossary.md holds for the code: its names occur in src, its words of screens in the catalogues,
// and the names that it calls replaced occur nowhere.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const

const section = (title: string): string => {
  const found = page.split(/^## /m).find(each => each.startsWith(`${title}\n`))
  if (found === undefined) throw new Error(`no section "${title}"`)
  return found
}
/** The cells of each row of the tables in `text`, without heads and rules. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| --'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .filter(([first]) => !['Concept', 'Name', 'Now'].includes(first ?? ''))
const quoted = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')

const paths = globSync('src/**/*.{ts,tsx}', { cwd: root })
/** Words of all source: identifiers and the pieces of paths in imports. */
const identifiers = new Set<string>()
for (const path of paths) {
  const text = readFileSync(join(root, path), 'utf8')
  for (const [name] of text.matchAll(/[A-Za-z_$][\w$]*/g)) identifiers.add(name)
}
const stems = new Set(paths.map(path => basename(path).replace(/\.tsx?$/, '')))
const catalogues = Object.fromEntries(
  languages.map(language => [
    language,
    globSync(`resources/messages/${language}/*.json`, { cwd: root })
      .flatMap(path =>
        Object.values(JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>),
      )
      .join('\n')
      .toLowerCase(),
  ]),
)

const concepts = [
  'People and groups',
  'Documents',
  'Deliberation',
  'Storage and exchange',
  'Window and process',
]
const rows = concepts.flatMap(title => rowsOf(section(title)))

describe('a concept', () => {
  test('has one row, with a name and a sentence', () => {
    expect(rows.length).toBeGreaterThan(50)
    const names = rows.map(([concept]) => concept)
    expect(names).toEqual([...new Set(names)])
    for (const [concept, code = '', sentence] of rows) {
      expect({ concept, named: quoted(code).length }).toEqual({ concept, named: 1 })
      expect(sentence).toMatch(/^(?!Who |What |Whoever |That |Of ).{15,}\.$/)
    }
  })

  test.each(rows.map(([concept, code = '']) => [concept, quoted(code)[0] ?? '']))(
    '%s is called %s in src',
    (_, name) => {
      expect(identifiers.has(name) || stems.has(name)).toBe(true)
    },
  )

  test.each(rows.filter(([, , , words]) => words !== ''))(
    '%s reads so on screens',
    (_concept, _code, _sentence, words = '') => {
      const lost = words
        .split(' · ')
        .map((word, index) => ({ language: languages[index] ?? 'en', word }))
        .filter(({ language, word }) => !catalogues[language]?.includes(word.toLowerCase()))
      expect(lost).toEqual([])
    },
  )
})

test('a name to be replaced still stands in src, else its row goes', () => {
  const done = rowsOf(section('Names to be replaced'))
    .flatMap(([now = '']) => quoted(now))
    .filter(name => !paths.some(path => path.includes(`/${name}.ts`) || path.includes(`/${name}/`)))
  expect(done).toEqual([])
})

test('a replaced name is no file and no identifier of src', () => {
  const names = quoted(section('Replaced names'))
  expect(names.length).toBeGreaterThan(50)
  const stands = (name: string): boolean =>
    /\.tsx?$/.test(name) ? paths.some(path => path.endsWith(`/${name}`)) : identifiers.has(name)
  expect(names.filter(stands)).toEqual([])
})
