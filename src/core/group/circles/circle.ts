// One circle on this device: its records, its present readers, and the epoch for sending. Exchange
// treats a circle as a group of its own, whose devices are those that its records name and the
// group has as active.
import { pastOf, recordsBeyond, type SignedRecord } from '#core/records'
import { noRights, type CircleRole, type Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId, RecordId } from '#shared/ids'
import { epochAges } from '../epoch-age.ts'
import type { Group } from '../group.ts'
import { knownDevice, wasMember, type Device } from '../state.ts'
import type { GroupEntry, GroupStorage } from '../storage.ts'
import { lackedBy } from './following.ts'
import { circleActs, type CircleActs } from './acts.ts'
import { circleAt, type CircleAt } from './at-heads.ts'
import { openCircleLedger, type CirclePorts } from './ledger.ts'
import { rightsIn, rightsOf } from '../rights.ts'
import { newEpoch } from './new-epoch.ts'
import { readOffer } from './offers.ts'
import { readCircleRecord, writeCircleRecord } from './history.ts'
import type { CircleState, Following } from './state.ts'
import { openView } from './view.ts'

export type CirclePerson = { member: MemberId; role: CircleRole; here: boolean }

export type Circle = Pick<
  Group,
  | 'id'
  | 'self'
  | 'entry'
  | 'state'
  | 'rightsAt'
  | 'recordHeads'
  | 'foundation'
  | 'hasRecord'
  | 'hasNews'
  | 'addRecords'
  | 'recordsBeyond'
  | 'epochKey'
  | 'onChange'
> &
  CircleActs & {
    /** The group of the circle. */
    readonly parent: GroupId
    name(): string
    /** None: members outside the group's plenary are in a circle like others. */
    outsiders(): ReadonlyMap<DeviceId, Device>
    isOutside(device: DeviceId): boolean
    /** Whether this device can read what is written in the circle from now on. */
    isIn(): boolean
    role(): CircleRole | null
    /** `here` is true for a member with an active device in the circle. */
    people(): CirclePerson[]
    /** The circle as these heads of its records and of its group's say; null if one is missing. */
    at(heads: readonly RecordId[]): CircleAt | null
    /** As in a group, of heads of both. */
    covers(heads: readonly RecordId[], older: readonly RecordId[]): boolean
    /**
     * The records that prove to `device` that it is in the circle, each after its parents. Null for a
     * device that is not in it.
     */
    proofFor(device: DeviceId): SignedRecord[] | null
    /**
     * The member who made the circle follow the group, and the members still lacking. Null for a
     * circle that does not follow it.
     */
    follows(): (Following & { lacking: MemberId[] }) | null
    /** The rights of this device there now. */
    rights(): ReadonlySet<Right>
    close(): void
  }

/** Ids of the group's circles in the archive of this device. */
export const listCircles = (storage: GroupStorage, group: GroupId): GroupId[] =>
  storage.circles.list({ group }).map(({ circle }) => circle)

/** Whether the member of this device writes in the group. Other devices judge a circle by that. */
const writesIn = (group: Group, device: DeviceId): boolean => {
  const member = wasMember(group.state(), device)
  return member !== null && rightsOf(member).has('write')
}

/**
 * Failures: `invalid-input`, `not-permitted` (also for a member who does not write in the group).
 */
export const foundCircle = (ports: CirclePorts, name: string): Circle => {
  const { storage, group, now } = ports
  const { keys, device, member } = group.self
  if (member === null || !group.state().devices.has(device) || !writesIn(group, device))
    throw new Failure('not-permitted')
  const { key, epoch } = newEpoch([{ id: device, agreement: keys.agreement.public }])
  const root = writeCircleRecord(
    keys,
    { group: null, parents: [], at: now() },
    { type: 'circle', group: group.id, name, member, epoch },
  )
  const id = root.id as string as GroupId
  if (!readCircleRecord(id, root)) throw new Failure('invalid-input')
  return storage.transaction(() => {
    storage.circles.put({ group: group.id, circle: id })
    storage.records.put(id, root)
    storage.epochs.put(id, epoch.id, key)
    epochAges(storage, id, now).saw(epoch.id)
    const circle = openCircle(ports, id)
    circle.renew()
    return circle
  })
}

