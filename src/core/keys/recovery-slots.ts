// Key slots for recovery secrets, one for a code and one for pieces. The secret is random, so its
// digest wraps the master key without stretching. A slot is made with the passphrase and joins the
// file later, after the person proved to have the secret on paper. Until then it is passed on as
// bytes: CBOR of the slot as in the file.
import { Failure } from '#shared/failure'
import { decodeStrict, encode } from './encoding.ts'
import { decrypt, digest, encrypt, heldSecret, random, wipe, type Bytes } from './primitives.ts'
import {
  readRecoverySlot,
  readSlots,
  recoverySlotValue,
  slotFormat,
  slotKind,
  writeSlots,
  type RecoveryKind,
  type RecoverySlot,
  type StretchCost,
} from './slots-file.ts'
import { calibrateCost, unwrapMaster, wrapMaster } from './slots.ts'

const maxSlotBytes = 512

const slotKey = (secret: Bytes, salt: Bytes): Bytes => digest('recovery slot', secret, salt)

const slotLabel = ({ kind, id, salt }: Omit<RecoverySlot, 'wrapped'>): Bytes =>
  encode([slotFormat, slotKind, 'recovery', kind, id, salt])

const open = (slot: RecoverySlot, secret: Bytes): Bytes | null => {
  const key = slotKey(secret, slot.salt)
  const master = decrypt(key, slot.wrapped, slotLabel(slot))
  wipe(key)
  return master?.length === 32 ? heldSecret(master) : null
}

const readSlot = (bytes: Bytes): RecoverySlot | null =>
  readRecoverySlot(decodeStrict(bytes, maxSlotBytes))

/**
 * A slot for `secret`, not in the file yet. `id`: 5 bytes; those of shares name their set. Throws as
 * `openKeySlots` for `passphrase`.
 */
export const makeRecoverySlot = (
  file: Bytes,
  passphrase: string,
  { kind, id, secret }: { kind: RecoveryKind; id: Bytes; secret: Bytes },
): Bytes => {
  const master = unwrapMaster(readSlots(file), passphrase)
  const salt = random(16)
  const key = slotKey(secret, salt)
  const wrapped = encrypt(key, master, slotLabel({ kind, id, salt }))
  wipe(key)
  wipe(master)
  return encode(recoverySlotValue({ kind, id, salt, wrapped }))
}

/** Whether `secret` opens the slot. */
export const opensRecoverySlot = (slot: Bytes, secret: Bytes): boolean => {
  const read = readSlot(slot)
  const master = read && open(read, secret)
  if (master) wipe(master)
  return master !== null
}

/** The file with `slot`, in place of any other of its kind. */
export const addRecoverySlot = (file: Bytes, slot: Bytes): Bytes => {
  const content = readSlots(file)
  const added = readSlot(slot)
  if (!added) throw new TypeError('no recovery slot')
  const kept = content.recoveries.filter(({ kind }) => kind !== added.kind)
  return writeSlots({ ...content, recoveries: [...kept, added] })
}

/** The file without slots of this kind. */
export const removeRecoverySlot = (file: Bytes, kind: RecoveryKind): Bytes => {
  const content = readSlots(file)
  const recoveries = content.recoveries.filter(slot => slot.kind !== kind)
  return writeSlots({ ...content, recoveries })
}

/** Kind and id of the recovery slots in the file. */
export const recoverySlotsOf = (file: Bytes): { kind: RecoveryKind; id: Bytes }[] =>
  readSlots(file).recoveries.map(({ kind, id }) => ({ kind, id }))

/**
 * The file with the same keys under the passphrase `next`, by a recovery secret instead of the old
 * passphrase, which is then worth nothing. Throws Failure recovery-wrong, archive-damaged or
 * archive-is-newer.
 */
export const recoverKeySlots = (
  file: Bytes,
  secret: Bytes,
  next: string,
  cost: StretchCost = calibrateCost(),
): Bytes => {
  const content = readSlots(file)
  for (const slot of content.recoveries) {
    const master = open(slot, secret)
    if (!master) continue
    const rewrapped = writeSlots({ ...content, passphrases: [wrapMaster(master, next, cost)] })
    wipe(master)
    return rewrapped
  }
  throw new Failure('recovery-wrong')
}
