// Forged records and files: none is accepted, none throws, and nothing changes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boxFor,
  decodeStrict,
  digest,
  encode,
  fromHex,
  newDeviceKeys,
  random,
  sign,
  toHex,
} from '#core/keys'
import type { Decoded, DeviceKeys, Encodable } from '#core/keys'
import { packRecord, signFields, unpackRecord, type SignedRecord } from '#core/records'
import type { DeviceId, RecordId } from '#shared/ids'
import { founder, joiner, meet, startOfTime } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { inGroup, invitationKeys, sharedEpochFor } from '#tests/records'

/** A group of Alice and Carol, chairs, and Bob, a member. Mallory has Bob's or Carol's keys. */
const setting = () => {
  const a = founder('Alice', { archive: memoryGroups() })
  const b = joiner('Bob', a, { archive: memoryGroups() })
  const c = joiner('Carol', a, { archive: memoryGroups() }, 'chair')
  meet(a, b)
  const pair = invitationKeys()
  const { id, self } = a.group
  const heads = () => a.group.recordHeads().map(head => ({ id: head }) as SignedRecord)
  const hand = inGroup(id, () => a.group.epoch().key)
  const open = hand.invite(self.keys, heads(), pair, 'member', startOfTime)
  a.group.addRecords([open])
  const devices = [a, b, c].map(({ group }) => group.self.keys)
  const [alice, bob, carol] = devices as [DeviceKeys, DeviceKeys, DeviceKeys]
  return { ...hand, a, b, c, id, pair, open, heads, alice, bob, carol, devices }
}
type Setting = ReturnType<typeof setting>

/** The counts for records offered to Alice, and whether anything differs afterwards. */
const offered = ({ a }: Setting, records: SignedRecord[]) => {
  const { group, archive } = a
  const kept = () => [
    archive.records.list(group.id).length,
    archive.records.waiting(group.id).length,
  ]
  const before = { state: group.state(), heads: group.recordHeads().join(), kept: kept().join() }
  const taken = group.addRecords(records)
  const changed =
    group.state() !== before.state ||
    group.recordHeads().join() !== before.heads ||
    kept().join() !== before.kept
  return { ...taken, changed }
}
const refused = { accepted: 0, known: 0, refused: 1, waiting: 0, changed: false }

/** `bytes` as they are, signed by a member's key. */
const signedAs = (keys: DeviceKeys, bytes: Uint8Array): SignedRecord => {
  const id = toHex(digest('record', bytes)) as RecordId
  const signature = sign('record', fromHex(id), keys.signing.secret)
  return { id, bytes, signatures: [[toHex(keys.signing.public) as DeviceId, signature]] }
}

const rotation = ({ bob, heads, devices, renew }: Setting) => renew(bob, heads(), devices)

/** Bob's honest renewal with one field of the record changed before signing. */
const changed = (setup: Setting, index: number, value: Encodable): SignedRecord => {
  const fields = decodeStrict(rotation(setup).bytes, 1 << 20) as Decoded[]
  return signedAs(setup.bob, encode(fields.with(index, value as Decoded)))
}

/** The same with another shared box, whose slots have 32 bytes each. */
const withBox = (
  setup: Setting,
  change: (sealed: Uint8Array) => Encodable,
  name = random(32),
): SignedRecord => {
  const [, ephemeral, sealed] = sharedEpochFor(setup.devices) as Uint8Array[]
  return setup.write(setup.bob, setup.heads(), 'renew', [[name, ephemeral!, change(sealed!)]])
}

test('when they come with honest ones, the honest ones are accepted', () => {
  const setup = setting()
  const dana = newDeviceKeys()
  const join = setup.join(dana, setup.open, setup.pair)
  const admit = setup.welcome(setup.alice, [join], join)
  expect(setup.a.group.addRecords([rotation(setup), join, admit])).toMatchObject({ accepted: 3 })
})

const other = newDeviceKeys()
const lowOrder = new Uint8Array(32)

