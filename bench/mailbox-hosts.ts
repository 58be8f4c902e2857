// Twenty thousand connections over four mailbox hosts on one PostgreSQL: how long each is let in, how
// long a part takes to members at other hosts, and how long where no host rings another.
import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { openPostgres } from '#tests/postgres'
import { type CrowdFigures } from './mailbox.ts'
import { quantile, verdict } from './measure.ts'
import { answer, overPostgres, start } from './processes.ts'

const hostCount = 4
const crowdCount = 2
const wanted = 20_000
const perMailbox = 10
/** Connections of one crowd on their way at a time. */
const atOnce = 4

const goals = { letIn: 100, push: 50, cut: 30_000 }

const milliseconds = (samples: number[], at: number): string =>
  `${quantile(samples, at).toFixed(1)} ms`

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.send('end')
  await exit
}

export const mailboxHosts = async (): Promise<void> => {
  const server = await openPostgres()
  const children: ChildProcess[] = []
  try {
    const address = server.address(await server.database())
    const secret = randomBytes(32).toString('hex')
    const hosts = Array.from({ length: hostCount }, () =>
      start('mailbox-hosts-host.ts', [address, secret], overPostgres),
    )
    children.push(...hosts)
    const opened = await Promise.all(
      hosts.map(host => answer<{ port: number; bell: number }>(host)),
    )
    const bells = opened.map(({ bell }) => `127.0.0.1:${bell}`)
    for (const [at, host] of hosts.entries()) host.send({ peers: bells.toSpliced(at, 1) })

    const ports = opened.map(({ port }) => port).join()
    const crowds = Array.from({ length: crowdCount }, (_, at) =>
      start('mailbox-crowd.ts', [
        ...[ports, String(wanted / crowdCount), String(perMailbox)],
        ...[String(atOnce), String(at)],
      ]),
    )
    children.unshift(...crowds)
    const figures = await Promise.all(crowds.map(crowd => answer<CrowdFigures>(crowd)))
    const all = (name: 'letIn' | 'push' | 'kept'): number[] => figures.flatMap(each => each[name])
    const connected = figures.reduce((sum, each) => sum + each.connected, 0)
    const [letIn, push, kept] = [all('letIn'), all('push'), all('kept')]
    const slowest = quantile(letIn, 1)
    const p99 = quantile(push, 0.99)
    console.log(
      [
        `mailbox-hosts: ${connected} of ${wanted} connections over ${hostCount} processes`,
        verdict('connections to four mailbox hosts', String(wanted), connected >= wanted),
        `let in p50 ${milliseconds(letIn, 0.5)}, p99 ${milliseconds(letIn, 0.99)}`,
        `slowest ${slowest.toFixed(1)} ms`,
        verdict('each member let in', `${goals.letIn} ms`, slowest < goals.letIn),
      ].join(', '),
    )
    console.log(
      [
        `append to ${perMailbox - 1} subscribers at ${hostCount} hosts: p50 ${milliseconds(push, 0.5)}`,
        `p99 ${milliseconds(push, 0.99)} (${push.length} arrivals)`,
        verdict('push across hosts p99', `${goals.push} ms`, p99 <= goals.push),
        `kept p50 ${milliseconds(kept, 0.5)}, p99 ${milliseconds(kept, 0.99)}`,
      ].join(', '),
    )

    for (const host of hosts) host.send({ peers: [] })
    const [crowd] = crowds
    crowd?.send('more')
    const late = crowd ? await answer<number[]>(crowd) : []
    const longest = quantile(late, 1)
    console.log(
      [
        `without a bell: ${late.length} arrivals, the last after ${(longest / 1000).toFixed(1)} s`,
        verdict('push across hosts without a bell', '30 s', longest <= goals.cut),
      ].join(', '),
    )
  } finally {
    for (const child of children) await ended(child)
    await server.remove()
  }
}
