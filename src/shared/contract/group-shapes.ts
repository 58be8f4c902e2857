// A group as seen from outside core: members, devices, invitations, proposals.
import * as v from 'valibot'
import { DeviceId, GroupId, MemberId, RecordId } from '../ids.ts'
import { Time, Language, Level, Role } from '../vocabulary.ts'

/** Acts about other members. */
export const MembershipAct = v.picklist(['invite', 'remove', 'change-role', 'shut-out'])
export type MembershipAct = v.InferOutput<typeof MembershipAct>

export const Device = v.object({
  id: DeviceId,
  member: MemberId,
  name: v.string(),
  self: v.boolean(),
  checked: v.boolean(),
  /** `shut-out`: at once and by one member; `removed`: for good. */
  state: v.picklist(['active', 'shut-out', 'removed']),
  addedAt: Time,
  /** Messages under its signature, for all, that broke a rule and had no effect. */
  refused: v.number(),
  /** It signed two contents for one place: nothing new of it counts on any device that knows. */
  stopped: v.boolean(),
  /** Its messages wait here for messages of a device that is out, and that no one has brought. */
  heldUp: v.boolean(),
  /** So many of its acts wait for acts that no device has sent that more of them are put off. */
  crowds: v.boolean(),
})
export type Device = v.InferOutput<typeof Device>

/** How far a member's best device is known to have read; from its own signed word. */
export const Reach = v.variant('state', [
  v.object({ state: v.literal('self') }),
  v.object({ state: v.literal('has-everything'), at: Time }),
  v.object({ state: v.literal('behind'), changes: v.number(), at: Time }),
  v.object({ state: v.literal('never-heard') }),
])
export type Reach = v.InferOutput<typeof Reach>

export const RemovalReason = v.picklist(['lost', 'left'])
export type RemovalReason = v.InferOutput<typeof RemovalReason>

/** The term of a member; days, in UTC milliseconds. It changes no key and no access. */
export const Term = v.object({ from: v.nullable(Time), until: v.nullable(Time) })
export type Term = v.InferOutput<typeof Term>

export const Member = v.object({
  id: MemberId,
  handle: v.string(),
  role: Role,
  self: v.boolean(),
  joinedAt: Time,
  /** 1 to 6: the colour token that marks this member. */
  color: v.number(),
  devices: v.array(Device),
  reach: Reach,
  term: Term,
  removed: v.nullable(v.object({ at: Time, by: MemberId, reason: RemovalReason })),
  /** A recovery key is on record: a code or pieces bring the member back when no device is left. */
  recovery: v.boolean(),
  /** Let in without a key to what is shared with the whole group: reads in circles alone. */
  outside: v.boolean(),
})
export type Member = v.InferOutput<typeof Member>

export const GroupSummary = v.object({
  id: GroupId,
  name: v.string(),
  level: Level,
  language: Language,
  handle: v.string(),
  /**
   * `joining`: this device has asked to join and reads nothing yet. `stopped`: membership changes
   * have stopped here. `removed`: this device is out, or shut out; what it had stays readable.
   */
  state: v.picklist(['joining', 'active', 'stopped', 'removed']),
  members: v.number(),
  devices: v.number(),
  /** The members among them who read what is shared with the whole group, and their devices. */
  readers: v.object({ members: v.number(), devices: v.number() }),
  /** This device's member is none of those. */
  outside: v.boolean(),
})
export type GroupSummary = v.InferOutput<typeof GroupSummary>

/** A new member, or one more device of a member. */
export const ComingIn = v.picklist(['member', 'device'])
export type ComingIn = v.InferOutput<typeof ComingIn>

export const Invitation = v.object({
  id: RecordId,
  role: Role,
  until: Time,
  state: v.picklist(['open', 'asked', 'used', 'cancelled', 'ended']),
  kind: ComingIn,
  /** The member of the device; null for a new member. */
  member: v.nullable(MemberId),
})
export type Invitation = v.InferOutput<typeof Invitation>

