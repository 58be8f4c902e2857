// The records of one circle, each judged once in its own causal past: a graph that only grows.
import type { RecordId } from '#shared/ids'
import { circleLimits, type CircleRecord } from './records.ts'
import { brokenCircleRule, peopleBefore, type CircleNode, type CircleNodes } from './state.ts'

export type Growth = {
  nodes: CircleNodes
  accepted: CircleRecord[]
  refused: number
  /** Parents are missing: to be offered again when they come. */
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

const mayStand = (nodes: CircleNodes, { record, past }: CircleNode): boolean => {
  const epochs = new Set<string>()
  for (const id of past) {
    const body = nodes.get(id)?.record.body
    if (body && 'epoch' in body && body.epoch) epochs.add(body.epoch.id)
  }
  return brokenCircleRule(record, peopleBefore(nodes, past), epochs) === null
}

/** `before` with those of `records` that may stand, whatever the order they come in. */
export const grow = (before: CircleNodes, records: readonly CircleRecord[]): Growth => {
  const nodes = new Map(before)
  const open = new Map(records.filter(({ id }) => !nodes.has(id)).map(each => [each.id, each]))
  const accepted: CircleRecord[] = []
  let refused = 0
  for (let moved = true; moved;) {
    moved = false
    for (const record of [...open.values()]) {
      const node = nodeOf(nodes, record)
      if (!node) continue
      open.delete(record.id)
      moved = true
      if (nodes.size < circleLimits.records && mayStand(nodes, node)) {
        nodes.set(record.id, node)
        accepted.push(record)
      } else refused++
    }
  }
  return { nodes, accepted, refused, waiting: [...open.values()] }
}
