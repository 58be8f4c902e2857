// Vectors of a group with a member outside its plenary, for programs by others. Its records mean
// the given state, the outsider opens none of its epochs, and the keys for finding each other are
// the given ones.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGroup, plenaryDevices, reduce } from '#core/group'
import { agreed, fromHex, keyedDigest, toHex } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { describeState } from '#tests/membership-vectors'
import { memoryGroups } from '#tests/memory-groups'
import { checked } from '#tests/records'

type Pair = { public: string; secret: string }

const path = join(import.meta.dirname, '../../fixtures/vectors/outsiders.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as {
  group: string
  devices: Record<string, { signing: Pair; agreement: Pair }>
  records: { type: string; id: string; bytes: string; device: string; signature: string }[]
  epochs: { id: string; key: string; opened: string[] }[]
  outside: string[]
  plenary: string[]
  pairs: { devices: [string, string]; discovery: string }[]
  state: unknown
}
const group = vectors.group as GroupId
const records = vectors.records.map(({ id, bytes, device, signature }): SignedRecord => ({
  id: id as RecordId,
  bytes: fromHex(bytes),
  signatures: [[device as DeviceId, fromHex(signature)]],
}))

test('when the records come in order or backwards, they mean the given state', () => {
  for (const list of [records, records.toReversed()]) {
    const state = reduce(group, checked(group, list))
    expect(JSON.parse(JSON.stringify(describeState(state)))).toEqual(vectors.state)
    const outside = [...state.members.values()].filter(member => member.outside)
    expect(outside.map(({ id }) => id)).toEqual(vectors.outside)
    expect(plenaryDevices(state)).toEqual(vectors.plenary)
  }
  for (const type of ['letIn', 'letInDevice'])
    expect(vectors.records.map(record => record.type)).toContain(type)
})

test.each(Object.entries(vectors.devices))(
  'when %s opens epochs, the own ones open and no others',
  (name, keys) => {
    const archive = memoryGroups()
    const bytes = (pair: Pair) => ({ public: fromHex(pair.public), secret: fromHex(pair.secret) })
    archive.groups.put({
      id: group,
      name: '',
      level: 'global',
      language: 'en',
      handle: name,
      createdAt: 0,
      state: 'active',
      details: new Uint8Array(),
      keys: { signing: bytes(keys.signing), agreement: bytes(keys.agreement) },
    })
    openGroup(archive, group, { now: () => 1_703_000_000_000 }).addRecords(records.toReversed())
    const opened = archive.epochs.list(group).map(({ epoch, key }) => [epoch, toHex(key)] as const)
    const own = vectors.epochs.filter(({ opened: by }) => by.includes(name))
    expect(new Map(opened)).toEqual(new Map(own.map(({ id, key }) => [id, key])))
  },
)

test('when two devices compute with their own secrets, each gets one key', () => {
  for (const { devices, discovery } of vectors.pairs) {
    const [one, other] = devices.map(name => vectors.devices[name]!) as [
      (typeof vectors.devices)[string],
      (typeof vectors.devices)[string],
    ]
    const ids = [one, other].map(({ signing }) => signing.public).toSorted()
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const shared = agreed(fromHex(mine.agreement.secret), fromHex(theirs.agreement.public))
      const key = keyedDigest(shared!, 'outside', fromHex(group), ...ids.map(fromHex))
      expect(toHex(keyedDigest(key, 'derive/discovery'))).toBe(discovery)
    }
  }
  expect(vectors.pairs.length).toBeGreaterThan(1)
})
