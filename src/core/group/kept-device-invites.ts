// Invitations for further devices and the replies to them, kept in the archive of the inviting device.
import type { DeviceInvitation, DeviceReplyRow } from '#core/archive'
import { digest, toHex } from '#core/keys'
import type { GroupId, RecordId } from '#shared/ids'
import { readDeviceReply, type DeviceReply } from './files.ts'
import type { GroupStorage } from './storage.ts'

/** `at` is the time when this device read it. */
export type KeptDeviceReply = { id: RecordId; reply: DeviceReply; at: number }

export type KeptDeviceInvites = {
  invitation(id: RecordId): DeviceInvitation | null
  invitations(): DeviceInvitation[]
  reply(id: RecordId): KeptDeviceReply | null
  replies(): KeptDeviceReply[]
  keepInvitation(invitation: Omit<DeviceInvitation, 'group'>): void
  keepReply(reply: DeviceReply, at: number): void
  /** Deletes an invitation and the replies to it. */
  forget(invitation: RecordId): void
}

export const idOfReply = ({ bytes }: DeviceReply): RecordId =>
  toHex(digest('device-reply', bytes)) as RecordId

export const keptDeviceInvites = (
  { deviceInvitations, deviceReplies }: Pick<GroupStorage, 'deviceInvitations' | 'deviceReplies'>,
  group: GroupId,
): KeptDeviceInvites => {
  const read = ({ id, reply: kept, at }: DeviceReplyRow): KeptDeviceReply | null => {
    const reply = readDeviceReply(kept, group)
    return reply && { id, reply, at }
  }
  return {
    invitation: id => deviceInvitations.get({ group, id }),
    invitations: () => deviceInvitations.list({ group }),
    reply(id) {
      const row = deviceReplies.get({ group, id })
      return row && read(row)
    },
    replies: () =>
      deviceReplies
        .list({ group })
        .map(read)
        .filter(entry => entry !== null),
    keepInvitation: invitation => deviceInvitations.put({ ...invitation, group }),
    keepReply(reply, at) {
      const { invitation, bytes } = reply
      deviceReplies.put({ group, id: idOfReply(reply), invitation, reply: bytes, at })
    },
    forget(invitation) {
      deviceInvitations.remove({ group, id: invitation })
      deviceReplies.remove({ group, invitation })
    },
  }
}
