// This device's profile: opening it, keeping it safe, how the window looks, what it does by itself.
import * as v from 'valibot'
import { DocumentId, FileGrant, GroupId } from '../ids.ts'
import { Time, Passphrase, WindowLanguage } from '../vocabulary.ts'

/** `new`: no profile here yet. `in-use`: another Baraza holds this profile open. */
export const ProfileState = v.picklist(['new', 'locked', 'unlocked', 'in-use', 'newer', 'damaged'])
export type ProfileState = v.InferOutput<typeof ProfileState>

/** The part of the settings that is known before the archive opens: only the look of the window. */
export const Appearance = v.object({
  language: WindowLanguage,
  theme: v.picklist(['system', 'light', 'dark']),
  /**
   * The size of everything in the window, in per cent. Missing in settings from before it existed.
   */
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(80), v.maxValue(200)), 100),
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
  /** A person put away the offer of a recovery code and a backup, or saved a backup or restored from one. */
  isRecoveryPutAway: v.optional(v.boolean()),
})
export type Settings = v.InferOutput<typeof Settings>

/** Whether the disk takes what is written. */
export const Saving = v.picklist(['saved', 'disk-full', 'archive-replaced', 'not-writable'])
export type Saving = v.InferOutput<typeof Saving>

/**
 * The ways to open this device beside the passphrase. `since` is null where this archive does not
 * know.
 */
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

/** Where a window was when it was locked. */
export const WindowPlace = v.object({
  group: GroupId,
  /** The document that was shown; null for another screen. */
  document: v.nullable(DocumentId),
  /** As the window wrote it; no one else reads it. */
  route: v.pipe(v.string(), v.maxLength(2000)),
})
export type WindowPlace = v.InferOutput<typeof WindowPlace>

export const profileCalls = {
  'profile.state': { input: v.void(), output: ProfileState },
  /** Five words chosen at random, separated by single spaces. */
  'profile.suggest': { input: v.void(), output: v.string() },
  'profile.create': { input: v.object({ passphrase: Passphrase }), output: v.void() },
  /** `too-many-tries` as long as `profile.wait` is not 0; the passphrase is not looked at then. */
  'profile.unlock': { input: v.object({ passphrase: Passphrase }), output: v.void() },
  /** Milliseconds until a passphrase may be tried; 0 until five in a row were wrong. */
  'profile.wait': { input: v.void(), output: v.number() },
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
   * lies that is not damaged. Tells `progress` of the task `backup.restore`; `tasks.cancel` ends it, and
   * what was there is still there.
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
  /**
   * After a lock, the place that was kept last; null where its group or document is not on this device
   * any more, and for a window that was not locked.
   */
  'window.place': { input: v.void(), output: v.nullable(WindowPlace) },
  'window.keepPlace': { input: WindowPlace, output: v.void() },

  /** `saving.changed` says when that changes. */
  'archive.saving': { input: v.void(), output: v.object({ state: Saving }) },
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
