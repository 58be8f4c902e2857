// The key slots: a small versioned file that gives the profile's keys to whoever knows the
// passphrase. The random master key never changes; a new passphrase only wraps it anew.
//
// File: CBOR [1, 'keys', [slot]] and then its BLAKE2b-256. A slot is
// ['passphrase', salt, passes, memory in bytes, wrapped master key]. The digest stands last in
// every later version too, so that damage, a newer file and a wrong passphrase stay three things.
import { Failure } from '#shared/failure'
import { decodeStrict, encode, type Decoded, type Encodable } from './encoding.ts'
import { normalizePassphrase } from './passphrase.ts'
import {
  decrypt,
  deriveKey,
  digest,
  encrypt,
  equal,
  random,
  stretch,
  utf8,
  wipe,
  type Bytes,
} from './primitives.ts'

/** Three unrelated 32-byte keys, all from the master key. */
export type ProfileKeys = { database: Bytes; journal: Bytes; backup: Bytes }

/** What one guess costs: Argon2id passes and memory in bytes. */
export type StretchCost = { passes: number; memory: number }

const format = 1
const kind = 'keys'
const mebibyte = 1024 * 1024
const lowest: StretchCost = { passes: 3, memory: 64 * mebibyte }
const highest = { passes: 64, memory: 1024 * mebibyte }
const wantedMilliseconds = 750
const digestBytes = 32
const maxFileBytes = 65_536

/**
 * The cost that takes 0.5 to 1 s on this machine, never below 3 passes over 64 MiB. Memory grows
 * first, up to 256 MiB, for it is what a guesser's hardware has least of.
 */
export const calibrateCost = (clock: () => number = () => performance.now()): StretchCost => {
  const before = clock()
  wipe(stretch(utf8('calibration'), new Uint8Array(16), lowest.passes, lowest.memory))
  const ratio = Math.max(1, wantedMilliseconds / Math.max(1, clock() - before))
  const memory = Math.round(Math.min(4, ratio) * 64) * mebibyte
  const passes = Math.max(3, Math.floor((lowest.passes * ratio * lowest.memory) / memory))
  return { passes: Math.min(passes, highest.passes), memory }
}

const slotLabel = (salt: Bytes, { passes, memory }: StretchCost): Bytes =>
  encode([format, kind, 'passphrase', salt, passes, memory])

const stretchPassphrase = (passphrase: string, salt: Bytes, cost: StretchCost): Bytes => {
  const secret = utf8(normalizePassphrase(passphrase))
  try {
    return stretch(secret, salt, cost.passes, cost.memory)
  } finally {
    wipe(secret)
  }
}

/** A slot that holds the master key under `passphrase`. */
const wrap = (master: Bytes, passphrase: string, cost: StretchCost): Encodable => {
  const salt = random(16)
  const stretched = stretchPassphrase(passphrase, salt, cost)
  const wrapped = encrypt(stretched, master, slotLabel(salt, cost))
  wipe(stretched)
  return ['passphrase', salt, cost.passes, cost.memory, wrapped]
}

const toFile = (slots: readonly Encodable[]): Bytes => {
  const body = encode([format, kind, slots])
  const file = new Uint8Array(body.length + digestBytes)
  file.set(body)
  file.set(digest('key slots', body), body.length)
  return file
}

const keysFrom = (master: Bytes): ProfileKeys => ({
  database: deriveKey(master, 'database'),
  journal: deriveKey(master, 'journal'),
  backup: deriveKey(master, 'backup'),
})

type Slot = StretchCost & { salt: Bytes; wrapped: Bytes }

/** Null for a slot of a kind that a later version may have added. */
const readSlot = (value: Decoded): Slot | null => {
  if (!Array.isArray(value) || value.length !== 5) return null
  const [name, salt, passes, memory, wrapped] = value
  if (name !== 'passphrase') return null
  if (!(salt instanceof Uint8Array) || salt.length !== 16) return null
  if (!(wrapped instanceof Uint8Array)) return null
  if (typeof passes !== 'number' || passes < 1 || passes > highest.passes) return null
  if (typeof memory !== 'number' || memory < 8192 || memory > highest.memory) return null
  return { salt, passes, memory, wrapped }
}

type FileContent = { slots: Slot[]; others: Decoded[] }

/** The file's slots. Throws Failure archive-damaged or archive-is-newer. */
const readFile = (file: Bytes): FileContent => {
  if (file.length <= digestBytes || file.length > maxFileBytes) throw new Failure('archive-damaged')
  const body = file.subarray(0, -digestBytes)
  if (!equal(digest('key slots', body), file.subarray(-digestBytes))) {
    throw new Failure('archive-damaged')
  }
  const value = decodeStrict(body, maxFileBytes)
  if (!Array.isArray(value) || value[1] !== kind || typeof value[0] !== 'number') {
    throw new Failure('archive-damaged')
  }
  if (value[0] > format) throw new Failure('archive-is-newer')
  const all = Array.isArray(value[2]) ? value[2] : []
  const slots = all.map(readSlot).filter(slot => slot !== null)
  if (slots.length === 0) throw new Failure('archive-damaged')
  return { slots, others: all.filter(slot => readSlot(slot) === null) }
}

const unwrap = ({ slots }: FileContent, passphrase: string): Bytes => {
  for (const slot of slots) {
    const stretched = stretchPassphrase(passphrase, slot.salt, slot)
    const master = decrypt(stretched, slot.wrapped, slotLabel(slot.salt, slot))
    wipe(stretched)
    if (master?.length === 32) return master
  }
  throw new Failure('wrong-passphrase')
}

/** Throws the Failure that `openKeySlots` would throw whatever the passphrase. */
export const checkKeySlots = (file: Bytes): void => void readFile(file)

/** A new profile's keys and the file that holds them under `passphrase`. */
export const createKeySlots = (
  passphrase: string,
  cost: StretchCost = calibrateCost(),
): { file: Bytes; keys: ProfileKeys } => {
  const master = random(32)
  const made = { file: toFile([wrap(master, passphrase, cost)]), keys: keysFrom(master) }
  wipe(master)
  return made
}

/**
 * The keys in `file`. Throws Failure wrong-passphrase, archive-damaged (the bytes are not those
 * that were written) or archive-is-newer (written by a later version).
 */
export const openKeySlots = (file: Bytes, passphrase: string): ProfileKeys => {
  const master = unwrap(readFile(file), passphrase)
  const keys = keysFrom(master)
  wipe(master)
  return keys
}

/** The file with the same keys under `next`. Throws as `openKeySlots` for `passphrase`. */
export const rewrapKeySlots = (
  file: Bytes,
  passphrase: string,
  next: string,
  cost: StretchCost = calibrateCost(),
): Bytes => {
  const content = readFile(file)
  const master = unwrap(content, passphrase)
  const rewrapped = toFile([wrap(master, next, cost), ...content.others])
  wipe(master)
  return rewrapped
}
