// What a set of a circle's records means: who is in, with which devices, and the epochs. A pure
// function of the records and of which devices are active in the group now, in no order.
//
// A member is in when a record brings her in that stands on every record that takes her out. Void is
// what a device that the group removed wrote and no remaining one stood on; what a member wrote beside
// the record that takes her out (of two such records that make each other void the senior author's
// holds); and what needs a convener and was written by another while one was there.
import type { CircleRole } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { EpochEntry } from '../state.ts'
import type { CircleBody, CircleRecord } from './records.ts'

export type CircleNode = { record: CircleRecord; depth: number; past: ReadonlySet<RecordId> }
export type CircleNodes = ReadonlyMap<RecordId, CircleNode>

export type CircleDevice = {
  member: MemberId
  since: RecordId
  /** The device whose record brought it in: its own for the founder's. */
  broughtBy: DeviceId
  addedAt: number
}

export type CircleMember = { id: MemberId; role: CircleRole; joinedAt: number; since: RecordId }

export type CircleState = {
  members: ReadonlyMap<MemberId, CircleMember>
  devices: ReadonlyMap<DeviceId, CircleDevice>
  /** Of everybody who was ever brought in. */
  known: ReadonlyMap<DeviceId, CircleDevice>
  epochs: readonly EpochEntry[]
  voided: ReadonlySet<RecordId>
  /** Records that count and that none which counts stands on. Sorted. */
  heads: readonly RecordId[]
}

const inOrder = (a: CircleNode, b: CircleNode): number =>
  a.depth - b.depth || (a.record.id < b.record.id ? -1 : 1)

type Bringing = CircleNode & { member: MemberId; devices: readonly DeviceId[] }

/** Whether a device is this member's. */
type IsOf = (device: DeviceId, member: MemberId) => boolean

const bringingOf = (node: CircleNode, isOf: IsOf): Bringing | null => {
  const { body, device } = node.record
  if (body.type !== 'circle' && body.type !== 'bring') return null
  const { member } = body
  const claimed = body.type === 'circle' ? [device] : body.devices
  return { ...node, member, devices: claimed.filter(each => isOf(each, member)) }
}

const roleIn = (body: CircleBody): CircleRole | null =>
  body.type === 'circle'
    ? 'convener'
    : body.type === 'bring' || body.type === 'appoint'
      ? body.role
      : null

type People = Pick<CircleState, 'members' | 'devices'>

/** Who is in by these records, sorted as `inOrder`; none of them is void. */
const peopleOf = (nodes: readonly CircleNode[], isOf: IsOf): People => {
  const parts = nodes.filter(({ record }) => record.body.type === 'part')
  const lasts = (member: MemberId, { past }: CircleNode): boolean =>
    parts.every(
      ({ record }) =>
        !(record.body.type === 'part' && record.body.member === member) || past.has(record.id),
    )
  const members = new Map<MemberId, CircleMember>()
  const devices = new Map<DeviceId, CircleDevice>()
  for (const node of nodes) {
    const { body, id, at, device: broughtBy } = node.record
    const bringing = bringingOf(node, isOf)
    const role = roleIn(body)
    const member = bringing?.member ?? (body.type === 'appoint' ? body.member : null)
    if (member === null || !lasts(member, node)) continue
    const known = members.get(member)
    if (known && role) members.set(member, { ...known, role })
    else if (bringing && role) members.set(member, { id: member, role, joinedAt: at, since: id })
    if (!bringing || !members.has(member)) continue
    for (const device of bringing.devices)
      if (!devices.has(device)) devices.set(device, { member, since: id, broughtBy, addedAt: at })
  }
  return { members, devices }
}

/** The state that a record with this past finds, nothing of it being void. */
export const peopleBefore = (nodes: CircleNodes, past: ReadonlySet<RecordId>, isOf: IsOf): People =>
  peopleOf([...nodes.values()].filter(({ record }) => past.has(record.id)).toSorted(inOrder), isOf)

/** The type of what only a convener may write of this member. */
const needsConvener = ({ body, device }: CircleRecord, { devices }: People): boolean => {
  const own = devices.get(device)?.member
  if (body.type === 'appoint') return true
  if (body.type === 'part') return body.member !== own
  return body.type === 'bring' && (body.role !== null || body.member !== own)
}

/**
 * The rule that a record breaks which finds `before`; null when it may stand. Whether a convener was
 * still there is not asked here: the group alone knows. `known`: epochs begun and devices brought in by
 * what it stands on.
 */
