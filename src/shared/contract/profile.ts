// This device's profile: opening it, keeping it safe, how the window looks, what it does by itself.
import * as v from 'valibot'
import { DocumentId, FileGrant, GroupId } from '../ids.ts'
import { type Time, Passphrase, WindowLanguage } from '../vocabulary.ts'
import { answers, call, nothing } from '../rpc.ts'

/** `new`: no profile here yet. `in-use`: another Baraza holds this profile open. */
export type ProfileState = 'new' | 'locked' | 'unlocked' | 'in-use' | 'newer' | 'damaged'

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
export type Saving = 'saved' | 'disk-full' | 'archive-replaced' | 'not-writable'

/**
 * The ways to open this device beside the passphrase. `since` is null where this archive does not
 * know.
 */
export type RecoveryStatus = {
  code: { since: Time | null } | null
  /** A code was made and waits to be typed back; it opens nothing yet. */
  waiting: boolean
  /** `set` stands in the first line of each share's file. */
  shares: { set: string; since: Time | null; needed: number; of: number } | null
}

/** One recovery code, or shares: as typed, or the whole text of their files. */
const RecoveryTexts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(9))

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
  'profile.state': call(nothing, answers<ProfileState>()),
  /** Five words chosen at random, separated by single spaces. */
  'profile.suggest': call(nothing, answers<string>()),
  'profile.create': call({ passphrase: Passphrase }, answers<void>()),
  /** `too-many-tries` as long as `profile.wait` is not 0; the passphrase is not looked at then. */
  'profile.unlock': call({ passphrase: Passphrase }, answers<void>()),
  /** Milliseconds until a passphrase may be tried; 0 until five in a row were wrong. */
  'profile.wait': call(nothing, answers<number>()),
  /** Only while unlocked. `wrong-passphrase` when `old` is not the one; then `old` still holds. */
  'profile.changePassphrase': call({ old: Passphrase, new: Passphrase }, answers<void>()),

  /**
   * Opens the profile by a recovery code or enough shares (typed, or in files), under a new
   * passphrase; the forgotten one is then worth nothing.
   */
  'profile.recover': call(
    { texts: RecoveryTexts, files: v.optional(v.array(FileGrant)), passphrase: Passphrase },
    answers<void>(),
  ),
  /**
   * Erases this device's profile for good, unlocked or not: its key slots in the first moment, then
   * its files. Group, members and their devices are not told. A window ends with it.
   */
  'profile.erase': call({ confirm: v.literal('erase') }, answers<void>()),
  /** Writes a backup of everything here to one file, and reads it back. */
  'backup.write': call({ file: FileGrant }, answers<{ at: Time; bytes: number }>()),
  /** The newest whole backup that lies beside a damaged archive; needs the passphrase to be read. */
  'backup.newest': call({ passphrase: Passphrase }, answers<{ at: Time; bytes: number } | null>()),
  /**
   * Makes the profile again from `file`, or from `backup.newest`, and opens it; what was damaged is put
   * aside. With a recovery code or shares `passphrase` is a new one. `profile-exists` where an archive
   * lies that is not damaged. Tells `progress` of the task `backup.restore`; `tasks.cancel` ends it, and
   * what was there is still there.
   */
  'backup.restore': call(
    {
      file: v.nullable(FileGrant),
      passphrase: Passphrase,
      texts: v.optional(RecoveryTexts),
      files: v.optional(v.array(FileGrant)),
    },
    answers<{ at: Time; bytes: number }>(),
  ),
  'recovery.status': call(nothing, answers<RecoveryStatus>()),
  /** Makes a code and shows it once. It opens nothing before it was typed back. */
  'recovery.create': call({ passphrase: Passphrase }, answers<{ code: string }>()),
  /** The code was typed back: it counts, and one made before does no longer. */
  'recovery.confirm': call({ code: v.pipe(v.string(), v.maxLength(200)) }, answers<void>()),
  /**
   * Splits another secret among `of` colleagues, any `needed` of whom can open this profile together.
   * One file each, or their texts where no files are given. Shares made before count no longer.
   */
  'recovery.shares': call(
    {
      passphrase: Passphrase,
      needed: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9)),
      of: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(9)),
      files: v.optional(v.array(FileGrant)),
    },
    answers<{ set: string; texts: readonly string[] }>(),
  ),
  /** Failure `declined`. */
  'recovery.remove': call({ kind: v.picklist(['code', 'shares']) }, answers<void>()),

  'appearance.get': call(nothing, answers<Appearance>()),
  'appearance.set': call(Appearance, answers<void>()),
  'settings.get': call(nothing, answers<Settings>()),
  'settings.set': call(Settings, answers<void>()),
  /**
   * After a lock, the place that was kept last; null where its group or document is not on this device
   * any more, and for a window that was not locked.
   */
  'window.place': call(nothing, answers<WindowPlace | null>()),
  'window.keepPlace': call(WindowPlace, answers<void>()),

  /** `saving.changed` says when that changes. */
  'archive.saving': call(nothing, answers<{ state: Saving }>()),
  /** Changes that were saved here and are lost: at least so many, until they came back. */
  'archive.missing': call(nothing, answers<{ edits: number }>()),
  /** The person knows that they are lost; counts from 0 again. */
  'archive.settleMissing': call(nothing, answers<void>()),
  /** Verifies the archive: integrity, journal head, feeds, digests. */
  'archive.check': call(
    nothing,
    answers<{ documents: number; messages: number; missing: number; damaged: number }>(),
  ),
} as const
