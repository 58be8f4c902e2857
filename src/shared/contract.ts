// Everything that a window (or the command line) may ask of core, and everything core may tell it
// unasked. This file is the whole surface: read it to know what the app can do.
import * as v from 'valibot'
import { BlockId, DeviceId, DocumentId, FileGrant, GroupId, MemberId, RecordId } from './ids.ts'

/** UTC milliseconds as one device claims them; shown to people, never judged by. */
const Time = v.number()
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const Handle = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
const Title = v.pipe(v.string(), v.trim(), v.maxLength(300))
const Passphrase = v.pipe(v.string(), v.maxLength(1000))

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

export const calls = {
  'profile.state': { input: v.void(), output: ProfileState },
  /** Five words chosen at random, separated by single spaces. */
  'profile.suggest': { input: v.void(), output: v.string() },
  'profile.create': { input: v.object({ passphrase: Passphrase }), output: v.void() },
  'profile.unlock': { input: v.object({ passphrase: Passphrase }), output: v.void() },

  'appearance.get': { input: v.void(), output: Appearance },
  'appearance.set': { input: Appearance, output: v.void() },
  'settings.get': { input: v.void(), output: Settings },
  'settings.set': { input: Settings, output: v.void() },

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
    output: v.object({ invitation: RecordId, code: v.string(), until: Time }),
  },
  'invitations.cancel': {
    input: v.object({ group: GroupId, invitation: RecordId }),
    output: v.void(),
  },
  'invitations.read': {
    input: v.object({ file: FileGrant }),
    output: v.object({ name: v.string(), inviter: v.string(), role: Role, until: Time }),
  },

  /** Asks to join: writes the reply file. The group is listed as `joining` until admitted. */
  'joining.ask': {
    input: v.object({ file: FileGrant, handle: Handle, reply: FileGrant }),
    output: v.object({ group: GroupId }),
  },
  /** What the joining side compares. */
  'joining.words': { input: v.object({ group: GroupId }), output: Words },
  /** Reads a reply file on the inviting side; admits nobody. */
  'joining.readReply': {
    input: v.object({ file: FileGrant }),
    output: v.object({ group: GroupId, reply: RecordId, handle: v.string() }),
  },
  'joining.replyWords': { input: v.object({ group: GroupId, reply: RecordId }), output: Words },
  /** The words were the same: admits the device and starts a new epoch. */
  'joining.admit': { input: v.object({ group: GroupId, reply: RecordId }), output: MemberId },
  /** The words differed: the device stays out and the invitation is burnt. */
  'joining.refuse': { input: v.object({ group: GroupId, reply: RecordId }), output: v.void() },

  'documents.list': { input: v.object({ group: GroupId }), output: v.array(DocumentSummary) },
  'documents.get': { input: v.object({ document: DocumentId }), output: DocumentSummary },
  /** A new document from its kind's template, "Only you" until shared. */
  'documents.create': {
    input: v.object({ group: GroupId, kind: DocumentKind, title: Title, language: Language }),
    output: DocumentId,
  },
  'documents.rename': { input: v.object({ document: DocumentId, title: Title }), output: v.void() },
  'documents.duplicate': {
    input: v.object({ document: DocumentId, title: Title }),
    output: DocumentId,
  },
  /** Deletes a document that was never shared; refused as `not-private` otherwise. */
  'documents.delete': { input: v.object({ document: DocumentId }), output: v.void() },
  'documents.share': { input: v.object({ document: DocumentId }), output: v.void() },
  'documents.import': {
    input: v.object({ group: GroupId, kind: DocumentKind, language: Language, file: FileGrant }),
    output: ImportResult,
  },
  /** The content digest that two converged devices share, 64 hexadecimal digits. */
  'documents.digest': { input: v.object({ document: DocumentId }), output: v.string() },

  'search.query': {
    input: v.object({
      text: v.pipe(v.string(), v.maxLength(400)),
      group: v.optional(GroupId),
      kinds: v.optional(v.array(DocumentKind)),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
    }),
    output: v.object({ hits: v.array(SearchHit), total: v.number() }),
  },

  /** `pdf` is made by the shell, which asks core for the page and hands the bytes back. */
  'paper.export': {
    input: v.object({ document: DocumentId, format: ExportFormat, file: FileGrant }),
    output: v.void(),
  },

  'exchange.write': {
    input: v.object({ group: GroupId, for: v.array(MemberId), file: FileGrant }),
    output: v.object({ messages: v.number(), bytes: v.number() }),
  },
  'exchange.read': { input: v.object({ file: FileGrant }), output: Received },

  'network.status': { input: v.void(), output: NetworkStatus },
  'network.dial': {
    input: v.object({ group: GroupId, address: v.pipe(v.string(), v.maxLength(300)) }),
    output: v.void(),
  },

  /** Verifies the archive: integrity, journal head, feeds, digests. */
  'archive.check': {
    input: v.void(),
    output: v.object({
      documents: v.number(),
      messages: v.number(),
      missing: v.number(),
      damaged: v.number(),
    }),
  },
} as const

export const events = {
  'profile.changed': ProfileState,
  'settings.changed': Settings,
  'groups.changed': v.object({ group: GroupId }),
  'documents.changed': v.object({ group: GroupId, document: DocumentId }),
  'network.changed': v.object({ peers: v.number() }),
  progress: v.object({ task: v.string(), done: v.number(), total: v.number() }),
  /** Saving failed (`disk-full`, `not-writable`) or works again (`saved`). */
  'saving.changed': v.object({ state: v.picklist(['saved', 'disk-full', 'not-writable']) }),
  'archive.missing': v.object({ edits: v.number() }),
} as const

export const contract = { calls, events } as const
export type CoreContract = typeof contract
