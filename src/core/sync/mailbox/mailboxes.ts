// The mailbox that each group uses, if a person named one. Nothing is connected before that, nor
// while this profile stays off the network.
import type { MailboxStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Circles } from '../members/index.ts'
import { realLater, type Later, type SyncArchive, type SyncGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import { parseMailboxUrl } from './address.ts'
import { openMailboxChoice } from './choice.ts'
import { openMailboxClient, type MailboxClient } from './client.ts'

export type MailboxOptions = {
  /** A certificate to trust beside those of the system, PEM. */
  ca?: string
  /** The timer for waiting on a host; real time, unless a test passes another one. */
  patience?: Later
}

export type Mailboxes = {
  /** Connects the groups that have a mailbox, and from now on each that gets one. */
  start(): void
  /** Failures: `invalid-input` for a malformed address of a mailbox, `not-found`. */
  set(group: GroupId, url: string | null): void
  status(group: GroupId): MailboxStatus
  /** Devices that have the group's mailbox open beside this one, as in `status`. */
  others(group: GroupId): number
  /** Whether another device has the group's mailbox (or that of any group) open just now. */
  isLive(group?: GroupId): boolean
  /**
   * Brings this device and the mailbox at `url` to the same state once, whichever mailbox the group
   * uses otherwise. Failures: those of `set`, `address-unreachable`, `mailbox-refused`,
   * `mailbox-full`.
   */
  meet(group: GroupId, url: string): Promise<void>
  /** Before a close: resolves once each host that is in touch has the messages of this device. */
  sendRest(): Promise<void>
  /** Ends the work for a group that is not in this profile any more. */
  forget(group: GroupId): void
  close(): void
}

const codes = {
  unreachable: 'address-unreachable',
  refused: 'mailbox-refused',
  full: 'mailbox-full',
} as const

const parsed = (url: string): string => {
  const known = parseMailboxUrl(url)
  if (known === null) throw new Failure('invalid-input')
  return known
}

export const openMailboxes = (ports: {
  archive: SyncArchive
  /** Groups and circles. Circles use the host of their group. */
  groups(): readonly SyncGroup[]
  circles: Circles
  replicaOf(group: GroupId): GroupSync
  now(): number
  later: Later
  random(length: number): Uint8Array
  changed(): void
  defect(error: unknown): void
  options: MailboxOptions
}): Mailboxes => {
  const { groups, circles, replicaOf, options } = ports
  const clients = new Map<GroupId, MailboxClient>()
  const meetings = new Set<MailboxClient>()
  let started = false

  const { circleOf, urlOf, setUrl, membershipOf } = openMailboxChoice(ports)
  const clientTo = (group: GroupId, url: string): MailboxClient =>
    openMailboxClient({
      ...ports,
      url,
      ca: options.ca,
      patience: options.patience ?? realLater,
      replica: replicaOf(group),
      membership: membershipOf(group),
    })
  const disconnect = (group: GroupId): void => {
    clients.get(group)?.close()
    clients.delete(group)
  }
  const connect = (group: GroupId): void => {
    const url = circleOf(group)?.isIn() === false ? null : urlOf(group)
    if (started && url !== null && !clients.has(group)) clients.set(group, clientTo(group, url))
  }

  /** A circle that came or went meanwhile. */
  const unlisten = circles.onChange(group => {
    for (const { id, isIn } of circles.of(group)) {
      if (isIn()) connect(id)
      else disconnect(id)
    }
  })

  return {
    start() {
      started = true
      for (const { id } of groups()) connect(id)
    },
    set(group, url) {
      replicaOf(group)
      const next = url === null ? null : parsed(url)
      if (next === urlOf(group)) return
      setUrl(group, next)
      for (const each of [group, ...circles.of(group).map(({ id }) => id)]) {
        disconnect(each)
        connect(each)
      }
      ports.changed()
    },
    others: group => clients.get(group)?.others() ?? 0,
    status(group) {
      replicaOf(group)
      const url = urlOf(group)
      const client = clients.get(group)
      if (url === null || !client) return { group, url, state: 'off', waiting: 0, others: 0 }
      return {
        group,
        url,
        state: client.state(),
        waiting: client.waiting(),
        others: client.others(),
      }
    },
    isLive: group =>
      [...clients].some(
        ([of, client]) => (group === undefined || of === group) && client.others() > 0,
      ),
    async meet(group, url) {
      const client = clientTo(group, parsed(url))
      meetings.add(client)
      try {
        const problem = await client.settled()
        if (problem !== null) throw new Failure(codes[problem])
      } finally {
        meetings.delete(client)
        client.close()
      }
    },
    async sendRest() {
      await Promise.all([...clients.values()].map(client => client.sendRest()))
    },
    forget: disconnect,
    close() {
      unlisten()
      for (const client of [...clients.values(), ...meetings]) client.close()
      clients.clear()
    },
  }
}
