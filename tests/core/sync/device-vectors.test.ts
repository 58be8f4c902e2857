// The layouts about devices are read by this program as the vectors say, and their keys check them.
import { expect, test } from 'vitest'
import { deviceReplyProofOf, readDeviceReply } from '../../../src/core/group/files.ts'
import { decodeStrict, encode, fromHex, signingPairFrom, toHex, verify } from '#core/keys'
import type { DeviceId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { DeviceVectors } from '#tests/device-vectors'
import { readVectors } from '#tests/graph-vectors'
import { openPast } from '../../../src/core/sync/feeds/past.ts'
import { branchNameOf, openBranches } from '../../../src/core/sync/feeds/branches.ts'
import { memoryTables } from '#tests/memory-table'
import { syncTables } from '../../../src/core/archive/sync-tables.ts'
import { readForkProof } from '../../../src/core/sync/equivocation/fork-proof.ts'
import { readPack, readPacks, unpackedBytes } from '../../../src/core/sync/packs/pack.ts'

const vectors = readVectors('devices.json') as DeviceVectors
const group = vectors.group as GroupId
const bodies = Object.fromEntries(
  Object.entries(vectors.bodies).map(([kind, hex]) => [kind, fromHex(hex)]),
)
const listIn = (kind: string) => decodeStrict(bodies[kind]!, 1 << 16) as unknown[]
const kept = () => ({ ...syncTables(memoryTables().open), messages: {} as never })

test.each(Object.keys(bodies))('the body %s is what its kind says, and no other bytes', kind => {
  const list = listIn(kind)
  expect(list.slice(0, 2)).toEqual([1, kind])
  expect(toHex(encode(list as never))).toBe(vectors.bodies[kind])
})

test('the two contents of one place prove the fork, with the names of their branches', () => {
  const fork = readForkProof(bodies['forked']!)
  expect(fork?.device).toBe(vectors.device.public)
  const packs = [fork!.a, fork!.b].map(bytes => readPack(bytes)!)
  expect(packs.map(({ items }) => items.map(({ message }) => message.id))).toEqual([
    [vectors.messages.shared, vectors.messages.one],
    [vectors.messages.other],
  ])
  expect(packs.flatMap(({ items }) => items.map(({ body }) => body))).toEqual([null, null, null])
  const names = [vectors.messages.one, vectors.messages.other].map(id =>
    branchNameOf(vectors.feed as FeedId, id as MessageId),
  )
  expect(names).toEqual(vectors.branches)
  const [same] = listIn('forked').slice(2) as Uint8Array[]
  expect(readForkProof(encode([1, 'forked', same!, same!]))).toBeNull()
})

test('when a newcomer learns the branches, it names the same to the next one', () => {
  const branches = openBranches(kept(), group, () => null)
  branches.learn(listIn('branches')[2] as never)
  expect(branches.of(vectors.feed as FeedId)).toEqual(vectors.branches)
  expect(branches.toWire()).toEqual(listIn('branches')[2])
})

test('when a newcomer learns the past, it knows what each feed followed and had named', () => {
  const past = openPast(kept(), group)
  past.learn(bodies['past']!)
  const [[later]] = listIn('past')[2] as [[Uint8Array]]
  const feed = toHex(later) as FeedId
  expect(past.before(feed)).toEqual({ feed: vectors.feed, seq: 1 })
  expect(past.namedIn(vectors.feed as FeedId, 2)).toEqual([{ feed, seq: 4 }])
  expect(past.namedIn(vectors.feed as FeedId, 1)).toEqual([])
})

test('when a further device replies, the keys of invitation, device and recovery check it', () => {
  const bytes = fromHex(vectors.reply.bytes)
  const reply = readDeviceReply(bytes, group)!
  const { proofs } = reply
  const signed = deviceReplyProofOf(group, reply)
  const keys = [vectors.reply.invitationSecret, vectors.device.secret, vectors.reply.recoverySecret]
  const publics = keys.map(secret => signingPairFrom(fromHex(secret).subarray(0, 32)).public)
  expect(toHex(publics[1]!)).toBe(reply.device satisfies DeviceId)
  for (const [at, proof] of [proofs.invitation, proofs.device, proofs.recovery!].entries()) {
    expect(verify('device-reply', signed, proof, publics[at]!)).toBe(true)
    expect(verify('device-reply', signed, proof, publics[(at + 1) % 3]!)).toBe(false)
  }
  expect(() => readDeviceReply(bytes.with(20, bytes[20]! ^ 1), group)).toThrow('file-damaged')
})

test('when a bundle is read, it holds the packs, in order', () => {
  const packs = vectors.bundle.packs.map(hex => readPack(fromHex(hex))!)
  const bundled = readPacks(fromHex(vectors.bundle.bytes))!
  expect(bundled).toEqual(packs)
  expect(packs.map(unpackedBytes).every(bytes => bytes > 0)).toBe(true)
})
