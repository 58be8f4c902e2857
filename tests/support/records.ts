// Membership records written by hand, field by field as docs/protocol.md gives them, so that tests
// can also write what no honest device would.
import { checkRecord, signFields, type Membership, type SignedRecord } from '#core/group'
import {
  boxFor,
  decodeStrict,
  digest,
  encode,
  fromHex,
  newDeviceKeys,
  random,
  sign,
  signingPairFrom,
  toHex,
} from '#core/keys'
import type { Bytes, DeviceKeys, Encodable } from '#core/keys'
import type { DeviceId, GroupId } from '#shared/ids'

export type Pair = DeviceKeys['signing']

export const idOfDevice = (keys: DeviceKeys): DeviceId => toHex(keys.signing.public) as DeviceId

export const invitationKeys = (): Pair => signingPairFrom(random(32))

/** The keys behind the secret that an invitation file carries. */
export const invitationKeysOf = (file: Bytes): Pair => {
  const fields = decodeStrict(file, 4096) as Bytes[]
  return signingPairFrom(digest('invitation', fields[4] ?? new Uint8Array()))
}

/** An epoch for these devices, as a record's field. */
export const epochFor = (recipients: readonly DeviceKeys[], key = random(32)): Encodable => [
  digest('epoch', key),
  recipients
    .toSorted((a, b) => (idOfDevice(a) < idOfDevice(b) ? -1 : 1))
    .map(({ signing, agreement }) => [signing.public, boxFor(agreement.public, key)]),
]

export const root = (keys: DeviceKeys, handle = 'Alice', at = 0): SignedRecord =>
  signFields(keys, { group: null, parents: [], at }, 'root', [
    'Advisory group',
    'global',
    'en',
    handle,
    'Laptop',
    keys.agreement.public,
    epochFor([keys]),
  ])

/** Writes records of one group, each standing on the records given. */
export const inGroup = (group: GroupId) => {
  const write = (
    keys: DeviceKeys,
    parents: readonly SignedRecord[],
    type: string,
    body: Encodable,
    at = 0,
  ): SignedRecord =>
    signFields(keys, { group, parents: parents.map(({ id }) => id), at }, type, body)
  return {
    write,
    invite: (keys: DeviceKeys, parents: SignedRecord[], pair: Pair, role = 'member', until = 1) =>
      write(keys, parents, 'invite', [pair.public, role, until]),
    cancel: (keys: DeviceKeys, parents: SignedRecord[], invitation: SignedRecord) =>
      write(keys, parents, 'cancel', [fromHex(invitation.id)]),
    join: (
      keys: DeviceKeys,
      invitation: SignedRecord,
      pair: Pair,
      { handle = 'Bob', parents = [invitation] } = {},
    ) => {
      const parts = [fromHex(group), fromHex(invitation.id), keys.signing.public]
      const proven = encode([...parts, keys.agreement.public, handle, 'Laptop'])
      const proof = sign('join', proven, pair.secret)
      const fields = [fromHex(invitation.id), handle, 'Laptop', keys.agreement.public, proof]
      return write(keys, parents, 'join', fields)
    },
    admit: (
      keys: DeviceKeys,
      parents: SignedRecord[],
      join: SignedRecord,
      recipients: readonly DeviceKeys[],
    ) => write(keys, parents, 'admit', [fromHex(join.id), epochFor(recipients)]),
    rotate: (keys: DeviceKeys, parents: SignedRecord[], recipients: readonly DeviceKeys[]) =>
      write(keys, parents, 'rotate', [epochFor(recipients)]),
  }
}

/** A group of three by hand: Alice a chair, Bob a member, Carol a chair; `heads` is all of it. */
export const smallGroup = () => {
  const [alice, bob, carol] = [newDeviceKeys(), newDeviceKeys(), newDeviceKeys()]
  const first = root(alice)
  const group = first.id as string as GroupId
  const hand = inGroup(group)
  const [bobs, carols] = [invitationKeys(), invitationKeys()]
  const inviteBob = hand.invite(alice, [first], bobs)
  const joinBob = hand.join(bob, inviteBob, bobs)
  const admitBob = hand.admit(alice, [joinBob], joinBob, [alice, bob])
  const inviteCarol = hand.invite(alice, [admitBob], carols, 'chair')
  const joinCarol = hand.join(carol, inviteCarol, carols, { handle: 'Carol' })
  const admitCarol = hand.admit(alice, [joinCarol], joinCarol, [alice, bob, carol])
  const records = [first, inviteBob, joinBob, admitBob, inviteCarol, joinCarol, admitCarol]
  return {
    ...hand,
    group,
    alice,
    bob,
    carol,
    records,
    heads: [admitCarol],
    bobs,
    inviteBob,
    joinBob,
  }
}

/** The records as the reducer takes them; throws for one that is wrong in form or signature. */
export const checked = (group: GroupId, records: readonly SignedRecord[]): Membership[] =>
  records.map(signed => {
    const record = checkRecord(group, signed)
    if (!record) throw new Error(`a record is wrong in form or signature: ${signed.id}`)
    return record
  })
