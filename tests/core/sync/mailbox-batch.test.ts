// A holder of the key puts parts into a mailbox between those of a member's transfer. The transfer
// comes whole all the same.
import { expect, test } from 'vitest'
import { digest, encode, newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, EpochId, GroupId } from '#shared/ids'
import { forge, packed } from '#tests/forge'
import { sealEnvelope, type Part } from '../../../src/core/sync/link/envelope.ts'
import { MailboxBatch } from '../../../src/core/sync/mailbox/batch.ts'
import { openSealed, sealedParts, withoutFrame } from '../../../src/core/sync/mailbox/sealed.ts'

const key = random(32)
const epoch = { id: toHex(digest('epoch', key)) as EpochId, key }

const partOf = ({ transfer, index, count, bytes }: Part): Uint8Array =>
  withoutFrame(sealEnvelope(epoch, [Buffer.from(transfer, 'hex'), index, count, bytes]))

/** The message of a member in three parts, and what the first of them says. */
const transferOf = () => {
  const keys = newDeviceKeys()
  const pen = {
    group: toHex(random(32)) as GroupId,
    device: toHex(keys.signing.public) as DeviceId,
    keys,
  }
  const forged = forge(pen, { body: encode([1, 'zz-later', random(40_000)]) })
  const parts = sealedParts(epoch, packed([forged]))
  expect(parts).toHaveLength(3)
  return { id: forged.message.id, parts, first: openSealed(epoch, parts[0]!)! }
}

/** The messages that come out of these parts, and the places that are safe after each flush. */
const readIn = async (...flushes: Uint8Array[][]) => {
  const ids: string[] = []
  const safe: number[] = []
  const taking = { prepare: async () => {}, take: () => {} }
  const batch = new MailboxBatch(epoch, taking, ({ packs, safePlace }) => {
    ids.push(...packs.flatMap(({ items }) => items.map(({ message }) => message.id)))
    safe.push(safePlace)
  })
  let place = 0
  for (const parts of flushes) {
    for (const part of parts) batch.add(++place, part)
    await batch.flush()
  }
  return { ids, safe }
}

test('junk comes under the name and the last index of a transfer: the pack comes', async () => {
  const { id, parts, first } = transferOf()
  const junk = partOf({ ...first, index: 2, bytes: random(100) })
  const [one, two, three] = parts as [Uint8Array, Uint8Array, Uint8Array]
  expect(await readIn([one, junk, two, three])).toEqual({ ids: [id], safe: [4] })
  expect(await readIn([one, two, junk, three])).toEqual({ ids: [id], safe: [4] })
})

test('junk comes under the name of a transfer with another count: its places are read again', async () => {
  const { id, parts, first } = transferOf()
  const junk = [1, 2].map(count => partOf({ ...first, count, bytes: random(100) }))
  expect(await readIn([parts[0]!, ...junk], parts.slice(1))).toEqual({ ids: [id], safe: [0, 5] })
})

test('first parts of many other transfers come between: the pack comes', async () => {
  const { id, parts, first } = transferOf()
  const others = Array.from({ length: 3_000 }, () =>
    partOf({ ...first, transfer: toHex(random(16)), bytes: random(10) }),
  )
  const { ids } = await readIn([parts[0]!, ...others, ...parts.slice(1)])
  expect(ids).toEqual([id])
})

test('a device of an earlier version chose name and nonces at random: the pack comes', async () => {
  const { id, parts } = transferOf()
  const transfer = toHex(random(16))
  const again = parts.map(part => partOf({ ...openSealed(epoch, part)!, transfer }))
  expect(await readIn(again.toReversed())).toEqual({ ids: [id], safe: [3] })
})
