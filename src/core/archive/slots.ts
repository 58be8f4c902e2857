// Changes of the key slots of a profile: another passphrase, recovery secrets. The archive itself
// is not touched. Callers hold the profile open, or its lock.
import { Failure } from '#shared/failure'
import {
  addRecoverySlot,
  equal,
  makeRecoverySlot,
  recoverySlotsOf,
  removeRecoverySlot,
  rewrapKeySlots,
  type Bytes,
  type RecoveryKind,
  type StretchCost,
} from '#core/keys'
import { orFailure } from './database.ts'
import { readFile, replaceSecret } from './files.ts'
import { pathsIn } from './paths.ts'
import { countAttempt } from './passphrase-attempts.ts'

/** The key slots of the directory. Failures: `profile-missing`, `not-writable`. */
export const readKeySlots = (directory: string): Bytes => {
  const file = orFailure(() => readFile(pathsIn(directory).keys))
  if (!file) throw new Failure('profile-missing')
  return file
}

/**
 * Makes the copy of the slots beside the backups, if there is one, equal to the slots, so that an
 * old passphrase opens nothing.
 */
export const alignKeysCopy = (directory: string): void =>
  orFailure(() => {
    const { keys, keysCopy } = pathsIn(directory)
    const [slots, copy] = [readFile(keys), readFile(keysCopy)]
    if (slots && copy && !equal(slots, copy)) replaceSecret(keysCopy, slots)
  })

const change = (directory: string, make: (file: Bytes) => Bytes): void => {
  const next = make(readKeySlots(directory))
  orFailure(() => replaceSecret(pathsIn(directory).keys, next))
  alignKeysCopy(directory)
}

/**
 * Replaces the passphrase `old` by `next`. Failures: those of `openProfile`; then the old one stays
 * valid.
 */
export const changePassphrase = (
  directory: string,
  {
    old,
    next,
    now,
    cost,
  }: { old: string; next: string; now: number; cost?: StretchCost | undefined },
): void =>
  change(directory, file =>
    countAttempt(directory, now, () => rewrapKeySlots(file, old, next, cost)),
  )

/** A slot for a recovery secret, not in force yet. Throws Failure wrong-passphrase or too-many-tries. */
export const prepareRecovery = (
  directory: string,
  { passphrase, now }: { passphrase: string; now: number },
  wanted: { kind: RecoveryKind; id: Bytes; secret: Bytes },
): Bytes => {
  const slots = readKeySlots(directory)
  return countAttempt(directory, now, () => makeRecoverySlot(slots, passphrase, wanted))
}

/** From now on the slot's secret opens the profile, and an earlier one of its kind does not. */
export const addRecovery = (directory: string, slot: Bytes): void =>
  change(directory, file => addRecoverySlot(file, slot))

export const removeRecovery = (directory: string, kind: RecoveryKind): void =>
  change(directory, file => removeRecoverySlot(file, kind))

/** The recovery secrets that open the profile now. */
export const recoveriesOf = (directory: string): { kind: RecoveryKind; id: Bytes }[] =>
  recoverySlotsOf(readKeySlots(directory))
