// The vectors of messages, packs and envelopes for other implementations hold for this one, and are
// made again to the byte except random parts and compressed bytes.
import { clientIds as ids } from '#core/documents'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digest, fromHex, toHex } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { makeMessageVectors, type MessageVectors } from '#tests/message-vectors'
import {
  hashBody,
  ownsFeed,
  readMessage,
  signMessage,
  verifyMessage,
} from '../../../src/core/messages/message.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'
import { mailboxOf, openEnvelope } from '../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'

const path = join(import.meta.dirname, '../../fixtures/vectors/messages.json')
const vectors = JSON.parse(readFileSync(path, 'utf8')) as MessageVectors
const [device, group] = [vectors.device.public as DeviceId, vectors.group as GroupId]

test('each message has its stated fields: it is hashed, signed and chained', () => {
  let previous = '00'.repeat(32)
  for (const told of vectors.messages) {
    const message = readMessage(fromHex(told.header))
    const { feed, seq, after, kind, document, id } = told
    expect(message).toMatchObject({ group, device, audience: group, feed, seq, kind, document, id })
    expect(message?.after).toEqual(after)
    expect(told.previous).toBe(previous)
    expect(message?.previous).toBe(previous)
    const body = hashBody(document === null ? null : fromHex(vectors.secret), fromHex(told.body))
    expect(toHex(body)).toBe(told.bodyHash)
    expect(toHex(message!.bodyHash)).toBe(told.bodyHash)
    expect(verifyMessage(message!.id, fromHex(told.signature), device)).toBe(true)
    const signed = signMessage(message!.id, fromHex(vectors.device.secret))
    expect(toHex(signed)).toBe(told.signature)
    previous = id
  }
  expect(vectors.messages.map(({ kind }) => kind)).toEqual([
    ...['snapshot', 'update', 'heads', 'zz-later'],
  ])
})

test('feeds and client ids: both are computed from their device', () => {
  for (const { feed, clientIds } of vectors.feeds) {
    expect(ownsFeed(group, device, feed as FeedId)).toBe(true)
    const document = vectors.document as DocumentId
    const found = clientIds.map((_, at) =>
      ids.of(document, { device, feed: feed as FeedId, writer: at }),
    )
    expect(found).toEqual(clientIds)
  }
})

test('envelopes hold the pack, and both of its encodings hold the messages of the second feed', () => {
  const { epoch } = vectors
  const key = fromHex(epoch.key)
  expect([toHex(digest('epoch', key)), toHex(mailboxOf(key))]).toEqual([epoch.id, epoch.mailbox])
  const transfers = openTransfers()
  const whole = vectors.seals.map(seal => {
    const part = openEnvelope(fromHex(seal), id => (id === epoch.id ? key : null))
    return part && part !== 'unknown-epoch' ? transfers.add(part) : null
  })
  expect(whole.at(-1)).toEqual(fromHex(vectors.packs.columns))
  const second = vectors.messages.filter(({ feed }) => feed === vectors.feeds[1]?.feed)
  for (const bytes of Object.values(vectors.packs)) {
    const pack = readPack(fromHex(bytes))
    const items = pack?.items.map(({ message, body }) => [toHex(message.header), toHex(body!)])
    expect(items).toEqual(second.map(({ header, body }) => [header, body]))
    expect(toHex(pack!.signature)).toBe(second.at(-1)?.signature)
  }
})

test('vectors are made again: they are the same', () => {
  const { packs, seals, ...made } = makeMessageVectors()
  const { packs: told, seals: _, ...rest } = vectors
  expect(made).toEqual(rest)
  expect(packs.plain).toBe(told.plain)
  expect(seals).toHaveLength(vectors.seals.length)
})
