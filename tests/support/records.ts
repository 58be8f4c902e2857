// Membership records written by hand, field by field like in docs/protocol.md, so that tests can
// also write records that no honest device would.
import { checkRecord, type Membership } from '#core/group'
import {
  boxFor,
  boxForAll,
  decodeStrict,
  digest,
  encode,
  fromHex,
  keyedDigest,
  newDeviceKeys,
  random,
  sign,
  signingPairFrom,
  toHex,
} from '#core/keys'
import type { Bytes, DeviceKeys, Encodable } from '#core/keys'
import { signFields, type SignedRecord } from '#core/records'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'

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

/** The same for all of them at once, in the form of records after the root. */
export const sharedEpochFor = (recipients: readonly DeviceKeys[], key = random(32)): Encodable => {
  const inOrder = recipients.toSorted((a, b) => (idOfDevice(a) < idOfDevice(b) ? -1 : 1))
  const { ephemeral, sealed } = boxForAll(
    inOrder.map(({ agreement }) => agreement.public),
    key,
  )
  return [digest('epoch', key), ephemeral, sealed]
}

/** The key of the newest epoch in the history of each record that was written here. */
const keysAt = new Map<RecordId, Bytes>()

const begins = (record: SignedRecord, key: Bytes): SignedRecord => {
  keysAt.set(record.id, key)
  return record
}

export const root = (keys: DeviceKeys, handle = 'Alice', at = 0): SignedRecord => {
  const key = random(32)
  const record = signFields(keys, { group: null, parents: [], at }, 'root', [
    'Advisory group',
    'global',
    'en',
    handle,
    'Laptop',
    keys.agreement.public,
    epochFor([keys], key),
  ])
  return begins(record, key)
}

/**
 * In the form of a `welcome`: for all devices with `previous`, and for the one that asked in
 * `join`.
 */
const nextEpochFor = (previous: Bytes, join: SignedRecord, key: Bytes): Encodable[] => {
  const epoch = digest('epoch', key)
  const pad = keyedDigest(previous, 'next-epoch', epoch)
  const [, , , , , , body] = decodeStrict(join.bytes, 1 << 20) as Bytes[][]
  // A record that is no request has no key to box for.
  const agreement = body?.[3]?.length === 32 ? body[3] : newDeviceKeys().agreement.public
  const wrapped = pad.map((byte, at) => byte ^ key[at]!)
  return [epoch, digest('epoch', previous), wrapped, boxFor(agreement, key)]
}

/**
 * Writes records of one group, each standing on the given records. `keyNow`: of the epoch before,
 * where a record stands on none that was written here.
 */
export const inGroup = (group: GroupId, keyNow = (): Bytes => random(32)) => {
  const keyAt = (parents: readonly SignedRecord[]): Bytes =>
    keysAt.get(parents[0]?.id as RecordId) ?? keyNow()
  const write = (
    keys: DeviceKeys,
    parents: readonly SignedRecord[],
    type: string,
    body: Encodable,
    at = 0,
  ): SignedRecord =>
    begins(
      signFields(keys, { group, parents: parents.map(({ id }) => id), at }, type, body),
      keyAt(parents),
    )
  return {
    write,
    /** The key of the newest epoch for an author who stands on these. */
    keyAt,
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
    welcome: (keys: DeviceKeys, parents: SignedRecord[], join: SignedRecord) => {
      const key = random(32)
      const fields = [fromHex(join.id), ...nextEpochFor(keyAt(parents), join, key)]
      return begins(write(keys, parents, 'welcome', fields), key)
    },
    renew: (
      keys: DeviceKeys,
      parents: SignedRecord[],
      recipients: readonly DeviceKeys[],
      key = random(32),
    ) => begins(write(keys, parents, 'renew', [sharedEpochFor(recipients, key)]), key),
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
  const admitBob = hand.welcome(alice, [joinBob], joinBob)
  const inviteCarol = hand.invite(alice, [admitBob], carols, 'chair')
  const joinCarol = hand.join(carol, inviteCarol, carols, { handle: 'Carol' })
  const admitCarol = hand.welcome(alice, [joinCarol], joinCarol)
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
    admitBob,
  }
}

/** The records in the form for the reducer; throws for one with a wrong form or signature. */
export const checked = (group: GroupId, records: readonly SignedRecord[]): Membership[] =>
  records.map(signed => {
    const record = checkRecord(group, signed)
    if (!record) throw new Error(`a record is wrong in form or signature: ${signed.id}`)
    return record
  })
