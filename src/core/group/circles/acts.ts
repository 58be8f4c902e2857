// Acts of this device on a circle: members, epochs, and following the group.
import type { Bytes } from '#core/keys'
import type { CircleRole } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { EpochId, MemberId, RecordId } from '#shared/ids'
import { chooseEpoch } from '../epochs.ts'
import type { Group } from '../group.ts'
import type { Device } from '../state.ts'
import { toBring } from './following.ts'
import type { CircleLedger } from './ledger.ts'
import { newEpoch } from './new-epoch.ts'
import { circleLimits } from './records.ts'
import type { CircleState } from './state.ts'
import type { CircleView } from './view.ts'

/** Age at which an epoch is replaced, counted from the arrival of its key here, as in a group. */
const epochAge = 30 * 24 * 60 * 60 * 1000

export type CircleActs = Pick<Group, 'epoch'> & {
  /**
   * Adds a member of the group with all devices, or the new devices of a member of the circle.
   * Failures: `not-permitted`, `not-found` (no active device), `in-circle-already`.
   */
  bring(member: MemberId, role?: CircleRole): void
  /** Failures: `not-permitted`, `not-found`. */
  remove(member: MemberId): void
  appoint(member: MemberId, role: CircleRole): void
  /** Failure `not-permitted`. */
  leave(): void
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
}

export const circleActs = ({
  group,
  ledger,
  view,
}: {
  group: Group
  ledger: CircleLedger
  view: CircleView
}): CircleActs => {
  const { device: self } = group.self
  const { write } = ledger
  const counted = (): CircleState => ledger.state()

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
    if (fresh.length === 0) throw new Failure('in-circle-already')
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
    ledger.announce()
  }

  const epoch: CircleActs['epoch'] = () => {
    mustBeIn()
    const chosen = chooseEpoch(view.state())
    const key = chosen && ledger.epochKey(chosen.id)
    return chosen && key && ledger.epochAge(chosen.id) < epochAge
      ? { id: chosen.id, key }
      : rotate()
  }

  const leave = (): void => write({ type: 'part', member: mustBeIn(), epoch: null }, null)

  return {
    epoch,
    renew,
    bring(member, role = 'member') {
      mustBeIn()
      bringDevices(member, counted().members.has(member) ? null : role)
    },
    remove(member) {
      if (mustBeIn() === member) return leave()
      if (!counted().members.has(member)) throw new Failure('not-found')
      const { key, epoch: next } = newEpoch(active().filter(device => device.member !== member))
      write({ type: 'part', member, epoch: next }, key)
    },
    appoint(member, role) {
      mustBeIn()
      if (!counted().members.has(member)) throw new Failure('not-found')
      write({ type: 'appoint', member, role }, null)
    },
    follow(follows) {
      mustBeIn()
      if ((counted().follows !== null) !== follows) write({ type: 'follow', follows }, null)
      follow('all')
    },
    catchUp: () => follow('all'),
    leave,
  }
}
