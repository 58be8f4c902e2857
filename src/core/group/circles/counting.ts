// Which records of a circle count. Each is judged by those in its own past that count: so nobody gains
// or loses a right by what does not count, whatever stands on it or beside it. What takes somebody out
// voids what she wrote beside it, and what makes her no convener what only one may write; of those that
// would void each other that one comes first whose author has been a convener for longer, so that whom
// somebody makes one beside her own removal is never heard before the one who removed her.
import type { DeviceId, RecordId } from '#shared/ids'
import { bringingOf, isAConveners, needsConvener, peopleOf } from './people.ts'
import type { CircleNode, IsOf, People } from './people.ts'
import type { CircleRecord } from './records.ts'

/** What the group says of a device now. */
export type InGroup = {
  isActive(device: DeviceId): boolean
  /** Active, or shut out only: one member's word makes nobody else the convener. */
  remains(device: DeviceId): boolean
  /** A record of the circle may say that a device is somebody's whose it is not: it says nothing. */
  isOf: IsOf
}

type Counting = Pick<InGroup, 'remains' | 'isOf'> & {
  /** Sorted, without what counts for nobody. */
  list: readonly CircleNode[]
  /** Whether a member does what a convener does where none is left. */
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

/** Those that count, and what each of them finds. */
type Counted = ReadonlyMap<RecordId, People>

/**
 * Those that count where these are void and those hold. `last`: the same with fewer void. A record below
 * which everything counts as it did is not judged again: else many removals would take minutes.
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
    // These make nobody anything.
    if (body.type !== 'renew' && body.type !== 'follow') nodes.push(node)
  }
  return counted
}

/** By how its author came to the right to write it: conveners first, who has been one for longest first. */
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
  /** Voids what the subject wrote beside it; true where that is anything. */
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
    // One that voids nothing changes nothing for the next.
    if (!open.some(({ node }) => hold(node)))
      return list.filter(({ record }) => counted.has(record.id))
  }
}

const noPeople: People = { members: new Map(), devices: new Map() }

/**
 * Those of `list` that count. Where by what conveners wrote one of them is still in it, nobody else does
 * what a convener does, at no place in the records: old ones can be written on at any time.
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
