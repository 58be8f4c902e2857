// The shapes that calls and events of the contract carry: what a group, a member, a document is to
// whoever looks at it from outside core.
import * as v from 'valibot'
import { BlockId, DeviceId, DocumentId, GroupId, MemberId, RecordId } from './ids.ts'

/** UTC milliseconds as one device claims them; shown to people, never judged by. */
export const Time = v.number()
export const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
export const Handle = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
export const Title = v.pipe(v.string(), v.trim(), v.maxLength(300))
export const Passphrase = v.pipe(v.string(), v.maxLength(1000))

export const Language = v.picklist(['en', 'fr', 'es', 'ar', 'ru', 'zh'])
export type Language = v.InferOutput<typeof Language>

export const Level = v.picklist(['global', 'regional', 'country'])
export type Level = v.InferOutput<typeof Level>

/** What each may do is decided by the rules of the group room, on every device. */
export const Role = v.picklist([
  'chair',
  'rapporteur',
  'member',
  'alternate',
  'observer',
  'reviewer',
  'secretariat',
  'guest',
])
export type Role = v.InferOutput<typeof Role>

export const DocumentKind = v.picklist([
  'statement',
  'recommendations',
  'minutes',
  'agenda',
  'protocol',
  'manual',
  'assessment',
  'consultation',
  'brief',
  'officials',
  'reference',
])
export type DocumentKind = v.InferOutput<typeof DocumentKind>

export const DocumentStatus = v.picklist(['draft'])
export type DocumentStatus = v.InferOutput<typeof DocumentStatus>

export const ExportFormat = v.picklist(['docx', 'pdf', 'html', 'md', 'txt', 'json'])
export type ExportFormat = v.InferOutput<typeof ExportFormat>

/** `new`: no profile here yet. `in-use`: another Baraza holds this profile open. */
export const ProfileState = v.picklist(['new', 'locked', 'unlocked', 'in-use', 'newer', 'damaged'])
export type ProfileState = v.InferOutput<typeof ProfileState>

/** What may be known before the archive opens: nothing but how the window looks. */
export const Appearance = v.object({
  language: v.picklist(['en', 'ar', 'en-XA', 'ar-XB']),
  theme: v.picklist(['system', 'light', 'dark']),
})
export type Appearance = v.InferOutput<typeof Appearance>

export const Settings = v.object({
  version: v.literal(1),
  /** Minutes without a key or pointer before the app locks; 0 never. */
  lockAfterMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240)),
  /** Look for members on the local network and answer them. Off until a person switches it on. */
  localNetwork: v.boolean(),
  /** Tell members in reach where this device is writing, and how far it has read. */
  sharePresence: v.boolean(),
})
export type Settings = v.InferOutput<typeof Settings>

/** What opens this device beside the passphrase. `since` is null where this archive does not know. */
export const RecoveryStatus = v.object({
  code: v.nullable(v.object({ since: v.nullable(Time) })),
  /** A code was made and waits to be typed back; it opens nothing yet. */
  waiting: v.boolean(),
  /** `set` stands in the first line of each share's file. */
  shares: v.nullable(
    v.object({ set: v.string(), since: v.nullable(Time), needed: v.number(), of: v.number() }),
  ),
})
export type RecoveryStatus = v.InferOutput<typeof RecoveryStatus>

/** One recovery code, or shares: as typed, or the whole text of their files. */
export const RecoveryTexts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(9))

export const Device = v.object({
  id: DeviceId,
  member: MemberId,
  name: v.string(),
  self: v.boolean(),
  checked: v.boolean(),
  /** `shut-out`: at once and by one member; `removed`: for good. */
  state: v.picklist(['active', 'shut-out', 'removed']),
  addedAt: Time,
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

/** When a member serves; days, said as UTC milliseconds. Changes no key and nobody's access. */
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
  /** A recovery key is on record: a code or shares bring her back when no device is left. */
  recovery: v.boolean(),
  /** The one document that a guest reads; null for everybody else. */
  guestOf: v.nullable(DocumentId),
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
})
export type GroupSummary = v.InferOutput<typeof GroupSummary>

/** Somebody who comes in as a new member, or one more device of somebody who is one. */
export const ComingIn = v.picklist(['member', 'device'])
export type ComingIn = v.InferOutput<typeof ComingIn>

