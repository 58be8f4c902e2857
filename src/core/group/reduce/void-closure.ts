// Closure of voids: records that become void with a given one. They are the records of its
// newcomer, carries that rest on its vote, and records that only its role allowed.
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import { isOf, type Membership } from '../records.ts'
import type { Graph } from './graph.ts'
import type { Node } from './node.ts'

type IsVoid = (id: RecordId) => boolean

const ownerOf = (graph: Graph, device: DeviceId): MemberId | undefined =>
  graph.bringing(device)[0]?.member

/** Whether only a chair may write such a record about other members. */
export const takesAChair = (graph: Graph, record: Membership): boolean => {
  const { body, device } = record
  const author = ownerOf(graph, device)
  switch (body.type) {
    case 'invite':
    case 'cancel':
    case 'welcome':
    case 'letIn':
    case 'setRole':
    case 'setTerm':
      return true
    case 'addDevice':
    case 'letInDevice':
    case 'removeMember':
      return body.member !== author
    case 'removeDevice':
      return ownerOf(graph, body.device) !== author
    case 'lift': {
      const shutOut = graph.get(body.shutOut)?.record
      return !shutOut || !isOf(shutOut, 'shutOut')
        ? true
        : ownerOf(graph, shutOut.body.device) !== author
    }
    default:
      return false
  }
}

/**
 * The member's role at `id` without the roles that void records gave. Null if no void record gave
 * one.
 */
const roleWithout = (graph: Graph, member: MemberId, id: RecordId, isVoid: IsVoid) => {
  const past = graph.past(id)
  const changes = graph.roleChanges(member).filter(({ node }) => past.has(node.record.id))
  if (!changes.some(({ node }) => isVoid(node.record.id))) return null
  const standing = changes.filter(({ node }) => !isVoid(node.record.id))
  return standing.at(-1)?.role ?? graph.firstRole(member)
}

const lostItsChair = (graph: Graph, { record }: Node, isVoid: IsVoid): boolean => {
  const lost = (device: DeviceId): boolean => {
    const member = ownerOf(graph, device)
    const role = member && roleWithout(graph, member, record.id, isVoid)
    return role !== undefined && role !== null && role !== 'chair'
  }
  if (isOf(record, 'carry')) {
    const { proposal, seconds } = record.body
    const signers = [proposal, ...seconds].map(id => graph.get(id)?.record.device ?? record.device)
    return [record.device, ...signers].some(lost)
  }
  return takesAChair(graph, record) && lost(record.device)
}

const isBroughtIn = (graph: Graph, { record }: Node, isVoid: IsVoid): boolean => {
  const past = graph.past(record.id)
  return graph
    .bringing(record.device)
    .some(({ record: bringing }) => !isVoid(bringing) && past.has(bringing))
}

/**
 * All records that are void once `seeds` are, beyond those in `before`. Records in `kept` are never
 * void: they form removals that hold.
 */
export const voidClosure = (
  graph: Graph,
  seeds: readonly RecordId[],
  before: { has(id: RecordId): boolean },
  kept: ReadonlySet<RecordId>,
): ReadonlySet<RecordId> => {
  const out = new Set<RecordId>()
  const isVoid: IsVoid = id => out.has(id) || before.has(id)
  const open = [...seeds]
  const follow = (): void => {
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = graph.get(id)
      if (!node || isVoid(id) || kept.has(id) || isOf(node.record, 'join')) continue
      out.add(id)
      open.push(...graph.naming(id))
      const newcomer = graph.bringingOf(node)?.device
      if (!newcomer) continue
      for (const written of graph.writtenBy(newcomer))
        if (!isBroughtIn(graph, written, isVoid)) open.push(written.record.id)
    }
  }
  const changesARole = (): boolean =>
    [...out].some(id => {
      const type = graph.get(id)?.record.body.type
      return type === 'setRole' || type === 'carry'
    })
  for (let size = -1; size !== out.size;) {
    size = out.size
    follow()
    if (!changesARole()) break
    for (const node of graph.nodes)
      if (!isVoid(node.record.id) && lostItsChair(graph, node, isVoid)) open.push(node.record.id)
    follow()
  }
  return out
}
