// Vectors for programs by others, run on this one: every record proves itself, all of them mean the
// given state, and each device opens its epochs and no others.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkRecord, openGroup, reduce } from '#core/group'
import {
  decodeStrict,
  digest,
  encode,
  fromHex,
  recoveryPair,
  sign,
  toHex,
  verify,
  type Decoded,
} from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { describeState, makeVectors, type Vectors } from '#tests/membership-vectors'
import { memoryGroups } from '#tests/memory-groups'
import { checked } from '#tests/records'
import { numbersFrom } from '#tests/trials'

const path = join(import.meta.dirname, '../../fixtures/vectors/membership.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors
const group = vectors.group as GroupId

/** The author of a record is its fourth field, a byte string of 32 bytes (0x58 0x20 …). */
const signed = ({ id, bytes, signature }: Vectors['records'][number]): SignedRecord => {
  const authors = Object.values(vectors.devices).map(({ signing }) => signing.public)
  const author = authors.find(key =>
    verify('record', fromHex(id), fromHex(signature), fromHex(key)),
  )
  return {
    id: id as RecordId,
    bytes: fromHex(bytes),
    signatures: [[author as DeviceId, fromHex(signature)]],
  }
}
const records = vectors.records.map(signed)
const idOf = (keys: Vectors['devices'][string] | undefined) =>
  (keys?.signing.public ?? '') as DeviceId

test('when the vectors are read, each type occurs and each record proves itself', () => {
  expect([...new Set(vectors.records.map(({ type }) => type))].toSorted()).toEqual(
    [
      ...['addDevice', 'carry', 'invite', 'join', 'lift', 'propose', 'recovery', 'removeDevice'],
      ...['removeMember', 'renew', 'root', 'second', 'setRole', 'setTerm', 'shutOut', 'welcome'],
    ].toSorted(),
  )
  for (const [at, record] of records.entries())
    expect(checkRecord(group, record)?.body.type).toBe(vectors.records[at]?.type)
})

test('when they come in order or backwards, they mean the given state', () => {
  const plain = (list: SignedRecord[]) =>
    JSON.parse(JSON.stringify(describeState(reduce(group, checked(group, list))))) as unknown
  expect(plain(records)).toEqual(vectors.state)
  expect(plain(records.toReversed())).toEqual(vectors.state)
})

describe.each(Object.entries(vectors.devices))('%s', (name, { signing, agreement }) => {
  test('when the keys are opened, the own epochs open and no others', () => {
    const archive = memoryGroups()
    const bytes = (pair: typeof signing) => ({
      public: fromHex(pair.public),
      secret: fromHex(pair.secret),
    })
    archive.groups.put({
      id: group,
      name: '',
      level: 'global',
      language: 'en',
      handle: name,
      createdAt: 0,
      state: 'active',
      details: new Uint8Array(),
      keys: { signing: bytes(signing), agreement: bytes(agreement) },
    })
    const opened = openGroup(archive, group, { now: () => 1_703_000_000_000 })
    opened.addRecords(records.toReversed())
    const keys = archive.epochs.list(group).map(({ epoch, key }) => [epoch, toHex(key)] as const)
    const own = vectors.epochs.filter(({ opened: by }) => by.includes(name))
    expect(new Map(keys)).toEqual(new Map(own.map(({ id, key }) => [id, key])))
    const sends = opened.state().devices.has(opened.self.device) ? opened.epoch().id : null
    expect(sends).toBe(['alice', 'laptop'].includes(name) ? vectors.sendIn : null)
  })
})

test('when any field of a record is replaced and signed, it is refused, unknown, or reads as itself', () => {
  const number = numbersFrom(7)
  const odd = [
    null,
    -1,
    0,
    2 ** 52,
    'x',
    '',
    new Uint8Array(31),
    new Uint8Array(32),
    [],
    [[]],
    true,
  ]
  const known = checked(group, records)
  const seen = { refused: 0, later: 0, read: 0 }
  const names = new Set<string>()
  for (const record of records) {
    const fields = decodeStrict(record.bytes, 262_144) as Decoded[]
    const body = fields[6] as Decoded[]
    const pair = Object.values(vectors.devices).find(
      ({ signing }) => signing.public === record.signatures[0]?.[0],
    )
    const secret = fromHex(pair?.signing.secret ?? '')
    for (let at = 0; at < body.length; at++)
      for (const value of odd) {
        const deeper = Array.isArray(body[at]) && number() < 0.5
        const inside = deeper ? (body[at] as Decoded[]).with(0, value) : value
        const bytes = encode(fields.with(6, body.with(at, inside)))
        const id = toHex(digest('record', bytes)) as RecordId
        const signature = sign('record', fromHex(id), secret)
        const changed: SignedRecord = { id, bytes, signatures: [[idOf(pair), signature]] }
        const read = checkRecord(group, changed)
        if (read === null) seen.refused++
        else if (read.body.type === 'unknown') seen.later++
        else seen.read++
        // Judging the record beside the others never throws.
        const beside = read && number() < 0.3 ? [read] : []
        if (beside.length > 0) names.add(reduce(group, [...known, ...beside]).name)
      }
  }
  expect([...names]).toEqual(['Advisory group'])
  expect(seen.refused).toBeGreaterThan(500)
  expect(seen.later).toBeGreaterThan(3)
  expect(seen.read).toBeGreaterThan(20)
})

test('when the recovery pair of the group is derived, it is the given one', () => {
  const pair = recoveryPair(fromHex(vectors.recovery.secret), group)
  expect(toHex(pair.public)).toBe(vectors.recovery.public)
})

test('when the vectors are made again, their shape is the same', () => {
  const made = makeVectors()
  expect(made.records.map(({ type }) => type).toSorted()).toEqual(
    vectors.records.map(({ type }) => type).toSorted(),
  )
  expect(made.epochs).toHaveLength(vectors.epochs.length)
})
