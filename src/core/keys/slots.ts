// The key slots: a small versioned file that gives the profile's keys for its passphrase. The
// random master key never changes; a new passphrase only wraps it again.
import { Failure } from '#shared/failure'
import { encode } from './encoding.ts'
import { normalizePassphrase } from './passphrase.ts'
import {
  decrypt,
  deriveKey,
  encrypt,
  heldSecret,
  newKey,
  random,
  stretch,
  utf8,
  wipe,
  type Bytes,
} from './primitives.ts'
import {
  mostCost,
  readSlots,
  slotFormat,
  slotKind,
  writeSlots,
  type PassphraseSlot,
  type SlotsContent,
  type StretchCost,
} from './slots-file.ts'

/** Three unrelated 32-byte keys, all from the master key. */
export type ProfileKeys = { database: Bytes; journal: Bytes; backup: Bytes }

const mebibyte = 1024 * 1024
const lowest: StretchCost = { passes: 3, memory: 64 * mebibyte }
const wantedMilliseconds = 750

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
  return { passes: Math.min(passes, mostCost.passes), memory }
}

const slotLabel = (salt: Bytes, { passes, memory }: StretchCost): Bytes =>
  encode([slotFormat, slotKind, 'passphrase', salt, passes, memory])

const stretchPassphrase = (passphrase: string, salt: Bytes, cost: StretchCost): Bytes => {
  const secret = heldSecret(utf8(normalizePassphrase(passphrase)))
  try {
    return stretch(secret, salt, cost.passes, cost.memory)
  } finally {
    wipe(secret)
  }
}

/** A slot that holds the master key under `passphrase`. */
export const wrapMaster = (
  master: Bytes,
  passphrase: string,
  { passes, memory }: StretchCost,
): PassphraseSlot => {
  const salt = random(16)
  const stretched = stretchPassphrase(passphrase, salt, { passes, memory })
  const wrapped = encrypt(stretched, master, slotLabel(salt, { passes, memory }))
  wipe(stretched)
  return { salt, passes, memory, wrapped }
}

/** The master key, for the caller to wipe. Throws Failure wrong-passphrase. */
export const unwrapMaster = ({ passphrases }: SlotsContent, passphrase: string): Bytes => {
  for (const slot of passphrases) {
    const stretched = stretchPassphrase(passphrase, slot.salt, slot)
    const master = decrypt(stretched, slot.wrapped, slotLabel(slot.salt, slot))
    wipe(stretched)
    if (master?.length === 32) return heldSecret(master)
  }
  throw new Failure('wrong-passphrase')
}

const keysFrom = (master: Bytes): ProfileKeys => ({
  database: deriveKey(master, 'database'),
  journal: deriveKey(master, 'journal'),
  backup: deriveKey(master, 'backup'),
})

/** Throws the Failure that `openKeySlots` would throw whatever the passphrase. */
export const checkKeySlots = (file: Bytes): void => void readSlots(file)

/** A new profile's keys and the file that holds them under `passphrase`. */
export const createKeySlots = (
  passphrase: string,
  cost: StretchCost = calibrateCost(),
): { file: Bytes; keys: ProfileKeys } => {
  const master = newKey()
  const passphrases = [wrapMaster(master, passphrase, cost)]
  const made = {
    file: writeSlots({ passphrases, recoveries: [], others: [] }),
    keys: keysFrom(master),
  }
  wipe(master)
  return made
}

/**
 * The keys in `file`. Throws Failure wrong-passphrase, archive-damaged (the bytes are not those
 * that were written) or archive-is-newer (written by a later version).
 */
export const openKeySlots = (file: Bytes, passphrase: string): ProfileKeys => {
  const master = unwrapMaster(readSlots(file), passphrase)
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
  const content = readSlots(file)
  const master = unwrapMaster(content, passphrase)
  const rewrapped = writeSlots({ ...content, passphrases: [wrapMaster(master, next, cost)] })
  wipe(master)
  return rewrapped
}
