// Callers at the server of this device: members of its groups, devices that it shares a pair key with,
// and newcomers who know the secret of an open invitation. Any other caller gets no answer.
import type { Socket } from 'node:net'
import type { DeviceId } from '#shared/ids'
import type { Later, LanGroup } from '../ports.ts'
import { isPrivate } from './addresses.ts'
import type { Discovery } from './discovery.ts'
import { openSeen, respond, type Doorway, type Secured } from './handshake.ts'
import type { InviteListener } from './invite-listener.ts'
import type { Pending } from './pending.ts'
import { tcpLink, type Patience } from './tcp-link.ts'

type Way = Doorway<(socket: Socket, secured: Secured) => void>

export type CallersPorts = {
  active(): readonly LanGroup[]
  discovery: Discovery
  door: InviteListener
  pending: Pending
  /** Whether a device is another one of the group. */
  accepts(group: LanGroup): (device: DeviceId) => boolean
  /** A member's device got in. */
  take(group: LanGroup, socket: Socket, secured: Secured): void
  /** Callers from public addresses are refused. */
  privateOnly: boolean
  patience: Patience
  later: Later
}

const waysIn = (ports: CallersPorts, address: string): Way[] => {
  const { active, discovery, door, accepts, take, patience, later } = ports
  return active().flatMap((group): Way[] => {
    const { signing: keys } = group.self.keys
    const is = (socket: Socket, secured: Secured): void => take(group, socket, secured)
    const plenary = discovery
      .epochsOf(group)
      .map(key => ({ discovery: key, keys, accepts: accepts(group), is }))
    const beside = discovery.pairs
      .of(group)
      .map(pair => ({
        discovery: pair.discovery,
        keys,
        accepts: (caller: DeviceId) => caller === pair.device,
        is,
      }))
    const entrances = door.isOpenTo(address) ? door.entrances(group) : []
    const joining = entrances.map(entrance => ({
      discovery: entrance.discovery,
      keys,
      accepts: () => true,
      purpose: 'join' as const,
      is: (socket: Socket, secured: Secured) =>
        door.receive(entrance, tcpLink(socket, secured, patience, later)),
    }))
    return [...plenary, ...beside, ...joining]
  })
}

/** Answers each socket that is handed to it. */
export const openCallers = (ports: CallersPorts): ((socket: Socket) => void) => {
  const { door, pending, privateOnly } = ports
  const seen = openSeen()
  return socket => {
    socket.on('error', () => socket.destroy())
    const from = socket.remoteAddress ?? ''
    if (privateOnly && !isPrivate(from)) {
      socket.destroy()
      return
    }
    socket.setNoDelay(true)
    const settle = pending.add(socket)
    respond(socket, waysIn(ports, from), seen)
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
}
