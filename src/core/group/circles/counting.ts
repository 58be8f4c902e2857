// Decides which records of a circle count. A record is judged against the valid records in its
// causal past. A removal voids what its subject wrote concurrently; taking the role of convener
// voids the subject's concurrent acts of a convener. Among removals that void each other, the
// author who has been convener longest wins. A convener whom a member appoints concurrently with
// the own removal therefore never wins against the remover.
import type { DeviceId, RecordId } from '#shared/ids'
import { bringingOf, isAConveners, needsConvener, peopleOf } from './people.ts'
import type { CircleNode, IsOf, People } from './people.ts'
import type { CircleRecord } from './records.ts'

/** Present state of a device in the group. */
export type InGroup = {
  isActive(device: DeviceId): boolean
  /**
   * True for an active device and for one that is only shut out: the word of one member makes
   * nobody else a convener.
   */
  remains(device: DeviceId): boolean
  /**
   * Whether a device belongs to a member. A record of the circle with a false claim has no effect.
   */
  isOf: IsOf
}

type Counting = Pick<InGroup, 'remains' | 'isOf'> & {
  /** Sorted, without records that have no effect. */
  list: readonly CircleNode[]
  /** True if ordinary members act as conveners because none is left. */
  isLeaderless: boolean
}

const isLed = ({ devices, members }: People, remains: InGroup['remains']): boolean =>
  [...devices].some(
    ([device, { member }]) => remains(device) && members.get(member)?.role === 'convener',
  )

const isRight = (node: CircleNode, found: People, counting: Counting): boolean => {
  const { record, depth } = node
  if (depth === 0) return true
  const author = found.devices.get(record.device)
  if (!author) return false
  const role = found.members.get(author.member)?.role
  if (role === 'convener' || !needsConvener(record, found)) return true
  return counting.isLeaderless && role === 'member' && !isLed(found, counting.remains)
}

/** Records that count, each with the people that it finds. */
type Counted = ReadonlyMap<RecordId, People>

/**
 * Records that count when `voided` are void and `held` hold. `last` is the result with fewer void
 * records. A record whose past did not change is not judged again: without that, many removals take
 * minutes.
 */
const countedWith = (
  counting: Counting,
  { voided, held }: { voided: ReadonlySet<RecordId>; held: ReadonlySet<RecordId> },
  last: Counted | null,
): Counted => {
  const counted = new Map<RecordId, People>()
  const nodes: CircleNode[] = []
  const changed: RecordId[] = []
  const judged = (node: CircleNode): People | null => {
    const { id } = node.record
    if (voided.has(id)) return null
    if (last && !changed.some(below => node.past.has(below))) return last.get(id) ?? null
    const before = nodes.filter(({ record }) => node.past.has(record.id))
    const found = peopleOf(before, counting.isOf)
    return held.has(id) || isRight(node, found, counting) ? found : null
  }
  for (const node of counting.list) {
    const { id, body } = node.record
    const found = judged(node)
    if (last && last.has(id) !== (found !== null)) changed.push(id)
    if (found === null) continue
    counted.set(id, found)
    // Neither type changes who is in.
    if (body.type !== 'renew' && body.type !== 'follow') nodes.push(node)
  }
  return counted
}

/** Rank by the origin of the author's right: conveners first, then by the time in office. */
type Rank = [place: 0 | 1, depth: number, id: string]

const first = (a: Rank, b: Rank): number => {
  const [place, depth, id] = a
  return place - b[0] || depth - b[1] || (id < b[2] ? -1 : id > b[2] ? 1 : 0)
}

const takesARight = ({ body }: CircleRecord): boolean =>
  body.type === 'part' || (body.type === 'appoint' && body.role !== 'convener')

const settle = (counting: Counting): CircleNode[] => {
  const { list, isOf } = counting
  const byId = new Map(list.map(node => [node.record.id, node]))
  const owners = new Map(
    list.flatMap(node => {
      const bringing = bringingOf(node, isOf)
      return (bringing?.devices ?? []).map(device => [device, bringing?.member] as const)
    }),
  )
  const rankOf = ({ record }: CircleNode, { devices, members }: People): Rank => {
    const device = devices.get(record.device)
    const member = device && members.get(device.member)
    const since = (member?.role === 'convener' ? member.roleSince : device?.since) ?? record.id
    return [member?.role === 'convener' ? 0 : 1, byId.get(since)?.depth ?? 0, since]
  }
  const held = new Set<RecordId>()
  const voided = new Set<RecordId>()
  /** Voids what the subject wrote concurrently. Returns true if that is anything. */
  const hold = ({ record: { id, body }, past }: CircleNode): boolean => {
    held.add(id)
    const before = voided.size
    const subject = body.type === 'part' || body.type === 'appoint' ? body.member : null
    for (const { record, past: below } of list) {
      if (owners.get(record.device) !== subject) continue
      if (body.type === 'appoint' && !isAConveners(record, subject)) continue
      if (!past.has(record.id) && !below.has(id) && !held.has(record.id)) voided.add(record.id)
    }
    return voided.size > before
  }
  for (let last: Counted | null = null; ;) {
    const counted: Counted = countedWith(counting, { voided, held }, last)
    last = counted
    const open = list
      .filter(({ record }) => takesARight(record) && counted.has(record.id))
      .filter(({ record }) => !held.has(record.id))
      .map(node => ({ node, rank: rankOf(node, counted.get(node.record.id) ?? noPeople) }))
      .toSorted((a, b) => first(a.rank, b.rank))
    // A removal that voids nothing changes nothing for the next one.
    if (!open.some(({ node }) => hold(node)))
      return list.filter(({ record }) => counted.has(record.id))
  }
}

const noPeople: People = { members: new Map(), devices: new Map() }

/**
 * The records of `list` that count. As long as records of conveners leave one convener in the
 * circle, nobody else acts as one, at any place in the graph: a record can be added to an old place
 * at any time.
 */
export const countedOf = (
  list: readonly CircleNode[],
  inGroup: Pick<InGroup, 'remains' | 'isOf'>,
): CircleNode[] => {
  const led = settle({ ...inGroup, list, isLeaderless: false })
  return isLed(peopleOf(led, inGroup.isOf), inGroup.remains)
    ? led
    : settle({ ...inGroup, list, isLeaderless: true })
}
