// The acts of one document, each taken in once and for good. An act without effect is taken in too,
// so that a wrong act harms nobody who stood on it.
import { emptyGraph, extendGraph, inOrder, nameable } from '#core/records'
import type { Broken, Graph, OfferedOf, Place, Placed } from '#core/records'
import type { ActId, DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Act } from './act.ts'
import { closureOf, hasBit, noBits, type Bits } from './bits.ts'
import { actLimits, type Body } from './bodies.ts'
import type { Membership } from './membership.ts'

/** `index`: the place in the order of taking in. `past`: the places of its past. */
export type ActNode<B extends Body = Body> = Placed<Act<B>> & {
  index: number
  past: Bits
  /** The author, by the heads that the act names. */
  member: MemberId
}

/** Whether `other` is in the past of `node`. */
export const standsOn = (node: ActNode, other: ActNode): boolean => hasBit(node.past, other.index)

export type ActGraph = Graph<ActNode, ActId>

export const noActs: ActGraph = emptyGraph<ActNode, ActId>()

export type Frame = { audience: GroupId; document: DocumentId }

/** Acts that stand on the same, one after the other, share one past. */
const sharedPasts = () => {
  let last: { parents: readonly ActNode[]; past: Bits } = { parents: [], past: noBits }
  return (parents: readonly ActNode[]): Bits => {
    const isSame =
      parents.length === last.parents.length &&
      parents.every((each, at) => each === last.parents[at])
    if (!isSame) last = { parents, past: closureOf(parents) }
    return last.past
  }
}

/** The node that an act becomes, or the condition that it fails. Its heads are here. */
const place = (
  { audience, document }: Frame,
  membership: Membership,
  pastOn: ReturnType<typeof sharedPasts>,
  act: Act,
  { nodes, depth }: Place<ActNode, ActId>,
): ActNode | Broken => {
  if (act.audience !== audience) return { broken: 'mustBeForThisAudience' }
  if (act.document !== document) return { broken: 'mustBeOfThisDocument' }
  const member = membership.at(act.heads)?.memberOf(act.device)
  if (!member) return { broken: 'mustBeByAnActiveDevice' }
  const parents = act.parents
    .map(parent => nodes.get(parent))
    .filter(parent => parent !== undefined)
    .toSorted((a, b) => a.index - b.index)
  if (!parents.every(({ record }) => membership.covers(act.heads, record.heads)))
    return { broken: 'mustKnowTheRecordsOfItsPast' }
  const past = pastOn(parents)
  const subject = act.subject === null ? null : nodes.get(act.subject)
  if (subject === undefined || (subject && !hasBit(past, subject.index)))
    return { broken: 'mustStandOnItsSubject' }
  return { record: act, depth, index: nodes.size, past, member }
}

/**
 * Takes in those of `acts` that may be, in any order, with duplicates; form and signatures have been
 * checked. An act that lacks heads or parents waits, one that fails a condition is passed over.
 */
export const takeIn = (
  frame: Frame,
  membership: Membership,
  graph: ActGraph,
  acts: readonly Act[],
): OfferedOf<Act> & { graph: ActGraph } => {
  const isReady = ({ id, heads }: Act): boolean =>
    graph.nodes.has(id) || membership.at(heads) !== null
  const ready = acts.filter(isReady)
  const unready = new Map(acts.filter(act => !isReady(act)).map(act => [act.id, act]))
  const pastOn = sharedPasts()
  const offered = extendGraph<ActId, Act, ActNode>(graph, ready, (act, at) =>
    place(frame, membership, pastOn, act, at),
  )
  return { ...offered, waiting: [...offered.waiting, ...unready.values()] }
}

/**
 * The acts that a new one names: those that no act stands on, the deepest eight of each device, in
 * turns of one for each device.
 */
export const actHeads = ({ nodes, frontier }: ActGraph): ActId[] => {
  const taken = new Map<DeviceId, number>()
  const heads = [...frontier]
    .map(id => nodes.get(id))
    .filter(node => node !== undefined)
    .toSorted(inOrder)
    .toReversed()
    .filter(({ record: { device } }) => {
      const before = taken.get(device) ?? 0
      taken.set(device, before + 1)
      return before < actLimits.ofDevice
    })
    .map(({ record }) => record.id)
  return nameable(heads, nodes, device => device, actLimits.parents)
}
