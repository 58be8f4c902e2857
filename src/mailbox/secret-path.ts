// The part of a closed host's address that only members know. The host keeps a digest of it: its
// disk gives no one the right to come in.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#shared/failure'
import { bitsOf, digest, equal, fromHex, random, spell, toHex, unspell, utf8 } from '#core/keys'
import type { Bytes } from '#core/keys'

/** Characters of 5 bits each: 100 bits, which cannot be guessed by asking. */
const characters = 20
const secretBytes = 13

/** Null for what is no secret path. Case, dashes and spaces do not count. */
const digestOf = (path: string): Bytes | null => {
  const bits = unspell(path, characters)
  return bits === null ? null : digest('mailbox-path', utf8(spell(bits, characters)))
}

export const newSecretPath = (): { path: string; known: Bytes } => {
  const path = spell(bitsOf(random(secretBytes)), characters)
  return { path: path.toLowerCase(), known: digest('mailbox-path', utf8(path)) }
}

const longestPath = 300

/**
 * The request beyond the secret path: '' for the mailbox, or the name of a page. Null where the
 * path is another. `known`: the digest, or null for a host that is open to all. A prefix of a proxy
 * does not count.
 */
export const beyondPath = (url: string, known: Bytes | null): '' | 'health' | null => {
  if (url.length > longestPath) return null
  const parts = url.split('/').filter(part => part !== '')
  const page = parts.at(-1) === 'health' ? 'health' : ''
  if (known === null) return page
  const given = digestOf(parts.at(page === '' ? -1 : -2) ?? '')
  return given && equal(given, known) ? page : null
}

const fileIn = (directory: string): string => join(directory, 'path')

/** Null where none was made. Failure `invalid-input` for a file that holds something else. */
export const readKnownPath = (directory: string): Bytes | null => {
  let text: string
  try {
    text = readFileSync(fileIn(directory), 'utf8').trim()
  } catch {
    return null
  }
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Failure('invalid-input')
  return fromHex(text)
}

export const writeKnownPath = (directory: string, known: Bytes): void => {
  const file = fileIn(directory)
  try {
    // Readable to the account of the host, whichever account runs this.
    writeFileSync(`${file}.new`, `${toHex(known)}\n`, { mode: 0o644, flush: true })
    renameSync(`${file}.new`, file)
  } catch (cause) {
    throw new Failure('not-writable', { cause })
  }
}
