// The lines between the rooms are held by tools. Each test plants one violation in a copy of the
// source and sees that tool refuse it; the copy without a violation passes.
// @module-tag long
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'baraza-guards-'))
  for (const name of ['src', 'resources', 'package.json', 'tsconfig.base.json', '.oxlintrc.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  // Results of `npm run check` for these very files, by their hashes, need not be found again.
  const found = join(root, 'out/types')
  if (existsSync(found)) cpSync(found, join(copy, 'out/types'), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** The output of the tool when it refused, or '' when it was content. */
const refusal = (tool: string, ...args: string[]): string => {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: copy,
      stdio: 'pipe',
    })
    return ''
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer }
    return `${stdout.toString()}${stderr.toString()}`
  }
}
const compile = (...parts: string[]) =>
  refusal('typescript/bin/tsc', '-b', '--pretty', 'false', ...parts.map(part => `src/${part}`))
const lint = (path: string) => refusal('oxlint/bin/oxlint', '--deny-warnings', path)

type Plant = { path: string; text: string }
/** The result of `check` with `plants` in the copy. */
const planted = <T>(plants: readonly Plant[], check: () => T): T => {
  for (const { path, text } of plants) writeFileSync(join(copy, path), text)
  try {
    return check()
  } finally {
    for (const { path } of plants) rmSync(join(copy, path))
  }
}

describe('project references', () => {
  const outside = {
    'core has no DOM': ['core', "document.title = 'x'\nexport {}\n", 'TS2584'],
    'shared has no Node': ['shared', "export * from 'node:fs'\n", 'TS2591'],
    'shared does not know the document': ['shared', "export * from '#document/ids'\n", 'TS6307'],
    'the document has no DOM': ['document', "document.title = 'x'\nexport {}\n", 'TS2584'],
    'the document has no Node': ['document', "export * from 'node:fs'\n", 'TS2591'],
    'the document does not know the contract': [
      'document',
      "export * from '#shared/contract'\n",
      'TS6307',
    ],
    'the renderer has no Node': ['renderer', "export { readFileSync } from 'node:fs'\n", 'TS2591'],
    'the renderer does not know core': ['renderer', "export * from '#core/keys'\n", 'TS6307'],
    'main does not know core': ['main', "export * from '#core/keys'\n", 'TS6307'],
    'a file behind a door cannot be named from outside': [
      'core/archive',
      "export * from '#core/keys/primitives'\n",
      'TS2307',
    ],
    'a file behind a door of the document cannot be named from outside': [
      'core/archive',
      "export * from '#document/tree/layout'\n",
      'TS2307',
    ],
    'no use case takes a whole open profile': [
      'core/drafting',
      "import type { OpenProfile } from '#core/profile'\nexport const all = (profile: OpenProfile) => profile\n",
      'TS2305',
    ],
    'no room keeps values in notes': [
      'core/documents',
      "import type { Archive } from '#core/archive'\nexport const noted = ({ notes }: Archive) => notes\n",
      'TS2339',
    ],
    'a reader of the database cannot write': [
      'core/archive',
      "import type { Reader } from './statements.ts'\nexport const cut = (of: Reader) => of.prepare('DELETE FROM pages')\n",
      'TS2345',
    ],
    'a reader of a table cannot write': [
      'core/archive',
      "import type { TableReader } from './table.ts'\nexport const cut = (of: TableReader<{ id: 1 }, 'id'>) => of.remove({})\n",
      'TS2339',
    ],
  } as const
  const plants = Object.values(outside).map(([part, text, code], at) => ({
    part,
    path: `src/${part}/planted-${at}.ts`,
    text,
    code,
  }))
  const plantsIn = (room: string) => plants.filter(({ part }) => part === room)
  let clean: string
  let said: string[]
  // Few runs: each reads all types. The projects that stand on a part are not looked at while it fails.
  beforeAll(() => {
    clean = compile('core', 'renderer')
    const below = ['shared', 'document']
    const rest = plants.filter(({ part }) => !below.includes(part))
    said = [
      ...below.map(part => planted(plantsIn(part), () => compile(part))),
      planted(rest, () => compile('core', 'renderer', 'main')),
    ].flatMap(report => report.split('\n'))
  }, 600_000)
  test('the source as it is compiles', () => {
    expect(clean).toBe('')
  })
  test.each(Object.keys(outside).map((name, at) => [name, plants[at]] as const))(
    '%s',
    (_, plant) => {
      const refused = said.filter(line => line.startsWith(`${plant?.path}(`))
      expect(refused.join()).toContain(plant?.code)
    },
  )
})

