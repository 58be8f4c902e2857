// The vectors of security words, codes, files and frames for other implementations hold for this
// one: it reads them, and makes everything again to the byte that is not random.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  combineShares,
  decodeStrict,
  digest,
  fromHex,
  readRecoveryCode,
  readShare,
  recoveryPair,
  toHex,
  verify,
} from '#core/keys'
import type { EpochId, GroupId } from '#shared/ids'
import { makeFrameVectors, type FrameVectors } from '#tests/frame-vectors'
import { readHeard } from '../../../src/mailbox/frames.ts'
import { readBeacon } from '../../../src/core/sync/lan/beacon.ts'
import { contentOf, openOutside, readInside } from '../../../src/core/sync/files/locked-file.ts'
import { openSealed } from '../../../src/core/sync/mailbox/sealed.ts'
import { readSaid } from '../../../src/core/sync/mailbox/wire.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'

const path = join(import.meta.dirname, '../../fixtures/vectors/frames.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as FrameVectors

test('the code, or any three of the shares, are given: each gives the secret, which names the recovery key', async () => {
  const { secret, code, group, shares } = vectors.recovery
  expect(toHex(readRecoveryCode(code)!)).toBe(secret)
  const read = shares.texts.map(readShare)
  expect(read.map(({ set, needed }) => [toHex(set), needed])).toEqual(
    shares.texts.map(() => [shares.set, shares.needed]),
  )
  for (const three of [
    [0, 1, 2],
    [4, 2, 0],
    [1, 3, 4],
  ])
    expect(toHex(await combineShares(three.map(at => read[at]!)))).toBe(secret)
  expect(readShare(shares.file)).toEqual(read[0])
  const pair = recoveryPair(fromHex(secret), group as GroupId)
  expect(toHex(pair.public)).toBe(vectors.recovery.public)
})

test("a beacon is read: the group's key and the invitation's recognise it, and no other key does", () => {
  const { beacon, port, discovery, invitation } = vectors.network
  for (const key of [discovery, invitation.joining])
    expect(readBeacon(fromHex(beacon), [fromHex(key)])).toEqual({ port, discovery: fromHex(key) })
  expect(readBeacon(fromHex(beacon), [digest('another', new Uint8Array())])).toBeNull()
})

test("a host and a device speak: each reads the other's messages", () => {
  const { host, device, address, carried, epochKey } = vectors.mailbox
  const challenge = readSaid(fromHex(host.challenge))
  const opening = readHeard(fromHex(device.open))
  if (challenge?.kind !== 'challenge' || opening?.kind !== 'open') throw new TypeError('not read')
  expect(toHex(opening.address)).toBe(address)
  expect(verify('mailbox', challenge.nonce, opening.signature, fromHex(address))).toBe(true)
  for (const [kind, frame] of Object.entries(host))
    expect(readSaid(fromHex(frame))?.kind).toBe(kind)
  for (const [kind, frame] of Object.entries(device))
    expect(readHeard(fromHex(frame))?.kind).toBe(kind)
  expect(readSaid(fromHex(host.opened))).toMatchObject({ last: 7, used: 616 })

  const part = readSaid(fromHex(host.part))
  const appended = readHeard(fromHex(device.append))
  if (part?.kind !== 'part' || appended?.kind !== 'append') throw new TypeError('not read')
  expect(appended.sealed).toEqual(part.sealed)
  const key = fromHex(epochKey)
  const opened = openSealed({ id: toHex(digest('epoch', key)) as EpochId, key }, part.sealed)
  expect(toHex(openTransfers().add(opened!) as Uint8Array)).toBe(carried)
  expect(decodeStrict(fromHex(carried), 64)).toEqual([1, 'records', []])
})

test('an encrypted file is given: its reader opens it', async () => {
  const { reader, group, heads, packs, messages, file } = vectors.locked
  const inside = await openOutside(fromHex(file), fromHex(reader.secret))
  const read = readInside(contentOf(inside!), group as GroupId)
  expect(read).toEqual({ group, records: [], packs: packs.map(fromHex), heads, messages })
  expect(await openOutside(fromHex(file), fromHex(vectors.mailbox.epochKey))).toBeNull()
})

test('vectors are made again: they are the same', async () => {
  const made = await makeFrameVectors()
  const { shares, ...recovery } = vectors.recovery
  expect(made.words).toEqual(vectors.words)
  expect(made.network).toEqual(vectors.network)
  expect(made.recovery).toMatchObject(recovery)
  expect(made.recovery.shares.texts).toHaveLength(shares.texts.length)
  expect({ ...made.mailbox.host, part: '' }).toEqual({ ...vectors.mailbox.host, part: '' })
  expect({ ...made.mailbox.device, append: '' }).toEqual({ ...vectors.mailbox.device, append: '' })
})
