// One circle on this device: its records, its present readers, and the epoch for sending. Exchange
// treats a circle as a group of its own, whose devices are those that its records name and the
// group has as active.
import { encode, type Bytes } from '#core/keys'
import type { CircleRole } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { epochAges } from '../epoch-age.ts'
import { chooseEpoch } from '../epochs.ts'
import type { Group } from '../group.ts'
import type { SignedRecord } from '../records.ts'
import { knownDevice, wasMember, type Device } from '../state.ts'
import type { GroupEntry, GroupStorage } from '../storage.ts'
import { lackedBy, toBring } from './following.ts'
import { openCircleLedger, type CircleRooms } from './ledger.ts'
import { mayWrite } from '../roles.ts'
import { newEpoch } from './new-epoch.ts'
import { readOffer } from './offers.ts'
import { circleLimits, readCircleRecord, writeCircleRecord } from './records.ts'
import type { CircleState, Following } from './state.ts'
import { openView } from './view.ts'

export type CirclePerson = { member: MemberId; role: CircleRole; here: boolean }

export type Circle = Pick<
  Group,
  | 'id'
  | 'self'
  | 'entry'
  | 'state'
  | 'roleAt'
  | 'recordHeads'
  | 'hasRecord'
  | 'hasNews'
  | 'addRecords'
  | 'recordsBeyond'
  | 'epoch'
  | 'epochKey'
  | 'onChange'
  | 'invitations'
  | 'openInvitations'
  | 'answerInvitation'
  | 'waiting'
> & {
  /** The group of the circle. */
  readonly parent: GroupId
  name(): string
  /** Whether this device can read what is written in the circle from now on. */
  isIn(): boolean
  role(): CircleRole | null
  /** `here` is true for a member with an active device in the circle. */
  people(): CirclePerson[]
  /**
   * The records that prove to `device` that it is in the circle, each after its parents. Null for a
   * device that is not in it.
   */
  proofFor(device: DeviceId): SignedRecord[] | null
  /**
   * Adds a member of the group with all devices, or the new devices of a member of the circle.
   * Failures: `not-permitted`, `not-found` (no active device), `already-member`.
   */
  bring(member: MemberId, role?: CircleRole): void
  /** Failures: `not-permitted`, `not-found`. */
  remove(member: MemberId): void
  appoint(member: MemberId, role: CircleRole): void
  /** Failure `not-permitted`. */
  leave(): void
  /**
   * The member who made the circle follow the group, and the members still lacking. Null for a
   * circle that does not follow it.
   */
  follows(): (Following & { lacking: MemberId[] }) | null
  /**
   * Makes the circle follow the group from now on, or no longer. A circle that follows the group
   * adds each member who reads the group's documents, except those who were removed or left. The
   * first call adds all who are lacking. Failure `not-permitted`.
   */
  follow(follows: boolean): void
  /** Adds all lacking members from this device, even those that another device should add. */
  catchUp(): void
  /** Reacts to a change of the group's records. */
  renew(): void
  close(): void
}

/** Age at which an epoch is replaced, counted from the arrival of its key here, as in a group. */
const epochAge = 30 * 24 * 60 * 60 * 1000
const circleNote = 'circles/'

/** Ids of the group's circles in the archive of this device. */
export const listCircles = (storage: GroupStorage, group: GroupId): GroupId[] =>
  storage.notes.list(group, circleNote).map(({ name }) => name.slice(circleNote.length) as GroupId)

/** Whether the member of this device writes in the group. Other devices judge a circle by that. */
const writesIn = (group: Group, device: DeviceId): boolean => {
  const role = wasMember(group.state(), device)?.role
  return role !== undefined && mayWrite(role)
}

/**
 * Failures: `invalid-input`, `not-permitted` (also for a member who does not write in the group).
 */
export const foundCircle = (rooms: CircleRooms, name: string): Circle => {
  const { storage, group, now } = rooms
  const { keys, device, member } = group.self
  if (member === null || !group.state().devices.has(device) || !writesIn(group, device))
    throw new Failure('not-permitted')
  const { key, epoch } = newEpoch([{ id: device, agreement: keys.agreement.public }])
  const root = writeCircleRecord(
    keys,
    { circle: null, parents: [], at: now() },
    { type: 'circle', group: group.id, name, member, epoch },
  )
  const id = root.id as string as GroupId
  if (!readCircleRecord(id, root)) throw new Failure('invalid-input')
  return storage.transaction(() => {
    storage.notes.put(group.id, circleNote + id, encode(now()))
    storage.records.put(id, root)
    storage.epochs.put(id, epoch.id, key)
    epochAges(storage, id, now).saw(epoch.id)
    const circle = openCircle(rooms, id)
    circle.renew()
    return circle
  })
}

/**
 * Accepts a circle whose records say that this device is in it. Returns null and keeps nothing when
 * they do not, or when neither the founder nor the member who added this device writes in the
 * group: an observer or a guest makes no circles for others.
 */
export const takeCircle = (rooms: CircleRooms, records: readonly SignedRecord[]): Circle | null => {
  const { storage, group, now } = rooms
  const offer = readOffer(rooms, records)
  if (!offer) return null
  return storage.transaction(() => {
    storage.notes.put(group.id, circleNote + offer.id, encode(now()))
    const circle = openCircle(rooms, offer.id)
    circle.addRecords(records)
    return circle
  })
}

