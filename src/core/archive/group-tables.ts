// Tables of a group: its invitations and the replies to them, and its circles.
import type { CircleRole } from '#shared/contract'
import type { EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { bytes, flag, id, integer, optional, text, type OpenTable, type Table } from './table.ts'

/** When the key of an epoch came to this device, by its own clock. */
export type EpochArrival = { group: GroupId; epoch: EpochId; at: number }

/** A proposal that the person at this device removed from the list to answer. */
export type DismissedProposal = { group: GroupId; proposal: RecordId }

/** The file of an invitation that this device wrote. */
export type InvitationFile = { group: GroupId; invitation: RecordId; file: Bytes }

/** A request to join that this device read; `record` is the packed record. */
export type JoinRequest = {
  group: GroupId
  id: RecordId
  invitation: RecordId
  record: Bytes
  at: number
}

/** An invitation of this device for a further device of its member; `key` proves the replies. */
export type DeviceInvitation = {
  group: GroupId
  id: RecordId
  member: MemberId
  key: Bytes
  until: number
}

/** The reply of a further device; `at` is the time when this device read it. */
export type DeviceReplyRow = {
  group: GroupId
  id: RecordId
  invitation: RecordId
  reply: Bytes
  at: number
}

/** A circle that this device is in, or was. */
export type KnownCircle = { group: GroupId; circle: GroupId }

/** A head of a circle at the last judgement that counted. */
export type CountedHead = { circle: GroupId; head: RecordId }

/** A circle to which this member was added. `people` and `records` are packed. */
export type CircleOfferRow = {
  group: GroupId
  circle: GroupId
  name: string
  by: MemberId
  role: CircleRole
  at: number
  people: Bytes
  follows: boolean
  records: Bytes | null
}

/** The answer of this member to an offer; `by` made the offer. Taken ones wait for their records. */
export type CircleAnswer = {
  group: GroupId
  circle: GroupId
  answer: 'taken' | 'declined'
  by: MemberId | null
  at: number
}

export type GroupTables = {
  epochArrivals: Table<EpochArrival, 'group' | 'epoch'>
  dismissedProposals: Table<DismissedProposal, 'group' | 'proposal'>
  invitationFiles: Table<InvitationFile, 'group' | 'invitation'>
  joinRequests: Table<JoinRequest, 'group' | 'id'>
  deviceInvitations: Table<DeviceInvitation, 'group' | 'id'>
  deviceReplies: Table<DeviceReplyRow, 'group' | 'id'>
  circles: Table<KnownCircle, 'group' | 'circle'>
  countedHeads: Table<CountedHead, 'circle' | 'head'>
  circleOffers: Table<CircleOfferRow, 'group' | 'circle'>
  circleAnswers: Table<CircleAnswer, 'group' | 'circle'>
}

export const groupTables = (open: OpenTable): GroupTables => ({
  epochArrivals: open('epoch_arrivals', { group: id(), epoch: id(), at: integer }, [
    'group',
    'epoch',
  ]),
  dismissedProposals: open('dismissed_proposals', { group: id(), proposal: id() }, [
    'group',
    'proposal',
  ]),
  invitationFiles: open('invitation_files', { group: id(), invitation: id(), file: bytes }, [
    'group',
    'invitation',
  ]),
  joinRequests: open(
    'join_requests',
    { group: id(), id: id(), invitation: id(), record: bytes, at: integer },
    ['group', 'id'],
  ),
  deviceInvitations: open(
    'device_invitations',
    { group: id(), id: id(), member: id(), key: bytes, until: integer },
    ['group', 'id'],
  ),
  deviceReplies: open(
    'device_replies',
    { group: id(), id: id(), invitation: id(), reply: bytes, at: integer },
    ['group', 'id'],
  ),
  circles: open('circles', { group: id(), circle: id() }, ['group', 'circle']),
  countedHeads: open('counted_heads', { circle: id(), head: id() }, ['circle', 'head']),
  circleOffers: open(
    'circle_offers',
    {
      group: id(),
      circle: id(),
      name: text(),
      by: id(),
      role: text(),
      at: integer,
      people: bytes,
      follows: flag,
      records: optional(bytes),
    },
    ['group', 'circle'],
  ),
  circleAnswers: open(
    'circle_answers',
    { group: id(), circle: id(), answer: text(), by: optional(id()), at: integer },
    ['group', 'circle'],
  ),
})
