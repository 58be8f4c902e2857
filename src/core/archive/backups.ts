// Backups of a profile: those that a person writes anywhere, and those beside the archive, which
// make up for damage to it. The newest two of these are kept.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#shared/failure'
import { readBackupHeader, readBackupPieces } from './backup-file.ts'
import type { BackupInfo, Watching } from './backup-file.ts'
import { asFailure, orFailure, takeLock } from './database.ts'
import { finishErasing } from './erase.ts'
import type { Archive, ArchiveEnvironment, WholeArchive } from './archive.ts'
import { overwrite, replaceSecret } from './files.ts'
import { pathsIn } from './paths.ts'
import { openProfile, profileState } from './profile.ts'
import { mustBeDamaged, openBackup, restoreInto, type Claim } from './restore.ts'
import { readKeySlots } from './slots.ts'
import { countAttemptLater, forgetAttempts } from './passphrase-attempts.ts'

const kept = 2
const folderOf = (directory: string): string => join(directory, 'backups')

const numbersIn = (directory: string): number[] => {
  const folder = folderOf(directory)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map(name => /^(\d+)\.backup$/.exec(name)?.[1])
    .filter(number => number !== undefined)
    .map(Number)
    .toSorted((a, b) => b - a)
}
const pathOf = (directory: string, number: number): string =>
  join(folderOf(directory), `${number}.backup`)

/** Paths of the backups beside the archive, the newest first. */
const localBackups = (directory: string): string[] =>
  numbersIn(directory).map(number => pathOf(directory, number))

/**
 * Writes one more beside the archive and deletes the oldest. Failures: those of
 * `Archive.writeBackup`.
 */
export const keepBackup = async (directory: string, archive: Archive): Promise<BackupInfo> => {
  const folder = folderOf(directory)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const numbers = numbersIn(directory)
  const path = pathOf(directory, (numbers[0] ?? 0) + 1)
  const part = join(folder, 'part')
  rmSync(part, { force: true })
  try {
    const handle = await open(part, 'wx+', 0o600)
    let info: BackupInfo
    try {
      // Without own slots, which would still open by an old passphrase.
      info = await archive.writeBackup(handle, { slots: new Uint8Array(), check: false })
    } finally {
      await handle.close()
    }
    renameSync(part, path)
    replaceSecret(pathsIn(directory).keysCopy, readKeySlots(directory))
    for (const old of numbers.slice(kept - 1)) rmSync(pathOf(directory, old), { force: true })
    return info
  } catch (error) {
    rmSync(part, { force: true })
    throw asFailure(error)
  }
}

/** Overwrites and deletes the backups beside the archive. Returns false if there were none. */
export const dropBackups = (directory: string): boolean =>
  orFailure(() => {
    const part = join(folderOf(directory), 'part')
    const paths = [...localBackups(directory), ...(existsSync(part) ? [part] : [])]
    for (const path of paths) {
      overwrite(path)
      rmSync(path)
    }
    return paths.length > 0
  })

const whole = <T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> =>
  open(path, 'r').then(async handle => {
    try {
      return await work(handle)
    } finally {
      await handle.close()
    }
  })

/** Whether the next older backup may be whole. */
const isDamage = (error: unknown): error is Failure =>
  error instanceof Failure && (error.code === 'file-damaged' || error.code === 'file-wrong-kind')

/**
 * The result of `work` for the newest whole backup beside the archive. Failure `not-found` if there
 * is none, and that of the last one if all are damaged.
 */
const withNewest = async <T>(
  directory: string,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> => {
  let none = new Failure('not-found')
  for (const path of localBackups(directory)) {
    try {
      return await whole(path, work)
    } catch (error) {
      if (!isDamage(error)) throw error
      none = error
    }
  }
  throw none
}

/** No backup beside the archive is whole, so the passphrase cannot be checked. */
const isNoBackup = (error: unknown): boolean =>
  isDamage(error) || (error instanceof Failure && error.code === 'not-found')

/**
 * Wrong passphrases count as everywhere else; recovery secrets cannot be guessed. `work` throws if
 * it reached no passphrase: only a right one ends the count.
 */
const asATry = <T>(
  directory: string,
  { secret }: Claim,
  now: number,
  work: () => Promise<T>,
): Promise<T> => (secret ? work() : countAttemptLater(directory, now, work))

/**
 * The newest backup beside the archive, every byte of it proven; null when none is whole. Throws
 * Failure wrong-passphrase, too-many-tries or recovery-wrong.
 */
export const newestBackup = (
  directory: string,
  claim: Claim,
  now: number,
  watching?: Watching,
): Promise<BackupInfo | null> =>
  asATry(directory, claim, now, () =>
    withNewest(directory, async handle => {
      const header = await readBackupHeader(handle)
      const { keys, info } = openBackup(directory, header, claim)
      await readBackupPieces(handle, header, keys.backup, async () => {}, watching)
      return info
    }),
  ).catch((error: unknown) => {
    if (isNoBackup(error)) return null
    throw error
  })

/**
 * Makes the profile in `directory` again from a backup, and opens it. `from`: the file, or null for
 * the newest that is whole beside the archive. Throws Failure profile-exists (the archive there is
 * not damaged), profile-in-use, too-many-tries, not-found (no backup is there), and as `restoreInto`.
 */
export const restoreProfile = async (
  directory: string,
  from: FileHandle | null,
  claim: Claim,
  environment: ArchiveEnvironment,
  watching?: Watching,
): Promise<{ archive: WholeArchive; info: BackupInfo }> => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  finishErasing(directory)
  if (profileState(directory) === 'newer') throw new Failure('archive-is-newer')
  const release = takeLock(pathsIn(directory).lock)
  if (!release) throw new Failure('profile-in-use')
  let info: BackupInfo
  try {
    const restore = (handle: FileHandle) => restoreInto(directory, handle, claim, watching)
    info = await asATry(directory, claim, environment.now(), async () => {
      await mustBeDamaged(directory, claim, watching?.isCancelled)
      return from ? restore(from) : withNewest(directory, restore)
    })
    if (claim.secret) forgetAttempts(directory)
  } catch (error) {
    throw asFailure(error)
  } finally {
    release()
  }
  return { archive: openProfile(directory, claim.passphrase, environment), info }
}
