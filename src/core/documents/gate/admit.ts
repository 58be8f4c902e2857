// Lets an update into a replica. The replica is the trial: where Yjs fails on what the gate let
// through, or leaves something over, it is spoilt and the caller makes a new one from the archive.
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { examine } from './check-update.ts'
import { everyCheck, type CheckName, type Checks, type Rules } from './checks.ts'
import type { Id, Struct } from './scan.ts'

export type Admission =
  | { is: 'applied' }
  | { is: 'waits' }
  /** `spoilt`: the replica changed and must be thrown away. */
  | { is: 'refused'; why: CheckName | 'unsettled'; spoilt: boolean }

const contains = ({ id, length }: Y.Item, { client, clock }: Id): boolean =>
  id.client === client && id.clock <= clock && clock < id.clock + length

const sequenceOf = (item: Y.Item): Map<Y.Item, number> => {
  let first = item
  while (first.left) first = first.left
  const order = new Map<Y.Item, number>()
  for (let at: Y.Item | null = first; at; at = at.right) order.set(at, order.size)
  return order
}

type Side = 'left' | 'right'
type Sequences = Map<unknown, Map<Y.Item, number>>

/** Steps aside before the whole sequence is numbered instead. */
const fewSteps = 256

const isBeside = (doc: Y.Doc, item: Y.Item, side: Side, id: Id, sequences: Sequences): boolean => {
  let at = item[side]
  for (let steps = 0; at && steps < fewSteps; steps++, at = at[side])
    if (contains(at, id)) return true
  if (!at) return false
  const order = sequences.get(item.parent) ?? sequenceOf(item)
  sequences.set(item.parent, order)
  const other = order.get(Y.getItem(doc.store, Y.createID(id.client, id.clock)))
  const own = order.get(item)
  return other !== undefined && own !== undefined && (side === 'left' ? other < own : own < other)
}

/**
 * Whether every new struct lies between its neighbours. It does, in every replica alike, unless its
 * author named as right neighbour what lies left of the left one; then replicas could part.
 */
const areInOrder = (doc: Y.Doc, structs: readonly Struct[]): boolean => {
  const sequences: Sequences = new Map()
  const itemAt = (client: number, clock: number): Y.Item =>
    Y.getItem(doc.store, Y.createID(client, clock))
  return structs.every(({ client, clock, length, origin, rightOrigin }) => {
    if (origin === null || rightOrigin === null) return true
    const first = itemAt(client, clock)
    const last = itemAt(client, clock + length - 1)
    return (
      (contains(first, origin) || isBeside(doc, first, 'left', origin, sequences)) &&
      isBeside(doc, last, 'right', rightOrigin, sequences)
    )
  })
}

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
  if (checks.has('neighbours-in-order') && !areInOrder(doc, structs))
    return spoilt('neighbours-in-order')
  return { is: 'applied' }
}
