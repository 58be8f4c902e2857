// Messages about retired and offloaded documents, byte by byte like in the protocol.
import { expect, test } from 'vitest'
import { fromHex, toHex } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, MessageId } from '#shared/ids'
import { readRetireBody, writeRetireBody } from '../../../src/core/sync/retire/record.ts'
import * as words from '../../../src/core/sync/offload/messages.ts'

test('a document is retired or offloaded: its messages have the bytes of the protocol', () => {
  const [document, successor] = ['11'.repeat(16), '22'.repeat(16)] as DocumentId[]
  const feed = '33'.repeat(16) as FeedId
  const id = '44'.repeat(32) as MessageId
  if (!document || !successor) throw new Error('no ids')
  const digest = '55'.repeat(32)
  const sealed = { document, successor, digest, cut: [{ feed, seq: 7, id }], at: 1000 }
  expect(toHex(writeRetireBody(sealed))).toBe(
    `8701667365616c656450${document}50${successor}5820${digest}8280818350${feed}075820${id}1903e8`,
  )
  expect(readRetireBody(writeRetireBody(sealed))).toEqual(sealed)
  const both = [successor, document]
  expect(toHex(words.writeLeaving(both))).toBe(`8301676c656176696e678250${document}50${successor}`)
  expect(words.readLeaving(words.writeLeaving(both))).toEqual([document, successor])
  const keeps = { leaving: id, documents: new Map([[document, [] as string[]]]) }
  expect(toHex(words.writeKeeps(keeps))).toBe(`8401656b656570735820${id}8150${document}`)
  expect(words.readKeeps(words.writeKeeps(keeps))).toEqual(keeps)
  const [one, other] = ['77'.repeat(32), '88'.repeat(32)] as const
  const withFiles = { leaving: id, documents: new Map([[document, [other, one]]]) }
  const written = `8501656b656570735820${id}8150${document}81825820${one}5820${other}`
  expect(toHex(words.writeKeeps(withFiles))).toBe(written)
  const read = words.readKeeps(words.writeKeeps(withFiles))
  expect(read).toEqual({ leaving: id, documents: new Map([[document, [one, other]]]) })
  // A list for each document, and nothing twice.
  for (const lists of ['80', `82825820${one}5820${other}80`, `81825820${other}5820${one}`])
    expect(words.readKeeps(fromHex(`8501656b656570735820${id}8150${document}${lists}`))).toBeNull()
  const returning = { documents: [document], devices: ['66'.repeat(32) as DeviceId] }
  expect(toHex(words.writeReturning(returning))).toBe(
    `84016972657475726e696e678150${document}815820${'66'.repeat(32)}`,
  )
  expect(words.readReturning(words.writeReturning(returning))).toEqual(returning)
  expect(toHex(words.writeReturned(id))).toBe(`83016872657475726e65645820${id}`)
  for (const read of [readRetireBody, words.readLeaving, words.readKeeps, words.readReturning])
    expect(read(words.writeReturned(id))).toBeNull()
})