describe('records signed by a member, each refused', () => {
  const classes: [string, (setup: Setting) => SignedRecord][] = [
    ['wrong group', s => changed(s, 2, random(32))],
    ['no group', s => changed(s, 2, null)],
    ["another member's name as author", s => changed(s, 3, s.alice.signing.public)],
    [
      'parents out of order',
      s =>
        changed(
          s,
          4,
          [fromHex(s.open.id), fromHex(s.id)].toSorted((x, y) => Buffer.compare(y, x)),
        ),
    ],
    ['a parent twice', s => changed(s, 4, [fromHex(s.open.id), fromHex(s.open.id)])],
    ['no parent', s => changed(s, 4, [])],
    [
      'too many parents',
      s =>
        changed(
          s,
          4,
          Array.from({ length: 1025 }, (_, at) =>
            digest('x', Uint8Array.of(at >> 8, at & 255)),
          ).toSorted((x, y) => Buffer.compare(x, y)),
        ),
    ],
    ['a short parent', s => changed(s, 4, [random(31)])],
    ['a later format', s => changed(s, 0, 2)],
    ['another kind', s => changed(s, 1, 'message')],
    ['a type that is no text', s => changed(s, 5, 7)],
    ['an empty type', s => changed(s, 5, '')],
    ['a time before all times', s => changed(s, 7, -1)],
    ['a time that is text', s => changed(s, 7, 'now')],
    ['a body that is no list', s => changed(s, 6, 'renew')],
    ['a field too many', s => changed(s, 6, [sharedEpochFor(s.devices), null])],
    ['a root inside a group', s => changed(s, 5, 'root')],
    ['a device too few in the box', s => withBox(s, sealed => sealed.subarray(32))],
    ['a stranger in the box', s => s.renew(s.bob, s.heads(), [...s.devices, other])],
    ['an empty box', s => withBox(s, () => new Uint8Array())],
    ['a short box', s => withBox(s, sealed => sealed.subarray(1))],
    ['a box that is text', s => withBox(s, () => 'box')],
    ['an epoch id of 12 bytes', s => withBox(s, sealed => sealed, random(12))],
    ['an epoch id that is known', s => withBox(s, sealed => sealed, fromHex(s.a.group.epoch().id))],
    ['an oversized record', s => s.write(s.bob, s.heads(), 'zz-later', random(256 * 1024))],
    [
      'an unknown parent and a wrong shape',
      s => s.write(s.bob, [{ id: toHex(random(32)) } as SignedRecord], 'renew', []),
    ],
    ['an invitation by a member', s => s.invite(s.bob, s.heads(), invitationKeys())],
    ['a cancellation by a member', s => s.cancel(s.bob, s.heads(), s.open)],
    ['a cancellation of nothing', s => s.write(s.carol, s.heads(), 'cancel', [random(32)])],
    [
      'a date that is no time',
      s => s.write(s.carol, s.heads(), 'invite', [other.signing.public, 'member', -5]),
    ],
    [
      'an overlong role',
      s => s.write(s.carol, s.heads(), 'invite', [other.signing.public, 'x'.repeat(41), 5]),
    ],
    ['a forged proof', s => s.join(other, s.open, invitationKeys())],
    ["a member's device asking again", s => s.join(s.bob, s.open, s.pair)],
    [
      'an agreement key that no box can be made for',
      s => s.join({ ...other, agreement: { public: lowOrder, secret: lowOrder } }, s.open, s.pair),
    ],
    ['an overlong handle', s => s.join(other, s.open, s.pair, { handle: 'x'.repeat(41) })],
    ['an empty handle', s => s.join(other, s.open, s.pair, { handle: '' })],
    ['an admission of nobody', s => s.welcome(s.alice, s.heads(), s.open)],
    ['a rotation by a stranger', s => s.renew(other, s.heads(), s.devices)],
    ['a later type by a stranger', s => s.write(other, s.heads(), 'zz-later', [])],
  ]
  test.each(classes)('%s: refused', (_, make) => {
    const setup = setting()
    setup.a.group.epoch()
    expect(offered(setup, [make(setup)])).toEqual(refused)
  })

  test('when a join is replayed from another group, for another invitation or after use, it is refused', () => {
    const setup = setting()
    const elsewhere = setting()
    const dana = newDeviceKeys()
    expect(offered(setup, [elsewhere.join(dana, elsewhere.open, elsewhere.pair)])).toEqual(refused)
    const join = setup.join(dana, setup.open, setup.pair)
    const admit = setup.welcome(setup.alice, [join], join)
    setup.a.group.addRecords([join, admit])
    expect(setup.a.group.addRecords([join])).toMatchObject({ known: 1, accepted: 0 })
    const after = { parents: setup.heads() }
    expect(offered(setup, [setup.join(newDeviceKeys(), setup.open, setup.pair, after)])).toEqual(
      refused,
    )
  })

  test('when another chair admits a request, the admission is refused', () => {
    const setup = setting()
    const dana = newDeviceKeys()
    const join = setup.join(dana, setup.open, setup.pair)
    setup.a.group.addRecords([join])
    expect(offered(setup, [setup.welcome(setup.carol, [join], join)])).toEqual(refused)
    expect(offered(setup, [setup.welcome(setup.bob, [join], join)])).toEqual(refused)
    expect(offered(setup, [setup.welcome(dana, [join], join)])).toEqual(refused)
  })

  test('when all of these came, members and invitations are unchanged', () => {
    const setup = setting()
    const { a, bob } = setup
    const before = a.group.state()
    const value = fc.letrec<{ any: Encodable }>(tie => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.maxSafeInteger(),
        fc.string({ maxLength: 20 }),
        fc.constantFrom(...setup.devices.map(keys => keys.signing.public)),
        fc.constantFrom(random(32), random(80), fromHex(setup.open.id), fromHex(setup.id)),
        fc.array(tie('any'), { maxLength: 7 }),
      ),
    })).any
    const types = fc.constantFrom('root', 'invite', 'cancel', 'join', 'welcome', 'renew')
    const property = fc.property(types, value, value, fc.nat(8), (type, body, field, at) => {
      const header = { group: setup.id, parents: a.group.recordHeads(), at: 0 }
      const honest = decodeStrict(signFields(bob, header, type, body).bytes, 1 << 20) as Decoded[]
      const bytes = encode(at < 8 ? honest.with(at, field as Decoded) : honest)
      a.group.addRecords([signedAs(bob, bytes), signFields(bob, header, type, body)])
      const { members, devices, invitations, requests } = a.group.state()
      return (
        members === before.members &&
        devices === before.devices &&
        invitations === before.invitations &&
        requests === before.requests
      )
    })
    expect(fc.check(property, { numRuns: 2_000 })).toMatchObject({ failed: false })
  })
})

