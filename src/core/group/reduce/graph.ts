// A set of judged records, with the lookups that settling removals needs.
import { inOrder } from '#core/records'
import type { Role } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import { isAdding, isAdmission, isOf, type Membership } from '../records.ts'
import type { Node } from './node.ts'

/** A record that brings a device in, with the member who gets the device. */
export type Bringing = { record: RecordId; depth: number; device: DeviceId; member: MemberId }

export type RoleChange = { node: Node; role: Role }

export type Graph = {
  nodes: readonly Node[]
  get(id: RecordId): Node | undefined
  writtenBy(device: DeviceId): readonly Node[]
  /** All records that brought this device in. More than one only if they are concurrent. */
  bringing(device: DeviceId): readonly Bringing[]
  bringingOf(node: Node): Bringing | null
  devicesOf(member: MemberId): readonly DeviceId[]
  /** The causal past of this record. */
  past(id: RecordId): ReadonlySet<RecordId>
  /** Seconds and carries that name this proposal or second. */
  naming(id: RecordId): readonly RecordId[]
  roleChanges(member: MemberId): readonly RoleChange[]
  /** The role with which a member was admitted. */
  firstRole(member: MemberId): Role | null
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

export const graphOf = (nodes: readonly Node[]): Graph => {
  const byId = new Map(nodes.map(node => [node.record.id, node]))
  const writtenBy = new Map<DeviceId, Node[]>()
  const bringing = new Map<DeviceId, Bringing[]>()
  const devices = new Map<MemberId, DeviceId[]>()
  const naming = new Map<RecordId, RecordId[]>()
  const roleChanges = new Map<MemberId, RoleChange[]>()
  const pasts = new Map<RecordId, ReadonlySet<RecordId>>()

  const recordOf = (id: RecordId): Membership | undefined => byId.get(id)?.record

  const bringingOf = ({ record, depth, verdict }: Node): Bringing | null => {
    if (verdict === 'later') return null
    const { id, device } = record
    if (isOf(record, 'root')) return { record: id, depth, device, member: id as string as MemberId }
    if (isAdding(record))
      return { record: id, depth, device: record.body.device, member: record.body.member }
    if (!isAdmission(record)) return null
    const join = recordOf(record.body.join)
    return join
      ? { record: id, depth, device: join.device, member: join.id as string as MemberId }
      : null
  }

  const index = (node: Node): void => {
    const { record, verdict } = node
    push(writtenBy, record.device, node)
    const brought = bringingOf(node)
    if (brought) {
      push(bringing, brought.device, brought)
      push(devices, brought.member, brought.device)
    }
    if (verdict === 'later') return
    if (isOf(record, 'second')) push(naming, record.body.proposal, record.id)
    if (isOf(record, 'setRole'))
      push(roleChanges, record.body.member, { node, role: record.body.role })
    if (!isOf(record, 'carry')) return
    const { proposal, seconds } = record.body
    for (const named of [proposal, ...seconds]) push(naming, named, record.id)
    const proposed = recordOf(proposal)
    const action = proposed && isOf(proposed, 'propose') ? proposed.body.action : null
    if (action?.type === 'setRole') push(roleChanges, action.member, { node, role: action.role })
  }
  for (const node of nodes.toSorted(inOrder)) index(node)

  const past = (id: RecordId): ReadonlySet<RecordId> => {
    const known = pasts.get(id)
    if (known) return known
    const found = new Set<RecordId>()
    const open = [...(recordOf(id)?.parents ?? [])]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const record = recordOf(next)
      if (!record || found.has(next)) continue
      found.add(next)
      open.push(...record.parents)
    }
    pasts.set(id, found)
    return found
  }

  const firstRole = (member: MemberId): Role | null => {
    const record = recordOf(member as string as RecordId)
    if (!record) return null
    if (isOf(record, 'root')) return 'chair'
    const invitation = isOf(record, 'join') ? recordOf(record.body.invitation) : undefined
    return invitation && isOf(invitation, 'invite') ? invitation.body.role : null
  }

  return {
    nodes,
    get: id => byId.get(id),
    writtenBy: device => writtenBy.get(device) ?? [],
    bringing: device => bringing.get(device) ?? [],
    bringingOf,
    devicesOf: member => devices.get(member) ?? [],
    past,
    naming: id => naming.get(id) ?? [],
    roleChanges: member => roleChanges.get(member) ?? [],
    firstRole,
  }
}