export const Invitation = v.object({
  id: RecordId,
  role: Role,
  until: Time,
  state: v.picklist(['open', 'asked', 'used', 'cancelled', 'ended']),
  kind: ComingIn,
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

/** What needs more than one member's word. */
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
  /** Everybody who was a member once and is none now. */
  pastMembers: v.array(Member),
  invitations: v.array(Invitation),
  /** Requests to join that were read and wait for the six words. */
  requests: v.array(
    v.object({ reply: RecordId, handle: v.string(), at: Time, kind: ComingIn, device: v.string() }),
  ),
  proposals: v.array(Proposal),
  shutOuts: v.array(v.object({ shutOut: RecordId, device: DeviceId, by: MemberId, at: Time })),
  /** What this member may do at once or propose, by the rules that every device enforces. */
  may: v.object({
    invite: v.boolean(),
    remove: v.boolean(),
    changeRoles: v.boolean(),
    shutOut: v.boolean(),
  }),
  warnings: v.array(v.picklist(['archive-exists-twice', 'replicas-differ', 'records-unknown'])),
})
export type Group = v.InferOutput<typeof Group>

/** The six words and the same as five groups of four digits, to compare aloud. */
export const Words = v.object({ words: v.array(v.string()), numbers: v.array(v.string()) })
export type Words = v.InferOutput<typeof Words>

export const Readers = v.variant('kind', [
  v.object({ kind: v.literal('only-you') }),
  v.object({ kind: v.literal('group'), members: v.number() }),
])
export type Readers = v.InferOutput<typeof Readers>

export const DocumentSummary = v.object({
  id: DocumentId,
  group: GroupId,
  kind: DocumentKind,
  title: v.string(),
  language: Language,
  /** The group's own reference, for example "EDCSAG/2018/3"; empty until given. */
  reference: v.string(),
  status: DocumentStatus,
  readers: Readers,
  changedAt: Time,
  changedBy: v.nullable(MemberId),
  words: v.number(),
  /** Members (of `readers.members`) whose device said that it has the newest text. */
  have: v.number(),
  /** Paragraphs that were changed here and elsewhere apart from each other, until they are read. */
  toRead: v.number(),
})
export type DocumentSummary = v.InferOutput<typeof DocumentSummary>

export const Side = v.object({
  change: v.picklist(['words', 'split', 'joined', 'moved', 'removed']),
  /** What became of the paragraph there; null when it is gone. */
  text: v.nullable(v.string()),
})

/** A paragraph that was changed here and elsewhere while neither had seen the other's words. */
export const Merge = v.object({
  block: BlockId,
  /** `rescue`: one side removed it, and words of the other went with it. */
  kind: v.picklist(['merged', 'rescue']),
  before: v.string(),
  mine: Side,
  theirs: Side,
  /** What stands there now; null when it is gone. */
  now: v.nullable(v.string()),
})
export type Merge = v.InferOutput<typeof Merge>

export const SearchHit = v.object({
  document: DocumentId,
  group: GroupId,
  title: v.string(),
  kind: DocumentKind,
  status: DocumentStatus,
  block: v.nullable(BlockId),
  /** The block's computed number, for example "3 (b)"; empty where it has none. */
  number: v.string(),
  /** The snippet in order; `match` pieces are what was found. */
  snippet: v.array(v.object({ text: v.string(), match: v.boolean() })),
  changedAt: Time,
})
export type SearchHit = v.InferOutput<typeof SearchHit>

export const ImportResult = v.object({
  document: DocumentId,
  paragraphs: v.number(),
  notes: v.array(v.picklist(['noise-removed', 'links-dropped', 'images-dropped'])),
})
export type ImportResult = v.InferOutput<typeof ImportResult>

/** Counts of messages and records in a locked file or an exchange. */
export const Received = v.object({
  group: GroupId,
  accepted: v.number(),
  known: v.number(),
  refused: v.number(),
  waiting: v.number(),
  documents: v.array(DocumentId),
})
export type Received = v.InferOutput<typeof Received>

/** A group's blind mailbox. `off`: none was named, or this device stays off the network. */
export const MailboxStatus = v.object({
  group: GroupId,
  url: v.nullable(v.string()),
  state: v.picklist(['off', 'connecting', 'in-touch', 'full', 'refused', 'unreachable']),
  /** Messages made here that are not in the mailbox yet. */
  waiting: v.number(),
  /** Other devices that have it open just now; who they are nobody tells. */
  others: v.number(),
})
export type MailboxStatus = v.InferOutput<typeof MailboxStatus>

export const NetworkStatus = v.object({
  on: v.boolean(),
  /** `host:port` values under which this device can be typed in elsewhere. */
  addresses: v.array(v.string()),
  peers: v.array(
    v.object({ group: GroupId, device: DeviceId, member: MemberId, handle: v.string() }),
  ),
  /** Messages made here that no other device is known to hold. */
  changesToGo: v.number(),
  /** Of the groups that have one. */
  mailboxes: v.array(MailboxStatus),
})
export type NetworkStatus = v.InferOutput<typeof NetworkStatus>
