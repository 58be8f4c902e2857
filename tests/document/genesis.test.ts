import { clientIdOf } from '#document/ids'
import { genesis } from '#document/templates'
import { genesisBlock } from '../../src/document/templates/genesis.ts'
import { readPage } from '#document/tree'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import { sha256 } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const device = '11'.repeat(32) as DeviceId
const feed = '22'.repeat(16) as FeedId
const document = '33'.repeat(16) as DocumentId

test('every device begins a document with the same bytes', () => {
  // Part of the stored format: a change here would split every document that exists.
  expect(Buffer.from(genesis()).toString('hex')).toBe(
    '010401002801046d65746106736368656d61017d01070107726f6f742d76320305626c6f636b2800010105735f62696401770a61616161616161616161070001010600',
  )
})

test('two peers that open a new document have one first block, not two', () => {
  const [a, b] = [new Y.Doc({ gc: false }), new Y.Doc({ gc: false })]
  Y.applyUpdate(a, genesis())
  Y.applyUpdate(b, genesis())
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  expect(readPage(a).blocks).toEqual([
    { id: genesisBlock, kind: 'paragraph', number: '', runs: [] },
  ])
  expect(readPage(a).meta).toMatchObject({ schema: 1, status: 'draft', title: '' })
})

test('a client id is the first 53 bits of the digest of who, where and which writer', () => {
  const writer = Uint8Array.of(0, 0, 1, 2)
  const bytes = sha256(
    'client',
    Buffer.from(device, 'hex'),
    Buffer.from(feed, 'hex'),
    Buffer.from(document, 'hex'),
    writer,
  )
  const expected = Number(BigInt(`0x${Buffer.from(bytes.slice(0, 8)).toString('hex')}`) >> 11n)
  expect(clientIdOf(sha256, document, { device, feed, writer: 258 })).toBe(expected)
  expect(Number.isSafeInteger(expected)).toBe(true)
  expect(clientIdOf(sha256, document, { device, feed, writer: 259 })).not.toBe(expected)
})

test('the ids 0 and 1 are never given: the digest is hashed again', () => {
  const asked: number[] = []
  const stubborn = (_label: string, ...parts: Uint8Array[]): Uint8Array => {
    asked.push(parts.length)
    const bytes = new Uint8Array(32)
    if (asked.length === 2) bytes[6] = 0x08
    if (asked.length > 2) bytes.fill(9)
    return bytes
  }
  expect(clientIdOf(stubborn, document, { device, feed, writer: 0 })).toBeGreaterThan(1)
  expect(asked).toEqual([4, 1, 1])
})
