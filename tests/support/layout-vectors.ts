// One value of each layout of docs/protocol.md that is a list of its own: bodies of messages, frames of links
// and of joining, files. They are put together field by field as the page gives them; no writer of the product
// is asked. `node tests/support/layout-vectors.ts` writes tests/fixtures/vectors/layouts.json.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { boxFor, digest, encode, encrypt, fromHex, newDeviceKeys, toHex } from '#core/keys'
import type { Bytes, Encodable } from '#core/keys'
import { graphsOf } from './graph-vectors.ts'

export type Layout = {
  /** The section of the page. */
  section: string
  name: string
  /** Byte strings are `{hex}`. */
  value: unknown
  bytes: string
}

export type LayoutVectors = {
  layouts: Layout[]
  /** Two values that are sealed, with the key that opens them. */
  circle: { agreement: { public: string; secret: string }; epoch: string; key: string }
  circleKey: string
  circleFrame: string
  /** A file of key slots: a value and its digest. */
  keySlots: string
  /** Values that are derived from others. */
  derived: { section: string; name: string; from: Record<string, string | number>; is: string }[]
}

/** Counted bytes: no key of anybody. */
const filled = (length: number, first: number): Bytes =>
  Uint8Array.from({ length }, (_, at) => (first + at) % 256)

const [group, device, other, record, message] = [1, 2, 3, 4, 5].map(at => filled(32, at)) as [
  Bytes,
  Bytes,
  Bytes,
  Bytes,
  Bytes,
]
const [feed, document, second] = [6, 7, 8].map(at => filled(16, at)) as [Bytes, Bytes, Bytes]
const secret = filled(32, 9)
const heads: Encodable = [[record], [[feed, 4, message]]]
const row: Encodable = [77_000_000, device, feed, 0]

const update = (): Bytes => {
  const doc = new Y.Doc()
  doc.clientID = 77_000_000
  doc.getMap('meta').set('title', 'Draft')
  return Y.encodeStateAsUpdate(doc)
}

const bodies = (): [string, Encodable][] => [
  ['update', [1, 'update', [0, [feed, 1]], update()]],
  ['remarks', [1, 'remarks', [0], update()]],
  ['snapshot', [1, 'snapshot', secret, {}, [row], heads, update()]],
  [
    'snapshot to one device',
    [1, 'snapshot', secret, {}, [[77, device, feed, 0, feed, 3]], heads, update()],
  ],
  ['snapshot-start', [1, 'snapshot-start', secret, 2, [row], heads, update()]],
  ['snapshot-part', [1, 'snapshot-part', [row], update()]],
  ['blob', [1, 'blob', 'picture', filled(32, 10), 5, 0, filled(5, 11)]],
  ['heads', [1, 'heads', heads]],
  [
    'sealed',
    [1, 'sealed', document, second, filled(32, 12), [[], [[feed, 4, message]]], 1_700_000_000_000],
  ],
  ['leaving', [1, 'leaving', [document, second]]],
  ['keeps', [1, 'keeps', message, [document]]],
  ['keeps with hashes', [1, 'keeps', message, [document, second], [[filled(32, 13)], []]]],
  ['returning', [1, 'returning', [document], [device, other]]],
]

const frames = (): [string, Encodable][] => {
  const [graph] = graphsOf('judged.json')
  const packed = (graph?.records ?? []).map(({ bytes, device: by, signature }): Encodable => [
    fromHex(bytes),
    [[fromHex(by), fromHex(signature)]],
  ])
  return [
    ['digest', [1, 'digest', filled(32, 14)]],
    ['have', [1, 'have', heads, true, [[feed, 4, message]]]],
    ['want', [1, 'want', [[feed, 0, 4]]]],
    ['given', [1, 'given']],
    ['content', [1, 'content', filled(32, 15)]],
    ['contents', [1, 'contents', [[document, filled(32, 16)]]]],
    ['records', [1, 'records', packed]],
  ]
}

