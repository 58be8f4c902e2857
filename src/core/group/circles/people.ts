// Members of a circle and their roles by records that all count. A member is in when an adding
// record follows every record that removes the member.
import type { NodeOf } from '#core/records'
import type { CircleRole } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { CircleBody, CircleRecord } from './records.ts'

export type CircleNode = NodeOf<CircleBody> & { past: ReadonlySet<RecordId> }
export type CircleNodes = ReadonlyMap<RecordId, CircleNode>

export type CircleDevice = {
  member: MemberId
  since: RecordId
  /** The device whose record added it: for the founder's first device, that device. */
  broughtBy: DeviceId
  addedAt: number
}

export type CircleMember = {
  id: MemberId
  role: CircleRole
  joinedAt: number
  since: RecordId
  /** The record since which the member has this role. */
  roleSince: RecordId
}

export type People = {
  members: ReadonlyMap<MemberId, CircleMember>
  devices: ReadonlyMap<DeviceId, CircleDevice>
}

/** Whether a device belongs to a member. */
export type IsOf = (device: DeviceId, member: MemberId) => boolean

export type Bringing = { member: MemberId; devices: readonly DeviceId[] }

export const bringingOf = ({ record }: CircleNode, isOf: IsOf): Bringing | null => {
  const { body, device } = record
  if (body.type !== 'circle' && body.type !== 'bring') return null
  const { member } = body
  const claimed = body.type === 'circle' ? [device] : body.devices
  return { member, devices: claimed.filter(each => isOf(each, member)) }
}

const roleIn = (body: CircleBody): CircleRole | null => {
  if (body.type === 'circle') return 'convener'
  return body.type === 'bring' || body.type === 'appoint' ? body.role : null
}

/** `nodes` are in order and none of them is void. */
export const peopleOf = (nodes: readonly CircleNode[], isOf: IsOf): People => {
  const parts = new Map<MemberId, RecordId[]>()
  for (const { record } of nodes) {
    if (record.body.type !== 'part') continue
    const { member } = record.body
    parts.set(member, [...(parts.get(member) ?? []), record.id])
  }
  const members = new Map<MemberId, CircleMember>()
  const devices = new Map<DeviceId, CircleDevice>()
  for (const node of nodes) {
    const { body, id, at, device: broughtBy } = node.record
    const bringing = bringingOf(node, isOf)
    const role = roleIn(body)
    const member = bringing?.member ?? (body.type === 'appoint' ? body.member : null)
    if (member === null) continue
    if (!(parts.get(member) ?? []).every(part => node.past.has(part))) continue
    const known = members.get(member)
    const isNew = role !== null && known?.role !== role
    if (known && isNew) members.set(member, { ...known, role, roleSince: id })
    else if (!known && bringing && role)
      members.set(member, { id: member, role, joinedAt: at, since: id, roleSince: id })
    if (!bringing || !members.has(member)) continue
    for (const device of bringing.devices)
      if (!devices.has(device)) devices.set(device, { member, since: id, broughtBy, addedAt: at })
  }
  return { members, devices }
}

/** Whether only a convener may write the record. `own` is the author's member. */
export const isAConveners = ({ body }: CircleRecord, own: MemberId | null): boolean => {
  if (body.type === 'appoint' || body.type === 'follow') return true
  if (body.type === 'part') return body.member !== own
  return body.type === 'bring' && (body.role !== null || body.member !== own)
}

/** Whether the record needs a convener as author while there is one. */
export const needsConvener = (record: CircleRecord, { devices }: People): boolean =>
  isAConveners(record, devices.get(record.device)?.member ?? null)
