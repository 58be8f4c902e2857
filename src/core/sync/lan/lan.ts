// The local network, off until a person switches it on: a server that answers members only, beacons
// that say where it is, and connections to members that were heard or typed, kept up while it is on.
import { once } from 'node:events'
import { connect, createServer, isIP, type Server, type Socket } from 'node:net'
import type { NetworkStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Later, SyncArchive, SyncGroup } from '../doors.ts'
import type { Link } from '../link.ts'
import { isPrivate, localInterfaces, parseAddress, typedAddresses } from './addresses.ts'
import type { Interface } from './addresses.ts'
import { mostTags, multicast, openBeacons, readBeacon, writeBeacon } from './beacon.ts'
import type { Beacons, Multicast } from './beacon.ts'
import { discoveryKey, initiate, openSeen, respond } from './handshake.ts'
import type { Doorway, Secured } from './handshake.ts'
import { openPending } from './pending.ts'
import { openRedial, type Answer, type Endpoint } from './redial.ts'
import { tcpLink, type Patience } from './tcp-link.ts'

export type Lan = {
  /** Opens the server and the beacons; resolves when both can be reached. Failure `not-permitted`
   * where the machine refuses a socket. Does nothing when it is on. */
  start(): Promise<void>
  /** Closes every socket: those that were dialled too. */
  stop(): void
  /**
   * Connects to a typed `host:port`; resolves when the member there is linked. Failures:
   * `invalid-input`, `not-permitted` (this device is not in the group yet), `address-unreachable`,
   * `address-not-a-member`.
   */
  dial(group: GroupId, address: string): Promise<void>
  status(): Pick<NetworkStatus, 'on' | 'addresses'>
}

export type LanOptions = {
  /** 0, as by default, lets the system choose. */
  port?: number
  /** An address to listen at; it is then open to callers from anywhere. All local ones by default. */
  host?: string
  /** Whether to say where it is, and to listen for others who do. True by default. */
  beacon?: boolean
  multicast?: Multicast
  interfaces?: () => readonly Interface[]
  patience?: Patience
  /** Milliseconds until a silent caller or an address that does not answer is given up. */
  handshake?: number
}

type Linked = { link: Link; isInitiator: boolean }

const defaults = {
  patience: { keepAlive: 5_000, silence: 15_000 },
  handshake: 5_000,
} as const
/** Links of one group at a time. */
const mostLinks = 100

