// Admits an update into a replica after the gate judged all of it. No update is known on which Yjs
// then fails or of which it leaves something over; where that happens, the replica is spoilt, and
// the caller makes a new one from the archive.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { examine } from './check-update.ts'
import { everyCheck, type CheckName, type Checks, type Rules } from './checks.ts'
import type { Struct } from './scan.ts'

export type Admission =
  | { is: 'applied' }
  | { is: 'waits' }
  /** `spoilt`: the replica changed and must be thrown away. */
  | { is: 'refused'; why: CheckName | 'unsettled'; spoilt: boolean }

export type AdmitOptions = {
  checks?: Checks
  /**
   * Gets the admitted structs, before they are applied. `isPlain`: they are all of the update, and
   * the change has its bytes.
   */
  lets?(structs: readonly Struct[], isPlain: boolean): void
}

/** Applies `update` to `doc` when the gate accepts it. */
export const admit = (
  doc: Y.Doc,
  update: Bytes,
  rules: Rules,
  { checks = everyCheck, lets }: AdmitOptions = {},
): Admission => {
  const { verdict, structs, isPlain } = examine(doc, update, rules, checks)
  if (verdict === 'waits') return { is: 'waits' }
  if (verdict !== 'ok') return { is: 'refused', why: verdict.refused, spoilt: false }
  lets?.(structs, isPlain === true)
  const spoilt = (why: CheckName | 'unsettled'): Admission => ({ is: 'refused', why, spoilt: true })
  try {
    Y.applyUpdate(doc, update)
  } catch {
    return spoilt('unsettled')
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) return spoilt('unsettled')
  return { is: 'applied' }
}
