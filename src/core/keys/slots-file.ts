// The file of the key slots, as bytes.
//
// File: CBOR [1, 'keys', [slot…]] and then its BLAKE2b-256. A slot is one of
// ['passphrase', salt, passes, memory in bytes, wrapped master key]
// ['recovery', 'code' | 'shares', id, salt, wrapped master key]
// and each later kind is kept as it is. The digest stands last in every later version too, so that
// damage, a newer file and a wrong passphrase stay three things.
import { Failure } from '#shared/failure'
import { decodeStrict, encode, type Decoded, type Encodable } from './encoding.ts'
import { digest, equal, type Bytes } from './primitives.ts'
import { shareSetBytes } from './shares.ts'

export const slotFormat = 1
export const slotKind = 'keys'
const mebibyte = 1024 * 1024
/** The most that this program writes, and twice that, which is the most that it reads. */
export const mostCost = { passes: 8, memory: 256 * mebibyte }
const mostMemory = 2 * mostCost.memory
const mostWork = 2 * mostCost.passes * mostCost.memory
const mostRecoveries = 8
const digestBytes = 32
const maxFileBytes = 65_536

/** Cost of one guess: Argon2id passes and memory in bytes. */
export type StretchCost = { passes: number; memory: number }

export type PassphraseSlot = StretchCost & { salt: Bytes; wrapped: Bytes }

/** The spelling of a recovery secret. */
export type RecoveryKind = 'code' | 'shares'

/** `id`: 5 random bytes; those of shares name their set. */
export type RecoverySlot = { kind: RecoveryKind; id: Bytes; salt: Bytes; wrapped: Bytes }

export type SlotsContent = {
  passphrases: PassphraseSlot[]
  recoveries: RecoverySlot[]
  /** Slots of kinds that a later version added. */
  others: Decoded[]
}

const readPassphraseSlot = (value: Decoded): PassphraseSlot | null => {
  if (!Array.isArray(value) || value.length !== 5) return null
  const [name, salt, passes, memory, wrapped] = value
  if (name !== 'passphrase') return null
  if (!(salt instanceof Uint8Array) || salt.length !== 16) return null
  if (!(wrapped instanceof Uint8Array)) return null
  if (typeof passes !== 'number' || passes < 1) return null
  if (typeof memory !== 'number' || memory < 8192) return null
  return { salt, passes, memory, wrapped }
}

export const readRecoverySlot = (value: Decoded): RecoverySlot | null => {
  if (!Array.isArray(value) || value.length !== 5) return null
  const [name, kind, id, salt, wrapped] = value
  if (name !== 'recovery' || (kind !== 'code' && kind !== 'shares')) return null
  if (!(id instanceof Uint8Array) || id.length !== shareSetBytes) return null
  if (!(salt instanceof Uint8Array) || salt.length !== 16) return null
  if (!(wrapped instanceof Uint8Array)) return null
  return { kind, id, salt, wrapped }
}

const passphraseSlotValue = (slot: PassphraseSlot): Encodable => [
  'passphrase',
  slot.salt,
  slot.passes,
  slot.memory,
  slot.wrapped,
]

export const recoverySlotValue = ({ kind, id, salt, wrapped }: RecoverySlot): Encodable => [
  'recovery',
  kind,
  id,
  salt,
  wrapped,
]

export const writeSlots = ({ passphrases, recoveries, others }: SlotsContent): Bytes => {
  const slots = [
    ...passphrases.map(passphraseSlotValue),
    ...recoveries.map(recoverySlotValue),
    ...others,
  ]
  const body = encode([slotFormat, slotKind, slots])
  const file = new Uint8Array(body.length + digestBytes)
  file.set(body)
  file.set(digest('key slots', body), body.length)
  return file
}

/**
 * The file's author chose the cost of opening it, and each slot costs one more guess. A profile has
 * one passphrase.
 */
const isTooCostly = ({ passphrases, recoveries }: SlotsContent): boolean =>
  passphrases.length > 1 ||
  recoveries.length > mostRecoveries ||
  passphrases.some(({ passes, memory }) => memory > mostMemory || passes * memory > mostWork)

/** The file's slots. Throws Failure archive-damaged, archive-is-newer or file-too-costly. */
export const readSlots = (file: Bytes): SlotsContent => {
  if (file.length <= digestBytes || file.length > maxFileBytes) throw new Failure('archive-damaged')
  const body = file.subarray(0, -digestBytes)
  if (!equal(digest('key slots', body), file.subarray(-digestBytes))) {
    throw new Failure('archive-damaged')
  }
  const value = decodeStrict(body, maxFileBytes)
  if (!Array.isArray(value) || value[1] !== slotKind || typeof value[0] !== 'number') {
    throw new Failure('archive-damaged')
  }
  if (value[0] > slotFormat) throw new Failure('archive-is-newer')
  const content: SlotsContent = { passphrases: [], recoveries: [], others: [] }
  for (const slot of Array.isArray(value[2]) ? value[2] : []) {
    const passphrase = readPassphraseSlot(slot)
    const recovery = readRecoverySlot(slot)
    if (passphrase) content.passphrases.push(passphrase)
    else if (recovery) content.recoveries.push(recovery)
    else content.others.push(slot)
  }
  if (content.passphrases.length === 0) throw new Failure('archive-damaged')
  if (isTooCostly(content)) throw new Failure('file-too-costly')
  return content
}
