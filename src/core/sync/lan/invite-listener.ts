// The inviter's side of joining over the local network: for each open invitation of this device, a
// way in for a holder of its secret. The newcomer gets the invitation, leaves a reply, and gets the
// bootstrap file after the words were compared and the device was admitted.
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Later, LanGroup } from '../ports.ts'
import type { Link } from '../link/index.ts'
import { knownIn } from '../members/index.ts'
import { Cut } from './conversation.ts'
import { joiningKey } from './joining-frames.ts'
import { openNewcomerConversations, type Entrance } from './newcomer-conversation.ts'

export type { Entrance } from './newcomer-conversation.ts'

export type InviteListener = {
  /** The newest last. */
  entrances(group: LanGroup): Entrance[]
  /** Whether callers from this address are still tried against the invitations. */
  isOpenTo(address: string): boolean
  /** A caller from there did not get in. */
  failed(address: string): void
  /** The other end of `link` knows the secret of this invitation. */
  receive(entrance: Entrance, link: Link): void
  close(): void
}

export type InviteListenerPorts = {
  later: Later
  now(): number
  /** Milliseconds within which a caller has to make its request. */
  patience: number
  /** The encrypted file for a device that was just admitted. */
  handover(group: GroupId, device: DeviceId): Promise<Bytes>
  /** Gets errors that are no refusal. */
  defect(error: unknown): void
}

/** Invitations of one group that are answered at a time. */
const mostEntrances = 32
/** Callers without the secret, by address and minute, before they are tried no further. */
const mostFailures = 60
const minute = 60_000
const mostAddresses = 1_024

export const openInviteListener = ({
  later,
  now,
  patience,
  handover,
  defect,
}: InviteListenerPorts): InviteListener => {
  const newcomers = openNewcomerConversations({ later, patience, handover })
  const failures = new Map<string, number>()
  let counted = now()

  const entrances = (group: LanGroup): Entrance[] => {
    if (!knownIn(group, group.self.device)) return []
    const open = group.openInvitations().toSorted((a, b) => a.until - b.until)
    const isOpen = new Set(open.map(({ invitation }) => invitation))
    const over = newcomers
      .asked()
      .filter(each => each.group === group.id && !isOpen.has(each.invitation))
    // One way in for all devices with the same invitation: with one secret, two ways in could not
    // be told apart.
    const admitted = new Map(over.map(each => [each.invitation, each]))
    return [...admitted.values(), ...open]
      .slice(-mostEntrances)
      .map(({ invitation, secret }) => ({ group, invitation, discovery: joiningKey(secret) }))
  }

  return {
    entrances,
    isOpenTo(address) {
      if (now() - counted >= minute || now() < counted) {
        failures.clear()
        counted = now()
      }
      return (failures.get(address) ?? 0) < mostFailures
    },
    failed(address) {
      if (failures.size < mostAddresses || failures.has(address))
        failures.set(address, (failures.get(address) ?? 0) + 1)
    },
    receive(entrance, link) {
      if (newcomers.isHearing(entrance.invitation)) return link.close()
      // A conversation that is cut or fails leaves nothing behind but a reply that waits for the
      // comparison of words.
      newcomers.converse(entrance, link).then(link.close, (error: unknown) => {
        link.close()
        if (!(error instanceof Cut) && !(error instanceof Failure)) defect(error)
      })
      return undefined
    },
    close: newcomers.close,
  }
}