describe('lint', () => {
  const outside = {
    'core knows no Electron': ['core/keys/planted-1.ts', "export { app } from 'electron'\n"],
    'core knows no editor': ['core/keys/planted-2.ts', "export { $getRoot } from 'lexical'\n"],
    'a room is entered by its door': [
      'core/keys/planted-3.ts',
      "export * from '../../core/group/index.ts'\n",
    ],
    'the document knows no editor': [
      'document/planted-6.ts',
      "export { $getRoot } from 'lexical'\n",
    ],
    'the document enters no other room but by its door': [
      'document/planted-7.ts',
      "export * from '../shared/ids.ts'\n",
    ],
    'a folder of the exchange is entered by its door': [
      'core/sync/link/planted-8.ts',
      "export * from '../judge/judge.ts'\n",
    ],
    'the composition of the exchange enters folders by their doors': [
      'core/sync/planted-9.ts',
      "export * from './judge/judge.ts'\n",
    ],
    'a folder of the document is entered by its door': [
      'document/model/planted-8.ts',
      "export * from '../ids/block-id.ts'\n",
    ],
    'a folder of documents is entered by its door': [
      'core/documents/flush/planted-10.ts',
      "export * from '../gate/scan.ts'\n",
    ],
    'a folder of drafting is entered by its door': [
      'core/drafting/minutes/planted-11.ts',
      "export * from '../members/speakers.ts'\n",
    ],
    'an answer enters rooms by their doors': [
      'core/api/planted-12.ts',
      "export * from '../profile/open-profile.ts'\n",
    ],
    'a mailbox host knows no room but keys': [
      'mailbox/planted-4.ts',
      "export * from '#core/group'\n",
    ],
    'the renderer asks through the contract': [
      'renderer/planted-5.ts',
      "export * from '#core/keys'\n",
    ],
    'components know no core': [
      'renderer/ui/planted-11.ts',
      "export * from '../shell/core-client.ts'\n",
    ],
    'components hold no key': ['renderer/ui/planted-12.ts', "export * from '#core/keys'\n"],
  } as const
  const files = Object.values(outside).map(([path, text]) => ({ path: `src/${path}`, text }))
  let said: { code: string; filename: string }[]
  // All at once: most of what the linter takes is its beginning.
  beforeAll(() => {
    const paths = files.map(({ path }) => path)
    const report = planted(files, () =>
      refusal('oxlint/bin/oxlint', '--deny-warnings', '--format=json', ...paths),
    )
    said = (JSON.parse(report) as { diagnostics: typeof said }).diagnostics
  })
  test.each(Object.entries(outside))('%s', (_, [path]) => {
    const refused = said.filter(({ filename }) => filename === `src/${path}`)
    expect(refused.map(({ code }) => code).join()).toContain('no-restricted-imports')
  })
  test('imports never run in a circle', () => {
    const circle = [
      {
        path: 'src/core/keys/planted-too.ts',
        text: "import { one } from './planted.ts'\nexport const two = () => one\n",
      },
      {
        path: 'src/core/keys/planted.ts',
        text: "import { two } from './planted-too.ts'\nexport const one = () => two\n",
      },
    ]
    expect(planted(circle, () => lint('src/core/keys'))).toContain('no-cycle')
  })
  test('types are imported in no circle either', () => {
    const circle = [
      {
        path: 'src/core/keys/planted-too.ts',
        text: "import type { One } from './planted.ts'\nexport type Two = One | null\n",
      },
      {
        path: 'src/core/keys/planted.ts',
        text: "import type { Two } from './planted-too.ts'\nexport type One = Two | string\n",
      },
    ]
    expect(planted(circle, () => lint('src/core/keys'))).toContain('no-cycle')
  })

  test('a function of 101 lines is refused, one of 100 is not', () => {
    const longPlant = (lines: number): Plant => ({
      path: `src/renderer/long-${lines}.ts`,
      text: `export const long = () => {\n${"  console.log('x')\n".repeat(lines - 2)}}\n`,
    })
    const plants = [longPlant(100), longPlant(101)]
    const said = planted(plants, () =>
      refusal('oxlint/bin/oxlint', '--deny-warnings', ...plants.map(({ path }) => path)),
    )
    expect(said).toContain('max-lines-per-function')
    expect(said).toContain('long-101.ts')
    expect(said).not.toContain('long-100.ts')
  })
})
