// From a bare checkout to a running command: `node scripts/bootstrap.mjs start|test|check|
// e2e|tour|prove|bench`. Sees to system packages, npm packages and the pinned Node, and hands over to run.ts on it.
// Built-in modules only, Node 18: nothing is installed yet when it starts.
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseCommandLine, startHelp } from './command-line.mjs'
import { ensureNpmPackages, npmCi } from './npm-packages.mjs'
import { isPinned, onPinned } from './pinned-node.mjs'
import {
  aptInstall,
  ensureSystemPackages,
  missingPackages,
  packagesFor,
} from './system-packages.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

if (
  process.argv[2] === 'start' &&
  process.argv.slice(3).some(word => ['--help', '-h'].includes(word))
) {
  console.log(startHelp)
  process.exit(0)
}

/** @returns {import('./command-line.mjs').CommandLine} */
function readCommandLine() {
  try {
    return parseCommandLine(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

const commandLine = readCommandLine()

if (commandLine.command === 'start' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.error('There is no display here to open a window on. To see the app anyway: npm run tour')
  process.exit(1)
}

const ready =
  ensureSystemPackages(packagesFor(commandLine), {
    missing: missingPackages,
    root: process.getuid?.() === 0,
    install: aptInstall,
    say: console.log,
  }) && ensureNpmPackages(root, npmCi)
if (!ready) process.exit(1)

if (isPinned(root)) {
  const { run } = await import('./run.ts')
  process.exitCode = await run(commandLine, root)
} else onPinned(root, process.argv.slice(1))
