// Beacons: devices of one group find each other on a local network without revealing their
// identity. A beacon is a small UDP multicast datagram, which is noise to a reader without an epoch
// of the group.
import { createSocket, type Socket } from 'node:dgram'
import { keyedDigest, type Bytes } from '#core/keys'
import type { Later } from '../ports.ts'
import { isPrivate, type Interface } from './addresses.ts'
import { openBudget } from './budget.ts'

/** The target of beacons: an unassigned address of RFC 2365's local scope. */
export type Multicast = { address: string; port: number }
export const multicast: Multicast = { address: '239.255.83.117', port: 46_311 }

const nonceBytes = 16
const tagBytes = 16
/** Epochs by which one beacon can be recognised. Unused places are filled with noise. */
export const mostTags = 8
const beaconBytes = nonceBytes + 2 + mostTags * tagBytes

const tagOf = (discovery: Bytes, start: Bytes): Bytes =>
  keyedDigest(discovery, 'beacon', start).subarray(0, tagBytes)

/** nonce (16 bytes), port (2, big-endian), eight tags (16 each): 146 bytes, a new nonce each time. */
export const writeBeacon = (
  random: (length: number) => Bytes,
  port: number,
  discoveries: readonly Bytes[],
): Bytes => {
  const beacon = random(beaconBytes).slice()
  new DataView(beacon.buffer).setUint16(nonceBytes, port)
  const start = beacon.slice(0, nonceBytes + 2)
  for (const [index, discovery] of discoveries.slice(0, mostTags).entries()) {
    beacon.set(tagOf(discovery, start), start.length + index * tagBytes)
  }
  return beacon
}

/**
 * The comparison takes as long for any tag, without the library call that a flood would repeat a
 * thousand times.
 */
const isTagAt = (beacon: Bytes, at: number, tag: Bytes): boolean => {
  let differs = 0
  for (let index = 0; index < tagBytes; index++)
    differs |= (beacon[at + index] ?? 0) ^ (tag[index] ?? 0)
  return differs === 0
}

/** The port, when the beacon carries a tag of one of `discoveries`, and that key. */
/** The port of a heard device, and the key that its beacon was recognised by. */
export type Heard = { port: number; discovery: Bytes }

export const readBeacon = (beacon: Bytes, discoveries: readonly Bytes[]): Heard | null => {
  if (beacon.length !== beaconBytes) return null
  const start = beacon.slice(0, nonceBytes + 2)
  const port = new DataView(start.buffer).getUint16(nonceBytes)
  if (port === 0) return null
  for (const discovery of discoveries) {
    const tag = tagOf(discovery, start)
    for (let at = start.length; at < beacon.length; at += tagBytes) {
      if (isTagAt(beacon, at, tag)) return { port, discovery }
    }
  }
  return null
}

export type Beacons = { close(): void }

/** Milliseconds between beacons, and between two examinations of the interfaces. */
const interval = 5_000

/**
 * Sends the beacons that `beacons` returns on every IPv4 interface and receives others, until
 * closed. New interfaces are used, lost ones are left, and a network that refuses is tried again.
 */
export const openBeacons = (ports: {
  multicast: Multicast
  interfaces(): readonly Interface[]
  later: Later
  beacons(): readonly Bytes[]
  /** The number of keys that the beacon was tried with. */
  hear(beacon: Bytes, address: string): number
}): Beacons => {
  const { address: group, port } = ports.multicast
  const senders = new Map<string, Socket>()
  const joined = new Set<string>()
  let receiver: Socket | null = null
  /** Joining before that would bind the socket to a port of the system's choice. */
  let isBound = false
  const budget = openBudget(ports.later)
  let open = true
  let cancel = (): void => {}

  const forget = (address: string): void => {
    senders.get(address)?.close()
    senders.delete(address)
    joined.delete(address)
  }
  const listen = (): Socket => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    isBound = false
    socket.on('error', () => {
      if (receiver === socket) receiver = null
      joined.clear()
      socket.close()
    })
    socket.on('message', (bytes, { address }) => {
      if (!open || bytes.length !== beaconBytes || !isPrivate(address)) return
      budget.spend(address, () => ports.hear(new Uint8Array(bytes), address))
    })
    socket.bind(port, '0.0.0.0', () => {
      isBound = true
      join()
    })
    return socket
  }
  function join(): void {
    for (const address of senders.keys()) {
      if (!open || !receiver || !isBound || joined.has(address)) continue
      try {
        receiver.addMembership(group, address)
        joined.add(address)
      } catch {
        // The interface went away or refuses multicast: the next beacon tries again.
      }
    }
  }
  const speaker = (address: string): void => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    senders.set(address, socket)
    socket.on('error', () => {
      if (senders.get(address) === socket) senders.delete(address)
      joined.delete(address)
      socket.close()
    })
    socket.bind(0, address, () => {
      try {
        socket.setMulticastInterface(address)
        socket.setMulticastTTL(1)
        socket.setMulticastLoopback(true)
        send(socket)
      } catch {
        forget(address)
      }
    })
  }
  function send(socket: Socket): void {
    for (const beacon of ports.beacons()) socket.send(beacon, port, group, () => {})
  }
  const look = (): void => {
    const addresses = ports
      .interfaces()
      .filter(({ family }) => family === 'IPv4')
      .map(({ address }) => address)
    for (const address of senders.keys()) if (!addresses.includes(address)) forget(address)
    for (const socket of senders.values()) send(socket)
    for (const address of addresses) if (!senders.has(address)) speaker(address)
    receiver ??= listen()
    join()
    cancel = ports.later(look, interval)
  }
  look()
  return {
    close() {
      open = false
      cancel()
      budget.close()
      for (const address of [...senders.keys()]) forget(address)
      receiver?.close()
      receiver = null
    },
  }
}
