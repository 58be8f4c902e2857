// The state of a meeting by the acts of its agenda: planned, called, open, closed or cancelled, its time,
// its minutes, and how each item stands. Among acts written apart the furthest counts. It asks no clock,
// and no order of arrival. Plain values: they are kept.
import type { ActId, BlockId, DocumentId, MemberId, RecordId } from '#shared/ids'
import type { BodyOf } from './bodies.ts'
import { standsOn, type ActNode } from './graph.ts'
import type { Proceedings } from './proceedings.ts'

type Meeting = BodyOf<'meeting'>
type What = Meeting['what']
type NodeOf<W extends What> = ActNode<Extract<Meeting, { what: W }>>
type AnyNode = ActNode<Meeting>

/** The first counts where items were settled apart: a deferred one comes to the next agenda. */
export const itemStates = ['deferred', 'decided', 'noted', 'dropped', 'debated'] as const
export type ItemState = (typeof itemStates)[number]
/** With one of these an item has come to its end. */
export const endedItemStates: readonly ItemState[] = ['deferred', 'decided', 'noted', 'dropped']

export type ItemStanding = {
  block: BlockId
  state: ItemState
  by: MemberId
  at: number
  /** Said apart, and differently. */
  isApart: boolean
}

export type Call = {
  id: ActId
  by: MemberId
  at: number
  from: number
  until: number
  zones: readonly string[]
  languages: readonly string[]
  /** Another call, written apart, has another time, other zones or other languages. */
  isApart: boolean
}

export type Reason = { by: MemberId; at: number; reason: string }

export type MeetingState = {
  is: 'planned' | 'called' | 'open' | 'closed' | 'cancelled'
  /** Null while it is planned. */
  call: Call | null
  /** How often a time was given: a calendar tells later files by it. */
  calls: number
  /** Several where the meeting was opened apart. */
  minutes: readonly DocumentId[]
  /** When it was opened, as the officer's device claims; null before. */
  openedAt: number | null
  /** The act that first opened it; null before. */
  opening: ActId | null
  /** The heads of the records by which it was first opened: its members and seats are those at them. */
  openedHeads: readonly RecordId[]
  closedAt: number | null
  /** Each item about which there is an act, in the order of their ids. */
  items: readonly ItemStanding[]
  /** The item that was put to debate last and has not come to its end. */
  debated: BlockId | null
  cancelled: readonly Reason[]
  resumed: readonly Reason[]
}

/** Before the first act. */
export const plannedMeeting: MeetingState = {
  is: 'planned',
  call: null,
  calls: 0,
  minutes: [],
  openedAt: null,
  opening: null,
  openedHeads: [],
  closedAt: null,
  items: [],
  debated: null,
  cancelled: [],
  resumed: [],
}

/** Later ones first; of those written apart the deepest, then the least id. */
const latestFirst = (a: ActNode, b: ActNode): number =>
  b.depth - a.depth || (a.record.id < b.record.id ? -1 : 1)

const earliestFirst = (a: ActNode, b: ActNode): number => -latestFirst(a, b)

const isOf =
  <W extends What>(what: W) =>
  (node: AnyNode): node is NodeOf<W> =>
    node.record.body.what === what

/** The entries on which no other of them stands. */
const topsOf = <N extends ActNode>(nodes: readonly N[]): N[] =>
  nodes.filter(node => !nodes.some(other => standsOn(other, node))).toSorted(latestFirst)

const callOf = (calls: readonly NodeOf<'call'>[]): Call | null => {
  const tops = topsOf(calls)
  const [node] = tops
  if (!node) return null
  const saying = ({ record: { body } }: NodeOf<'call'>): string => JSON.stringify(body)
  const { from, until, zones, languages } = node.record.body
  return {
    id: node.record.id,
    by: node.member,
    at: node.record.at,
    from,
    until,
    zones,
    languages,
    isApart: tops.some(each => saying(each) !== saying(node)),
  }
}

const itemsOf = (nodes: readonly NodeOf<'item'>[]) => {
  const items: ItemStanding[] = []
  let debated: NodeOf<'item'> | null = null
  for (const [block, said] of Map.groupBy(nodes, ({ record }) => record.body.block)) {
    const tops = topsOf(said)
    const states = tops.map(({ record }) => record.body.state)
    const state = itemStates.find(each => states.includes(each))
    const node = tops.find(({ record }) => record.body.state === state)
    if (!node || !state) continue
    const isApart = new Set(states).size > 1
    items.push({ block, state, by: node.member, at: node.record.at, isApart })
    if (state === 'debated' && (debated === null || latestFirst(node, debated) < 0)) debated = node
  }
  return {
    // The same in every order of taking in.
    items: items.toSorted((a, b) => (a.block < b.block ? -1 : 1)),
    debated: debated?.record.body.block ?? null,
  }
}

const reasonOf = ({ member, record }: NodeOf<'cancel'> | NodeOf<'resume'>): Reason => ({
  by: member,
  at: record.at,
  reason: record.body.reason,
})

/** By right acts about meetings whose devices and authors are not void. */
const stateBy = (nodes: readonly AnyNode[]): MeetingState => {
  const [calls, opens] = [nodes.filter(isOf('call')), nodes.filter(isOf('open'))]
  const resumes = nodes.filter(isOf('resume'))
  const isBehind = (node: ActNode, others: readonly ActNode[]): boolean =>
    others.some(other => standsOn(node, other))
  const isBefore = (node: ActNode, others: readonly ActNode[]): boolean =>
    others.some(other => standsOn(other, node))
  const ends = nodes
    .filter(isOf('end'))
    .filter(node => isBehind(node, opens) && !isBefore(node, resumes))
    .toSorted(latestFirst)
  const cancels = nodes.filter(isOf('cancel')).filter(node => !isBefore(node, calls))
  const first = opens.toSorted(earliestFirst)
  const call = callOf(calls)
  const is = (): MeetingState['is'] => {
    if (ends.length > 0) return 'closed'
    if (opens.length > 0) return 'open'
    if (cancels.length > 0) return 'cancelled'
    return call === null ? 'planned' : 'called'
  }
  return {
    is: is(),
    call,
    calls: calls.length,
    minutes: [...new Set(first.map(({ record }) => record.body.minutes))],
    openedAt: first[0]?.record.at ?? null,
    opening: first[0]?.record.id ?? null,
    openedHeads: first[0]?.record.heads ?? [],
    closedAt: ends[0]?.record.at ?? null,
    ...itemsOf(nodes.filter(isOf('item'))),
    cancelled: cancels.toSorted(earliestFirst).map(reasonOf),
    resumed: resumes.toSorted(earliestFirst).map(reasonOf),
  }
}

/**
 * The meeting of the document of these acts. `today`: heads of the records now, by which devices are void.
 * Null before the records are here, and where no act says anything of a meeting.
 */
export const meetingState = (
  proceedings: Proceedings,
  today: readonly RecordId[],
): MeetingState | null => {
  const nodes = proceedings.rightNow('meeting', today)
  return nodes === null || nodes.length === 0 ? null : stateBy(nodes)
}
