// Names an input that never ends. A thread of its own sees which input runs; one that runs for too
// long is written to a file, and the process, which no longer answers, is ended.
import { Worker } from 'node:worker_threads'

/** Milliseconds. */
const longest = 60_000

const watching = `
  const { workerData: { shared, folder, longest } } = require('node:worker_threads')
  const { mkdirSync, writeFileSync } = require('node:fs')
  const [head, bytes] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)]
  let [seen, since] = [0, Date.now()]
  setInterval(() => {
    const [turn, length] = head
    if (turn !== seen || turn === 0) [seen, since] = [turn, Date.now()]
    if (Date.now() - since < longest) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(folder + '/endless', bytes.slice(0, length))
    process._rawDebug('an input does not end: ' + folder + '/endless')
    process.kill(process.pid, 'SIGKILL')
  }, 1_000)
`

export type Watchdog = { starts(input: Uint8Array): void; ends(): void; stop(): Promise<unknown> }

/** Inputs have at most `most` bytes. */
export const openWatchdog = (folder: string, most: number): Watchdog => {
  const shared = new SharedArrayBuffer(8 + most)
  const [head, bytes] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)]
  const worker = new Worker(watching, { eval: true, workerData: { shared, folder, longest } })
  worker.unref()
  let turn = 0
  return {
    starts(input) {
      bytes.set(input)
      head[1] = input.length
      head[0] = ++turn
    },
    ends: () => void (head[0] = 0),
    stop: () => worker.terminate(),
  }
}
