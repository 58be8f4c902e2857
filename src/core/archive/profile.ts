// A profile is a directory: key slots, archive, journal, lock and the appearance, which is readable
// before unlocking.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import * as v from 'valibot'
import { Appearance, type ProfileState } from '#shared/contract'
import { Failure } from '#shared/failure'
import {
  checkKeySlots,
  createKeySlots,
  openKeySlots,
  recoverKeySlots,
  utf8,
  wipe,
  type Bytes,
  type ProfileKeys,
  type StretchCost,
} from '#core/keys'
import { openArchive, type ArchiveEnvironment, type WholeArchive } from './archive.ts'
import { createDatabase, openDatabase, orFailure, takeLock } from './database.ts'
import { finishErasing } from './erase.ts'
import { readFile, replaceFile, replaceSecret } from './files.ts'
import { openJournalFile, type JournalFile } from './journal-file.ts'
import { layJournal } from './journal.ts'
import { firstHead } from './transactions.ts'
import { openOwnFiles } from './own-files.ts'
import { openPages, tagsIn } from './pages.ts'
import { newPath, pathsIn, type Paths } from './paths.ts'
import { alignKeysCopy } from './slots.ts'
import { countAttempt, forgetAttempts } from './passphrase-attempts.ts'
import { layWitness, openWitness } from './witness.ts'

const lockProfile = (path: string): (() => void) => {
  const release = takeLock(path)
  if (!release) throw new Failure('profile-in-use')
  return release
}

const isThere = (path: string): boolean => existsSync(path) || existsSync(newPath(path))

/** The state of `directory`, without a passphrase. */
export const profileState = (directory: string): Exclude<ProfileState, 'unlocked'> => {
  const paths = pathsIn(directory)
  finishErasing(directory)
  const file = orFailure(() => readFile(paths.keys))
  if (!file) return existsSync(paths.archive) || existsSync(paths.journal) ? 'damaged' : 'new'
  if (existsSync(paths.lock)) {
    const release = takeLock(paths.lock)
    if (!release) return 'in-use'
    release()
  }
  try {
    checkKeySlots(file)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.code === 'archive-is-newer' ? 'newer' : 'damaged'
  }
  return isThere(paths.archive) ? 'locked' : 'damaged'
}

/**
 * Makes archive and journal under new names, and removes those of an interrupted creation first.
 * The key slots come last and make it a profile.
 */
const layProfile = (paths: Paths, keys: ProfileKeys): void => {
  for (const rest of ['', '-wal', '-shm', '-journal']) {
    rmSync(newPath(paths.archive) + rest, { force: true })
  }
  rmSync(newPath(paths.journal), { force: true })
  rmSync(newPath(paths.witness), { force: true })
  // SQLite would make it readable for everyone on the machine.
  replaceFile(newPath(paths.archive), new Uint8Array())
  const database = createDatabase(newPath(paths.archive), keys.database)
  try {
    layJournal(newPath(paths.journal), keys.journal, firstHead(database))
  } finally {
    database.close()
  }
  layWitness(newPath(paths.witness), keys.journal, tagsIn(newPath(paths.archive)), null)
}

const openWith = (
  paths: Paths,
  keys: ProfileKeys,
  environment: ArchiveEnvironment,
  release: () => void,
): WholeArchive => {
  for (const path of [paths.archive, paths.journal, paths.witness]) {
    if (!existsSync(path) && existsSync(newPath(path))) renameSync(newPath(path), path)
  }
  if (!existsSync(paths.archive)) throw new Failure('archive-damaged')
  const database = openDatabase(paths.archive, keys.database)
  wipe(keys.database)
  const closing: (() => void)[] = []
  try {
    const witness = openWitness(paths.witness, keys.journal)
    closing.push(witness.close)
    const pages = openPages(database, witness, environment.readAtOnce)
    closing.push(pages.close)
    const wrap = environment.wrapJournalFile ?? ((file: JournalFile) => file)
    const file = wrap(openJournalFile(paths.journal))
    closing.push(file.close)
    const place = { file, witness, pages, files: openOwnFiles(paths) }
    return openArchive(database, place, keys, environment, release)
  } catch (error) {
    for (const close of closing.toReversed()) {
      try {
        close()
      } catch {
        // The first error is the one to report.
      }
    }
    database.close()
    throw error
  }
}

