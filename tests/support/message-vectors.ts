// Vectors of messages for other implementations: signed messages of a few kinds, chained over two
// feeds, with the keys that made them; the packs that carry them, and the envelopes that carry one.
// `makeMessageVectors` wrote `tests/fixtures/vectors/messages.json` once; its content never
// changes.
import { clientIds as ids } from '#core/documents'
import { digest, encode, fromHex, signingPairFrom, toHex, type Bytes } from '#core/keys'
import type { DeviceId, DocumentId, EpochId, GroupId, RecordId } from '#shared/ids'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { documentIdOf } from '../../src/core/messages/body.ts'
import {
  hashBody,
  headsToWire,
  newFeed,
  none,
  signMessage,
  writeMessage,
  type Heads,
  type Message,
} from '../../src/core/messages/message.ts'
import { writePack, writeShortPack, type Item } from '../../src/core/sync/packs/pack.ts'
import { mailboxOf, sealEnvelopes } from '../../src/core/sync/link/envelope.ts'

export type MessageVectors = {
  group: string
  device: { public: string; secret: string }
  document: string
  /** The document's. */
  secret: string
  /** The client ids of the document's writers 0 and 1, by feed. */
  feeds: { feed: string; nonce: string; clientIds: number[] }[]
  messages: {
    feed: string
    seq: number
    previous: string
    after: { records: string[]; feeds: { feed: string; seq: number; id: string }[] }
    kind: string
    document: string | null
    body: string
    bodyHash: string
    header: string
    id: string
    signature: string
  }[]
  /** Packs of the second feed. */
  packs: { plain: string; columns: string }
  epoch: { id: string; key: string; mailbox: string }
  /** In order; they carry `packs.columns`. */
  seals: string[]
}

const bytes32 = (name: string): Bytes => digest('vectors', encode(name))

export const makeMessageVectors = (): MessageVectors => {
  const pair = signingPairFrom(bytes32('device'))
  const device = toHex(pair.public) as DeviceId
  const group = toHex(bytes32('group')) as GroupId
  const secret = bytes32('secret')
  const document = documentIdOf(device, secret)
  const records = [bytes32('record 1'), bytes32('record 2')].map(each => toHex(each) as RecordId)
  const made: { message: Message; body: Bytes }[] = []
  const feeds = ['nonce 1', 'nonce 2'].map(name => {
    const nonce = bytes32(name).subarray(0, 6)
    const feed = newFeed(group, device, nonce)
    const clientIds = [0, 1].map(writer => ids.of(document, { device, feed, writer }))
    return { feed, nonce: toHex(nonce), clientIds }
  })
  const [first, second] = feeds
  if (!first || !second) throw new TypeError('no feeds')
  const write = (
    { feed }: typeof first,
    kind: string,
    given: { body: Bytes; after?: Heads; document?: DocumentId | null },
  ): void => {
    const { body, after = { records: [], feeds: [] }, document: about = document } = given
    const last = made.at(-1)?.message
    const message = writeMessage({
      group,
      audience: group,
      device,
      feed,
      kind,
      document: about,
      after,
      seq: last?.feed === feed ? last.seq + 1 : 0,
      previous: last?.id ?? none,
      bodyHash: hashBody(about === null ? null : secret, body),
    })
    made.push({ message, body })
  }
  const typed = (client: number, words: string): Bytes => {
    const doc = new Y.Doc()
    doc.clientID = client
    doc.getText('vectors').insert(0, words)
    return Y.encodeStateAsUpdate(doc)
  }
  const state = typed(first.clientIds[0] ?? 0, 'The group met.')
  const row = [first.clientIds[0] ?? 0, pair.public, fromHex(first.feed), 0]
  write(first, 'snapshot', {
    body: encode([1, 'snapshot', secret, {}, [row], [[], []], state]),
    after: { records: records.toSorted(), feeds: [] },
  })
  const end = made.at(-1)?.message
  if (!end) throw new TypeError('nothing was written')
  const named = { feed: end.feed, seq: end.seq, id: end.id }
  const heads = { records, feeds: [named] }
  const update = (words: string): Bytes =>
    encode([1, 'update', [0], typed(second.clientIds[0] ?? 0, words)])
  write(second, 'update', {
    body: update('It heard three members.'),
    after: { records: records.toSorted(), feeds: [named] },
  })
  write(second, 'heads', { body: encode([1, 'heads', headsToWire(heads)]), document: null })
  write(second, 'zz-later', { body: encode([1, 'zz-later', 'of a later version']), document: null })

  const key = bytes32('epoch key')
  const epoch = { id: toHex(digest('epoch', key)) as EpochId, key }
  const run: Item[] = made.filter(({ message }) => message.feed === second.feed)
  const [item, ...more] = run
  const lastItem = run.at(-1)
  if (!item || !lastItem) throw new TypeError('nothing is in the second feed')
  const signature = signMessage(lastItem.message.id, pair.secret)
  const pack = { items: [item, ...more] as [Item, ...Item[]], signature }
  const columns = writeShortPack(pack, () => secret)
  return {
    group,
    document,
    secret: toHex(secret),
    feeds,
    device: { public: device, secret: toHex(pair.secret) },
    messages: made.map(({ message, body }) => ({
      feed: message.feed,
      seq: message.seq,
      previous: message.previous,
      after: message.after,
      kind: message.kind,
      document: message.document,
      body: toHex(body),
      bodyHash: toHex(message.bodyHash),
      header: toHex(message.header),
      id: message.id,
      signature: toHex(signMessage(message.id, pair.secret)),
    })),
    packs: { plain: toHex(writePack(pack)), columns: toHex(columns) },
    epoch: { id: epoch.id, key: toHex(key), mailbox: toHex(mailboxOf(key)) },
    seals: sealEnvelopes(epoch, columns).map(toHex),
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/messages.json')
  writeFileSync(path, `${JSON.stringify(makeMessageVectors(), null, 2)}\n`)
}
