// Writes one graph of the vectors by hand, field by field like in docs/protocol.md, and beside it
// the expected outcome, in the names of people. Nothing here calls the reducer.
import {
  boxFor,
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
  type Bytes,
  type DeviceKeys,
  type Encodable,
} from '#core/keys'
import { signFields, type SignedRecord } from '#core/records'
import type { GroupId } from '#shared/ids'
import type { DeviceState, Graph } from './graph-vectors.ts'
import { epochFor, idOfDevice, invitationKeys, sharedEpochFor, type Pair } from './records.ts'

type Rec = SignedRecord
type Parents = readonly Rec[]

export type Outcomes = Record<
  string,
  { role: string; devices: Record<string, DeviceState>; outside?: true; removed?: true }
>

export type Invited = { record: Rec; pair: Pair }

/** One graph, with all keys; `expects` is the outcome by a reader, by name. */
export type JudgedGraph = Graph & {
  devices: Record<string, Record<'signing' | 'agreement', { public: string; secret: string }>>
  epochs: { id: string; key: string }[]
  /** The reason for each dropped record, in their order. */
  reasons: string[]
}

export const openScene = (name: string) => {
  const devices = new Map<string, DeviceKeys>()
  const members = new Map<string, Bytes>()
  const records: Rec[] = []
  const dropped: { id: string; why: string }[] = []
  const epochs = new Map<string, Bytes>()
  /** The key of the newest epoch on the way to each record. */
  const keyAt = new Map<string, Bytes>()
  let group: GroupId | null = null

  const keysOf = (who: string): DeviceKeys => {
    const keys = devices.get(who) ?? newDeviceKeys()
    devices.set(who, keys)
    return keys
  }
  const idOf = (who: string): Bytes => keysOf(who).signing.public
  /** The member to whom this device, or the member's first one, belongs. */
  const member = (who: string): Bytes => members.get(who) ?? random(32)
  const begins = (record: Rec, key: Bytes): Rec => {
    epochs.set(toHex(digest('epoch', key)), key)
    keyAt.set(record.id, key)
    return record
  }
  const write = (by: string, parents: Parents, type: string, body: Encodable, at = 0): Rec => {
    const header = { group, parents: parents.map(({ id }) => id), at }
    const record = signFields(keysOf(by), header, type, body)
    records.push(record)
    const key = parents[0] && keyAt.get(parents[0].id)
    if (key) keyAt.set(record.id, key)
    return record
  }
  const keyOf = (record: Rec): Bytes => keyAt.get(record.id) ?? random(32)

  /** A record with an epoch for these devices, in its last field. */
  const writeShared = (
    by: string,
    parents: Parents,
    [type, ...fields]: [string, ...Encodable[]],
    recipients: readonly string[],
    key = random(32),
  ): Rec =>
    begins(write(by, parents, type, [...fields, sharedEpochFor(recipients.map(keysOf), key)]), key)

  const root = (by: string, recipients = [by]): Rec => {
    const key = random(32)
    const { agreement } = keysOf(by)
    const about = ['Advisory group', 'global', 'en', by, 'Laptop', agreement.public]
    const record = write(by, [], 'root', [...about, epochFor(recipients.map(keysOf), key)])
    group = record.id as string as GroupId
    members.set(by, fromHex(record.id))
    return begins(record, key)
  }
  const invite = (by: string, parents: Parents, role = 'member', pair = invitationKeys()) => ({
    record: write(by, parents, 'invite', [pair.public, role, 1]),
    pair,
  })
  const join = (
    who: string,
    { record, pair }: Invited,
    parents: Parents = [record],
    wrong: Partial<{ pair: Pair; handle: string }> = {},
  ): Rec => {
    const { agreement } = keysOf(who)
    const proven = [fromHex(group!), fromHex(record.id), idOf(who), agreement.public]
    const proof = sign('join', encode([...proven, who, 'Laptop']), (wrong.pair ?? pair).secret)
    const handle = wrong.handle ?? who
    const body = [fromHex(record.id), handle, 'Laptop', agreement.public, proof]
    const asked = write(who, parents, 'join', body)
    if (!members.has(who)) members.set(who, fromHex(asked.id))
    return asked
  }
  const agreementIn = (asked: Rec): Bytes => {
    const fields = decodeStrict(asked.bytes, 262_144) as Bytes[][]
    const found = fields[6]?.[3]
    return found?.length === 32 ? found : newDeviceKeys().agreement.public
  }
  const welcome = (
    by: string,
    parents: Parents,
    asked: Rec,
    { previous = keyOf(parents[0]!), key = random(32) } = {},
  ): Rec => {
    const id = digest('epoch', key)
    const wrapped = keyedDigest(previous, 'next-epoch', id).map((byte, at) => byte ^ key[at]!)
    const box = boxFor(agreementIn(asked), key)
    const body = [fromHex(asked.id), id, digest('epoch', previous), wrapped, box]
    return begins(write(by, parents, 'welcome', body), key)
  }
  const letIn = (by: string, parents: Parents, asked: Rec): Rec =>
    write(by, parents, 'letIn', [fromHex(asked.id)])

  /** Invited, asked, welcomed, one after the other. */
  const comesIn = (by: string, who: string, parents: Parents, role = 'member'): Rec => {
    const asked = join(who, invite(by, parents, role))
    return welcome(by, [asked], asked)
  }
  const comesInOutside = (by: string, who: string, parents: Parents, role = 'guest'): Rec => {
    const asked = join(who, invite(by, parents, role))
    return letIn(by, [asked], asked)
  }

  type Added = {
    member: string
    /** The recovery pair that proves the member, where another member adds the device. */
    recovery?: Pair | null
    /** The key in an `addDevice` record. */
    key?: Bytes
    /** The signer for the new device; itself, if it is right. */
    signer?: string
  }
  const addFields = (by: string, who: string, { member: of, recovery, signer = who }: Added) => {
    const { agreement } = keysOf(who)
    const owner = member(of)
    const about = [fromHex(group!), owner]
    const proven = encode([...about, idOf(by), idOf(who), agreement.public, 'Phone'])
    const proof = sign('device', proven, keysOf(signer).signing.secret)
    const recovered =
      recovery && sign('recovery', encode([...about, idOf(who), agreement.public]), recovery.secret)
    if (!members.has(who)) members.set(who, owner)
    return [owner, idOf(who), agreement.public, 'Phone', proof, recovered ?? null]
  }
  const addDevice = (by: string, who: string, parents: Parents, added: Added): Rec => {
    const key = added.key ?? keyOf(parents[0]!)
    const given = [digest('epoch', key), boxFor(keysOf(who).agreement.public, key)]
    return write(by, parents, 'addDevice', [...addFields(by, who, added), ...given])
  }
  const letInDevice = (by: string, who: string, parents: Parents, added: Added): Rec =>
    write(by, parents, 'letInDevice', addFields(by, who, added))

  const recovery = (by: string, parents: Parents, pair = signingPairFrom(random(32))): Rec =>
    write(by, parents, 'recovery', [pair.public])
  const propose = (by: string, parents: Parents, action: Encodable): Rec =>
    write(by, parents, 'propose', [action])
  const second = (by: string, proposal: Rec, parents: Parents = [proposal]): Rec =>
    write(by, parents, 'second', [fromHex(proposal.id)])
  const inIdOrder = (list: Parents) => list.map(({ id }) => id).toSorted()
  /** `stay`: recipients of its epoch; none for an action that changes no keys. */
  const carry = (
    by: string,
    proposal: Rec,
    seconds: Parents,
    stay: readonly string[] | null,
    { parents = [proposal, ...seconds], key = random(32) } = {},
  ): Rec => {
    const fields: Encodable[] = [fromHex(proposal.id), inIdOrder(seconds).map(fromHex)]
    return stay === null
      ? write(by, parents, 'carry', [...fields, null])
      : writeShared(by, parents, ['carry', ...fields], stay, key)
  }

  /** These records break a rule of their own past, each for this reason. */
  const drops = (why: string, ...list: Rec[]): void => {
    for (const { id } of list) dropped.push({ id, why })
  }

  const hexOf = (pair: Pair) => ({ public: toHex(pair.public), secret: toHex(pair.secret) })
  const typeOf = (bytes: Bytes): string => (decodeStrict(bytes, 262_144) as string[])[5] ?? ''
  const done = (
    outcomes: Outcomes,
    { voided = [], sendIn = null }: { voided?: Rec[]; sendIn?: Rec | null } = {},
  ): JudgedGraph => ({
    name,
    group: group!,
    devices: Object.fromEntries(
      [...devices].map(([who, { signing, agreement }]) => [
        who,
        { signing: hexOf(signing), agreement: hexOf(agreement) },
      ]),
    ),
    epochs: [...epochs].map(([id, key]) => ({ id, key: toHex(key) })),
    records: records.map(({ id, bytes, signatures: [[device, signature] = ['', random(0)]] }) => ({
      type: typeOf(bytes),
      id,
      bytes: toHex(bytes),
      device,
      signature: toHex(signature),
    })),
    dropped: dropped.map(({ id }) => id),
    reasons: dropped.map(({ why }) => why),
    voided: voided.map(({ id }) => id as string).toSorted(),
    members: Object.fromEntries(
      Object.entries(outcomes).map(([who, { role, devices: own, outside, removed }]) => [
        toHex(member(who)),
        {
          role,
          outside: outside === true,
          removed: removed === true,
          devices: Object.fromEntries(
            Object.entries(own).map(([device, how]) => [idOfDevice(keysOf(device)), how]),
          ),
        },
      ]),
    ),
    sendIn: sendIn && toHex(digest('epoch', keyOf(sendIn))),
  })

  return {
    ...{ keyOf, idOf, member, write, writeShared, root, invite, join, welcome, letIn, comesIn },
    ...{ comesInOutside, addDevice, letInDevice, recovery, propose, second, carry, drops, done },
  }
}

export type Scene = ReturnType<typeof openScene>

/** Members with one device each, in this order from the founder on; `head` is the last admission. */
export const groupOf = (scene: Scene, people: Record<string, string>) => {
  const [founder = '', ...others] = Object.keys(people)
  let head = scene.root(founder)
  for (const who of others) head = scene.comesIn(founder, who, [head], people[who])
  return head
}

/** The outcome of people who are in with their first device. */
export const stay = (people: Record<string, string>): Outcomes =>
  Object.fromEntries(
    Object.entries(people).map(([who, role]) => [who, { role, devices: { [who]: 'active' } }]),
  )