export const openLan = (rooms: {
  archive: Pick<SyncArchive, 'epochs'>
  groups(): readonly SyncGroup[]
  addLink(group: GroupId, link: Link): void
  random(length: number): Bytes
  now(): number
  later: Later
  changed(): void
  options: LanOptions
}): Lan => {
  const { archive, groups, addLink, random, later, changed, options } = rooms
  const { port = 0, host, interfaces = localInterfaces } = options
  const { patience = defaults.patience, handshake = defaults.handshake } = options
  const seen = openSeen()
  const pending = openPending(later, handshake)
  const links = new Map<GroupId, Map<DeviceId, Linked>>()
  let server: Server | null = null
  let beacons: Beacons | null = null
  /** Rises with every stop: what was begun before belongs to another time. */
  let era = 0

  const active = (): SyncGroup[] => groups().filter(group => group.entry().state !== 'joining')
  /** Of the group's latest epochs, the newest first. */
  const discoveries = ({ id }: SyncGroup): Bytes[] =>
    archive.epochs
      .list(id)
      .slice(-mostTags)
      .toReversed()
      .map(({ key }) => discoveryKey(key))
  const accepts = (group: SyncGroup) => (device: DeviceId) =>
    device !== group.self.device && group.state().devices.has(device)
  const isLinked = (group: GroupId, device: DeviceId | null): boolean =>
    device !== null && links.get(group)?.has(device) === true

  /** Of two connections between two devices both keep the one that the lower device dialled. */
  const isBetter = (group: SyncGroup, now: Linked, remote: DeviceId, isInitiator: boolean) => {
    const lowerDialled = (mine: boolean): boolean => mine === group.self.device < remote
    return lowerDialled(isInitiator) || !lowerDialled(now.isInitiator)
  }

  /** Gives the connection to sync, unless the two devices are linked by a better one. */
  const take = (group: SyncGroup, socket: Socket, secured: Secured): void => {
    const { remote, isInitiator } = secured
    const ofGroup = links.get(group.id) ?? new Map<DeviceId, Linked>()
    links.set(group.id, ofGroup)
    const known = ofGroup.get(remote)
    const isFull = !known && ofGroup.size >= mostLinks
    if (isFull || (known && !isBetter(group, known, remote, isInitiator))) {
      socket.destroy()
      return
    }
    const link = tcpLink(socket, secured, patience, later)
    ofGroup.set(remote, { link, isInitiator })
    known?.link.close()
    link.onClose(() => {
      if (ofGroup.get(remote)?.link === link) ofGroup.delete(remote)
      redial.lost(group.id, remote)
      changed()
    })
    addLink(group.id, link)
    changed()
  }

  const onCaller = (socket: Socket): void => {
    socket.on('error', () => socket.destroy())
    if (host === undefined && !isPrivate(socket.remoteAddress ?? '')) {
      socket.destroy()
      return
    }
    socket.setNoDelay(true)
    const settle = pending.add(socket)
    const doorways: Doorway<SyncGroup>[] = active().flatMap(group =>
      discoveries(group).map(discovery => ({
        ...{ discovery, keys: group.self.keys.signing, accepts: accepts(group), is: group },
      })),
    )
    respond(socket, doorways, seen)
      .then(
        secured => {
          if (secured) take(secured.is, socket, secured)
          else socket.destroy()
        },
        () => socket.destroy(),
      )
      .finally(settle)
  }

  /** An open socket, or null when nobody answers there. */
  const reach = ({ host: to, port: at }: Endpoint): Promise<Socket | null> =>
    new Promise(resolve => {
      const socket = connect({ host: to, port: at, noDelay: true })
      const settle = pending.add(socket)
      const end = (): void => {
        settle()
        socket.destroy()
        resolve(null)
      }
      socket.on('error', end)
      socket.on('close', end)
      socket.once('connect', () => {
        settle()
        socket.off('close', end)
        resolve(socket)
      })
    })

  /** Tries the keys one by one: the other end may have been away for some epochs. */
  const call = async (
    group: SyncGroup,
    endpoint: Endpoint,
    keys: readonly Bytes[],
  ): Promise<Answer> => {
    const begun = era
    for (const discovery of keys) {
      const socket = await reach(endpoint)
      if (!socket) return 'unreachable'
      if (begun !== era) {
        socket.destroy()
        return 'nobody'
      }
      const settle = pending.add(socket)
      const secured = await initiate(socket, group.self.keys.signing, discovery, accepts(group))
        .catch(() => null)
        .finally(settle)
      if (!secured || begun !== era) {
        socket.destroy()
        continue
      }
      take(group, socket, secured)
      return secured.remote
    }
    return 'nobody'
  }

  const redial = openRedial({
    ...{ later, random, now: rooms.now, isLinked },
    call: (id, endpoint) => {
      const group = active().find(each => each.id === id)
      if (!group) return Promise.resolve('nobody' as const)
      const keys = endpoint.discovery ? [endpoint.discovery] : discoveries(group)
      return call(group, endpoint, keys)
    },
  })

  const hear = (beacon: Bytes, address: string): void => {
    if (pending.isOwn(beacon)) return
    for (const group of active()) {
      const found = readBeacon(beacon, discoveries(group))
      if (!found) continue
      redial.heard(group.id, { host: address, port: found.port, discovery: found.discovery })
    }
  }

  /** At the host that was given, else everywhere, with IPv6 where the machine has it. */
  const listen = async (opened: Server): Promise<void> => {
    const hosts = host === undefined ? ['::', '0.0.0.0'] : [host]
    for (const [index, at] of hosts.entries()) {
      opened.listen({ port, host: at })
      try {
        await once(opened, 'listening')
        return
      } catch (error) {
        if (index === hosts.length - 1) throw error
      }
    }
  }

  const address = (): number => {
    const at = server?.address()
    return at && typeof at === 'object' ? at.port : 0
  }
  /** Where it can be called: at the host that was given, unless that one stands for all. */
  const callable = (): readonly Interface[] => {
    const family = isIP(host ?? '')
    if (host === undefined || family === 0 || host === '::' || host === '0.0.0.0')
      return interfaces()
    return [{ address: host, family: family === 6 ? 'IPv6' : 'IPv4', internal: false }]
  }

  return {
    async start() {
      if (server) return
      const opened = createServer(onCaller)
      opened.maxConnections = 1_000
      server = opened
      try {
        await listen(opened)
      } catch (error) {
        if (server === opened) server = null
        throw new Failure('not-permitted', { cause: error })
      }
      opened.on('error', () => {})
      if (server !== opened) return
      changed()
      if (options.beacon === false) return
      beacons = openBeacons({
        ...{ multicast: options.multicast ?? multicast, interfaces, later, hear },
        beacons: () =>
          active().map(group => pending.own(writeBeacon(random, address(), discoveries(group)))),
      })
    },
    stop() {
      era++
      beacons?.close()
      beacons = null
      server?.close()
      server = null
      redial.clear()
      pending.clear()
      for (const ofGroup of links.values())
        for (const { link } of [...ofGroup.values()]) link.close()
      changed()
    },
    async dial(id, text) {
      const endpoint = parseAddress(text)
      if (!endpoint) throw new Failure('invalid-input')
      const group = groups().find(each => each.id === id)
      if (!group) throw new Failure('not-found')
      if (group.entry().state === 'joining') throw new Failure('not-permitted')
      const answer = await redial.typed(id, endpoint)
      if (answer === 'unreachable') throw new Failure('address-unreachable')
      if (answer === 'nobody') throw new Failure('address-not-a-member')
    },
    status: () => ({
      on: server !== null,
      addresses: server ? typedAddresses(callable(), address()) : [],
    }),
  }
}
