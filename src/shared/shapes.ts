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

export const Role = v.picklist(['chair', 'member'])
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

export const Device = v.object({
  id: DeviceId,
  member: MemberId,
  name: v.string(),
  self: v.boolean(),
  checked: v.boolean(),
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
})
export type Member = v.InferOutput<typeof Member>

export const GroupSummary = v.object({
  id: GroupId,
  name: v.string(),
  level: Level,
  language: Language,
  handle: v.string(),
  /** `joining`: this device has asked to join and reads nothing yet. */
  state: v.picklist(['joining', 'active', 'stopped']),
  members: v.number(),
  devices: v.number(),
})
export type GroupSummary = v.InferOutput<typeof GroupSummary>

export const Invitation = v.object({
  id: RecordId,
  role: Role,
  until: Time,
  state: v.picklist(['open', 'asked', 'used', 'cancelled', 'ended']),
})
export type Invitation = v.InferOutput<typeof Invitation>

export const Group = v.object({
  ...GroupSummary.entries,
  self: MemberId,
  memberList: v.array(Member),
  invitations: v.array(Invitation),
  /** Requests to join that were read and wait for the six words. */
  requests: v.array(v.object({ reply: RecordId, handle: v.string(), at: Time })),
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
})
export type DocumentSummary = v.InferOutput<typeof DocumentSummary>

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

export const NetworkStatus = v.object({
  on: v.boolean(),
  /** `host:port` values under which this device can be typed in elsewhere. */
  addresses: v.array(v.string()),
  peers: v.array(
    v.object({ group: GroupId, device: DeviceId, member: MemberId, handle: v.string() }),
  ),
  /** Messages made here that no other device is known to hold. */
  changesToGo: v.number(),
})
export type NetworkStatus = v.InferOutput<typeof NetworkStatus>
