// The lines between the rooms are held by tools. Each test plants one violation in a copy of the
// source and sees that tool refuse it; the copy without a violation passes.
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
  // What `npm run check` found of these very files, by their hashes, need not be found again.
  const found = join(root, 'out/types')
  if (existsSync(found)) cpSync(found, join(copy, 'out/types'), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** What the tool printed when it refused, or '' when it was content. */
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
const compile = (part: string) => refusal('typescript/bin/tsc', '-b', `src/${part}`)
const lint = (path: string) => refusal('oxlint/bin/oxlint', '--deny-warnings', path)

const planted = (path: string, text: string, check: () => string): string => {
  const file = join(copy, path)
  writeFileSync(file, text)
  try {
    return check()
  } finally {
    rmSync(file)
  }
}

describe('project references', () => {
  // All of it, and nothing of that was compiled before: minutes on a busy machine.
  test('the source as it is compiles', { timeout: 600_000 }, () => {
    expect(compile('core') + compile('renderer')).toBe('')
  })
  test.each([
    ['core has no DOM', 'core', "document.title = 'x'\nexport {}\n", 'TS2584'],
    ['shared has no Node', 'shared', "export * from 'node:fs'\n", 'TS2591'],
    ['the renderer has no Node', 'renderer', "export { readFileSync } from 'node:fs'\n", 'TS2591'],
    ['the renderer does not know core', 'renderer', "export * from '#core/keys'\n", 'TS6307'],
    ['main does not know core', 'main', "export * from '#core/keys'\n", 'TS6307'],
  ])('%s', (_, part, text, code) => {
    expect(planted(`src/${part}/planted.ts`, text, () => compile(part))).toContain(code)
  })
})

describe('one door per room', () => {
  test('a file behind a door cannot be named from outside', () => {
    const text = "export * from '#core/keys/primitives'\n"
    expect(planted('src/core/archive/planted.ts', text, () => compile('core'))).toContain('TS2307')
  })
})

describe('lint', () => {
  const outside = {
    'core knows no Electron': ['core/keys/planted-1.ts', "export { app } from 'electron'\n"],
    'core knows no editor': ['core/keys/planted-2.ts', "export { $getRoot } from 'lexical'\n"],
    'a room is entered by its door': [
      'core/keys/planted-3.ts',
      "export * from '../../core/group/index.ts'\n",
    ],
    'a mailbox host knows no room but keys': [
      'mailbox/planted-4.ts',
      "export * from '#core/group'\n",
    ],
    'the renderer asks through the contract': [
      'renderer/planted-5.ts',
      "export * from '#core/keys'\n",
    ],
  } as const
  const files = Object.values(outside).map(([path, text]) => ({ path: `src/${path}`, text }))
  let said: { code: string; filename: string }[]
  // All at once: most of what the linter takes is its beginning.
  beforeAll(() => {
    for (const { path, text } of files) writeFileSync(join(copy, path), text)
    const paths = files.map(({ path }) => path)
    const report = refusal('oxlint/bin/oxlint', '--deny-warnings', '--format=json', ...paths)
    said = (JSON.parse(report) as { diagnostics: typeof said }).diagnostics
    for (const path of paths) rmSync(join(copy, path))
  })
  test.each(Object.entries(outside))('%s', (_, [path]) => {
    const refused = said.filter(({ filename }) => filename === `src/${path}`)
    expect(refused.map(({ code }) => code).join()).toContain('no-restricted-imports')
  })
  test('imports never run in a circle', () => {
    const other = join(copy, 'src/core/keys/planted-too.ts')
    writeFileSync(other, "import { one } from './planted.ts'\nexport const two = () => one\n")
    const text = "import { two } from './planted-too.ts'\nexport const one = () => two\n"
    expect(planted('src/core/keys/planted.ts', text, () => lint('src/core/keys'))).toContain(
      'no-cycle',
    )
    rmSync(other)
  })
})
