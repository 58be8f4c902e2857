// Groups: making one, inviting and joining, and what members decide about members and devices.
import * as v from 'valibot'
import { DeviceId, FileGrant, GroupId, MemberId, RecordId } from '../ids.ts'
import { Time, Name, Handle, Language, Level, Role } from '../vocabulary.ts'
import {
  RemovalReason,
  type GroupSummary,
  type ComingIn,
  PictureText,
  type InvitationMade,
  type Outcome,
  type Group,
  type Words,
} from './group-shapes.ts'
import { answers, call, nothing } from '../rpc.ts'

export const groupCalls = {
  'groups.list': call(nothing, answers<readonly GroupSummary[]>()),
  'groups.get': call({ group: GroupId }, answers<Group>()),
  'groups.create': call(
    { name: Name, handle: Handle, level: Level, language: Language },
    answers<GroupId>(),
  ),

  /**
   * Writes a one-use invitation to `file`, which is enough to ask to join: it names the group, the
   * inviter and the date, and no other member. `code` is the same invitation for typing.
   */
  'invitations.write': call(
    { group: GroupId, role: Role, file: FileGrant },
    answers<InvitationMade>(),
  ),
  'invitations.cancel': call({ group: GroupId, invitation: RecordId }, answers<void>()),
  /** Writes the invitation of this text (see `InvitationMade`) as a GIF picture of a QR code. */
  'invitations.picture': call({ text: PictureText, file: FileGrant }, answers<void>()),
  /** Takes an invitation that came as a picture: stands for its file until the next lock. */
  'invitations.fromPicture': call({ text: PictureText }, answers<{ file: FileGrant }>()),
  /**
   * Looks on the local network, which must be on, for the device that wrote the invitation with this
   * code, and gives its file until the next lock. `address`: where that device is, if it cannot be
   * heard. Failures: `network-off`, `invalid-input`, `code-unanswered`, `invitation-used`,
   * `address-unreachable`, `cancelled`.
   */
  'invitations.byCode': call(
    {
      code: v.pipe(v.string(), v.maxLength(100)),
      address: v.optional(v.pipe(v.string(), v.maxLength(300))),
    },
    answers<{ file: FileGrant }>(),
  ),
  'invitations.read': call(
    { file: FileGrant },
    answers<{
      name: string
      inviter: string
      role: Role
      until: Time
      kind: ComingIn
      /** The member of the device; empty for a new member. */
      member: string
    }>(),
  ),

  /**
   * Asks to join: writes the reply file. The group is listed as `joining` until admitted. One more
   * device of a member needs no handle; if a chair invites it, it needs the member's recovery code.
   */
  'joining.ask': call(
    {
      file: FileGrant,
      handle: Handle,
      reply: FileGrant,
      recovery: v.optional(v.pipe(v.string(), v.maxLength(1000))),
      device: v.optional(v.pipe(v.string(), v.maxLength(60))),
    },
    answers<{ group: GroupId }>(),
  ),
  /**
   * As `joining.ask`, over the local network: the request goes to the inviter's device, which is looked
   * for. Once admitted the group comes in by itself, while both devices stay in reach. Failures beyond
   * those: as `invitations.byCode`.
   */
  'joining.askHere': call(
    {
      file: FileGrant,
      handle: Handle,
      recovery: v.optional(v.pipe(v.string(), v.maxLength(1000))),
      device: v.optional(v.pipe(v.string(), v.maxLength(60))),
      address: v.optional(v.pipe(v.string(), v.maxLength(300))),
    },
    answers<{ group: GroupId }>(),
  ),
  /** Ends what `invitations.byCode` or `joining.askHere` looks for: it fails with `cancelled`. */
  'joining.stopLooking': call(nothing, answers<void>()),
  /**
   * Gives up asking to join: ends what is under way, and removes the group with the keys that were made
   * for it. Asking again is as at first. Failures: `not-found`, `not-permitted` for a group that
   * this device is or was in.
   */
  'joining.giveUp': call({ group: GroupId }, answers<void>()),
  /** The security words for the joining side. */
  'joining.words': call({ group: GroupId }, answers<Words>()),
  /** Reads a reply file on the inviting side; it admits no one. */
  'joining.readReply': call(
    { file: FileGrant },
    answers<{ group: GroupId; reply: RecordId; handle: string; kind: ComingIn }>(),
  ),
  'joining.replyWords': call({ group: GroupId, reply: RecordId }, answers<Words>()),
  /** The words were the same: admits the device and starts a new epoch. */
  'joining.admit': call({ group: GroupId, reply: RecordId }, answers<MemberId>()),
  /** The words differed: the device stays out and the invitation is burnt. */
  'joining.refuse': call({ group: GroupId, reply: RecordId }, answers<void>()),

  'members.setRole': call({ group: GroupId, member: MemberId, role: Role }, answers<Outcome>()),
  'members.setTerm': call(
    { group: GroupId, member: MemberId, from: v.nullable(Time), until: v.nullable(Time) },
    answers<void>(),
  ),
  /** Removal and the new epoch are one. A chair is removed by more than one member. */
  'members.remove': call(
    { group: GroupId, member: MemberId, reason: RemovalReason },
    answers<Outcome>(),
  ),
  'members.leave': call({ group: GroupId }, answers<void>()),
  /**
   * Changes of this member, of a group and its circles or of one circle, that no other member is
   * known to have. After the member leaves, no device accepts them.
   */
  'members.unsent': call({ group: GroupId }, answers<{ changes: number }>()),
  /** Says yes to a proposal; with the last yes that was needed it is done. */
  'members.second': call(
    { group: GroupId, proposal: RecordId },
    answers<{ state: 'done' | 'waiting'; needed: number }>(),
  ),
  /** Takes back what this member proposed. Failure `proposal-done` when enough have agreed. */
  'members.withdraw': call({ group: GroupId, proposal: RecordId }, answers<void>()),
  /** Whether this device shows a proposal among those to answer. No one else is told. */
  'members.layAside': call(
    { group: GroupId, proposal: RecordId, aside: v.boolean() },
    answers<void>(),
  ),
  /** The effects of a removal, before it is decided. */
  'members.removalPreview': call(
    { group: GroupId, member: MemberId },
    answers<{
      /** Documents that the member has and keeps. */
      documents: number
      /** When a device of the member was last heard from; null when never. */
      lastReach: Time | null
      devices: number
      /** Members who are not known to have the latest records, and so learn of it later. */
      unreached: readonly MemberId[]
    }>(),
  ),
  /**
   * At once, by any member. The member, a chair or two members lift it; the latter make it final.
   */
  'devices.shutOut': call({ group: GroupId, device: DeviceId }, answers<void>()),
  'devices.lift': call({ group: GroupId, shutOut: RecordId }, answers<Outcome>()),
  'devices.remove': call({ group: GroupId, device: DeviceId }, answers<Outcome>()),
  /** As `invitations.write`, for one more device of this member, or (by a chair) of `member`. */
  'devices.invite': call(
    { group: GroupId, member: v.optional(MemberId), file: FileGrant },
    answers<InvitationMade>(),
  ),
} as const
