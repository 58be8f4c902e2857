// The records of one circle, each judged once in its own causal past: a graph that only grows.
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { CircleRecord } from './records.ts'
import { roomFor, type Present } from './room.ts'
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
  const devices = new Set<DeviceId>()
  /** Whose device the author's is by this past: more than one where somebody lied. The group knows. */
  const owners = new Set<MemberId>()
  for (const id of past) {
    const known = nodes.get(id)?.record
    if (!known) continue
    const { body } = known
    if (body.type === 'circle' || body.type === 'bring') {
      const brought = body.type === 'bring' ? body.devices : [known.device]
      if (brought.includes(record.device)) owners.add(body.member)
      for (const device of brought) devices.add(device)
    }
    if ('epoch' in body && body.epoch) epochs.add(body.epoch.id)
  }
  const maybe: (MemberId | null)[] = owners.size === 0 ? [null] : [...owners]
  return maybe.some(owner => {
    const isOf = (device: DeviceId, member: MemberId): boolean =>
      device !== record.device || member === owner
    return brokenCircleRule(record, peopleBefore(nodes, past, isOf), { epochs, devices }) === null
  })
}

/** `before` with those of `records` that may stand, whatever the order they come in; and fit. */
export const grow = (
  before: CircleNodes,
  records: readonly CircleRecord[],
  fitIn?: Present,
): Growth => {
  const nodes = new Map(before)
  const open = new Map(records.filter(({ id }) => !nodes.has(id)).map(each => [each.id, each]))
  const fits = fitIn ? roomFor(before, open, fitIn) : () => true
  const accepted: CircleRecord[] = []
  let refused = 0
  for (let moved = true; moved;) {
    moved = false
    for (const record of [...open.values()]) {
      const node = nodeOf(nodes, record)
      if (!node) continue
      open.delete(record.id)
      moved = true
      if (mayStand(nodes, node) && fits(record, nodes.size)) {
        nodes.set(record.id, node)
        accepted.push(record)
      } else refused++
    }
  }
  return { nodes, accepted, refused, waiting: [...open.values()] }
}
