// Lets an update into a replica. The replica is the trial: where Yjs fails on what the gate let
// through, or leaves something over, it is spoilt and the caller makes a new one from the archive.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { examine } from './check-update.ts'
import { everyCheck, type CheckName, type Checks, type Rules } from './checks.ts'
import { liesBetweenNeighbours } from './order.ts'

export type Admission =
  | { is: 'applied' }
  | { is: 'waits' }
  /** `spoilt`: the replica changed and must be thrown away. */
  | { is: 'refused'; why: CheckName | 'unsettled'; spoilt: boolean }

/** Applies `update` to `doc` with `origin` when the gate says so. */
export const admit = (
  doc: Y.Doc,
  update: Bytes,
  rules: Rules,
  { origin = null, checks = everyCheck }: { origin?: unknown; checks?: Checks } = {},
): Admission => {
  const { verdict, structs } = examine(doc, update, rules, checks)
  if (verdict === 'waits') return { is: 'waits' }
  if (verdict !== 'ok') return { is: 'refused', why: verdict.refused, spoilt: false }
  const spoilt = (why: CheckName | 'unsettled'): Admission => ({ is: 'refused', why, spoilt: true })
  try {
    Y.applyUpdate(doc, update, origin)
  } catch {
    return spoilt('unsettled')
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) return spoilt('unsettled')
  if (checks.has('between-its-neighbours') && !liesBetweenNeighbours(doc, structs))
    return spoilt('between-its-neighbours')
  return { is: 'applied' }
}
