// Wrong passphrases in a row slow down whoever goes on trying on this device. Kept between them is how
// many there were and when the last one was given, and nothing of the passphrases. It never locks for
// good, and it is no protection of a taken disk: who copies the files away tries elsewhere, where only
// the passphrase itself and what one try costs hold (decision 0043).
import { rmSync } from 'node:fs'
import { decodeStrict, encode } from '#core/keys'
import { Failure } from '#shared/failure'
import { readFile, replaceFile } from './files.ts'
import { inside } from './places.ts'

const format = 1
const kind = 'tries'
/** Bytes that the file has at most. */
const largest = 64

/** Wrong ones that cost no wait (mockup 08). */
export const freeTries = 5
const shortest = 30_000
const longest = 15 * 60_000

/** Milliseconds to wait after so many wrong ones in a row. */
export const waitAfter = (wrong: number): number =>
  wrong < freeTries ? 0 : Math.min(longest, shortest * 2 ** Math.min(wrong - freeTries, 16))

type Tries = { wrong: number; last: number }
const none: Tries = { wrong: 0, last: 0 }

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** What cannot be read counts as none: it keeps nobody from her own texts. */
const read = (path: string): Tries => {
  try {
    const bytes = readFile(path)
    const found = bytes && decodeStrict(bytes, largest)
    if (!Array.isArray(found)) return none
    const [is, what, wrong, last] = found as unknown[]
    return is === format && what === kind && isCount(wrong) && isCount(last)
      ? { wrong, last }
      : none
  } catch {
    return none
  }
}

const write = (path: string, { wrong, last }: Tries): void => {
  try {
    if (wrong === 0) rmSync(path, { force: true })
    else replaceFile(path, encode([format, kind, wrong, last]))
  } catch {
    // A full disk, or one that nobody can write on, is said where it matters.
  }
}

/** A clock that was set back since makes nobody wait more than once what she would have waited. */
const leftOf = ({ wrong, last }: Tries, now: number): number =>
  Math.max(0, Math.min(waitAfter(wrong), last + waitAfter(wrong) - now))

/** Milliseconds until a passphrase may be tried, at most a quarter of an hour. */
export const waitToTry = (directory: string, now: number): number =>
  leftOf(read(inside(directory).tries), now)

/** Counts a try as wrong; returns how it is said what came of it. Throws as `counted`. */
const begin = (directory: string, now: number): ((error?: unknown) => void) => {
  const path = inside(directory).tries
  const before = read(path)
  const left = leftOf(before, now)
  if (left > 0) {
    // The clock was set back: the wait begins again, and ends.
    if (before.last > now) write(path, { ...before, last: now })
    throw new Failure('too-many-tries', { names: [`${Math.ceil(left / 1000)} s`] })
  }
  write(path, { wrong: before.wrong + 1, last: now })
  return error => {
    if (error === undefined) write(path, none)
    else if (!(error instanceof Failure && error.code === 'wrong-passphrase')) write(path, before)
  }
}

/**
 * What `work` gives. It counts as a wrong try before it begins, so that to end Baraza in the middle
 * does not save one. Throws Failure too-many-tries, with the seconds left, without a look at the
 * passphrase; and what `work` throws.
 */
export const counted = <T>(directory: string, now: number, work: () => T): T => {
  const end = begin(directory, now)
  try {
    const result = work()
    end()
    return result
  } catch (error) {
    end(error)
    throw error
  }
}

/** As `counted`, for work that takes its time. */
export const countedLater = async <T>(
  directory: string,
  now: number,
  work: () => Promise<T>,
): Promise<T> => {
  const end = begin(directory, now)
  try {
    const result = await work()
    end()
    return result
  } catch (error) {
    end(error)
    throw error
  }
}

/** Another passphrase holds now, by a recovery secret: the wrong ones were tried at the old one. */
export const forgetTries = (directory: string): void => write(inside(directory).tries, none)
