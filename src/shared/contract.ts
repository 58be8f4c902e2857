// Everything that a window (or the command line) may ask of core, and everything core may tell it
// unasked. This file is the whole surface: read it to know what the app can do.
import * as v from 'valibot'
import { DeviceId, BlockId, DocumentId, FileGrant, GroupId, MemberId, RecordId } from './ids.ts'
import {
  Time,
  Name,
  Handle,
  Title,
  Passphrase,
  Language,
  Level,
  Role,
  DocumentKind,
  ExportFormat,
  ProfileState,
  Appearance,
  Settings,
  RecoveryStatus,
  RecoveryTexts,
  GroupSummary,
  Group,
  Words,
  DocumentSummary,
  Merge,
  SearchHit,
  ImportResult,
  Received,
  MailboxStatus,
  NetworkStatus,
  ComingIn,
  Outcome,
  RemovalReason,
  InvitationMade,
  PictureText,
} from './shapes.ts'

export * from './shapes.ts'

export const calls = {
  'profile.state': { input: v.void(), output: ProfileState },
  /** Five words chosen at random, separated by single spaces. */
  'profile.suggest': { input: v.void(), output: v.string() },
  'profile.create': { input: v.object({ passphrase: Passphrase }), output: v.void() },
  'profile.unlock': { input: v.object({ passphrase: Passphrase }), output: v.void() },
  /** Only while unlocked. `wrong-passphrase` when `old` is not the one; then `old` still holds. */
  'profile.changePassphrase': {
    input: v.object({ old: Passphrase, new: Passphrase }),
    output: v.void(),
  },

  /**
   * Opens the profile by a recovery code or enough shares (typed, or in files), under a new
   * passphrase; the forgotten one is then worth nothing.
   */
  'profile.recover': {
    input: v.object({
      texts: RecoveryTexts,
      files: v.optional(v.array(FileGrant)),
      passphrase: Passphrase,
    }),
    output: v.void(),
  },
  /**
   * Erases this device's profile for good, unlocked or not: its key slots in the first moment, then
   * its files. Group, members and their devices are not told. A window ends with it.
   */
  'profile.erase': { input: v.object({ confirm: v.literal('erase') }), output: v.void() },
  /** Writes a backup of everything here to one file, and reads it back. */
  'backup.write': {
    input: v.object({ file: FileGrant }),
    output: v.object({ at: Time, bytes: v.number() }),
  },
  /** The newest whole backup that lies beside a damaged archive; needs the passphrase to be read. */
  'backup.newest': {
    input: v.object({ passphrase: Passphrase }),
    output: v.nullable(v.object({ at: Time, bytes: v.number() })),
  },
  /**
   * Makes the profile again from `file`, or from `backup.newest`, and opens it; what was damaged is put
   * aside. With a recovery code or shares `passphrase` is a new one. `profile-exists` where an archive
   * lies that is not damaged.
   */
  'backup.restore': {
    input: v.object({
      file: v.nullable(FileGrant),
      passphrase: Passphrase,
      texts: v.optional(RecoveryTexts),
      files: v.optional(v.array(FileGrant)),
    }),
    output: v.object({ at: Time, bytes: v.number() }),
  },
  'recovery.status': { input: v.void(), output: RecoveryStatus },
  /** Makes a code and shows it once. It opens nothing before it was typed back. */
  'recovery.create': {
    input: v.object({ passphrase: Passphrase }),
    output: v.object({ code: v.string() }),
  },
  /** The code was typed back: it counts, and one made before does no longer. */
  'recovery.confirm': {
    input: v.object({ code: v.pipe(v.string(), v.maxLength(200)) }),
    output: v.void(),
  },
  /**
   * Splits another secret among `of` colleagues, any `needed` of whom can open this profile together.
   * One file each, or their texts where no files are given. Shares made before count no longer.
   */
  'recovery.shares': {
    input: v.object({
      passphrase: Passphrase,
      needed: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9)),
      of: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9)),
      files: v.optional(v.array(FileGrant)),
    }),
    output: v.object({ set: v.string(), texts: v.array(v.string()) }),
  },
  'recovery.remove': {
    input: v.object({ kind: v.picklist(['code', 'shares']) }),
    output: v.void(),
  },

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
      /** Whose device it is for; empty for a new member. */
      member: v.string(),
    }),
  },

  /**
   * Asks to join: writes the reply file. The group is listed as `joining` until admitted. One more
   * device of a member needs no handle; where a chair invites it, it needs her recovery code.
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
  /** What the joining side compares. */
  'joining.words': { input: v.object({ group: GroupId }), output: Words },
  /** Reads a reply file on the inviting side; admits nobody. */
  'joining.readReply': {
    input: v.object({ file: FileGrant }),
    output: v.object({ group: GroupId, reply: RecordId, handle: v.string(), kind: ComingIn }),
  },
  'joining.replyWords': { input: v.object({ group: GroupId, reply: RecordId }), output: Words },
  /** The words were the same: admits the device and starts a new epoch. */
  'joining.admit': { input: v.object({ group: GroupId, reply: RecordId }), output: MemberId },
  /** The words differed: the device stays out and the invitation is burnt. */
  'joining.refuse': { input: v.object({ group: GroupId, reply: RecordId }), output: v.void() },

  /** A guest needs the one document that she reads; everybody else none. */
  'members.setRole': {
    input: v.object({
      group: GroupId,
      member: MemberId,
      role: Role,
      document: v.optional(DocumentId),
    }),
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
  /** Says yes to a proposal; with the last yes that was needed it is done. */
  'members.second': {
    input: v.object({ group: GroupId, proposal: RecordId }),
    output: v.object({ state: v.picklist(['done', 'waiting']), needed: v.number() }),
  },
  /** What a removal would mean, before it is decided. */
  'members.removalPreview': {
    input: v.object({ group: GroupId, member: MemberId }),
    output: v.object({
      /** Documents that she has and keeps. */
      documents: v.number(),
      /** When one of her devices was last heard from; null when never. */
      lastReach: v.nullable(Time),
      devices: v.number(),
      /** Members who are not known to have the latest records, and so learn of it later. */
      unreached: v.array(MemberId),
    }),
  },
  /** At once, by any member; a chair or two members lift it, or make it final. */
  'devices.shutOut': { input: v.object({ group: GroupId, device: DeviceId }), output: v.void() },
  'devices.lift': { input: v.object({ group: GroupId, shutOut: RecordId }), output: Outcome },
  'devices.remove': { input: v.object({ group: GroupId, device: DeviceId }), output: Outcome },
  /** As `invitations.write`, for one more device of this member, or (by a chair) of `member`. */
  'devices.invite': {
    input: v.object({ group: GroupId, member: v.optional(MemberId), file: FileGrant }),
    output: InvitationMade,
  },

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
  /** Paragraphs to read, in the order in which they were found; see `Merge`. */
  'documents.merges': { input: v.object({ document: DocumentId }), output: v.array(Merge) },
  'documents.markMerged': {
    input: v.object({ document: DocumentId, block: BlockId }),
    output: v.void(),
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

  /**
   * A locked file for these members, or for all where none is named. `everything` false: only what they
   * are not known to have. Tells `progress` of the task `exchange.write`.
   */
  'exchange.write': {
    input: v.object({
      ...{ group: GroupId, for: v.array(MemberId), file: FileGrant },
      everything: v.optional(v.boolean()),
    }),
    output: v.object({ messages: v.number(), bytes: v.number() }),
  },
  /** Tells `progress` of the task `exchange.read`. */
  'exchange.read': { input: v.object({ file: FileGrant }), output: Received },
  /**
   * Ends what is being written or read: it fails with `cancelled`. What was read so far stays; reading
   * the file again goes on from there.
   */
  'exchange.cancel': { input: v.void(), output: v.void() },

  'network.status': { input: v.void(), output: NetworkStatus },
  'network.dial': {
    input: v.object({ group: GroupId, address: v.pipe(v.string(), v.maxLength(300)) }),
    output: v.void(),
  },

  /**
   * The blind mailbox that a group's members leave sealed messages in: `wss:` anywhere, `ws:` on this
   * machine or a local network. Off until a person names one; null switches it off.
   */
  'mailbox.set': {
    input: v.object({
      group: GroupId,
      url: v.nullable(v.pipe(v.string(), v.maxLength(300))),
    }),
    output: v.void(),
  },
  'mailbox.status': { input: v.object({ group: GroupId }), output: MailboxStatus },

  /** Changes that were saved here and are lost: at least so many, until they came back. */
  'archive.missing': { input: v.void(), output: v.object({ edits: v.number() }) },
  /** The person knows that they are lost; counts from 0 again. */
  'archive.settleMissing': { input: v.void(), output: v.void() },
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
