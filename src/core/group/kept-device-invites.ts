// Invitations for further devices and the replies to them, kept in the archive of the inviting device.
import {
  bytesOf,
  countOf,
  decodeStrict,
  digest,
  encode,
  fromHex,
  idOf,
  listOf,
  toHex,
} from '#core/keys'
import type { Bytes } from '#core/keys'
import type { GroupId, MemberId, RecordId } from '#shared/ids'
import { readDeviceReply, type DeviceReply } from './files.ts'
import type { GroupStorage } from './storage.ts'

export type DeviceInvitation = { id: RecordId; member: MemberId; key: Bytes; until: number }
/** `at` is the time when this device read it. */
export type KeptDeviceReply = { id: RecordId; reply: DeviceReply; at: number }

export type KeptDeviceInvites = {
  invitation(id: RecordId): DeviceInvitation | null
  invitations(): DeviceInvitation[]
  reply(id: RecordId): KeptDeviceReply | null
  replies(): KeptDeviceReply[]
  keepInvitation(invitation: DeviceInvitation): void
  keepReply(reply: DeviceReply, at: number): void
  /** Deletes an invitation and the replies to it. */
  forget(invitation: RecordId): void
}

const maxNote = 64 * 1024
const invitationNote = (id: string): string => `device-invitation/${id}`
const replyNote = (id: string): string => `device-reply/${id}`

export const idOfReply = ({ bytes }: DeviceReply): RecordId =>
  toHex(digest('device-reply', bytes)) as RecordId

export const keptDeviceInvites = (
  { notes }: Pick<GroupStorage, 'notes'>,
  group: GroupId,
): KeptDeviceInvites => {
  const readInvitation = (bytes: Bytes | null): DeviceInvitation | null => {
    const fields = listOf(bytes && decodeStrict(bytes, maxNote), 6)
    const id = idOf<RecordId>(fields?.[2])
    const member = idOf<MemberId>(fields?.[3])
    const key = bytesOf(fields?.[4], 32)
    const until = countOf(fields?.[5])
    return id && member && key && until !== null ? { id, member, key, until } : null
  }
  const readReply = (bytes: Bytes | null): KeptDeviceReply | null => {
    const fields = listOf(bytes && decodeStrict(bytes, maxNote), 4)
    const inside = fields?.[2]
    const at = countOf(fields?.[3])
    const reply = inside instanceof Uint8Array ? readDeviceReply(inside, group) : null
    return reply && at !== null ? { id: idOfReply(reply), reply, at } : null
  }
  const all = <T>(prefix: string, read: (bytes: Bytes) => T | null): T[] =>
    notes
      .list(group, prefix)
      .map(({ bytes }) => read(bytes))
      .filter(entry => entry !== null)
  const replies = () => all(replyNote(''), readReply)

  return {
    invitation: id => readInvitation(notes.get(group, invitationNote(id))),
    invitations: () => all(invitationNote(''), readInvitation),
    reply: id => readReply(notes.get(group, replyNote(id))),
    replies,
    keepInvitation({ id, member, key, until }) {
      const note = encode([1, 'device-invitation', fromHex(id), fromHex(member), key, until])
      notes.put(group, invitationNote(id), note)
    },
    keepReply(reply, at) {
      notes.put(group, replyNote(idOfReply(reply)), encode([1, 'device-asked', reply.bytes, at]))
    },
    forget(invitation) {
      notes.remove(group, invitationNote(invitation))
      for (const { id, reply } of replies())
        if (reply.invitation === invitation) notes.remove(group, replyNote(id))
    },
  }
}
