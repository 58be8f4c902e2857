// The inviter's side of joining over the local network: for each open invitation of this device, a
// way in for a holder of its secret. The newcomer gets the invitation, leaves a reply, and gets the
// bootstrap file after the words were compared and the device was admitted.
import { equal, type Bytes } from '#core/keys'
import { Failure, type FailureCode } from '#shared/failure'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Later, SyncGroup } from '../ports.ts'
import type { Link } from '../link.ts'
import { knownIn } from '../plenary.ts'
import { conversationOver, Cut, type Conversation } from './conversation.ts'
import { joiningKey, readAsking, refusalOf, writeAnswer } from './joining-frames.ts'

/** One open invitation, as a way in. */
export type Entrance = { group: SyncGroup; invitation: RecordId; discovery: Bytes }

export type InviteListener = {
  /** The newest last. */
  entrances(group: SyncGroup): Entrance[]
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
  /** The locked file for a device that was just admitted. */
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
const partBytes = 256 * 1024

type Asked = { invitation: RecordId; secret: Bytes; reply: Bytes; device: DeviceId; group: GroupId }

export const openInviteListener = ({
  later,
  now,
  patience,
  handover,
  defect,
}: InviteListenerPorts): InviteListener => {
  /**
   * Devices that asked in this session, until they have the bootstrap file. Several may use one
   * invitation.
   */
  const asked = new Map<DeviceId, Asked>()
  /** For each invitation at most one link at a time without a request. */
  const hearing = new Map<RecordId, Link>()
  /** For each device that asked at most one waiting link. */
  const waiting = new Map<DeviceId, Link>()
  const failures = new Map<string, number>()
  let counted = now()

  const entrances = (group: SyncGroup): Entrance[] => {
    if (!knownIn(group, group.self.device)) return []
    const open = group.openInvitations().toSorted((a, b) => a.until - b.until)
    const isOpen = new Set(open.map(({ invitation }) => invitation))
    const over = [...asked.values()].filter(
      each => each.group === group.id && !isOpen.has(each.invitation),
    )
    // One way in for all devices with the same invitation: with one secret, two ways in could not
    // be told apart.
    const admitted = new Map(over.map(each => [each.invitation, each]))
    return [...admitted.values(), ...open]
      .slice(-mostEntrances)
      .map(({ invitation, secret }) => ({ group, invitation, discovery: joiningKey(secret) }))
  }

  const refusalFor = (work: () => void): FailureCode | null => {
    try {
      work()
      return null
    } catch (error) {
      if (error instanceof Failure) return error.code
      throw error
    }
  }

  const giveInvitation = ({ group, invitation }: Entrance, link: Link): void => {
    const found = group.openInvitations().find(each => each.invitation === invitation)
    const isAsked = group
      .invitations()
      .some(each => each.id === invitation && each.state === 'asked')
    if (isAsked) void link.send(writeAnswer({ kind: 'refused', code: 'invitation-used' }))
    else if (found) void link.send(writeAnswer({ kind: 'invitation', file: found.file }))
    link.close()
  }

  /** Resolves with whether the device was admitted, once that is decided. */
  const decision = (group: SyncGroup, device: DeviceId, link: Link): Promise<boolean> =>
    new Promise(resolve => {
      const look = (): void => {
        const isIn = knownIn(group, device) !== undefined
        if (!isIn && group.waiting().some(each => each.device === device)) return
        stop()
        resolve(isIn)
      }
      const stop = group.onChange(look)
      link.onClose(stop)
      look()
    })

  const give = async (link: Link, file: Bytes): Promise<void> => {
    await link.send(writeAnswer({ kind: 'begins', length: file.length }))
    for (let at = 0; at < file.length; at += partBytes) {
      const bytes = file.slice(at, at + partBytes)
      await link.send(writeAnswer({ kind: 'part', bytes }))
    }
  }

  const takeReply = async (
    { group, invitation }: Entrance,
    reply: Bytes,
    link: Link,
    conversation: Conversation,
  ): Promise<void> => {
    const isThisReply = (each: Asked): boolean =>
      each.invitation === invitation && equal(each.reply, reply)
    const refused = [...asked.values()].some(isThisReply)
      ? null
      : refusalFor(() => {
          const found = group.openInvitations().find(each => each.invitation === invitation)
          if (!found) throw new Failure('invitation-used')
          const { device } = group.answerInvitation(invitation, reply)
          const { secret } = found
          asked.set(device, { invitation, secret, reply, device, group: group.id })
        })
    if (refused) {
      void link.send(writeAnswer({ kind: 'refused', code: refusalOf(refused) }))
      return
    }
    const device = [...asked.values()].find(isThisReply)?.device
    if (device === undefined) return
    waiting.get(device)?.close()
    waiting.set(device, link)
    link.onClose(() => {
      if (waiting.get(device) === link) waiting.delete(device)
    })
    await link.send(writeAnswer({ kind: 'heard' }))
    // The newcomer sends nothing until it has the whole file: an earlier frame ends the
    // conversation, like a cut.
    const said = conversation.next()
    const isIn = await Promise.race([decision(group, device, link), said.then(() => null)])
    if (isIn === null) return
    if (!isIn) {
      asked.delete(device)
      void link.send(writeAnswer({ kind: 'refused', code: 'invitation-ended' }))
      return
    }
    await give(link, await handover(group.id, device))
    if (readAsking(await said)?.kind === 'done') asked.delete(device)
  }

  const converse = async (entrance: Entrance, link: Link): Promise<void> => {
    const { invitation } = entrance
    const conversation = conversationOver(link)
    const cancel = later(() => link.close(), patience)
    const heard = (): void => {
      cancel()
      if (hearing.get(invitation) === link) hearing.delete(invitation)
    }
    hearing.set(invitation, link)
    link.onClose(heard)
    const asking = readAsking(await conversation.next())
    heard()
    if (asking?.kind === 'read') giveInvitation(entrance, link)
    if (asking?.kind === 'ask') await takeReply(entrance, asking.reply, link, conversation)
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
      if (hearing.has(entrance.invitation)) return link.close()
      // A conversation that is cut or fails leaves nothing behind but a reply that waits for the
      // comparison of words.
      converse(entrance, link).then(link.close, (error: unknown) => {
        link.close()
        if (!(error instanceof Cut) && !(error instanceof Failure)) defect(error)
      })
      return undefined
    },
    close() {
      for (const link of [...hearing.values(), ...waiting.values()]) link.close()
      asked.clear()
    },
  }
}
