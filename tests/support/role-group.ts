// A group in which one member has a given role, and the rule that a record written by hand would
// break.
import { brokenRule, reduce, type Membership } from '#core/group'
import {
  fromHex,
  newDeviceKeys,
  random,
  type Bytes,
  type DeviceKeys,
  type Encodable,
} from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { Role } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { checked, inGroup, invitationKeys, root } from './records.ts'

/** Alice the founder, Bob in the given role, Carol and Dana; each with one device. */
export const groupWith = (role: Role) => {
  const people = [newDeviceKeys(), newDeviceKeys(), newDeviceKeys(), newDeviceKeys()] as const
  const [alice, bob, carol, dana] = people
  const first = root(alice)
  const group = first.id as string as GroupId
  const hand = inGroup(group)
  const records: SignedRecord[] = [first]
  const joins = (keys: DeviceKeys, handle: string, as: Role): SignedRecord => {
    const pair = invitationKeys()
    const open = hand.invite(alice, [records.at(-1)!], pair, as)
    const join = hand.join(keys, open, pair, { handle })
    const admit = hand.welcome(alice, [join], join)
    records.push(open, join, admit)
    return join
  }
  const bobs = joins(bob, 'Bob', role)
  const carols = joins(carol, 'Carol', 'member')
  const danas = joins(dana, 'Dana', 'chair')
  const idOf = (record: SignedRecord): Bytes => fromHex(record.id)
  const members = { alice: idOf(first), bob: idOf(bobs), carol: idOf(carols), dana: idOf(danas) }
  return { ...hand, group, records, people, alice, bob, carol, dana, members }
}

export type Setting = ReturnType<typeof groupWith>

/** In the layout of docs/protocol.md; no rule reads the content of the boxes. */
export const epochOf = (recipients: number): Encodable => [
  random(32),
  random(32),
  random(32 * recipients),
]

export const device = (keys: DeviceKeys): Bytes => keys.signing.public

/** The first rule that it breaks where everything else is there; null for none. */
export const brokenBy = (
  { group, records }: Setting,
  record: SignedRecord,
  more: SignedRecord[] = [],
): string | null => {
  const [read] = checked(group, [record]) as [Membership]
  return brokenRule(read, reduce(group, checked(group, [...records, ...more])))
}

export const heads = ({ records }: Setting): SignedRecord[] => [records.at(-1)!]
