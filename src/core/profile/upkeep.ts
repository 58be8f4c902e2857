// Upkeep of an open profile: the daily backup, and overwriting content that was retired or offloaded.
import { dropBackups, keepBackup } from '#core/archive'
import { Failure } from '#shared/failure'
import type { Emit } from './events.ts'
import type { OpenProfile } from './open-profile.ts'

/** Age at which the newest backup beside the archive is replaced. */
const dayMilliseconds = 24 * 60 * 60 * 1000

export type Upkeep = {
  /** Begins after unlocking. */
  begin(): void
  scrubSoon(): void
  /** Overwrites what is left to overwrite before the profile closes. */
  finish(): Promise<void>
  /** Resolves when work in the background has ended. */
  ended(): Promise<void>
}

export const openUpkeep = (
  /** The open profile; null while none is open. */
  profile: () => OpenProfile | null,
  {
    directory,
    now,
    emit,
    onDefect,
  }: { directory: string; now(): number; emit: Emit; onDefect: (error: unknown) => void },
): Upkeep => {
  let work: Promise<void> = Promise.resolve()

  /** Backs up once a day in the background: damage to the archive must not cost more than a day. */
  const keepDaily = async (opened: OpenProfile): Promise<void> => {
    const { archive, documents } = opened
    try {
      const last = archive.upkeep.get({ task: 'backup' })
      if (last && now() - last.at < dayMilliseconds) return
      if (last !== null) {
        await documents.flush()
        const { bytes } = await keepBackup(directory, archive)
        emit('progress', { task: 'backup-kept', done: bytes, total: bytes })
      }
      if (profile() === opened) archive.upkeep.put({ task: 'backup', at: now() })
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
    const opened = profile()
    if (!opened) return
    const { archive, documents } = opened
    if (!archive.upkeep.has({ task: 'scrub' })) return
    try {
      await documents.flush()
      archive.scrub()
      const hadBackups = dropBackups(directory)
      archive.upkeep.remove({ task: 'scrub' })
      // A backup takes long; the next opening makes it.
      if (hadBackups && isClosing) archive.upkeep.put({ task: 'backup', at: 0 })
      else if (hadBackups) await keepBackup(directory, archive)
      emit('progress', { task: 'scrubbed', done: 1, total: 1 })
    } catch (error) {
      if (!(error instanceof Failure)) onDefect(error)
    }
  }
  const scrubSoon = (): void => {
    work = work.then(() => scrub())
  }

  return {
    begin() {
      const opened = profile()
      if (opened) work = keepDaily(opened)
      scrubSoon()
    },
    scrubSoon,
    finish: () => scrub({ isClosing: true }),
    ended: () => work,
  }
}
