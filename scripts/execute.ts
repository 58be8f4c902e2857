// Runs other programs for a command: in the checkout, in full view, with a display if need be.
import { spawn } from 'node:child_process'
import process from 'node:process'

/**
 * Runs `command` with its words, `environment` added to this process's own, and returns its exit
 * code (1 when a signal ended it). `hear` is told all that it prints, as it is printed.
 */
export type Execute = (
  command: string,
  words: string[],
  environment?: Record<string, string>,
  hear?: (text: string) => void,
) => Promise<number>

/** `quietly`: what a program prints is shown only where it failed. */
export function executeIn(folder: string, quietly = false): Execute {
  return (command, words, environment = {}, hear) =>
    new Promise((resolve, reject) => {
      let said = ''
      const child = spawn(command, words, {
        cwd: folder,
        stdio: hear === undefined && !quietly ? 'inherit' : ['inherit', 'pipe', 'pipe'],
        env: { ...process.env, ...environment },
      })
      for (const from of ['stdout', 'stderr'] as const) {
        child[from]?.on('data', (chunk: Buffer) => {
          if (quietly) said += chunk.toString()
          else process[from].write(chunk)
          hear?.(chunk.toString())
        })
      }
      child.on('error', reject)
      child.on('close', code => {
        if (code !== 0) process.stderr.write(said)
        resolve(code ?? 1)
      })
    })
}

/** The same, under a display of its own where there is none. */
export function withDisplay(execute: Execute): Execute {
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return execute
  return (command, words, ...more) =>
    execute('xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', command, ...words], ...more)
}
