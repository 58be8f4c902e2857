// Processes of a bench of mailboxes, each with as many open files as the machine allows.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'

/** Options of Node for a host over PostgreSQL, as `shared-store.service` in `resources/mailbox` has them. */
export const overPostgres = ['--max-semi-space-size=4']

export const start = (script: string, words: string[], options: string[] = []): ChildProcess => {
  const file = join(import.meta.dirname, script)
  const line = 'ulimit -n "$(ulimit -Hn)" && exec "$0" "$@"'
  return spawn('sh', ['-c', line, process.execPath, ...options, file, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** The next message of a process. Fails where the process ends without one. */
export const answer = async <T>(child: ChildProcess): Promise<T> => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of a bench ended with ${String(code)}`)
  })
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T]
  return message
}
