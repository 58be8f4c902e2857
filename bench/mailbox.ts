// One mailbox host with ten thousand connections: how fast they are let in, what memory they take,
// and how long a part takes to those who have its mailbox open. Host and crowd are processes of their
// own, each allowed as many open files as this machine lets it have.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mailboxStores } from './mailbox-stores.ts'
import { quantile, verdict } from './measure.ts'
import { answer, start } from './processes.ts'

const wanted = 10_000
const perMailbox = 10

/** Milliseconds, but for `seconds`, in which all were let in. */
export type CrowdFigures = {
  connected: number
  seconds: number
  letIn: number[]
  push: number[]
  kept: number[]
}

const megabytes = (bytes: number): string => (bytes / (1 << 20)).toFixed(0)

export const mailbox = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-mailbox-'))
  const host = start('mailbox-host.ts', [folder])
  try {
    const { port, memory: before } = await answer<{ port: number; memory: number }>(host)
    const crowd = start('mailbox-crowd.ts', [String(port), String(wanted), String(perMailbox)])
    const { connected, seconds, push, kept } = await answer<CrowdFigures>(crowd)
    host.send('memory')
    const { memory } = await answer<{ memory: number }>(host)
    const each = (memory - before) / Math.max(1, connected) / 1024
    const milliseconds = (samples: number[], at: number): string =>
      `${quantile(samples, at).toFixed(1)} ms`
    console.log(
      [
        `mailbox: ${connected} of ${wanted} connections on one process`,
        verdict('connections to one mailbox host', String(wanted), connected >= wanted),
        `${(connected / seconds).toFixed(0)} let in a second`,
        `resident ${megabytes(memory)} MiB (${megabytes(before)} before, ${each.toFixed(0)} KiB each)`,
      ].join(', '),
    )
    console.log(
      [
        `append to ${perMailbox - 1} subscribers: p50 ${milliseconds(push, 0.5)}`,
        `p99 ${milliseconds(push, 0.99)} (${push.length} arrivals)`,
        `on the host's disk p50 ${milliseconds(kept, 0.5)}, p99 ${milliseconds(kept, 0.99)}`,
      ].join(', '),
    )
    crowd.send('end')
    await once(crowd, 'exit')
  } finally {
    if (host.exitCode === null) {
      host.send('end')
      await once(host, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  await mailboxStores()
}