export const brokenCircleRule = (
  record: CircleRecord,
  before: People,
  known: { epochs: ReadonlySet<string>; devices: ReadonlySet<DeviceId> },
): string | null => {
  const { body, device } = record
  if (body.type === 'circle') {
    const reachesAuthor = body.epoch.boxes.length === 1 && body.epoch.boxes[0]?.[0] === device
    return reachesAuthor ? null : 'mustReachItsAuthorAlone'
  }
  const author = before.devices.get(device)
  if (!author) return 'mustBeIn'
  const role = before.members.get(author.member)?.role
  if (needsConvener(record, before) && role === 'reader') return 'mustNotBeAReader'
  if ('epoch' in body && body.epoch) {
    if (known.epochs.has(body.epoch.id)) return 'mustBeANewEpoch'
    const coming = body.type === 'bring' ? body.devices : []
    const isHere = (of: DeviceId): boolean => known.devices.has(of) || coming.includes(of)
    if (!body.epoch.boxes.every(([of]) => isHere(of))) return 'mustBeForItsDevices'
  }
  if (body.type === 'renew') return null
  const isIn = before.members.has(body.member)
  if (body.type === 'bring') {
    if (isIn !== (body.role === null)) return 'mustBringWhoIsNotIn'
    const isHers = (each: DeviceId): boolean => before.devices.get(each)?.member === body.member
    return body.devices.some(isHers) ? 'mustBringNewDevices' : null
  }
  if (!isIn) return 'mustNameAMember'
  if (body.type === 'part' && (body.epoch === null) !== (body.member === author.member))
    return 'mustBeginAnEpochForThoseWhoStay'
  return null
}

/** What devices that are not active wrote, where no active one stood on it. */
const unvouched = (list: readonly CircleNode[], isActive: (device: DeviceId) => boolean) => {
  const vouched = new Set<RecordId>()
  for (const { record, past } of list)
    if (isActive(record.device)) for (const id of past) vouched.add(id)
  return list.filter(
    ({ record, depth }) => depth > 0 && !isActive(record.device) && !vouched.has(record.id),
  )
}

/** Removals settle among themselves first: seniority is that of who brought their authors in. */
const besideParts = (
  list: readonly CircleNode[],
  gone: ReadonlySet<RecordId>,
  isOf: IsOf,
): ReadonlySet<RecordId> => {
  const voided = new Set(gone)
  const brought = list.map(node => bringingOf(node, isOf)).filter(each => each !== null)
  const owners = new Map(brought.flatMap(({ member, devices }) => devices.map(d => [d, member])))
  const senior = ({ record }: CircleNode): number =>
    brought.findIndex(({ devices }) => devices.includes(record.device))
  const parts = list
    .filter(({ record }) => record.body.type === 'part')
    .toSorted((a, b) => senior(a) - senior(b) || inOrder(a, b))
  for (const part of parts) {
    const { body, id } = part.record
    if (voided.has(id) || body.type !== 'part') continue
    for (const { record, past } of list) {
      const isHers = owners.get(record.device) === body.member
      const isBeside = record.id !== id && !part.past.has(record.id) && !past.has(id)
      if (isHers && isBeside) voided.add(record.id)
    }
  }
  return voided
}

/** What the group says of a device now. */
export type InGroup = {
  isActive(device: DeviceId): boolean
  /** Active, or shut out only: one member's word makes nobody else the convener. */
  remains(device: DeviceId): boolean
  /** A record of the circle may say that a device is somebody's whose it is not: it says nothing. */
  isOf: IsOf
}

const everybody: InGroup = { isActive: () => true, remains: () => true, isOf: () => true }

/** `inGroup` left out: as nobody had ever been removed from it. */
export const circleStateOf = (nodes: CircleNodes, inGroup: InGroup = everybody): CircleState => {
  const { isActive, remains, isOf } = inGroup
  const list = [...nodes.values()].toSorted(inOrder)
  const lost = new Set(unvouched(list, isActive).map(({ record }) => record.id))
  /** What fell with its author's place or right; a removal among it makes nothing void. */
  const fallen = new Set<RecordId>()
  let voided: Set<RecordId>
  for (;;) {
    const before = fallen.size
    voided = new Set([...besideParts(list, new Set([...lost, ...fallen]), isOf)])
    for (const { record, past, depth } of list) {
      if (depth === 0 || voided.has(record.id)) continue
      const found = peopleOf(
        list.filter(each => past.has(each.record.id) && !voided.has(each.record.id)),
        isOf,
      )
      const author = found.devices.get(record.device)
      const isConvener = author && found.members.get(author.member)?.role === 'convener'
      const isLed = [...found.devices].some(
        ([device, { member }]) => remains(device) && found.members.get(member)?.role === 'convener',
      )
      if (author && (isConvener || !isLed || !needsConvener(record, found))) continue
      voided.add(record.id)
      fallen.add(record.id)
    }
    if (fallen.size === before) break
  }
  const counted = list.filter(({ record }) => !voided.has(record.id))
  const stoodOn = new Set(counted.flatMap(({ record }) => record.parents))
  const known = new Map<DeviceId, CircleDevice>()
  for (const node of list) {
    const { id, at, device: broughtBy } = node.record
    const { member, devices = [] } = bringingOf(node, isOf) ?? {}
    for (const device of devices)
      if (member && !known.has(device))
        known.set(device, { member, since: id, broughtBy, addedAt: at })
  }
  return {
    ...peopleOf(counted, isOf),
    known,
    voided,
    heads: counted
      .map(({ record }) => record.id)
      .filter(id => !stoodOn.has(id))
      .toSorted(),
    epochs: counted.flatMap(({ record, depth }): EpochEntry[] => {
      const epoch = 'epoch' in record.body ? record.body.epoch : null
      if (!epoch) return []
      const recipients = epoch.boxes.map(([device]) => device)
      return [{ id: epoch.id, record: record.id, depth, recipients, at: record.at, previous: null }]
    }),
  }
}
