// Installs a folder's npm packages when its lock file has changed since they were last installed.
// Promises: no network when nothing changed; an interrupted install is done again.
// Built-in modules only, Node 18: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

/**
 * @param {string} folder one with a package-lock.json
 * @param {(folder: string) => boolean} install whether it worked
 * @returns {boolean} whether the packages are there
 */
export function ensureNpmPackages(folder, install) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  // Inside node_modules, which `npm ci` removes first: it only ever speaks of what is beside it.
  const marker = join(folder, 'node_modules', '.installed-lock')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return true
  if (!install(folder)) return false
  writeFileSync(marker, wanted)
  return true
}

/**
 * Installs exactly what the lock file names. No package runs a script of its own: none
 * here needs one, and an older npm would compile what comes compiled.
 * @param {string} folder
 * @param {import('node:child_process').StdioOptions} stdio
 * @returns {boolean}
 */
export function npmCi(folder, stdio = 'inherit') {
  // A warning about the Node that npm runs on says nothing about the pinned one that runs Baraza.
  const words = ['ci', '--loglevel=error']
  return spawnSync('npm', words, { cwd: folder, stdio, env: outsideEnvironment() }).status === 0
}

/**
 * The environment without node_modules/.bin on the path, as npm scripts have it: npm must not run
 * on the very Node that it is about to remove and install again.
 * @returns {NodeJS.ProcessEnv}
 */
export function outsideEnvironment() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !folder.includes('node_modules'))
    .join(delimiter)
  return { ...process.env, PATH: path }
}
