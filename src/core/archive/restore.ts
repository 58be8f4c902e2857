// Restores a profile from a backup: in an empty directory, or in place of a damaged archive.
// Damaged files are set aside, never deleted. A readable journal stays, so that its edits are kept
// and the loss since the backup has a number.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#shared/failure'
import {
  checkKeySlots,
  equal,
  openKeySlots,
  recoverKeySlots,
  wipe,
  type Bytes,
  type ProfileKeys,
  type StretchCost,
} from '#core/keys'
import {
  openBackupInfo,
  readBackupHeader,
  readBackupPieces,
  type BackupHeader,
  type BackupInfo,
  type Watching,
} from './backup-file.ts'
import { isDamagedApart } from './check-apart.ts'
import { openDatabase, orFailure } from './database.ts'
import { readFile, replaceFile, replaceSecret, syncDirectory } from './files.ts'
import { readHead } from './journal-layout.ts'
import { layJournal } from './journal.ts'
import { firstHead } from './transactions.ts'
import { tagsIn } from './pages.ts'
import { newPath, pathsIn, type Paths } from './paths.ts'
import { layWitness } from './witness.ts'

/** Proof that the backup is the person's. With a secret, the passphrase is the new one. */
export type Claim = { passphrase: string; secret: Bytes | null; cost: StretchCost | undefined }

/** Errors of the backup, not of the archive in the directory. */
const asDamagedFile = (error: unknown): unknown =>
  error instanceof Failure && error.code === 'archive-damaged'
    ? new Failure('file-damaged', { cause: error })
    : error

type Opened = { slots: Bytes; keys: ProfileKeys }

const wipeKeys = (keys: ProfileKeys): void => {
  for (const key of Object.values(keys)) wipe(key)
}

const openSlots = (slots: Bytes, { passphrase, secret, cost }: Claim): Opened => {
  const opened = secret ? recoverKeySlots(slots, secret, passphrase, cost) : slots
  return { slots: opened, keys: openKeySlots(opened, passphrase) }
}

const isAboutClaim = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'wrong-passphrase' || error.code === 'recovery-wrong')

/** Throws Failure file-too-costly. */
const mustNotBeTooCostly = (slots: Bytes): void => {
  try {
    checkKeySlots(slots)
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'file-too-costly') throw error
    // The slots in the directory may open it all the same.
  }
}

/**
 * The backup's keys, by the slots that lie in the profile, by their copy beside the backups, or by its
 * own: the passphrase may have changed since, and the keys beneath have not. Throws Failure
 * wrong-passphrase, recovery-wrong, file-too-costly or file-damaged.
 */
export const openBackup = (
  directory: string,
  header: BackupHeader,
  claim: Claim,
): Opened & { info: BackupInfo } => {
  // First of all: anyone can write slots into the file.
  if (header.slots.length > 0) mustNotBeTooCostly(header.slots)
  const { keys, keysCopy } = pathsIn(directory)
  const candidates = [readFile(keys), readFile(keysCopy), header.slots]
  const refusals: unknown[] = []
  for (const slots of candidates.filter(each => each !== null)) {
    try {
      const opened = openSlots(slots, claim)
      const info = openBackupInfo(header, opened.keys.backup)
      if (info) return { ...opened, info }
      wipeKeys(opened.keys)
    } catch (error) {
      refusals.push(error)
    }
  }
  throw refusals.findLast(isAboutClaim) ?? new Failure('file-damaged')
}

const unfinished = (paths: Paths): string => `${paths.archive}.part`

const removeDatabase = (path: string): void => {
  for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(path + rest, { force: true })
}

/** Reading the backup is half of the progress, and checking it the other half. */
const half = ({ progress, ...watching }: Watching): Watching => ({
  ...watching,
  progress: (done, total) => progress(done, 2 * total),
})

/** Writes the database of the backup beside the archive, reads all of it, and takes it for good or not. */
const unpack = async (
  handle: FileHandle,
  header: BackupHeader,
  keys: ProfileKeys,
  paths: Paths,
  watching?: Watching,
): Promise<void> => {
  const part = unfinished(paths)
  removeDatabase(part)
  const to = await open(part, 'wx', 0o600)
  try {
    await readBackupPieces(
      handle,
      header,
      keys.backup,
      piece => to.writeFile(piece),
      watching && half(watching),
    )
    await to.datasync()
  } finally {
    await to.close()
  }
  try {
    const suspect = { archive: part, witness: null }
    const isCancelled = (): boolean => watching?.isCancelled() ?? false
    // Without its bytes SQLite ends the check soon.
    const stop = (): void => truncateSync(part)
    if (await isDamagedApart(suspect, keys, { isCancelled, stop }))
      throw new Failure('file-damaged')
  } catch (error) {
    throw asDamagedFile(error)
  }
}