/**
 * A new profile in `directory`. Throws Failure profile-exists, profile-in-use, archive-damaged (an
 * archive is there but its key slots are not), disk-full or not-writable.
 */
export const createProfile = (
  directory: string,
  passphrase: string,
  environment: ArchiveEnvironment & { cost?: StretchCost },
): WholeArchive =>
  orFailure(() => {
    const paths = pathsIn(directory)
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    finishErasing(directory)
    const release = lockProfile(paths.lock)
    try {
      if (existsSync(paths.keys)) throw new Failure('profile-exists')
      if (existsSync(paths.archive) || existsSync(paths.journal)) {
        throw new Failure('archive-damaged')
      }
      const { file, keys } = createKeySlots(passphrase, environment.cost)
      layProfile(paths, keys)
      replaceFile(paths.keys, file)
      return openWith(paths, keys, environment, release)
    } catch (error) {
      release()
      throw error
    }
  })

/**
 * The archive in `directory`. Throws Failure profile-missing, profile-in-use, wrong-passphrase,
 * too-many-tries, archive-damaged, archive-is-newer, disk-full or not-writable.
 */
export const openProfile = (
  directory: string,
  passphrase: string,
  environment: ArchiveEnvironment,
): WholeArchive =>
  orFailure(() => {
    const paths = pathsIn(directory)
    const file = readFile(paths.keys)
    if (!file) {
      throw new Failure(existsSync(paths.archive) ? 'archive-damaged' : 'profile-missing')
    }
    const release = lockProfile(paths.lock)
    try {
      const keys = countAttempt(directory, environment.now(), () => openKeySlots(file, passphrase))
      const archive = openWith(paths, keys, environment, release)
      // A crash may have come between writing the slots and their copy.
      alignKeysCopy(directory)
      return archive
    } catch (error) {
      release()
      throw error
    }
  })

/**
 * Gives a profile whose passphrase was forgotten another one and opens it. `secret`: the recovery
 * secret. Throws as `openProfile`, with recovery-wrong in place of wrong-passphrase; then the old
 * passphrase still holds.
 */
export const recoverProfile = (
  directory: string,
  secret: Bytes,
  next: string,
  environment: ArchiveEnvironment & { cost?: StretchCost },
): WholeArchive => {
  const paths = pathsIn(directory)
  return orFailure(() => {
    const file = readFile(paths.keys)
    if (!file) throw new Failure('profile-missing')
    const release = lockProfile(paths.lock)
    try {
      const recovered = recoverKeySlots(file, secret, next, environment.cost)
      const archive = openWith(paths, openKeySlots(recovered, next), environment, release)
      try {
        archive.changeKeys(() => replaceSecret(paths.keys, recovered))
        alignKeysCopy(directory)
        forgetAttempts(directory)
        return archive
      } catch (error) {
        archive.close()
        throw error
      }
    } catch (error) {
      release()
      throw error
    }
  })
}

/** Languages of the window that the system may have. */
const spoken = ['fr', 'es', 'ar', 'ru', 'zh'] as const

/**
 * The appearance of the window. Without a readable file it follows the system, whose locale is
 * `locale` (BCP 47), and is English for other languages.
 */
export const readAppearance = (
  directory: string,
  locale = new Intl.DateTimeFormat().resolvedOptions().locale,
): Appearance => {
  const language = spoken.find(each => each === locale.split('-', 1)[0]) ?? 'en'
  const defaultAppearance: Appearance = { language, theme: 'system', size: 100 }
  try {
    const file = readFile(pathsIn(directory).appearance)
    return file ? v.parse(Appearance, JSON.parse(Buffer.from(file).toString())) : defaultAppearance
  } catch {
    return defaultAppearance
  }
}

export const writeAppearance = (
  directory: string,
  appearance: v.InferInput<typeof Appearance>,
): void =>
  orFailure(() => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    replaceFile(
      pathsIn(directory).appearance,
      utf8(JSON.stringify(v.parse(Appearance, appearance))),
    )
  })