/**
 * Accepts a circle whose records say that this device is in it. Returns null and keeps nothing when
 * they do not, or when neither the founder nor the member who added this device writes in the
 * group: an observer or a guest makes no circles for others.
 */
export const takeCircle = (ports: CirclePorts, records: readonly SignedRecord[]): Circle | null => {
  const { storage, group } = ports
  const offer = readOffer(ports, records)
  if (!offer) return null
  return storage.transaction(() => {
    storage.circles.put({ group: group.id, circle: offer.id })
    const circle = openCircle(ports, offer.id)
    circle.addRecords(records)
    return circle
  })
}

/** Failure `not-found` for a circle that the archive does not have. */
export const openCircle = ({ storage, group, now }: CirclePorts, id: GroupId): Circle => {
  const { keys, device: self } = group.self
  if (!storage.circles.has({ group: group.id, circle: id })) throw new Failure('not-found')
  const ledger = openCircleLedger({ storage, group, now }, id)
  const counted = (): CircleState => ledger.state()
  const view = openView(id, group, counted)
  const acts = circleActs({ group, ledger, view })

  const unlisten = group.onChange(() => {
    try {
      acts.renew()
    } catch (error) {
      // The disk is full: the next change or the next start repeats it.
      if (!(error instanceof Failure)) throw error
    }
  })

  const entry = (): GroupEntry => ({ ...group.entry(), id, name: nameOf(), state: 'active' })
  const nameOf = (): string => {
    const body = ledger.nodes().get(id as string as RecordId)?.record.body
    return body?.type === 'circle' ? body.name : ''
  }
  const beyond = (heads: readonly RecordId[]): SignedRecord[] =>
    recordsBeyond({ nodes: ledger.nodes() }, heads).map(({ signed }) => signed)
  return {
    id,
    parent: group.id,
    entry,
    addRecords: ledger.add,
    close: unlisten,
    name: nameOf,
    self: {
      device: self,
      get member() {
        return knownDevice(view.state(), self)?.member ?? null
      },
      keys,
    },
    state: view.state,
    rightsAt(heads, device) {
      const role = ledger.roleAt(heads, device)
      return role ? rightsOf({ role: view.roleOf(role), outside: false }) : noRights
    },
    rights: () => rightsIn(view.state(), self),
    recordHeads: () => [...counted().heads],
    foundation: () => [...counted().heads, ...group.foundation()].toSorted(),
    hasNews: ledger.hasNews,
    hasRecord: record => ledger.nodes().has(record),
    recordsBeyond: beyond,
    epochKey: ledger.epochKey,
    onChange: ledger.onChange,
    isIn: () => view.state().devices.has(self),
    role: () =>
      counted().members.get(counted().devices.get(self)?.member ?? ('' as MemberId))?.role ?? null,
    people: () =>
      [...counted().members.values()].map(({ id: member, role }) => ({
        member,
        role,
        here: (view.state().members.get(member)?.devices.length ?? 0) > 0,
      })),
    at: heads => circleAt(ledger.nodes(), group, heads),
    covers(heads, older) {
      const nodes = ledger.nodes()
      const isOwn = (id: RecordId): boolean => nodes.has(id)
      const past = pastOf(nodes, heads)
      const ofGroup = (ids: readonly RecordId[]) => ids.filter(id => !isOwn(id))
      return (
        older.filter(isOwn).every(id => past.has(id)) &&
        group.covers(ofGroup(heads), ofGroup(older))
      )
    },
    proofFor(device) {
      const since = view.state().devices.get(device)?.since
      const node = since && ledger.nodes().get(since)
      if (!node) return null
      const past = new Set([...node.past, since])
      return beyond([]).filter(signed => past.has(signed.id))
    },
    follows() {
      const { follows } = counted()
      const lacking = lackedBy(counted(), group.state()).map(({ member }) => member)
      return follows && { ...follows, lacking: lacking.toSorted() }
    },
    ...acts,
    outsiders: () => new Map(),
    isOutside: () => false,
  }
}
