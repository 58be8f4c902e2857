// The lifecycle of a profile: create, unlock, recover, restore, back up, erase, close. At most one
// profile is open in a core.
import type { FileHandle } from 'node:fs/promises'
import {
  createProfile,
  dropKeySlots,
  eraseRest,
  openProfile,
  readKeySlots,
  recoverProfile,
  restoreProfile,
  type Archive,
  type BackupInfo,
  type Watching,
} from '#core/archive'
import type { StretchCost } from '#core/keys'
import type { LanOptions } from '#core/sync'
import { Failure } from '#shared/failure'
import type { Files } from '#core/grants'
import { openRecoveryRecords, type RecoveryRecords } from './recovery-records.ts'
import { openRecovery, type Recovery } from './recovery.ts'
import { composeProfile, type OpenProfile, type ProfileOptions } from './open-profile.ts'
import { openUpkeep } from './upkeep.ts'
import type { Emit } from './events.ts'

export type ProfileLifecycle = {
  opened(): boolean
  /** Failure `locked` if no profile is open. */
  profile(): OpenProfile
  /** As `session`. */
  recovery(): Recovery
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  /** Opens by a recovery secret, under a new passphrase. */
  recover(secret: Uint8Array, passphrase: string): Promise<void>
  /** As `restoreProfile`; then opens the restored profile. */
  restore(from: FileHandle | null, claim: RestoreClaim, watching: Watching): Promise<BackupInfo>
  /** Writes a backup of the opened profile. */
  writeBackup(handle: FileHandle): Promise<BackupInfo>
  /** Erases the profile, open or not, without asking for the passphrase. */
  erase(): void
  close(): Promise<void>
}

export type RestoreClaim = { passphrase: string; secret: Uint8Array | null }

export type LifecycleOptions = {
  directory: string
  now: () => number
  cost: StretchCost | undefined
  offline: boolean
  lan: LanOptions
  files: Files
  emit: Emit
  onDefect: (error: unknown) => void
}

type Opened = { profile: OpenProfile; recovery: Recovery; records: RecoveryRecords }

/** Composes a profile with its recovery. Closes the archive if that fails. */
const openWithRecovery = async (
  archive: Archive,
  {
    directory,
    files,
    ...options
  }: Omit<ProfileOptions, 'archive'> & { directory: string; files: Files },
): Promise<Opened> => {
  try {
    const profile = await composeProfile({ archive, ...options })
    const { now, onDefect } = options
    const recordSecrets = () => records.recordAll()
    const recovery = openRecovery(archive, { directory, now, files }, recordSecrets)
    const records = openRecoveryRecords(profile.groups, recovery.secrets, onDefect)
    return { profile, recovery, records }
  } catch (error) {
    archive.close()
    throw error
  }
}

export const openLifecycle = ({
  directory,
  now,
  cost,
  offline,
  lan,
  files,
  emit: emitOutside,
  onDefect,
}: LifecycleOptions): ProfileLifecycle => {
  const emit: Emit = (name, detail) => {
    emitOutside(name, detail)
    if (typeof detail === 'object' && 'group' in detail && !('document' in detail)) {
      opened?.records.check(detail.group)
    }
  }
  let opened: Opened | undefined
  const upkeep = openUpkeep(() => opened?.profile ?? null, { directory, now, emit, onDefect })
  const environment = { now, ...(cost !== undefined && { cost }) }

  const mustBeOpen = () => {
    if (opened === undefined) throw new Failure('locked')
    return opened
  }
  const mustBeClosed = (): void => {
    if (opened !== undefined) throw new Failure('profile-in-use')
  }
  const open = async (archive: Archive): Promise<void> => {
    const options = { now, offline, lan, emit, onDefect, gaveUp: upkeep.scrubSoon }
    opened = await openWithRecovery(archive, { directory, files, ...options })
    opened.records.recordAll()
    upkeep.begin()
    archive.onMissing(() => emit('archive.missing', { edits: archive.missing }))
    emit('profile.changed', 'unlocked')
    if (archive.missing > 0) emit('archive.missing', { edits: archive.missing })
  }

  return {
    opened: () => opened !== undefined,
    profile: () => mustBeOpen().profile,
    recovery: () => mustBeOpen().recovery,
    async create(passphrase) {
      mustBeClosed()
      await open(createProfile(directory, passphrase, environment))
    },
    async unlock(passphrase) {
      mustBeClosed()
      await open(openProfile(directory, passphrase, environment))
    },
    async recover(secret, passphrase) {
      mustBeClosed()
      await open(recoverProfile(directory, secret, passphrase, environment))
    },
    async restore(from, claim, watching) {
      mustBeClosed()
      const restored = await restoreProfile(
        directory,
        from,
        { ...claim, cost },
        environment,
        watching,
      )
      await open(restored.archive)
      // Acts may be missing that this device had, and whose messages others believe to be here.
      mustBeOpen().profile.acts.beganAgain()
      return restored.info
    },
    async writeBackup(handle) {
      const { archive, documents } = mustBeOpen().profile
      await documents.flush()
      return archive.writeBackup(handle, {
        slots: readKeySlots(directory),
        check: true,
        progress: (done, total) => emit('progress', { task: 'backup', done, total }),
      })
    },
    erase() {
      dropKeySlots(directory)
      const closing = opened?.profile
      opened = undefined
      try {
        closing?.release()
      } catch {
        // The note that cannot be written is not needed any more.
      }
      eraseRest(directory)
      emit('profile.changed', 'new')
    },
    async close() {
      await upkeep.finish()
      const closing = opened?.profile
      opened = undefined
      await closing?.close()
      await upkeep.ended()
    },
  }
}
