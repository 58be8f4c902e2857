// The conversation with a newcomer who knows the secret of an invitation: the invitation is given,
// or a reply is taken and answered with the bootstrap file once the device was admitted.
import { equal, type Bytes } from '#core/keys'
import { Failure, type FailureCode } from '#shared/failure'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Link } from '../link/index.ts'
import { knownIn } from '../members/index.ts'
import type { Later, LanGroup } from '../ports.ts'
import { conversationOver, type Conversation } from './conversation.ts'
import { readAsking, refusalOf, writeAnswer } from './joining-frames.ts'

/** One open invitation, as a way in. */
export type Entrance = { group: LanGroup; invitation: RecordId; discovery: Bytes }

export type Asked = {
  invitation: RecordId
  secret: Bytes
  reply: Bytes
  device: DeviceId
  group: GroupId
}

export type NewcomerConversations = {
  /**
   * Devices that asked in this session, until they have the bootstrap file. Several may use one
   * invitation.
   */
  asked(): Asked[]
  /** Whether a link for this invitation has made no request yet. */
  isHearing(invitation: RecordId): boolean
  /** Talks with the newcomer over `link` to the end. */
  converse(entrance: Entrance, link: Link): Promise<void>
  close(): void
}

const partBytes = 256 * 1024

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
  const isAsked = group.invitations().some(each => each.id === invitation && each.state === 'asked')
  if (isAsked) void link.send(writeAnswer({ kind: 'refused', code: 'invitation-used' }))
  else if (found) void link.send(writeAnswer({ kind: 'invitation', file: found.file }))
  link.close()
}

/** Resolves with whether the device was admitted, once that is decided. */
const decision = (group: LanGroup, device: DeviceId, link: Link): Promise<boolean> =>
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

export const openNewcomerConversations = (ports: {
  later: Later
  /** Milliseconds within which a caller has to make its request. */
  patience: number
  /** The encrypted file for a device that was just admitted. */
  handover(group: GroupId, device: DeviceId): Promise<Bytes>
}): NewcomerConversations => {
  const { later, patience, handover } = ports
  const asked = new Map<DeviceId, Asked>()
  /** For each invitation at most one link at a time without a request. */
  const hearing = new Map<RecordId, Link>()
  /** For each device that asked at most one waiting link. */
  const waiting = new Map<DeviceId, Link>()

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
    asked: () => [...asked.values()],
    isHearing: invitation => hearing.has(invitation),
    converse,
    close() {
      for (const link of [...hearing.values(), ...waiting.values()]) link.close()
      asked.clear()
    },
  }
}