describe('records changed after signing', () => {
  test('when a bit is flipped in bytes, signature or signer, 2,000 of 2,000 are refused', () => {
    const setup = setting()
    const dana = newDeviceKeys()
    const join = setup.join(dana, setup.open, setup.pair)
    const originals = [
      rotation(setup),
      join,
      setup.invite(setup.carol, setup.heads(), invitationKeys()),
      setup.cancel(setup.carol, setup.heads(), setup.open),
    ]
    const before = setup.a.group.state()
    let stopped = 0
    for (let run = 0; run < 2_000; run++) {
      const packed = encode(packRecord(originals[run % originals.length]!))
      const at = Math.floor((run * packed.length) / 2_000)
      const flipped = packed.with(at, packed[at]! ^ (1 << (run % 8)))
      const record = unpackRecord(decodeStrict(flipped, 1 << 20))
      if (!record) stopped++
      else stopped += setup.a.group.addRecords([record]).refused
    }
    expect(stopped).toBe(2_000)
    expect(setup.a.group.state()).toBe(before)
  })

  const wrong: [string, (setup: Setting, record: SignedRecord) => SignedRecord][] = [
    [
      'a stolen signature',
      (s, r) => ({ ...r, signatures: s.renew(s.bob, [], s.devices).signatures }),
    ],
    [
      "another member's signature",
      (s, r) => ({ ...r, signatures: signedAs(s.carol, r.bytes).signatures }),
    ],
    [
      'a signature under another name',
      (s, r) => ({
        ...r,
        signatures: [[toHex(s.alice.signing.public) as DeviceId, r.signatures[0]![1]]],
      }),
    ],
    ['no signature', (_, r) => ({ ...r, signatures: [] })],
    [
      'a second signature',
      (s, r) => ({ ...r, signatures: [...r.signatures, ...signedAs(s.carol, r.bytes).signatures] }),
    ],
    [
      'a signature of all zeros',
      (_, r) => ({ ...r, signatures: [[r.signatures[0]![0], new Uint8Array(64)]] }),
    ],
    [
      'a signature for another purpose',
      (s, r) => ({
        ...r,
        signatures: [[r.signatures[0]![0], sign('message', fromHex(r.id), s.bob.signing.secret)]],
      }),
    ],
    ['the id of another record', (_, r) => ({ ...r, id: toHex(random(32)) as RecordId })],
    [
      'the id and signature of another record',
      (s, r) => ({ ...s.renew(s.bob, s.heads(), s.devices), bytes: r.bytes }),
    ],
    [
      'a whole number as a float',
      (s, r) => signedAs(s.bob, Uint8Array.of(...r.bytes.subarray(0, -1), 0xf9, 0, 0)),
    ],
    ['a byte after the end', (s, r) => signedAs(s.bob, Uint8Array.of(...r.bytes, 0))],
    [
      'an array without length',
      (s, r) => signedAs(s.bob, Uint8Array.of(0x9f, ...r.bytes.subarray(1), 0xff)),
    ],
    [
      'an integer in a longer form',
      (s, r) => signedAs(s.bob, Uint8Array.of(r.bytes[0]!, 0x18, 1, ...r.bytes.subarray(2))),
    ],
    [
      'an array length in a longer form',
      (s, r) => signedAs(s.bob, Uint8Array.of(0x98, 8, ...r.bytes.subarray(1))),
    ],
    ['no bytes', s => signedAs(s.bob, new Uint8Array())],
    ['nothing but nesting', s => signedAs(s.bob, new Uint8Array(200_000).fill(0x81))],
  ]
  test.each(wrong)('%s: refused', (_, make) => {
    const setup = setting()
    expect(offered(setup, [make(setup, rotation(setup))])).toEqual(refused)
  })
})

