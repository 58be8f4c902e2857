// Work for the end of a worker, which runs several test files (isolate: false) and is then ended by
// a signal.
import process from 'node:process'

const works: (() => void)[] = []

const end = (): void => {
  for (const work of works.splice(0)) work()
}

/** Runs `work`, which must be synchronous, when this process ends. */
export function atWorkerEnd(work: () => void): void {
  if (works.length === 0) {
    process.once('exit', end)
    process.once('SIGTERM', () => {
      end()
      // The signal again, without listeners: the process ends as usual.
      process.removeAllListeners('SIGTERM')
      process.kill(process.pid, 'SIGTERM')
    })
  }
  works.push(work)
}
