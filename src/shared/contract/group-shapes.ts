// A group as seen from outside core: members, devices, invitations, proposals.
import * as v from 'valibot'
import type { DeviceId, GroupId, MemberId, RecordId } from '../ids.ts'
import type { Time, Language, Level, Role } from '../vocabulary.ts'

/** Acts about other members. */
export const MembershipAct = v.picklist(['invite', 'remove', 'change-role', 'shut-out'])
export type MembershipAct = v.InferOutput<typeof MembershipAct>

export type Device = {
  id: DeviceId
  member: MemberId
  name: string
  self: boolean
  checked: boolean
  /** `shut-out`: at once and by one member; `removed`: for good. */
  state: 'active' | 'shut-out' | 'removed'
  addedAt: Time
  /** Messages under its signature, for all, that broke a rule and had no effect. */
  refused: number
  /** It signed two contents for one place: nothing new of it counts on any device that knows. */
  stopped: boolean
  /** Its messages wait here for messages of a device that is out, and that no one has brought. */
  heldUp: boolean
  /** So many of its acts wait for acts that no device has sent that more of them are put off. */
  crowds: boolean
}

/** How far a member's best device is known to have read; from its own signed word. */
export type Reach =
  | { state: 'self' }
  | { state: 'has-everything'; at: Time }
  | { state: 'behind'; changes: number; at: Time }
  | { state: 'never-heard' }

export const RemovalReason = v.picklist(['lost', 'left'])
export type RemovalReason = v.InferOutput<typeof RemovalReason>

/** The term of a member; days, in UTC milliseconds. It changes no key and no access. */
export type Term = { from: Time | null; until: Time | null }

export type Member = {
  id: MemberId
  handle: string
  role: Role
  self: boolean
  joinedAt: Time
  /** 1 to 6: the colour token that marks this member. */
  color: number
  devices: readonly Device[]
  reach: Reach
  term: Term
  removed: { at: Time; by: MemberId; reason: RemovalReason } | null
  /** A recovery key is on record: a code or pieces bring the member back when no device is left. */
  recovery: boolean
  /** Let in without a key to what is shared with the whole group: reads in circles alone. */
  outside: boolean
}

export type GroupSummary = {
  id: GroupId
  name: string
  level: Level
  language: Language
  handle: string
  /**
   * `joining`: this device has asked to join and reads nothing yet. `stopped`: membership changes
   * have stopped here. `removed`: this device is out, or shut out; what it had stays readable.
   */
  state: 'joining' | 'active' | 'stopped' | 'removed'
  members: number
  devices: number
  /** The members among them who read what is shared with the whole group, and their devices. */
  readers: { members: number; devices: number }
  /** This device's member is none of those. */
  outside: boolean
}

/** A new member, or one more device of a member. */
export type ComingIn = 'member' | 'device'

export type Invitation = {
  id: RecordId
  role: Role
  until: Time
  state: 'open' | 'asked' | 'used' | 'cancelled' | 'ended'
  kind: ComingIn
  /** The member of the device; null for a new member. */
  member: MemberId | null
}

/** An invitation file as a QR code holds it: its bytes in base 32 (RFC 4648), without padding. */
export const PictureText = v.pipe(v.string(), v.maxLength(6600), v.regex(/^[A-Z2-7]+$/))

/** `code` spells the invitation for typing; `picture` is what its QR code holds. */
export type InvitationMade = { invitation: RecordId; code: string; until: Time; picture: string }

/** Acts that need the word of more than one member. */
export type ProposedAction =
  | { kind: 'remove-member'; member: MemberId; reason: RemovalReason }
  | { kind: 'remove-device'; device: DeviceId }
  | { kind: 'lift'; shutOut: RecordId }
  | { kind: 'set-role'; member: MemberId; role: Role }

export type Proposal = {
  proposal: RecordId
  action: ProposedAction
  by: MemberId
  seconds: readonly MemberId[]
  /** How many more members have to say yes. */
  needed: number
  /** This member has said yes, or proposed it. */
  mine: boolean
  /** This member's word would count, and is not given: neither of whom it is about, nor of a newcomer. */
  mayAgree: boolean
  /** It concerns this member. */
  aboutSelf: boolean
  /** Enough members may still agree. If not, it can only be proposed again. */
  canPass: boolean
  /** This member proposed it, and can take it back. */
  own: boolean
  /** Laid aside on this device: still open, and not among what is to be answered. */
  aside: boolean
  /** As the device of who proposed it claims. */
  at: Time
}

/** Done at once, or proposed: then so many more members have to second it. */
export type Outcome = { state: 'done' | 'proposed'; needed: number }

export type Group = GroupSummary & {
  self: MemberId
  memberList: readonly Member[]
  /** Former members. */
  pastMembers: readonly Member[]
  invitations: readonly Invitation[]
  /** Requests to join that were read and wait for the six words. */
  requests: readonly {
    reply: RecordId
    /**
     * The invitation that it answers. An invitation is for one person: a second answer may mean a
     * copy.
     */
    invitation: RecordId
    handle: string
    at: Time
    kind: ComingIn
    /** The role of the new member, or of the member whose device it is. */
    role: Role
    /** The member of the device; null for a new member. */
    member: MemberId | null
    device: string
    /** A person who joins by it reads nothing that is shared with the whole group. */
    outside: boolean
  }[]
  proposals: readonly Proposal[]
  shutOuts: readonly {
    shutOut: RecordId
    device: DeviceId
    by: MemberId
    /** This member shut it out, and can take that back alone. */
    own: boolean
    at: Time
  }[]
  /**
   * Members whose last heads here predate the removal of a device of `of`, or of `of` with a device
   * lost or taken. Members without any heads here are not among them.
   */
  unheard: readonly { of: MemberId; members: readonly MemberId[] }[]
  /**
   * The acts of this member, at once or by proposal, under the rules that every device enforces.
   */
  acts: readonly MembershipAct[]
  /** `nothing-to-begin-with`: the device that let this one in was removed or shut out before it gave it anything. */
  warnings: readonly (
    | 'archive-exists-twice'
    | 'replicas-differ'
    | 'records-unknown'
    | 'nothing-to-begin-with'
  )[]
}

/** The six words and the same as five groups of four digits, to compare aloud. */
export type Words = {
  /** The language of the security words. */
  language: Language
  words: readonly string[]
  numbers: readonly string[]
}
