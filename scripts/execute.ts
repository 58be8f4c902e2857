// Runs other programs for a command: in the checkout, in full view, with a display if need be.
import { spawn } from 'node:child_process'
import process from 'node:process'

/**
 * Runs `command` with its words, `environment` added to this process's own, and returns its exit
 * code (1 when a signal ended it).
 */
export type Execute = (
  command: string,
  words: string[],
  environment?: Record<string, string>,
) => Promise<number>

export function executeIn(folder: string): Execute {
  return (command, words, environment = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, words, {
        cwd: folder,
        stdio: 'inherit',
        env: { ...process.env, ...environment },
      })
      child.on('error', reject)
      child.on('exit', code => resolve(code ?? 1))
    })
}

/** The same, under a display of its own where there is none. */
export function withDisplay(execute: Execute): Execute {
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return execute
  return (command, words, environment) =>
    execute('xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', command, ...words], environment)
}
