// The lifecycle of a profile: create, unlock, recover, restore, back up, erase, close. At most one
// profile is open in a core.
import type { FileHandle } from 'node:fs/promises'
import {
  createProfile,
  dropBackups,
  dropKeySlots,
  eraseRest,
  keepBackup,
  openProfile,
  readKeySlots,
  recoverProfile,
  restoreProfile,
  type Archive,
  type BackupInfo,
  type Watching,
} from '#core/archive'
import { decodeStrict, encode, type StretchCost } from '#core/keys'
import type { LanOptions } from '#core/sync'
import { Failure } from '#shared/failure'
import type { Files } from '../files.ts'
import { openRecoveryRecords, type RecoveryRecords } from './recovery-records.ts'
import { openRecovery, type Recovery } from './recovery.ts'
import { composeProfile, scrubNote, type OpenProfile } from './open-profile.ts'
import type { Emit } from '../events.ts'

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

/** Age at which the newest backup beside the archive is replaced. */
const dayMilliseconds = 24 * 60 * 60 * 1000
const keptNote = 'backup/kept'

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
  let opened: { profile: OpenProfile; recovery: Recovery; records: RecoveryRecords } | undefined
  let keeping: Promise<void> = Promise.resolve()
  const environment = { now, ...(cost !== undefined && { cost }) }

  const mustBeOpen = () => {
    if (opened === undefined) throw new Failure('locked')
    return opened
  }
  const mustBeClosed = (): void => {
    if (opened !== undefined) throw new Failure('profile-in-use')
  }
  /** Backs up once a day in the background: damage to the archive must not cost more than a day. */
  const keepDaily = async (): Promise<void> => {
    const { profile } = mustBeOpen()
    const { archive, documents } = profile
    try {
      const note = archive.notes.get(null, keptNote)
      const last = note && decodeStrict(note, 16)
      if (typeof last === 'number' && now() - last < dayMilliseconds) return
      if (last !== null) {
        await documents.flush()
        const { bytes } = await keepBackup(directory, archive)
        emit('progress', { task: 'backup-kept', done: bytes, total: bytes })
      }
      if (opened?.profile === profile) archive.notes.put(null, keptNote, encode(now()))
    } catch (error) {
      // The disk is full or the profile was closed: the next day repeats it.
      if (!(error instanceof Failure)) onDefect(error)
    }
  }
  /**
   * Overwrites content that was retired or offloaded: in the archive's file and its log, in the
   * journal, and in the backups beside it, which are made again. If the disk refuses, the next
   * opening repeats it.
   */
  const scrub = async ({ isClosing = false } = {}): Promise<void> => {
    const { profile } = mustBeOpen()
    const { archive, documents } = profile
    if (archive.notes.get(null, scrubNote) === null) return
    try {
      await documents.flush()
      archive.scrub()
      const hadBackups = dropBackups(directory)
      archive.notes.remove(null, scrubNote)
      // A backup takes long; the next opening makes it.
      if (hadBackups && isClosing) archive.notes.put(null, keptNote, encode(0))
      else if (hadBackups) await keepBackup(directory, archive)
      emit('progress', { task: 'scrubbed', done: 1, total: 1 })
    } catch (error) {
      if (!(error instanceof Failure)) onDefect(error)
    }
  }
  const scrubSoon = (): void => {
    keeping = keeping.then(() => (opened ? scrub() : undefined))
  }
  const open = async (archive: Archive): Promise<void> => {
    try {
      const profile = await composeProfile({
        archive,
        now,
        offline,
        lan,
        emit,
        onDefect,
        gaveUp: scrubSoon,
      })
      const recordSecrets = () => records.recordAll()
      const recovery = openRecovery(archive, { directory, now, files }, recordSecrets)
      const records = openRecoveryRecords(profile.groups, recovery.secrets, onDefect)
      opened = { profile, recovery, records }
      records.recordAll()
    } catch (error) {
      archive.close()
      throw error
    }
    keeping = keepDaily()
    scrubSoon()
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
      if (opened) await scrub({ isClosing: true })
      const closing = opened?.profile
      opened = undefined
      await closing?.close()
      await keeping
    },
  }
}