/** Failure `not-found` for a circle that the archive does not have. */
export const openCircle = ({ storage, group, now }: CircleRooms, id: GroupId): Circle => {
  const { keys, device: self } = group.self
  if (storage.notes.get(group.id, circleNote + id) === null) throw new Failure('not-found')
  const ledger = openCircleLedger({ storage, group, now }, id)
  const { write } = ledger
  const counted = (): CircleState => ledger.state()
  const view = openView(id, group, counted)

  const active = (): Device[] => [...view.state().devices.values()]
  const mustBeIn = (): MemberId => {
    const member = view.state().devices.get(self)?.member
    if (!member) throw new Failure('not-permitted')
    return member
  }
  const devicesOf = (member: MemberId): Device[] =>
    [...group.state().devices.values()].filter(device => device.member === member)

  const rotate = (parents?: readonly RecordId[]): { id: EpochId; key: Bytes } => {
    const { key, epoch } = newEpoch(active())
    write({ type: 'renew', epoch }, null, parents)
    return { id: epoch.id, key }
  }
  const bringDevices = (member: MemberId, role: CircleRole | null): void => {
    const devices = devicesOf(member)
    const fresh = devices.map(({ id: device }) => device).filter(d => !counted().devices.has(d))
    if (devices.length === 0) throw new Failure('not-found')
    if (fresh.length === 0) throw new Failure('already-member')
    const others = active().filter(({ id: device }) => !fresh.includes(device))
    const { key, epoch } = newEpoch([...others, ...devices.filter(d => fresh.includes(d.id))])
    write({ type: 'bring', member, devices: fresh.toSorted(), role, epoch }, key)
  }

  const follow = (whose: 'own' | 'all'): void => {
    const { devices } = view.state()
    const at = { circle: counted(), nodes: ledger.nodes(), group: group.state(), devices }
    for (const { member, role } of toBring(self, at, whose))
      if (ledger.nodes().size < circleLimits.following) bringDevices(member, role)
  }

  /**
   * Applies a change of the group. When a removal in the group voids records of the circle that
   * counted here, a new epoch on top of them makes them count again. A device of this member in the
   * circle adds the member's further devices.
   */
  const renew = (): void => {
    const said = ledger.judgeAgain()
    if (view.state().devices.has(self)) {
      if (said.some(head => counted().voided.has(head)))
        rotate([...new Set([...said, ...counted().heads])])
      ledger.settle()
      const member = mustBeIn()
      const isNew = ({ id: device }: Device): boolean => !counted().devices.has(device)
      if (devicesOf(member).some(isNew)) bringDevices(member, null)
      follow('own')
    }
    ledger.tell()
  }
  const unlisten = group.onChange(() => {
    try {
      renew()
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
  const beyond = (heads: readonly RecordId[]): SignedRecord[] => {
    const given = new Set(heads.flatMap(head => [head, ...(ledger.nodes().get(head)?.past ?? [])]))
    return [...ledger.nodes().values()]
      .filter(({ record }) => !given.has(record.id))
      .toSorted((a, b) => a.depth - b.depth || (a.record.id < b.record.id ? -1 : 1))
      .map(({ record }) => record.signed)
  }
  const epoch: Circle['epoch'] = () => {
    mustBeIn()
    const chosen = chooseEpoch(view.state())
    const key = chosen && ledger.epochKey(chosen.id)
    return chosen && key && ledger.epochAge(chosen.id) < epochAge
      ? { id: chosen.id, key }
      : rotate()
  }

  return {
    id,
    parent: group.id,
    entry,
    epoch,
    addRecords: ledger.add,
    renew,
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
    roleAt(heads, device) {
      const role = ledger.roleAt(heads, device)
      return role && view.roleOf(role)
    },
    recordHeads: () => [...counted().heads],
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
    proofFor(device) {
      const since = view.state().devices.get(device)?.since
      const node = since && ledger.nodes().get(since)
      if (!node) return null
      const past = new Set([...node.past, since])
      return beyond([]).filter(signed => past.has(signed.id))
    },
    bring(member, role = 'member') {
      mustBeIn()
      bringDevices(member, counted().members.has(member) ? null : role)
    },
    remove(member) {
      if (mustBeIn() === member) return this.leave()
      if (!counted().members.has(member)) throw new Failure('not-found')
      const { key, epoch: next } = newEpoch(active().filter(device => device.member !== member))
      write({ type: 'part', member, epoch: next }, key)
    },
    appoint(member, role) {
      mustBeIn()
      if (!counted().members.has(member)) throw new Failure('not-found')
      write({ type: 'appoint', member, role }, null)
    },
    follows() {
      const { follows } = counted()
      const lacking = lackedBy(counted(), group.state()).map(({ member }) => member)
      return follows && { ...follows, lacking: lacking.toSorted() }
    },
    follow(follows) {
      mustBeIn()
      if ((counted().follows !== null) !== follows) write({ type: 'follow', follows }, null)
      follow('all')
    },
    catchUp: () => follow('all'),
    leave: () => write({ type: 'part', member: mustBeIn(), epoch: null }, null),
    invitations: () => [],
    openInvitations: () => [],
    answerInvitation: () => {
      throw new Failure('not-permitted')
    },
    waiting: () => [],
  }
}