test('when parents never come, records wait up to a limit and change nothing', () => {
  const setup = setting()
  const before = setup.a.group.state()
  const orphan = () =>
    setup.renew(setup.bob, [{ id: toHex(random(32)) } as SignedRecord], setup.devices)
  const first = orphan()
  expect(setup.a.group.addRecords([first])).toMatchObject({ waiting: 1, accepted: 0 })
  expect(setup.a.group.addRecords([first])).toMatchObject({ waiting: 1, accepted: 0 })
  const flood = Array.from({ length: 1_100 }, orphan)
  expect(setup.a.group.addRecords(flood)).toMatchObject({ waiting: 999, refused: 101 })
  expect(setup.a.archive.records.waiting(setup.id)).toHaveLength(1_000)
  expect(setup.a.group.state()).toBe(before)
  expect(setup.a.group.addRecords([rotation(setup)])).toMatchObject({ accepted: 1 })
})

test('when the proof of a reply is not by the invitation, the reply is not read', () => {
  const { a, open, join, id } = setting()
  const forged = join(newDeviceKeys(), open, invitationKeys())
  const packed = encode([1, 'reply', fromHex(id), packRecord(forged)])
  const file = boxFor(a.group.self.keys.agreement.public, packed)
  expect(() => a.group.readReply(file)).toThrow(expect.objectContaining({ code: 'file-damaged' }))
  expect(a.group.requests()).toEqual([])
})

test('when 500 replies are flipped, cut or foreign, nothing opens and only failure codes are thrown', () => {
  const { a, open, pair, join } = setting()
  const { group } = a
  const honest = join(newDeviceKeys(), open, pair)
  const packed = encode([1, 'reply', fromHex(group.id), packRecord(honest)])
  const forAlice = (bytes: Uint8Array) => boxFor(group.self.keys.agreement.public, bytes)
  const codes = new Map<string, number>()
  const attempt = (bytes: Uint8Array): void => {
    try {
      group.readReply(bytes)
      codes.set('read', (codes.get('read') ?? 0) + 1)
    } catch (error) {
      const code = String((error as { code?: string }).code)
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }
  for (let run = 0; run < 500; run++) {
    const at = Math.floor((run * packed.length) / 500)
    const flipped = packed.with(at, packed[at]! ^ (1 << (run % 8)))
    if (run % 3 === 0) attempt(forAlice(flipped))
    else if (run % 3 === 1) attempt(forAlice(packed.subarray(0, at)))
    else attempt(forAlice(packed).subarray(run % 90))
  }
  expect([...codes.keys()].toSorted()).toEqual([
    'file-damaged',
    'file-not-for-this-device',
    'file-wrong-kind',
  ])
  expect(group.requests()).toEqual([])
  attempt(forAlice(packed))
  expect(codes.get('read')).toBe(1)
})
