// The records that nobody stood on yet, as many of them as a record or message may name. One device can
// write any number of records beside each other; so that they stop nobody, each member's deepest come
// first, then each one's next, and what is left is named when those have been stood on.
import type { RecordId } from '#shared/ids'
import { inOrder, type Node } from './reduce/node.ts'
import { limits } from './records.ts'
import { knownDevice, type GroupState } from './state.ts'

/** `heads` sorted, or so many of them as fit: the same ones wherever the same records are. */
export const nameable = (
  heads: Iterable<RecordId>,
  nodes: ReadonlyMap<RecordId, Node>,
  state: GroupState,
  most: number = limits.parents,
): RecordId[] => {
  const all = [...heads].toSorted()
  if (all.length <= most) return all
  const found = all.map(id => nodes.get(id)).filter(node => node !== undefined)
  const turns = new Map<string, number>()
  const ranked = found
    .toSorted(inOrder)
    .toReversed()
    .map(node => {
      // Whoever only asks to come in comes last, whatever number of keys she made.
      const member = knownDevice(state, node.record.device)?.member ?? null
      const turn = turns.get(member ?? '') ?? 0
      turns.set(member ?? '', turn + 1)
      return { id: node.record.id, turn: member === null ? Infinity : turn }
    })
  return ranked
    .toSorted((a, b) => (a.turn === b.turn ? 0 : a.turn - b.turn))
    .slice(0, most)
    .map(({ id }) => id)
    .toSorted()
}
