// The state of a set of circle records: members, devices and epochs. It is a pure function of the
// records and of the devices that are active in the group now, whatever the order.
import { inOrder } from '#core/records'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { EpochEntry } from '../state.ts'
import { countedOf, type InGroup } from './counting.ts'
import { bringingOf, peopleOf } from './people.ts'
import type { CircleDevice, CircleNode, CircleNodes, IsOf, People } from './people.ts'

/** The member who made a circle follow the group, and when. */
export type Following = { by: MemberId | null; at: number }

export type CircleState = People & {
  /** Null if the circle does not follow the group. */
  follows: Following | null
  /** Members who were removed or left at any time. */
  takenOut: ReadonlySet<MemberId>
  /** Devices of all members who were ever added. */
  known: ReadonlyMap<DeviceId, CircleDevice>
  epochs: readonly EpochEntry[]
  voided: ReadonlySet<RecordId>
  /** Records that count and that no counting record follows. Sorted. */
  heads: readonly RecordId[]
}

/**
 * Whether the device of a record is active, or a record of an active device follows it. Other
 * records have no effect.
 */
const isVouched = (list: readonly CircleNode[], isActive: (device: DeviceId) => boolean) => {
  const vouched = new Set<RecordId>()
  for (const { record, past } of list)
    if (isActive(record.device)) for (const id of past) vouched.add(id)
  return ({ record, depth }: CircleNode): boolean =>
    depth === 0 || isActive(record.device) || vouched.has(record.id)
}

/** Devices of all members who were ever added, by any record. */
const everKnown = (list: readonly CircleNode[], isOf: IsOf): Map<DeviceId, CircleDevice> => {
  const known = new Map<DeviceId, CircleDevice>()
  for (const node of list) {
    const { id, at, device: broughtBy } = node.record
    const { member, devices = [] } = bringingOf(node, isOf) ?? {}
    for (const device of devices)
      if (member && !known.has(device))
        known.set(device, { member, since: id, broughtBy, addedAt: at })
  }
  return known
}

const epochOf = ({ record, depth }: CircleNode): EpochEntry[] => {
  const epoch = 'epoch' in record.body ? record.body.epoch : null
  if (!epoch) return []
  const recipients = epoch.boxes.map(([device]) => device)
  return [{ id: epoch.id, record: record.id, depth, recipients, at: record.at, previous: null }]
}

/** `follow: true` wins only if it causally follows every `follow: false`. */
const followingOf = (
  counted: readonly CircleNode[],
  known: ReadonlyMap<DeviceId, CircleDevice>,
): Following | null => {
  const marks = counted.filter(({ record }) => record.body.type === 'follow')
  const isOn = ({ record: { body } }: CircleNode): boolean => body.type === 'follow' && body.follows
  const off = marks.filter(mark => !isOn(mark)).map(({ record }) => record.id)
  const set = marks.filter(mark => isOn(mark) && off.every(id => mark.past.has(id))).at(-1)
  return set ? { by: known.get(set.record.device)?.member ?? null, at: set.record.at } : null
}

const takenOutIn = (counted: readonly CircleNode[]): Set<MemberId> =>
  new Set(counted.flatMap(({ record: { body } }) => (body.type === 'part' ? [body.member] : [])))

export const circleStateOf = (nodes: CircleNodes, inGroup: InGroup): CircleState => {
  const list = [...nodes.values()].toSorted(inOrder)
  const counted = countedOf(list.filter(isVouched(list, inGroup.isActive)), inGroup)
  const ids = new Set(counted.map(({ record }) => record.id))
  const stoodOn = new Set(counted.flatMap(({ past }) => [...past]))
  const known = everKnown(list, inGroup.isOf)
  return {
    ...peopleOf(counted, inGroup.isOf),
    follows: followingOf(counted, known),
    takenOut: takenOutIn(counted),
    known,
    voided: new Set(list.map(({ record }) => record.id).filter(id => !ids.has(id))),
    heads: [...ids].filter(id => !stoodOn.has(id)).toSorted(),
    epochs: counted.flatMap(epochOf),
  }
}

/** Members by the causal past of these heads alone. */
export const peopleAt = (
  nodes: CircleNodes,
  heads: readonly RecordId[],
  inGroup: Pick<InGroup, 'remains' | 'isOf'>,
): People => {
  const past = new Set(heads.flatMap(head => [head, ...(nodes.get(head)?.past ?? [])]))
  const list = [...nodes.values()].filter(({ record }) => past.has(record.id)).toSorted(inOrder)
  return peopleOf(countedOf(list, inGroup), inGroup.isOf)
}
