// The command line of a checkout: `npm run -s baraza -- COMMAND`. Where nothing is built yet it
// installs the npm packages and builds itself first: a mailbox host has no display and needs no
// window. Output of those steps goes to stderr, because a program may read the output of a command.
// Built-in modules only, Node 18: nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureNpmPackages, npmCi } from './npm-packages.mjs'
import { isPinned, onPinned } from './pinned-node.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const built = join(root, 'out', 'cli', 'index.js')

/** @type {import('node:child_process').StdioOptions} */
const aside = ['inherit', 2, 2]

function build() {
  console.error('Baraza is installed and built first. This takes about a minute.')
  const words = ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.cli.config.ts']
  const node = join(root, 'node_modules', '.bin', 'node')
  return (
    ensureNpmPackages(root, folder => npmCi(folder, aside)) &&
    spawnSync(node, words, { cwd: root, stdio: aside }).status === 0
  )
}

if (!existsSync(built) && !build()) {
  console.error('Baraza could not be built: see above.')
  process.exitCode = 1
} else if (isPinned(root)) await import(pathToFileURL(built).href)
else onPinned(root, [built, ...process.argv.slice(2)])
