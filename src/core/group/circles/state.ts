// What a set of a circle's records means: who is in, with which devices, and the epochs. A pure
// function of the records and of which devices are active in the group now, in no order.
import type { DeviceId, MemberId, RecordId } from '#shared/ids'
import type { EpochEntry } from '../state.ts'
import { countedOf, type InGroup } from './counting.ts'
import { bringingOf, inOrder, peopleOf } from './people.ts'
import type { CircleDevice, CircleNode, CircleNodes, IsOf, People } from './people.ts'

/** By whom and when a circle was made to follow the group. */
export type Following = { by: MemberId | null; at: number }

export type CircleState = People & {
  /** Null where it does not. */
  follows: Following | null
  /** Whoever was taken out, or left, at any time. */
  takenOut: ReadonlySet<MemberId>
  /** Of everybody who was ever brought in. */
  known: ReadonlyMap<DeviceId, CircleDevice>
  epochs: readonly EpochEntry[]
  voided: ReadonlySet<RecordId>
  /** Records that count and that none which counts stands on. Sorted. */
  heads: readonly RecordId[]
}

/** What devices that are not active wrote, where no active one stood on it. */
const isVouched = (list: readonly CircleNode[], isActive: (device: DeviceId) => boolean) => {
  const vouched = new Set<RecordId>()
  for (const { record, past } of list)
    if (isActive(record.device)) for (const id of past) vouched.add(id)
  return ({ record, depth }: CircleNode): boolean =>
    depth === 0 || isActive(record.device) || vouched.has(record.id)
}

/** Everybody who was ever brought in, by whatever record. */
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

/** What sets it stands on everything that takes it away: who took it away knew best. */
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

/** Who is in by what these heads stand on, and by nothing beside them. */
export const peopleAt = (
  nodes: CircleNodes,
  heads: readonly RecordId[],
  inGroup: Pick<InGroup, 'remains' | 'isOf'>,
): People => {
  const past = new Set(heads.flatMap(head => [head, ...(nodes.get(head)?.past ?? [])]))
  const list = [...nodes.values()].filter(({ record }) => past.has(record.id)).toSorted(inOrder)
  return peopleOf(countedOf(list, inGroup), inGroup.isOf)
}
