// A group that format 1 wrote opens in this version: records, keys, files, words. The fixture is
// never made again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isStopped, openGroup, readInvitation, stretchWords } from '#core/group'
import { fromHex, toHex } from '#core/keys'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { memoryGroups } from '#tests/memory-groups'

type Pair = { public: string; secret: string }
type Written = { id: RecordId; bytes: string; signatures: [DeviceId, string][] }
type Fixture = {
  time: number
  group: GroupId
  devices: Record<'Alice' | 'Bob', { signing: Pair; agreement: Pair }>
  records: Written[]
  later: Written
  invitation: { id: RecordId; code: string; until: number; file: string }
  reply: { id: RecordId; file: string; words: { words: string[]; numbers: string[] } }
  epochs: { id: EpochId; key: string }[]
}

const path = join(import.meta.dirname, '../../fixtures/format-1/group.json')
const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture

const recordOf = ({ id, bytes, signatures }: Written): SignedRecord => ({
  id,
  bytes: fromHex(bytes),
  signatures: signatures.map(([device, signature]): [DeviceId, Bytes] => [
    device,
    fromHex(signature),
  ]),
})
const pairOf = (pair: Pair) => ({ public: fromHex(pair.public), secret: fromHex(pair.secret) })

const opened = (who: 'Alice' | 'Bob', records: Written[]) => {
  const { signing, agreement } = fixture.devices[who]
  const keys: DeviceKeys = { signing: pairOf(signing), agreement: pairOf(agreement) }
  const archive = memoryGroups()
  archive.groups.put({
    id: fixture.group,
    name: 'Advisory group',
    level: 'global',
    language: 'en',
    handle: who,
    state: 'active',
    keys,
    details: new Uint8Array(),
    createdAt: fixture.time,
  })
  const environment = { now: () => fixture.time, stretch: stretchWords }
  const group = openGroup(archive, fixture.group, environment)
  expect(group.addRecords(records.map(recordOf))).toMatchObject({ accepted: records.length })
  return group
}

test('when its records are read, they mean the same and its epoch keys open', () => {
  const { records, epochs, reply, time } = fixture
  for (const who of ['Alice', 'Bob'] as const) {
    const group = opened(who, records)
    const { name, level, language, members, devices } = group.state()
    expect({ name, level, language }).toEqual({
      name: 'Advisory group',
      level: 'global',
      language: 'en',
    })
    const said = [...members.values()].map(({ id, handle, role, joinedAt }) => [
      id,
      handle,
      role,
      joinedAt,
    ])
    expect(said).toEqual([
      [fixture.group, 'Alice', 'chair', time],
      [reply.id, 'Bob', 'member', time],
    ])
    expect([...devices.values()].map(device => device.name)).toEqual(['Laptop', 'Laptop'])
    expect(group.invitations()).toMatchObject([{ id: fixture.invitation.id, state: 'used' }])
    expect(group.epoch()).toEqual({ id: epochs[1]!.id, key: fromHex(epochs[1]!.key) })
    const first = group.epochKey(epochs[0]!.id)
    expect(first && toHex(first)).toBe(who === 'Alice' ? epochs[0]!.key : null)
  }
})

test('when its invitation and its reply are read, they give the same words', () => {
  const { invitation, reply, records } = fixture
  const read = readInvitation(fromHex(invitation.file))
  expect(read).toMatchObject({
    group: fixture.group,
    invitation: invitation.id,
    until: invitation.until,
    inviter: { device: fixture.devices.Alice.signing.public, handle: 'Alice' },
  })
  const group = opened('Alice', records.slice(0, 2))
  const asked = group.readReply(fromHex(reply.file))
  expect(asked).toEqual({ reply: reply.id, handle: 'Bob', kind: 'member' })
  expect(group.replyWords(asked.reply)).toMatchObject(reply.words)
})

test('when a record of a later version is read, it is kept unchanged', () => {
  const group = opened('Alice', [...fixture.records, fixture.later])
  const kept = group.recordsBeyond([]).at(-1)
  expect(kept).toEqual(recordOf(fixture.later))
  expect(isStopped(group.state())).toBe(true)
})
