// The records of one circle. Whatever has its place is taken in. The state leaves out what does not
// count: a removal in the group, or one that comes later, can change that for earlier records.
import { defineRecords, type SignedRecord } from '#core/records'
import type { DeviceId, GroupId } from '#shared/ids'
import type { InGroup } from './counting.ts'
import type { CircleNode } from './people.ts'
import { circleTypes, type CircleBody } from './records.ts'
import { circleRules } from './rules.ts'
import { circleStateOf, type CircleState } from './state.ts'

export const circleRecords = defineRecords<CircleBody, CircleNode, CircleState, InGroup>({
  types: circleTypes,
  rules({ nodes, state: { devices, members } }, offered) {
    const memberOf = (device: DeviceId) => devices.get(device)?.member ?? null
    return circleRules(nodes, offered, {
      memberOf,
      leads(device) {
        const member = memberOf(device)
        return member !== null && members.get(member)?.role === 'convener'
      },
    })
  },
  reduce: ({ nodes }, inGroup) => circleStateOf(nodes, inGroup),
  memberOf: ({ known }, device) => known.get(device)?.member ?? null,
})

export const {
  read: readCircleRecord,
  check: checkCircleRecord,
  write: writeCircleRecord,
} = circleRecords

/** The group of the circle that this root begins; null for any other record. */
export const groupOfRoot = (signed: SignedRecord): GroupId | null => {
  const root = checkCircleRecord(signed.id as string as GroupId, signed)
  return root?.body.type === 'circle' ? root.body.group : null
}
