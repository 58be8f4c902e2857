// Groups: making one, inviting and joining, and what members decide about members and devices.
import * as v from 'valibot'
import { DeviceId, FileGrant, GroupId, MemberId, RecordId } from '../ids.ts'
import { Time, Name, Handle, Language, Level, Role } from '../vocabulary.ts'
import {
  RemovalReason,
  GroupSummary,
  ComingIn,
  PictureText,
  InvitationMade,
  Outcome,
  Group,
  Words,
} from './group-shapes.ts'

export const groupCalls = {
  'groups.list': { input: v.void(), output: v.array(GroupSummary) },
  'groups.get': { input: v.object({ group: GroupId }), output: Group },
  'groups.create': {
    input: v.object({ name: Name, handle: Handle, level: Level, language: Language }),
    output: GroupId,
  },

  /**
   * Writes a one-use invitation to `file`, which is enough to ask to join: it names the group, the
   * inviter and the date, and no other member. `code` is the same invitation for typing.
   */
  'invitations.write': {
    input: v.object({ group: GroupId, role: Role, file: FileGrant }),
    output: InvitationMade,
  },
  'invitations.cancel': {
    input: v.object({ group: GroupId, invitation: RecordId }),
    output: v.void(),
  },
  /** Writes the invitation of this text (see `InvitationMade`) as a GIF picture of a QR code. */
  'invitations.picture': {
    input: v.object({ text: PictureText, file: FileGrant }),
    output: v.void(),
  },
  /** Takes an invitation that came as a picture: stands for its file until the next lock. */
  'invitations.fromPicture': {
    input: v.object({ text: PictureText }),
    output: v.object({ file: FileGrant }),
  },
  /**
   * Looks on the local network, which must be on, for the device that wrote the invitation with this
   * code, and gives its file until the next lock. `address`: where that device is, if it cannot be
   * heard. Failures: `network-off`, `invalid-input`, `code-unanswered`, `invitation-used`,
   * `address-unreachable`, `cancelled`.
   */
  'invitations.byCode': {
    input: v.object({
      code: v.pipe(v.string(), v.maxLength(100)),
      address: v.optional(v.pipe(v.string(), v.maxLength(300))),
    }),
    output: v.object({ file: FileGrant }),
  },
  'invitations.read': {
    input: v.object({ file: FileGrant }),
    output: v.object({
      name: v.string(),
      inviter: v.string(),
      role: Role,
      until: Time,
      kind: ComingIn,
      /** The member of the device; empty for a new member. */
      member: v.string(),
    }),
  },

  /**
   * Asks to join: writes the reply file. The group is listed as `joining` until admitted. One more
   * device of a member needs no handle; if a chair invites it, it needs the member's recovery code.
   */
  'joining.ask': {
    input: v.object({
      file: FileGrant,
      handle: Handle,
      reply: FileGrant,
      recovery: v.optional(v.pipe(v.string(), v.maxLength(1000))),
      device: v.optional(v.pipe(v.string(), v.maxLength(60))),
    }),
    output: v.object({ group: GroupId }),
  },
  /**
   * As `joining.ask`, over the local network: the request goes to the inviter's device, which is looked
   * for. Once admitted the group comes in by itself, while both devices stay in reach. Failures beyond
   * those: as `invitations.byCode`.
   */
  'joining.askHere': {
    input: v.object({
      file: FileGrant,
      handle: Handle,
      recovery: v.optional(v.pipe(v.string(), v.maxLength(1000))),
      device: v.optional(v.pipe(v.string(), v.maxLength(60))),
      address: v.optional(v.pipe(v.string(), v.maxLength(300))),
    }),
    output: v.object({ group: GroupId }),
  },
  /** Ends what `invitations.byCode` or `joining.askHere` looks for: it fails with `cancelled`. */
  'joining.stopLooking': { input: v.void(), output: v.void() },
  /**
   * Gives up asking to join: ends what is under way, and removes the group with the keys that were made
   * for it. Asking again is as at first. Failures: `not-found`, `not-permitted` for a group that
   * this device is or was in.
   */
  'joining.giveUp': { input: v.object({ group: GroupId }), output: v.void() },
  /** The security words for the joining side. */
  'joining.words': { input: v.object({ group: GroupId }), output: Words },
  /** Reads a reply file on the inviting side; it admits no one. */
  'joining.readReply': {
    input: v.object({ file: FileGrant }),
    output: v.object({ group: GroupId, reply: RecordId, handle: v.string(), kind: ComingIn }),
  },
  'joining.replyWords': { input: v.object({ group: GroupId, reply: RecordId }), output: Words },
  /** The words were the same: admits the device and starts a new epoch. */
  'joining.admit': { input: v.object({ group: GroupId, reply: RecordId }), output: MemberId },
  /** The words differed: the device stays out and the invitation is burnt. */
  'joining.refuse': { input: v.object({ group: GroupId, reply: RecordId }), output: v.void() },

  'members.setRole': {
    input: v.object({ group: GroupId, member: MemberId, role: Role }),
    output: Outcome,
  },
  'members.setTerm': {
    input: v.object({
      group: GroupId,
      member: MemberId,
      from: v.nullable(Time),
      until: v.nullable(Time),
    }),
    output: v.void(),
  },
  /** Removal and the new epoch are one. A chair is removed by more than one member. */
  'members.remove': {
    input: v.object({ group: GroupId, member: MemberId, reason: RemovalReason }),
    output: Outcome,
  },
  'members.leave': { input: v.object({ group: GroupId }), output: v.void() },
  /**
   * Changes of this member, of a group and its circles or of one circle, that no other member is
   * known to have. After the member leaves, no device accepts them.
   */
  'members.unsent': {
    input: v.object({ group: GroupId }),
    output: v.object({ changes: v.number() }),
  },
  /** Says yes to a proposal; with the last yes that was needed it is done. */
  'members.second': {
    input: v.object({ group: GroupId, proposal: RecordId }),
    output: v.object({ state: v.picklist(['done', 'waiting']), needed: v.number() }),
  },
  /** Takes back what this member proposed. Failure `proposal-done` when enough have agreed. */
  'members.withdraw': { input: v.object({ group: GroupId, proposal: RecordId }), output: v.void() },
  /** Whether this device shows a proposal among those to answer. No one else is told. */
  'members.layAside': {
    input: v.object({ group: GroupId, proposal: RecordId, aside: v.boolean() }),
    output: v.void(),
  },
  /** The effects of a removal, before it is decided. */
  'members.removalPreview': {
    input: v.object({ group: GroupId, member: MemberId }),
    output: v.object({
      /** Documents that the member has and keeps. */
      documents: v.number(),
      /** When a device of the member was last heard from; null when never. */
      lastReach: v.nullable(Time),
      devices: v.number(),
      /** Members who are not known to have the latest records, and so learn of it later. */
      unreached: v.array(MemberId),
    }),
  },
  /**
   * At once, by any member. The member, a chair or two members lift it; the latter make it final.
   */
  'devices.shutOut': { input: v.object({ group: GroupId, device: DeviceId }), output: v.void() },
  'devices.lift': { input: v.object({ group: GroupId, shutOut: RecordId }), output: Outcome },
  'devices.remove': { input: v.object({ group: GroupId, device: DeviceId }), output: Outcome },
  /** As `invitations.write`, for one more device of this member, or (by a chair) of `member`. */
  'devices.invite': {
    input: v.object({ group: GroupId, member: v.optional(MemberId), file: FileGrant }),
    output: InvitationMade,
  },
} as const
