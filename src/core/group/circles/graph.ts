// The records of one circle, each judged once in its own causal past. The graph only grows.
import type { DeviceId, RecordId } from '#shared/ids'
import type { CircleNode, CircleNodes } from './people.ts'
import type { CircleRecord } from './records.ts'
import { fitsLimits, type Present } from './record-limits.ts'

export type Growth = {
  nodes: CircleNodes
  accepted: CircleRecord[]
  refused: number
  /** Records whose parents are missing. They are offered again when the parents come. */
  waiting: CircleRecord[]
}

const nodeOf = (nodes: CircleNodes, record: CircleRecord): CircleNode | null => {
  const past = new Set<RecordId>()
  let depth = 0
  for (const parent of record.parents) {
    const node = nodes.get(parent)
    if (!node) return null
    depth = Math.max(depth, node.depth + 1)
    past.add(parent)
    for (const id of node.past) past.add(id)
  }
  return { record, depth, past }
}

/**
 * The rule that a record breaks by its causal past, whether that past counts or not; null if none.
 * Rights of the author are judged later, for all records together: they depend on the group.
 */
const brokenCircleRule = (nodes: CircleNodes, { record, past }: CircleNode): string | null => {
  const { body, device } = record
  const epoch = 'epoch' in body ? body.epoch : null
  const reached = epoch?.boxes.map(([of]) => of) ?? []
  if (body.type === 'circle') return reached.join() === device ? null : 'mustReachItsAuthorAlone'
  const brought = new Set<DeviceId>()
  let isNew = true
  for (const id of past) {
    const known = nodes.get(id)?.record
    if (!known) continue
    if (known.body.type === 'circle') brought.add(known.device)
    if (known.body.type === 'bring') for (const each of known.body.devices) brought.add(each)
    if (epoch && 'epoch' in known.body && known.body.epoch?.id === epoch.id) isNew = false
  }
  if (!brought.has(device)) return 'mustHaveComeIn'
  if (!isNew) return 'mustBeANewEpoch'
  // Without this rule an author could prepare an epoch for the others and use it after leaving.
  if (epoch && !reached.includes(device)) return 'mustReachItsAuthor'
  const coming = body.type === 'bring' ? body.devices : []
  const isHere = (of: DeviceId): boolean => brought.has(of) || coming.includes(of)
  return reached.every(isHere) ? null : 'mustBeForItsDevices'
}

/** Adds to `before` the records that may stand and have room, whatever their order. */
export const grow = (
  before: CircleNodes,
  records: readonly CircleRecord[],
  fitIn?: Present,
): Growth => {
  const nodes = new Map(before)
  const open = new Map(records.filter(({ id }) => !nodes.has(id)).map(each => [each.id, each]))
  const fits = fitIn ? fitsLimits(before, open, fitIn) : () => true
  const accepted: CircleRecord[] = []
  let refused = 0
  for (let moved = true; moved;) {
    moved = false
    for (const record of [...open.values()]) {
      const node = nodeOf(nodes, record)
      if (!node) continue
      open.delete(record.id)
      moved = true
      if (brokenCircleRule(nodes, node) === null && fits(record, nodes.size)) {
        nodes.set(record.id, node)
        accepted.push(record)
      } else refused++
    }
  }
  return { nodes, accepted, refused, waiting: [...open.values()] }
}
