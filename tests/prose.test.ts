// Comments read as docs/glossary.md and the style of this project ask: a sentence begins with its
// subject, and no device or member is "she". Folders join the list when their comments are rewritten.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folders = [
  ...(['src/cli', 'src/mailbox', 'src/main', 'src/preload'] as const),
  ...(['src/renderer', 'src/reply-page', 'src/shared', 'scripts', 'bench'] as const),
  ...(['src/core/api', 'src/core/archive', 'src/core/consultation', 'src/core/demo'] as const),
  ...([
    'src/core/deliberation',
    'src/core/documents',
    'src/core/drafting',
    'src/core/group',
    'src/core/keys',
    'src/core/paper',
    'src/core/profile',
    'src/core/records',
    'src/core/sync',
  ] as const),
  ...(['tests/core/archive', 'tests/core/group', 'tests/core/keys'] as const),
  ...([
    'tests/core/paper',
    'tests/core/safety',
    'tests/core/sync',
    'tests/core/deliberation',
    'tests/core/documents',
  ] as const),
  ...(['tests/acceptance', 'tests/cli', 'tests/e2e', 'tests/fuzz', 'tests/mailbox'] as const),
  ...(['tests/main', 'tests/model', 'tests/renderer', 'tests/scripts', 'tests/shared'] as const),
  'tests/support',
]
const files = [
  ...folders.flatMap(folder => globSync(`${folder}/**/*.{ts,tsx,mjs,css}`, { cwd: root })),
  ...globSync('{src,tests}/core/*.ts', { cwd: root }),
]

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

/** The faults of one comment; empty when it reads well. */
const faultsOf = (text: string): string[] => [
  ...(/(?:^|[.;!?] )(?:Who|What|Whoever|Whom|Whose|Of|That)\s/.test(text)
    ? ['a sentence begins with a relative clause: name its subject']
    : []),
  ...(/\b(?:she|her|hers)\b/i.test(text) ? ['"she": say the member, the device, the author'] : []),
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

/** Names of tests: a string before the function that runs. */
const namesOf = (source: string): string[] =>
  [...source.matchAll(/(['"`])((?:(?!\1)[^\n])+)\1,\s*(?:async )?(?:\(|\{|\w+ =>)/g)].map(
    ([, , name = '']) => name,
  )

const isFaultyName = (name: string): boolean =>
  /\b(?:she|her|hers|herself|whoever)\b/i.test(name) ||
  /^(?:who|what|whom|whose|of|that|nor|and)\s/i.test(name)

test('names of tests begin with a condition or a subject, and call no device "she"', () => {
  const tests = files.filter(file => file.endsWith('.test.ts'))
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
