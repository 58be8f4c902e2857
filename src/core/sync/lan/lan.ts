// The local network, off until a person switches it on: a server that answers members only, beacons
// that announce its place, and connections to members at heard or typed addresses, kept up while
// the network is on.
import type { NetworkStatus } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Later, SyncArchive, LanGroup } from '../ports.ts'
import type { Link } from '../link/index.ts'
import { localInterfaces, typedAddresses, type Interface } from './addresses.ts'
import { multicast, openBeacons, writeBeacon, type Beacons, type Multicast } from './beacon.ts'
import { openCallers } from './callers.ts'
import { Calls, type Caller } from './calls.ts'
import { Discovery } from './discovery.ts'
import type { InviteListener } from './invite-listener.ts'
import { callable, CallServer } from './listening.ts'
import { openMemberLinks } from './member-links.ts'
import { openPending } from './pending.ts'
import type { Endpoint } from './redial.ts'
import { Seekers } from './seekers.ts'
import { tcpLink, type Patience } from './tcp-link.ts'

export type Lan = {
  /**
   * Opens the server and the beacons; resolves when both can be reached. Failure `not-permitted`
   * where the machine refuses a socket. Does nothing while the network is on.
   */
  start(): Promise<void>
  /** Closes every socket, dialled ones included. */
  stop(): void
  /**
   * Connects to a typed `host:port`; resolves when the member there is linked. Failures:
   * `invalid-input`, `not-permitted` (this device is not in the group yet), `address-unreachable`,
   * `address-not-a-member`.
   */
  dial(group: GroupId, address: string): Promise<void>
  /**
   * Reports every beacon that carries the key's tag; calls `stopped` once when the network is
   * switched off.
   */
  seek(discovery: Bytes, found: (endpoint: Endpoint) => void, stopped: () => void): () => void
  /** A link for joining with a device that knows the key at that address and is one that `accepts` admits. */
  knock(
    endpoint: Endpoint,
    discovery: Bytes,
    caller: Caller,
  ): Promise<Link | 'unreachable' | 'nobody'>
  status(): Pick<NetworkStatus, 'on' | 'addresses'>
}

export type LanOptions = {
  /** 0, the default, lets the system choose. */
  port?: number
  /**
   * An address to listen at, which is then open to callers from anywhere. The default is all local
   * addresses.
   */
  host?: string
  /** Whether to announce this device and to listen for others. True by default. */
  beacon?: boolean
  multicast?: Multicast
  interfaces?: () => readonly Interface[]
  patience?: Patience
  /** Milliseconds until a silent caller or an address that does not answer is given up. */
  handshake?: number
  /** Milliseconds until the search for a typed code gives up. */
  looking?: number
}

const defaults = { patience: { keepAlive: 5_000, silence: 15_000 }, handshake: 5_000 } as const

export const openLan = (ports: {
  archive: Pick<SyncArchive, 'epochs'>
  groups(): readonly LanGroup[]
  addLink(group: GroupId, link: Link): void
  door: InviteListener
  random(length: number): Bytes
  now(): number
  later: Later
  changed(): void
  options: LanOptions
}): Lan => {
  const { archive, groups, door, random, later, changed, options } = ports
  const { port = 0, host, interfaces = localInterfaces } = options
  const { patience = defaults.patience, handshake = defaults.handshake } = options
  const pending = openPending(later, handshake)
  const calls = new Calls(pending)
  const active = (): LanGroup[] => groups().filter(group => group.entry().state !== 'joining')
  const discovery = new Discovery({ archive, active, door, later })
  const seekers = new Seekers()
  let beacons: Beacons | null = null

  const members = openMemberLinks({
    ...ports,
    active,
    discovery,
    calls,
    openLink: (socket, secured) => tcpLink(socket, secured, patience, later),
  })
  const server = new CallServer(
    { port, host },
    openCallers({
      active,
      discovery,
      door,
      pending,
      accepts: members.accepts,
      take: members.take,
      privateOnly: host === undefined,
      patience,
      later,
    }),
  )
  const hear = (beacon: Bytes, from: string): number => {
    if (pending.isOwn(beacon)) return 1
    const sought = seekers.hear(beacon, from)
    const { found, tried } = discovery.heard(beacon)
    for (const { group, at } of found) members.heard(group, { host: from, ...at })
    return sought + tried
  }

  const announce = (): Beacons =>
    openBeacons({
      multicast: options.multicast ?? multicast,
      interfaces,
      later,
      hear,
      beacons: () =>
        active()
          .flatMap(group => discovery.tagsOf(group))
          .map(tags => pending.own(writeBeacon(random, server.port, tags))),
    })
  return {
    async start() {
      if (server.isOn || !(await server.start())) return
      changed()
      if (options.beacon !== false) beacons = announce()
    },
    stop() {
      calls.stop()
      beacons?.close()
      beacons = null
      discovery.forget()
      server.stop()
      seekers.stop()
      door.close()
      pending.clear()
      members.close()
      changed()
    },
    dial: members.dial,
    seek: (sought, found, stopped) => seekers.add({ discovery: sought, found, stopped }),
    async knock(endpoint, sought, caller) {
      const called = await calls.call(endpoint, [sought], caller, 'join')
      if (typeof called === 'string') return called
      return tcpLink(called.socket, called.secured, patience, later)
    },
    status: () => ({
      on: server.isOn,
      addresses: server.isOn ? typedAddresses(callable(host, interfaces), server.port) : [],
    }),
  }
}
