// Precedence of removals: which ones hold against each other, and what they void. A removal voids
// the records of its subject that are not in its past, so a thief of a device gains nothing by
// records that ignore the removal.
//
// Removals that several members carried come first: what one member signed alone never stands
// against a carried removal of that member, whatever the seniority. Among removals of one kind, one
// that no other voids holds. Where two void each other, one loses if each of its signers is the
// subject of the other or was admitted by that subject concurrently: a device that a stolen device
// admits gives it no second vote. Only then seniority decides.
//
// Taking the role of chair counts as a removal of the member's concurrent acts as a chair.
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import { isOf, type Membership } from '../records.ts'
import { graphOf, type Graph } from './graph.ts'
import type { Node } from './node.ts'
import { voidClosure, takesAChair } from './void-closure.ts'

type Removal = {
  id: RecordId
  /** Records of the subject in the past of this record were written in time. */
  cut: RecordId
  subject: readonly DeviceId[]
  /** The records of which the removal consists. */
  signatures: readonly RecordId[]
  /** The first signer, whose seniority decides. */
  first: DeviceId
  /** The member who stays and loses the role of chair: only acts that need a chair are void. */
  ofChair: MemberId | null
}

type Aim = { member: MemberId } | { device: DeviceId }

const aimOf = (body: Membership['body'] | { type: string }): Aim | null => {
  if (body.type === 'removeMember' && 'member' in body) return { member: body.member }
  if (body.type === 'removeDevice' && 'device' in body) return { device: body.device }
  return null
}

const devicesOf = (graph: Graph, aim: Aim): readonly DeviceId[] =>
  'member' in aim ? graph.devicesOf(aim.member) : [aim.device]

const alone = (graph: Graph, { record, verdict }: Node): Removal | null => {
  const aim = verdict === 'stands' ? aimOf(record.body) : null
  if (!aim) return null
  const { id, device } = record
  const subject = devicesOf(graph, aim)
  return { id, cut: id, subject, signatures: [id], first: device, ofChair: null }
}

const carried = (graph: Graph, { record, verdict }: Node): Removal | null => {
  if (verdict !== 'stands' || !isOf(record, 'carry')) return null
  const { proposal, seconds } = record.body
  const proposed = graph.get(proposal)?.record
  const action = proposed && isOf(proposed, 'propose') ? proposed.body.action : null
  if (!proposed || !action) return null
  const takesTheChair = action.type === 'setRole' && action.role !== 'chair'
  const ofChair = takesTheChair ? action.member : null
  const aim = ofChair === null ? aimOf(action) : { member: ofChair }
  if (!aim) return null
  const subject = devicesOf(graph, aim)
  const signatures = [proposal, ...seconds, record.id]
  return { id: record.id, cut: proposal, subject, signatures, first: proposed.device, ofChair }
}

const bySeniority =
  (graph: Graph) =>
  (a: Removal, b: Removal): number => {
    const [one, two] = [graph.bringing(a.first)[0], graph.bringing(b.first)[0]]
    const depths = (one?.depth ?? Infinity) - (two?.depth ?? Infinity)
    if (depths !== 0 && !Number.isNaN(depths)) return depths
    const keyOf = (removal: Removal, since?: string) => `${since ?? ''} ${removal.id}`
    return keyOf(a, one?.record) < keyOf(b, two?.record) ? -1 : 1
  }

/** Whether the member was made chair again after the removal and before a given record. */
const isChairAgain = (graph: Graph, { id, ofChair }: Removal): ((record: RecordId) => boolean) => {
  const given = (ofChair === null ? [] : graph.roleChanges(ofChair))
    .filter(({ node, role }) => role === 'chair' && graph.past(node.record.id).has(id))
    .map(({ node }) => node.record.id)
  return record => given.some(each => graph.past(record).has(each))
}

/** Records of the subject that are concurrent with the removal. */
const victimsOf = (graph: Graph, removal: Removal): RecordId[] => {
  const { cut, subject, signatures, ofChair } = removal
  const past = graph.past(cut)
  const isLater = isChairAgain(graph, removal)
  return subject
    .flatMap(device => graph.writtenBy(device))
    .filter(({ record }) => ofChair === null || takesAChair(graph, record))
    .map(({ record }) => record.id)
    .filter(id => id !== cut && !past.has(id) && !signatures.includes(id) && !isLater(id))
}

/** Whether the record can make others void. */
export const isRemoval = ({ record: { body } }: Node): boolean =>
  body.type === 'removeDevice' || body.type === 'removeMember' || body.type === 'carry'

export type Settled = {
  /** From each void record to the removal that made it void. */
  causes: ReadonlyMap<RecordId, RecordId>
  /** The signatures of the removals that hold, and the member who signed each. */
  signers: ReadonlyMap<RecordId, MemberId>
}

export const settle = (nodes: readonly Node[]): Settled => {
  const causes = new Map<RecordId, RecordId>()
  if (!nodes.some(isRemoval)) return { causes, signers: new Map() }
  const graph = graphOf(nodes)
  const kept = new Set<RecordId>()
  const reach = (removal: Removal): ReadonlySet<RecordId> => {
    const victims = victimsOf(graph, removal)
    return victims.length > 0 ? voidClosure(graph, victims, causes, kept) : new Set()
  }
  const isVoid = ({ signatures }: Removal): boolean => signatures.some(id => causes.has(id))

  const settleAll = (removals: readonly Removal[]): void => {
    const reaches = new Map(removals.map(removal => [removal, reach(removal)]))
    const hits = (one: Removal, other: Removal): boolean =>
      one !== other && other.signatures.some(id => reaches.get(one)?.has(id) === true)
    /** Whether a signer of `removal` still counts if `other` holds. */
    const isHeardBeside = ({ signatures }: Removal, other: Removal): boolean =>
      signatures.some(id => {
        const device = graph.get(id)?.record.device
        if (!device || other.subject.includes(device)) return false
        return graph
          .bringing(device)
          .some(({ record }) => !causes.has(record) && reaches.get(other)?.has(record) !== true)
      })
    const outweighs = (one: Removal, other: Removal): boolean =>
      hits(one, other) && !isHeardBeside(other, one) && isHeardBeside(one, other)
    const stands = (removal: Removal): boolean =>
      !open.some(other => hits(other, removal) && !outweighs(removal, other))
    let open = removals.toSorted(bySeniority(graph))
    for (;;) {
      open = open.filter(removal => !isVoid(removal))
      const next = open.find(stands) ?? open[0]
      if (!next) return
      for (const id of next.signatures) kept.add(id)
      for (const id of reach(next)) causes.set(id, next.id)
      open = open.filter(removal => removal !== next)
    }
  }
  const of = (read: (graph: Graph, node: Node) => Removal | null): Removal[] =>
    nodes.map(node => read(graph, node)).filter(removal => removal !== null)
  settleAll(of(carried))
  settleAll(of(alone).filter(removal => !isVoid(removal)))
  const signers = new Map<RecordId, MemberId>()
  for (const id of kept) {
    const device = graph.get(id)?.record.device
    const member = device && graph.bringing(device)[0]?.member
    if (member) signers.set(id, member)
  }
  return { causes, signers }
}
