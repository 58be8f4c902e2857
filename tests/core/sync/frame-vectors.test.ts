// The vectors of words, codes, files and frames that a stranger's program is tried on hold for this one:
// it reads what they say, and makes again to the byte what is not random.
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
import { contentOf, openOutside, readInside } from '../../../src/core/sync/locked-file.ts'
import { openSealed } from '../../../src/core/sync/mailbox/sealed.ts'
import { readSaid } from '../../../src/core/sync/mailbox/wire.ts'
import { openTransfers } from '../../../src/core/sync/transfers.ts'

const path = join(import.meta.dirname, '../../fixtures/vectors/frames.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as FrameVectors

test('the code and any three of the shares give the secret, which names the recovery key', async () => {
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

test('the beacon is known by the group’s key and by the invitation’s, and by no other', () => {
  const { beacon, port, discovery, invitation } = vectors.network
  for (const key of [discovery, invitation.joining])
    expect(readBeacon(fromHex(beacon), [fromHex(key)])).toEqual({ port, discovery: fromHex(key) })
  expect(readBeacon(fromHex(beacon), [digest('another', new Uint8Array())])).toBeNull()
})

test('host and device read what the other says', () => {
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

test('the locked file opens for its reader', async () => {
  const { reader, group, heads, packs, messages, file } = vectors.locked
  const inside = await openOutside(fromHex(file), fromHex(reader.secret))
  const read = readInside(contentOf(inside!), group as GroupId)
  expect(read).toEqual({ group, records: [], packs: packs.map(fromHex), heads, messages })
  expect(await openOutside(fromHex(file), fromHex(vectors.mailbox.epochKey))).toBeNull()
})

test('vectors that are made anew say the same', async () => {
  const anew = await makeFrameVectors()
  const { shares, ...recovery } = vectors.recovery
  expect(anew.words).toEqual(vectors.words)
  expect(anew.network).toEqual(vectors.network)
  expect(anew.recovery).toMatchObject(recovery)
  expect(anew.recovery.shares.texts).toHaveLength(shares.texts.length)
  expect({ ...anew.mailbox.host, part: '' }).toEqual({ ...vectors.mailbox.host, part: '' })
  expect({ ...anew.mailbox.device, append: '' }).toEqual({ ...vectors.mailbox.device, append: '' })
})