/** A new folder for damaged files. */
const asideIn = (directory: string): string => {
  const damaged = join(directory, 'damaged')
  mkdirSync(damaged, { recursive: true, mode: 0o700 })
  const numbers = readdirSync(damaged).map(Number).filter(Number.isInteger)
  const aside = join(damaged, String(Math.max(0, ...numbers) + 1))
  mkdirSync(aside, { mode: 0o700 })
  return aside
}

const putAside = (directory: string, isJournalOurs: boolean, slots: Bytes | null): void => {
  // The log goes first: beside another database SQLite would take it for a part of that.
  const names = [
    'archive.db-wal',
    'archive.db-shm',
    'archive.db',
    'witness',
    ...(isJournalOurs ? [] : ['journal']),
  ]
  const present = names.filter(name => existsSync(join(directory, name)))
  if (present.length === 0) return
  const aside = asideIn(directory)
  for (const name of present) renameSync(join(directory, name), join(aside, name))
  // Only slots that the backup replaces: a second copy of good ones would survive a new passphrase.
  if (slots) replaceFile(join(aside, 'keys'), slots)
}

const isOurJournal = (paths: Paths, keys: ProfileKeys): boolean => {
  const bytes = readFile(paths.journal)
  return bytes !== null && readHead(keys.journal, bytes) !== null
}

const layFreshJournal = (paths: Paths, keys: ProfileKeys): void => {
  const database = openDatabase(newPath(paths.archive), keys.database)
  rmSync(newPath(paths.journal), { force: true })
  try {
    layJournal(newPath(paths.journal), keys.journal, firstHead(database))
  } finally {
    database.close()
  }
}

/**
 * Throws Failure profile-exists unless the archive in `directory` does not open, or a full check
 * finds damage in it; wrong-passphrase or recovery-wrong when that cannot be seen by this claim; and
 * cancelled.
 */
export const mustBeDamaged = async (
  directory: string,
  claim: Claim,
  isCancelled = () => false,
): Promise<void> => {
  const paths = pathsIn(directory)
  const slots = readFile(paths.keys)
  if (!slots || !existsSync(paths.archive)) return
  try {
    checkKeySlots(slots)
  } catch (error) {
    if (error instanceof Failure && error.code === 'archive-damaged') return
    throw error
  }
  const { keys } = openSlots(slots, claim)
  const witness = existsSync(paths.witness) ? paths.witness : null
  try {
    if (await isDamagedApart({ archive: paths.archive, witness }, keys, { isCancelled })) return
  } catch (error) {
    if (error instanceof Failure && error.code === 'archive-damaged') return
    throw error
  } finally {
    wipeKeys(keys)
  }
  throw new Failure('profile-exists')
}

/**
 * Replaces the content of `directory`, which is not open, with the backup behind `handle`. If it
 * throws, the old content is still there. Failures: `file-damaged`, `file-wrong-kind`,
 * `file-is-newer`, `wrong-passphrase`, `recovery-wrong`, `archive-is-newer`, `disk-full`,
 * `not-writable`, `cancelled`.
 */
export const restoreInto = async (
  directory: string,
  handle: FileHandle,
  claim: Claim,
  watching?: Watching,
): Promise<BackupInfo> => {
  const paths = pathsIn(directory)
  const header = await readBackupHeader(handle)
  const present = readFile(paths.keys)
  const { slots, keys, info } = openBackup(directory, header, claim)
  try {
    await unpack(handle, header, keys, paths, watching)
    return orFailure(() => {
      const isOurs = isOurJournal(paths, keys)
      removeDatabase(newPath(paths.archive))
      renameSync(unfinished(paths), newPath(paths.archive))
      if (!isOurs) layFreshJournal(paths, keys)
      const said = isOurs ? readFile(paths.witness) : null
      layWitness(newPath(paths.witness), keys.journal, tagsIn(newPath(paths.archive)), said)
      const isSame = present !== null && equal(present, slots)
      putAside(directory, isOurs, isSame || claim.secret ? null : present)
      if (!isSame) replaceSecret(paths.keys, slots)
      syncDirectory(directory)
      return info
    })
  } finally {
    wipeKeys(keys)
    removeDatabase(unfinished(paths))
  }
}
