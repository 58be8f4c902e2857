// Links with devices of members: those that called this device, and those that it calls and calls
// again while the network is on.
import type { Socket } from 'node:net'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Link } from '../link/index.ts'
import { knownIn } from '../members/index.ts'
import type { Later, LanGroup } from '../ports.ts'
import { parseAddress } from './addresses.ts'
import type { Calls } from './calls.ts'
import type { Discovery } from './discovery.ts'
import type { Secured } from './handshake.ts'
import { openLinked } from './linked.ts'
import { openRedial, type Endpoint } from './redial.ts'

export type MemberLinks = {
  /** Whether a device is another one of the group. */
  accepts(group: LanGroup): (device: DeviceId) => boolean
  /** A device of the group is at the other end of the socket. */
  take(group: LanGroup, socket: Socket, secured: Secured): void
  /** A member's device announced this place. */
  heard(group: GroupId, endpoint: Endpoint): void
  /** As `Lan.dial`. */
  dial(group: GroupId, address: string): Promise<void>
  close(): void
}

export type MemberLinksPorts = {
  groups(): readonly LanGroup[]
  active(): readonly LanGroup[]
  discovery: Discovery
  calls: Calls
  openLink(socket: Socket, secured: Secured): Link
  addLink(group: GroupId, link: Link): void
  changed(): void
  random(length: number): Bytes
  now(): number
  later: Later
}

export const openMemberLinks = (ports: MemberLinksPorts): MemberLinks => {
  const { groups, active, discovery, calls, openLink, addLink, changed } = ports
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
  const accepts: MemberLinks['accepts'] = group => device =>
    device !== group.self.device && knownIn(group, device) !== undefined
  const take: MemberLinks['take'] = (group, socket, secured) =>
    links.take(group, secured, {
      open: () => openLink(socket, secured),
      refuse: () => socket.destroy(),
    })
  const redial = openRedial({
    later: ports.later,
    random: ports.random,
    now: ports.now,
    isLinked: links.has,
    isMember(id, device) {
      const group = active().find(each => each.id === id)
      return group !== undefined && accepts(group)(device)
    },
    async call(id, endpoint) {
      const group = active().find(each => each.id === id)
      if (!group) return 'nobody'
      const keys = endpoint.discovery ? [endpoint.discovery] : discovery.of(group)
      const caller = { keys: group.self.keys.signing, accepts: accepts(group) }
      const called = await calls.call(endpoint, keys, caller)
      if (typeof called === 'string') return called
      take(group, called.socket, called.secured)
      return called.secured.remote
    },
  })
  return {
    accepts,
    take,
    heard: redial.heard,
    async dial(id, address) {
      const endpoint = parseAddress(address)
      if (!endpoint) throw new Failure('invalid-input')
      const group = groups().find(each => each.id === id)
      if (!group) throw new Failure('not-found')
      if (group.entry().state === 'joining') throw new Failure('not-permitted')
      const answer = await redial.typed(id, endpoint)
      if (answer === 'unreachable') throw new Failure('address-unreachable')
      if (answer === 'nobody') throw new Failure('address-not-a-member')
    },
    close() {
      redial.clear()
      links.close()
    },
  }
}
