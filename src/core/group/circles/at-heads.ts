// A circle as given records of it and of its group say. Records that came later, in either, change
// nothing in it.
import { pastOf } from '#core/records'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { Group } from '../group.ts'
import type { GroupState } from '../state.ts'
import { inGroupOf } from './ledger.ts'
import { bringingOf, type CircleNodes } from './people.ts'
import { circleStateOf, type CircleState } from './state.ts'

export type CircleAt = {
  circle: CircleState
  group: GroupState
  /** Members and devices that a record which counts brought in, in the circle now or not. */
  brought: ReadonlySet<MemberId | DeviceId>
}

/** Null where a head is missing, or where there is none of the circle or none of the group. */
export const circleAt = (
  nodes: CircleNodes,
  group: Pick<Group, 'stateAt'>,
  heads: readonly RecordId[],
): CircleAt | null => {
  const own = heads.filter(head => nodes.has(head))
  const others = heads.filter(head => !nodes.has(head))
  const state = own.length > 0 && others.length > 0 ? group.stateAt(others) : null
  if (!state) return null
  const inGroup = inGroupOf({ state: () => state })
  const past = pastOf(nodes, own)
  const circle = circleStateOf(past, inGroup)
  const brought = new Set<MemberId | DeviceId>()
  for (const node of past.values()) {
    const bringing = circle.voided.has(node.record.id) ? null : bringingOf(node, inGroup.isOf)
    if (!bringing) continue
    brought.add(bringing.member)
    for (const device of bringing.devices) brought.add(device)
  }
  return { circle, group: state, brought }
}
