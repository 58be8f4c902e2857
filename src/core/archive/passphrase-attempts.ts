// Passphrase attempts: wrong passphrases in a row make the next attempt on this device wait. The
// file has their number and the time of the last one, and nothing of the passphrases. It never
// locks for good, and does not protect a stolen disk: a thief of the files tries elsewhere, and
// only the passphrase and the cost of one guess protect there (decision 0043).
import { rmSync } from 'node:fs'
import { decodeStrict, encode } from '#core/keys'
import { Failure } from '#shared/failure'
import { readFile, replaceFile } from './files.ts'
import { pathsIn } from './paths.ts'

const format = 1
const kind = 'tries'
/** Bytes that the file has at most. */
const largest = 64

/** Wrong passphrases without a wait. */
const freeAttempts = 5
const shortest = 30_000
const longest = 15 * 60_000

/** Milliseconds to wait after `wrong` wrong ones in a row. */
const waitAfter = (wrong: number): number =>
  wrong < freeAttempts ? 0 : Math.min(longest, shortest * 2 ** Math.min(wrong - freeAttempts, 16))

type Attempts = { wrong: number; last: number }
const none: Attempts = { wrong: 0, last: 0 }

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** An unreadable file counts as none: it must keep no person from the texts. */
const read = (path: string): Attempts => {
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

const write = (path: string, { wrong, last }: Attempts): void => {
  try {
    if (wrong === 0) rmSync(path, { force: true })
    else replaceFile(path, encode([format, kind, wrong, last]))
  } catch {
    // A full or read-only disk is reported by other writes.
  }
}

/** After the clock was set back, nobody waits longer than the whole wait once. */
const leftOf = ({ wrong, last }: Attempts, now: number): number =>
  Math.max(0, Math.min(waitAfter(wrong), last + waitAfter(wrong) - now))

/** Milliseconds until a passphrase may be tried, at most a quarter of an hour. */
export const waitBeforeAttempt = (directory: string, now: number): number =>
  leftOf(read(pathsIn(directory).tries), now)

/**
 * Counts an attempt as wrong. Returns a function that reports its result. Failures: those of
 * `countAttempt`.
 */
const begin = (directory: string, now: number): ((error?: unknown) => void) => {
  const path = pathsIn(directory).tries
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
 * The result of `work`. It counts as a wrong attempt before it begins, so killing the app in
 * between does not save one. Failure `too-many-tries`, with the seconds left and without testing
 * the passphrase, and the failures of `work`.
 */
export const countAttempt = <T>(directory: string, now: number, work: () => T): T => {
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

/** As `countAttempt`, for asynchronous work. */
export const countAttemptLater = async <T>(
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

/**
 * Ends the count after a recovery secret set another passphrase: the wrong ones were for the old
 * one.
 */
export const forgetAttempts = (directory: string): void => write(pathsIn(directory).tries, none)