const joining: [string, Encodable][] = [
  ['join-read', [1, 'join-read']],
  ['join-ask', [1, 'join-ask', filled(9, 17)]],
  ['join-done', [1, 'join-done']],
  ['join-invitation', [1, 'join-invitation', filled(9, 18)]],
  ['join-heard', [1, 'join-heard']],
  ['join-begins', [1, 'join-begins', 70_000]],
  ['join-part', [1, 'join-part', filled(9, 19)]],
  ['join-refused', [1, 'join-refused', 'invitation-used']],
]

const about: Encodable[] = ['Advisory group', 'regional', 'ar', 'A.D.', 'member', 1_800_000_000_000]
const files: [string, Encodable][] = [
  [
    'invitation',
    [1, 'invitation', group, record, filled(10, 20), device, filled(32, 21), ...about],
  ],
  [
    'device-invitation',
    [
      1,
      'device-invitation',
      group,
      record,
      filled(10, 20),
      device,
      filled(32, 21),
      ...about,
      other,
      'B.',
      false,
    ],
  ],
]

const plain = (value: Encodable): unknown => {
  if (value instanceof Uint8Array) return { hex: toHex(value) }
  if (Array.isArray(value)) return value.map(each => plain(each as Encodable))
  return value
}

const inSection = (section: string, list: [string, Encodable][]): Layout[] =>
  list.map(([name, value]) => ({ section, name, value: plain(value), bytes: toHex(encode(value)) }))

export const makeLayouts = (): LayoutVectors => {
  const { agreement } = newDeviceKeys()
  const key = filled(32, 22)
  const epoch = digest('epoch', key)
  const inside = encode([1, 'circle-key', group, epoch, key, []])
  const frame = encode([1, 'given'])
  const slots = encode([
    1,
    'keys',
    [
      ['passphrase', filled(16, 23), 3, 67_108_864, filled(72, 24)],
      ['recovery', 'code', filled(5, 25), filled(16, 26), filled(72, 27)],
    ],
  ])
  return {
    layouts: [
      ...inSection('Bodies', bodies()),
      ...inSection('Links', frames()),
      ...inSection('Joining by code', joining),
      ...inSection('Invitation', files),
    ],
    circle: {
      agreement: { public: toHex(agreement.public), secret: toHex(agreement.secret) },
      epoch: toHex(epoch),
      key: toHex(key),
    },
    circleKey: toHex(encode([1, 'circle-key', boxFor(agreement.public, inside)])),
    circleFrame: toHex(
      encode([1, 'circle', epoch, encrypt(key, frame, encode([1, 'circle', epoch]))]),
    ),
    keySlots: toHex(Uint8Array.of(...slots, ...digest('key slots', slots))),
    derived: [
      {
        section: 'Ids',
        name: 'document',
        from: { device: toHex(device), secret: toHex(secret) },
        is: toHex(digest('document', device, secret).subarray(0, 16)),
      },
      {
        section: 'Two contents for one place',
        name: 'branch',
        from: { feed: toHex(feed), message: toHex(message) },
        is: toHex(digest('branch', feed, message).subarray(0, 16)),
      },
      {
        section: 'Links',
        name: 'content of one document',
        from: { document: toHex(document), readable: toHex(filled(32, 16)) },
        is: toHex(digest('content', document, filled(32, 16))),
      },
      {
        section: 'Consultation rounds',
        name: 'digest of a text as it was sent',
        from: { title: 'Draft', place: '1.', text: 'States protect defenders.' },
        is: toHex(digest('consultation', encode(['Draft', [['1.', 'States protect defenders.']]]))),
      },
      {
        // One client, 300 as 0xac 0x02; clock 5; one deleted span of 2 after 1.
        section: 'Named versions',
        name: 'state',
        from: { client: 300, clock: 5, after: 1, length: 2 },
        is: '01ac0205010102',
      },
    ],
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/layouts.json')
  writeFileSync(path, `${JSON.stringify(makeLayouts(), null, 1)}\n`)
}
