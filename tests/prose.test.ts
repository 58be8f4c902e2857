// Comments read as docs/glossary.md and the style of this project ask: a sentence begins with its
// subject, and no device or member is "she".
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = globSync('{src,tests,scripts,bench}/**/*.{ts,tsx,mjs,css}', { cwd: root })

type Comment = { line: number; text: string }

/** Comments on lines of their own, each with the number of its first line. */
const commentsOf = (source: string): Comment[] => {
  const found: Comment[] = []
  let open: Comment | null = null
  let isBlock = false
  for (const [index, raw] of source.split('\n').entries()) {
    const line = raw.trim()
    const begins: string | undefined = isBlock ? undefined : /^(\/\/|\/\*)/.exec(line)?.[1]
    if (!isBlock && begins === undefined) {
      open = null
      continue
    }
    if (!open || begins === '/*') {
      open = { line: index + 1, text: '' }
      found.push(open)
    }
    const words = line.replace(/^(\/\/|\/\*\*?|\*(?!\/))\s?/, '').replace(/\s*\*\/.*$/, '')
    open.text = `${open.text} ${words}`.trim()
    isBlock = (isBlock || begins === '/*') && !line.includes('*/')
  }
  return found
}

/** Words that a sentence speaks of, not with. */
const withoutQuoted = (text: string): string => text.replaceAll(/"[^"]*"/g, '')

const beginsWithClause = (text: string): boolean =>
  /(?:^|[.;!?] )(?:Who|What|Whoever|Whom|Whose|Of|That|Those)\s/.test(text)

/** The faults of one comment; empty when it reads well. */
const faultsOf = (text: string): string[] => [
  ...(beginsWithClause(text) ? ['a sentence begins with a relative clause: name its subject'] : []),
  ...(/\b(?:she|her|hers)\b/i.test(withoutQuoted(text))
    ? ['"she": say the member, the device, the author']
    : []),
  ...(/(?<!-)\b(?:anew|somebody|everybody|whoever)\b/i.test(text)
    ? ['anew, somebody, everybody, whoever: say again, or name the person']
    : []),
]

test('comments begin with their subject, and call no device "she"', () => {
  expect(files.length).toBeGreaterThan(600)
  const faults = files.flatMap(file =>
    commentsOf(readFileSync(join(root, file), 'utf8')).flatMap(({ line, text }) =>
      faultsOf(text).map(fault => `${file}:${line} ${fault}`),
    ),
  )
  expect(faults).toEqual([])
})

/** A line of a page without code, quotations and the marks of lists and emphasis. */
const proseOf = (line: string): string =>
  withoutQuoted(line.replaceAll(/`[^`]*`/g, 'x'))
    .replaceAll('**', '')
    .replace(/^\s*(?:-|\d+\.)\s+/, '')

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]

test('pages begin their sentences with the subject', () => {
  const faults = pages.flatMap(page => {
    const [...parts] = readFileSync(join(root, page), 'utf8').split(/^```.*$/m)
    const prose = parts.filter((_, at) => at % 2 === 0).flatMap(part => part.split('\n'))
    return prose
      .filter(line => !/^[#|]/.test(line) && beginsWithClause(proseOf(line)))
      .map(line => `${page} ${line.slice(0, 80)}`)
  })
  expect(pages.length).toBeGreaterThan(80)
  expect(faults).toEqual([])
})

/** Names of tests: a string before the function that runs, or the name of a row that makes one. */
const namesOf = (source: string): string[] =>
  [
    /(['"`])((?:(?!\1)[^\n])+)\1,\s*(?:async )?(?:\(|\{|\w+ =>)/g,
    /\bname: (['"`])((?:(?!\1)[^\n])+ (?:(?!\1)[^\n])+)\1/g,
  ].flatMap(pattern => Array.from(source.matchAll(pattern), ([, , name = '']) => name))

const isFaultyName = (name: string): boolean =>
  /\b(?:she|her|hers|herself|whoever)\b/i.test(withoutQuoted(name)) ||
  /^(?:who|what|whom|whose|of|that|nor|and)\s/i.test(name)

test('names of tests begin with a condition or a subject, and call no device "she"', () => {
  // This file names faulty tests on purpose.
  const tests = files.filter(file => file.startsWith('tests/') && file !== 'tests/prose.test.ts')
  const faults = tests.flatMap(file =>
    namesOf(readFileSync(join(root, file), 'utf8'))
      .filter(isFaultyName)
      .map(name => `${file} ${name}`),
  )
  expect(faults).toEqual([])
})

test('a name of a test is found behind `test` and behind `each`, and is faulty by its beginning', () => {
  const source = "test('who left', () => {})\ntest.each(all)('when a %s leaves', async role => {})"
  expect(namesOf(source)).toEqual(['who left', 'when a %s leaves'])
  expect(namesOf(source).map(isFaultyName)).toEqual([true, false])
})

test.each([
  ['// What a peer sent.\nconst a = 1', 1],
  ['/**\n * The heads. Of each feed the last.\n */', 1],
  ['/** A device that left: her records stay. */', 1],
  ['// Somebody wrote here.\n// And it is drawn anew.', 1],
  ['/** The heads of what a device knows. Nobody else hears of them. */', 0],
])('%j has %i faulty comments', (source, count) => {
  const faulty = commentsOf(source).filter(({ text }) => faultsOf(text).length > 0)
  expect(faulty).toHaveLength(count)
})
