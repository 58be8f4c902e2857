// A profile is a directory: key slots, archive, journal, lock and, readable before unlock, how the
// window looks.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { Appearance, type ProfileState } from '#shared/contract'
import { Failure } from '#shared/failure'
import { checkKeySlots, createKeySlots, openKeySlots, utf8, type StretchCost } from '#core/keys'
import { openArchive, type Archive, type ArchiveEnvironment } from './archive.ts'
import { createDatabase, openDatabase, orFailure, takeLock } from './database.ts'
import { readFile, replaceFile } from './files.ts'

const inside = (directory: string) => ({
  keys: join(directory, 'keys'),
  archive: join(directory, 'archive.db'),
  journal: join(directory, 'journal'),
  lock: join(directory, 'lock'),
  appearance: join(directory, 'appearance.json'),
})

const lockProfile = (path: string): (() => void) => {
  const release = takeLock(path)
  if (!release) throw new Failure('profile-in-use')
  return release
}

/** What is at `directory`, without a passphrase. */
export const profileState = (directory: string): Exclude<ProfileState, 'unlocked'> => {
  const paths = inside(directory)
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
  return existsSync(paths.archive) ? 'locked' : 'damaged'
}

/** Throws Failure profile-exists, profile-in-use, archive-damaged, disk-full or not-writable. */
export const createProfile = (
  directory: string,
  passphrase: string,
  environment: ArchiveEnvironment & { cost?: StretchCost },
): Archive => {
  const paths = inside(directory)
  orFailure(() => mkdirSync(directory, { recursive: true, mode: 0o700 }))
  const release = lockProfile(paths.lock)
  try {
    const file = readFile(paths.keys)
    if (file) throw new Failure('profile-exists')
    if (existsSync(paths.archive)) throw new Failure('archive-damaged')
    const slots = createKeySlots(passphrase, environment.cost)
    const database = createDatabase(paths.archive, slots.keys.database)
    orFailure(() => replaceFile(paths.keys, slots.file))
    return openArchive(database, paths.journal, slots.keys, environment, release)
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Throws Failure profile-missing, profile-in-use, wrong-passphrase, archive-damaged or
 * archive-is-newer.
 */
export const openProfile = (
  directory: string,
  passphrase: string,
  environment: ArchiveEnvironment,
): Archive => {
  const paths = inside(directory)
  const file = orFailure(() => readFile(paths.keys))
  if (!file) throw new Failure(existsSync(paths.archive) ? 'archive-damaged' : 'profile-missing')
  const release = lockProfile(paths.lock)
  try {
    const keys = openKeySlots(file, passphrase)
    if (!existsSync(paths.archive)) throw new Failure('archive-damaged')
    const database = openDatabase(paths.archive, keys.database)
    return openArchive(database, paths.journal, keys, environment, release)
  } catch (error) {
    release()
    throw error
  }
}

const defaultAppearance: Appearance = { language: 'en', theme: 'system' }

/** How the window looks; the default where nothing readable is kept. */
export const readAppearance = (directory: string): Appearance => {
  try {
    const file = readFile(inside(directory).appearance)
    return file ? v.parse(Appearance, JSON.parse(Buffer.from(file).toString())) : defaultAppearance
  } catch {
    return defaultAppearance
  }
}

export const writeAppearance = (directory: string, appearance: Appearance): void =>
  orFailure(() => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    replaceFile(inside(directory).appearance, utf8(JSON.stringify(v.parse(Appearance, appearance))))
  })