/** An invitation file as a QR code holds it: its bytes in base 32 (RFC 4648), without padding. */
export const PictureText = v.pipe(v.string(), v.maxLength(6600), v.regex(/^[A-Z2-7]+$/))

/** `code` spells the invitation for typing; `picture` is what its QR code holds. */
export const InvitationMade = v.object({
  invitation: RecordId,
  code: v.string(),
  until: Time,
  picture: PictureText,
})
export type InvitationMade = v.InferOutput<typeof InvitationMade>

/** Acts that need the word of more than one member. */
export const ProposedAction = v.variant('kind', [
  v.object({ kind: v.literal('remove-member'), member: MemberId, reason: RemovalReason }),
  v.object({ kind: v.literal('remove-device'), device: DeviceId }),
  v.object({ kind: v.literal('lift'), shutOut: RecordId }),
  v.object({ kind: v.literal('set-role'), member: MemberId, role: Role }),
])
export type ProposedAction = v.InferOutput<typeof ProposedAction>

export const Proposal = v.object({
  proposal: RecordId,
  action: ProposedAction,
  by: MemberId,
  seconds: v.array(MemberId),
  /** How many more members have to say yes. */
  needed: v.number(),
  /** This member has said yes, or proposed it. */
  mine: v.boolean(),
  /** This member's word would count, and is not given: neither of whom it is about, nor of a newcomer. */
  mayAgree: v.boolean(),
  /** It concerns this member. */
  aboutSelf: v.boolean(),
  /** Enough members may still agree. If not, it can only be proposed again. */
  canPass: v.boolean(),
  /** This member proposed it, and can take it back. */
  own: v.boolean(),
  /** Laid aside on this device: still open, and not among what is to be answered. */
  aside: v.boolean(),
  /** As the device of who proposed it claims. */
  at: Time,
})
export type Proposal = v.InferOutput<typeof Proposal>

/** Done at once, or proposed: then so many more members have to second it. */
export const Outcome = v.object({ state: v.picklist(['done', 'proposed']), needed: v.number() })
export type Outcome = v.InferOutput<typeof Outcome>

export const Group = v.object({
  ...GroupSummary.entries,
  self: MemberId,
  memberList: v.array(Member),
  /** Former members. */
  pastMembers: v.array(Member),
  invitations: v.array(Invitation),
  /** Requests to join that were read and wait for the six words. */
  requests: v.array(
    v.object({
      reply: RecordId,
      /**
       * The invitation that it answers. An invitation is for one person: a second answer may mean a
       * copy.
       */
      invitation: RecordId,
      handle: v.string(),
      at: Time,
      kind: ComingIn,
      /** The role of the new member, or of the member whose device it is. */
      role: Role,
      /** The member of the device; null for a new member. */
      member: v.nullable(MemberId),
      device: v.string(),
      /** A person who joins by it reads nothing that is shared with the whole group. */
      outside: v.boolean(),
    }),
  ),
  proposals: v.array(Proposal),
  shutOuts: v.array(
    v.object({
      shutOut: RecordId,
      device: DeviceId,
      by: MemberId,
      /** This member shut it out, and can take that back alone. */
      own: v.boolean(),
      at: Time,
    }),
  ),
  /**
   * Members whose last heads here predate the removal of a device of `of`, or of `of` with a device
   * lost or taken. Members without any heads here are not among them.
   */
  unheard: v.array(v.object({ of: MemberId, members: v.array(MemberId) })),
  /**
   * The acts of this member, at once or by proposal, under the rules that every device enforces.
   */
  acts: v.array(MembershipAct),
  /** `nothing-to-begin-with`: the device that let this one in was removed or shut out before it gave it anything. */
  warnings: v.array(
    v.picklist([
      'archive-exists-twice',
      'replicas-differ',
      'records-unknown',
      'nothing-to-begin-with',
    ]),
  ),
})
export type Group = v.InferOutput<typeof Group>

/** The six words and the same as five groups of four digits, to compare aloud. */
export const Words = v.object({
  /** The language of the security words. */
  language: Language,
  words: v.array(v.string()),
  numbers: v.array(v.string()),
})
export type Words = v.InferOutput<typeof Words>
