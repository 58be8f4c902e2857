// Heads of the record graph, limited to the number that a record or message may name. A device can
// write any number of concurrent records. To keep them from displacing others, the deepest head of
// each member comes first, then the next of each. The rest is named after those have successors.
import type { RecordId } from '#shared/ids'
import { inOrder, type Node } from './reduce/node.ts'
import { limits } from './records.ts'
import { knownDevice, type GroupState } from './state.ts'

/**
 * `heads`, sorted, limited to what fits. All devices with the same records choose the same ones.
 */
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
      // Devices that only ask to join come last, whatever their number.
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
