// The local network, off until a person switches it on: a server that answers members only, beacons
// that announce its place, and connections to members at heard or typed addresses, kept up while
// the network is on.
import { createServer, type Server, type Socket } from 'node:net'
import type { NetworkStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { Later, SyncArchive, SyncGroup } from '../ports.ts'
import type { Link } from '../link.ts'
import { isPrivate, localInterfaces, parseAddress, typedAddresses } from './addresses.ts'
import type { Interface } from './addresses.ts'
import { mostTags, multicast, openBeacons, readBeacon, writeBeacon } from './beacon.ts'
import type { Beacons, Multicast } from './beacon.ts'
import { discoveryKey, initiate, openSeen, respond } from './handshake.ts'
import type { Doorway, Secured } from './handshake.ts'
import type { InviteListener } from './invite-listener.ts'
import { openLinked } from './linked.ts'
import { callable, listen } from './listening.ts'
import { knownIn } from '../plenary.ts'
import { openPairKeys } from './pair-keys.ts'
import { openPending } from './pending.ts'
import { reach } from './reach.ts'
import { openRedial, type Answer, type Endpoint } from './redial.ts'
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
  /** A link for joining with a device that knows the key at that address. */
  knock(
    endpoint: Endpoint,
    discovery: Bytes,
    keys: DeviceKeys['signing'],
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

/** Milliseconds in which the keys of an epoch that just came may be missing from the list. */
const listenAgain = 100

const defaults = { patience: { keepAlive: 5_000, silence: 15_000 }, handshake: 5_000 } as const

export const openLan = (ports: {
  archive: Pick<SyncArchive, 'epochs'>
  groups(): readonly SyncGroup[]
  addLink(group: GroupId, link: Link): void
  door: InviteListener
  random(length: number): Bytes
  now(): number
  later: Later
  changed(): void
  options: LanOptions
}): Lan => {
  const { archive, groups, addLink, door, random, later, changed, options } = ports
  const { port = 0, host, interfaces = localInterfaces } = options
  const { patience = defaults.patience, handshake = defaults.handshake } = options
  const seen = openSeen()
  const pending = openPending(later, handshake)
  const links = openLinked({
    added(group, link) {
      addLink(group, link)
      changed()
    },
    lost(group, remote) {
      redial.lost(group, remote)
      changed()
    },
  })
  const pairs = openPairKeys()
  const seekers = new Set<{ discovery: Bytes; found(at: Endpoint): void; stopped(): void }>()
  let server: Server | null = null
  let beacons: Beacons | null = null
  /** Rises with every stop: work that began before belongs to another era. */
  let era = 0

  const active = (): SyncGroup[] => groups().filter(group => group.entry().state !== 'joining')
  /** The keys of the group's latest epochs, the newest first. */
  const discoveries = ({ id }: SyncGroup): Bytes[] =>
    archive.epochs
      .list(id)
      .slice(-mostTags)
      .toReversed()
      .map(({ key }) => discoveryKey(key))
  const accepts = (group: SyncGroup) => (device: DeviceId) =>
    device !== group.self.device && knownIn(group, device) !== undefined

  const take = (group: SyncGroup, socket: Socket, secured: Secured): void =>
    links.take(group, secured, {
      open: () => tcpLink(socket, secured, patience, later),
      refuse: () => socket.destroy(),
    })

  const waysIn = (address: string): Doorway<(socket: Socket, secured: Secured) => void>[] =>
    active().flatMap(group => {
      const { signing: keys } = group.self.keys
      const asMember = (socket: Socket, secured: Secured) => take(group, socket, secured)
      const plenary = discoveries(group).map(discovery => ({
        discovery,
        keys,
        accepts: accepts(group),
        is: asMember,
      }))
      const beside = pairs
        .of(group)
        .map(({ device, discovery }) => ({
          discovery,
          keys,
          accepts: (caller: DeviceId) => caller === device,
          is: asMember,
        }))
      const members = [...plenary, ...beside]
      if (!door.isOpenTo(address)) return members
      const joining = door
        .entrances(group)
        .map(entrance => ({
          discovery: entrance.discovery,
          keys,
          accepts: () => true,
          purpose: 'join' as const,
          is: (socket: Socket, secured: Secured) =>
            door.receive(entrance, tcpLink(socket, secured, patience, later)),
        }))
      return [...members, ...joining]
    })

  const onCaller = (socket: Socket): void => {
    socket.on('error', () => socket.destroy())
    const from = socket.remoteAddress ?? ''
    if (host === undefined && !isPrivate(from)) {
      socket.destroy()
      return
    }
    socket.setNoDelay(true)
    const settle = pending.add(socket)
    respond(socket, waysIn(from), seen)
      .then(
        secured => {
          if (secured) return secured.is(socket, secured)
          door.failed(from)
          return socket.destroy()
        },
        () => socket.destroy(),
      )
      .finally(settle)
  }

  /** Tries the keys one by one: the other end may have been away for some epochs. */
  const call = async (
    group: SyncGroup,
    endpoint: Endpoint,
    keys: readonly Bytes[],
  ): Promise<Answer> => {
    const begun = era
    for (const discovery of keys) {
      const socket = await reach(endpoint, pending)
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
    later,
    random,
    now: ports.now,
    isLinked: links.has,
    call: (id, endpoint) => {
      const group = active().find(each => each.id === id)
      if (!group) return Promise.resolve('nobody' as const)
      const all = () => [...discoveries(group), ...pairs.of(group).map(pair => pair.discovery)]
      return call(group, endpoint, endpoint.discovery ? [endpoint.discovery] : all())
    },
  })

  /**
   * The tags of a group's beacons. As a rule one beacon has room for all of them in its eight
   * places.
   */
  const tagsOf = (group: SyncGroup): Bytes[][] => {
    const invitations = door.entrances(group).map(({ discovery }) => discovery)
    const beside = pairs.shown(group).map(({ discovery }) => discovery)
    const all = [...discoveries(group), ...beside, ...invitations]
    const count = Math.max(1, Math.ceil(all.length / mostTags))
    return Array.from({ length: count }, (_, at) => all.slice(at * mostTags, (at + 1) * mostTags))
  }

  /** The keys that recognise beacons, made once for the many beacons of a short time. */
  let listening: { group: SyncGroup; keys: Bytes[] }[] | null = null
  let cancelListening = (): void => {}
  const listenFor = (): { group: SyncGroup; keys: Bytes[] }[] => {
    if (listening) return listening
    cancelListening = later(() => {
      listening = null
    }, listenAgain)
    listening = active().map(group => {
      const sought = pairs.sought(group).map(({ discovery }) => discovery)
      return { group, keys: [...discoveries(group), ...sought] }
    })
    return listening
  }
  const hear = (beacon: Bytes, address: string): number => {
    if (pending.isOwn(beacon)) return 1
    for (const { discovery, found } of seekers) {
      const at = readBeacon(beacon, [discovery])
      if (at) found({ host: address, port: at.port })
    }
    const known = listenFor()
    for (const { group, keys } of known) {
      const found = readBeacon(beacon, keys)
      if (!found) continue
      redial.heard(group.id, { host: address, port: found.port, discovery: found.discovery })
    }
    return seekers.size + known.reduce((sum, { keys }) => sum + keys.length, 0)
  }

  const address = (): number => {
    const at = server?.address()
    return at && typeof at === 'object' ? at.port : 0
  }
  return {
    async start() {
      if (server) return
      const opened = createServer(onCaller)
      opened.maxConnections = 1_000
      server = opened
      try {
        await listen(opened, { port, host })
      } catch (error) {
        if (server === opened) server = null
        throw new Failure('not-permitted', { cause: error })
      }
      opened.on('error', () => {})
      if (server !== opened) return
      changed()
      if (options.beacon === false) return
      beacons = openBeacons({
        multicast: options.multicast ?? multicast,
        interfaces,
        later,
        hear,
        beacons: () =>
          active()
            .flatMap(tagsOf)
            .map(tags => pending.own(writeBeacon(random, address(), tags))),
      })
    },
    stop() {
      era++
      beacons?.close()
      beacons = null
      cancelListening()
      listening = null
      server?.close()
      server = null
      for (const { stopped } of seekers) stopped()
      door.close()
      redial.clear()
      pending.clear()
      links.close()
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
    seek(discovery, found, stopped) {
      const seeker = { discovery, found, stopped }
      seekers.add(seeker)
      return () => void seekers.delete(seeker)
    },
    async knock(endpoint, discovery, keys) {
      const begun = era
      const socket = await reach(endpoint, pending)
      if (!socket) return 'unreachable'
      const settle = pending.add(socket)
      const secured = await initiate(socket, keys, discovery, () => true, 'join')
        .catch(() => null)
        .finally(settle)
      if (secured && begun === era) return tcpLink(socket, secured, patience, later)
      socket.destroy()
      return 'nobody'
    },
    status: () => ({
      on: server !== null,
      addresses: server ? typedAddresses(callable(host, interfaces), address()) : [],
    }),
  }
}
