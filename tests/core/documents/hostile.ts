// A member who breaks every rule, one at a time: named classes of updates, each expected to be
// refused by one rule of the gate. Ana wrote the page; Mallory is a member and may write as herself.
import * as Y from 'yjs'
import { digest } from '#core/keys'
import { clientIdOf, rootOf, writeBlocks, writeMeta } from '#shared/document'
import { newReplica, updateLimits, type CheckName, type Rules, type Verdict } from '#core/documents'
import { deviceNamed, documentNamed, feedNamed, newPage, type Dice } from '#tests/documents'
import type { Id } from '../../../src/core/documents/gate/scan.ts'
import * as c from './crafted.ts'

type Bytes = Uint8Array

const document = documentNamed('under attack')
const clientOf = (name: string, writer: number): number =>
  clientIdOf(digest, deviceNamed(name), feedNamed(name), document, writer)

const textOf = (doc: Y.Doc, index: number): Y.XmlText =>
  (rootOf(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText
const idOf = (type: { _item: Y.Item | null }): Id => {
  const { client, clock } = (type._item as Y.Item).id
  return { client, clock }
}
const startOf = (type: { _start: Y.Item | null }): Id => {
  const { client, clock } = (type._start as Y.Item).id
  return { client, clock }
}
const plus = ({ client, clock }: Id, more: number): Id => ({ client, clock: clock + more })

export type Scene = ReturnType<typeof newScene>

/** The same page every time; a replica of its own for each call. */
export const newScene = () => {
  const [ana, mallory, second] = [
    clientOf('ana', 0),
    clientOf('mallory', 0),
    clientOf('mallory', 1),
  ]
  const doc = newPage(ana)
  const block = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] })
  const random = (length: number): Bytes => new Uint8Array(length).fill(7)
  writeMeta(doc, { title: 'Working paper' })
  writeBlocks(doc, [block('First words of hers'), block('Second words of hers'), block('Third')], {
    random,
  })
  doc.getMap('footnotes').set('f1', new Y.Text('a note'))
  doc.getMap('threads').set('t1', new Y.Array())
  const page = newPage(mallory)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc), 'remote')
  textOf(page, 0).insert(5, 'XYZ')
  textOf(page, 1).format(0, 6, { p: { __format: 1 } })
  ;(rootOf(page).get(2) as Y.XmlElement).setAttribute('s_kind', 'h1')
  const replica = newReplica()
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(page))
  const next = Y.getState(replica.store, mallory)
  const text = textOf(replica, 0)
  return {
    replica,
    ana,
    mallory,
    second,
    /** Mallory's next clock. */
    next,
    first: { block: idOf(rootOf(replica).get(0)), text: idOf(text), start: startOf(text) },
    other: { text: idOf(textOf(replica, 1)), start: startOf(textOf(replica, 2)) },
    block: idOf(rootOf(replica).get(2)),
    said: idOf(replica.getMap('threads').get('t1') as Y.Array<unknown>),
    footnote: idOf(replica.getMap('footnotes').get('f1') as Y.Text),
    list: idOf(replica.getMap('threads').get('t1') as Y.Array<unknown>),
    title: (replica.getMap('meta')._map.get('title') as Y.Item).id,
    page,
    rules: {
      limits: updateLimits,
      allowed: client => client === mallory || client === second,
    } as Rules,
  }
}

const mine = (scene: Scene, ...structs: c.Crafted[]): Bytes =>
  c.craft([{ client: scene.mallory, clock: scene.next, structs }])
const one = (scene: Scene, at: c.Place, is: c.Content): Bytes => mine(scene, { at, is })
const after = (scene: Scene): Id => ({ client: scene.mallory, clock: scene.next })

export type Class = {
  name: string
  /** The rule that refuses it, or `waits`. */
  expected: CheckName | 'waits'
  make(scene: Scene, dice: Dice): Bytes
  rules?(scene: Scene): Rules
}

const inFirst = (scene: Scene): c.Place => ({ origin: scene.first.start })
const huge = [255, 255, 255, 255, 255, 255, 255, 15]
const endless = [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]

const honest = (scene: Scene, dice: Dice): Bytes => {
  const page = newPage(scene.mallory)
  page.clientID = 0
  Y.applyUpdate(page, Y.encodeStateAsUpdate(scene.page), 'remote')
  page.clientID = scene.mallory
  let made: Bytes = new Uint8Array()
  page.on('update', (update: Bytes) => (made = update))
  page.transact(() => {
    const text = textOf(page, dice.below(3))
    text.insert(dice.below(text.length), dice.one(['one', 'two words', 'é😀']))
    text.delete(0, 2)
    text.format(0, 3, { s_href: 'https://example.org/' })
  })
  return made
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

const manyStructs = (scene: Scene, count: number): c.Crafted[] =>
  Array.from({ length: count }, (_, index) => ({
    at: {
      origin:
        index === 0 ? scene.first.start : { client: scene.mallory, clock: scene.next + index - 1 },
    },
    is: c.format('i', index % 7),
  }))

export const classes: Class[] = [
  // Whose clocks
  {
    name: 'writes on with the clock of another',
    expected: 'own-client',
    make: s =>
      c.craft([
        {
          client: s.ana,
          clock: Y.getState(s.replica.store, s.ana),
          structs: [{ at: inFirst(s), is: c.string('x') }],
        },
      ]),
  },
  {
    name: 'writes another history of another',
    expected: 'own-client',
    make: s =>
      c.craft([{ client: s.ana, clock: 0, structs: [{ at: inFirst(s), is: c.string('x') }] }]),
  },
  {
    name: 'invents a client id',
    expected: 'own-client',
    make: (s, d) =>
      c.craft([
        { client: 2 + d.below(1e9), clock: 0, structs: [{ at: inFirst(s), is: c.string('x') }] },
      ]),
  },
  {
    name: 'claims a writer of its own next feed',
    expected: 'own-client',
    make: s =>
      c.craft([
        {
          client: clientIdOf(
            digest,
            deviceNamed('mallory'),
            feedNamed('mallory later'),
            document,
            0,
          ),
          clock: 0,
          structs: [{ at: inFirst(s), is: c.string('x') }],
        },
      ]),
  },
  {
    name: 'hides a stranger behind a section of its own',
    expected: 'own-client',
    make: s =>
      c.craft([
        { client: s.mallory, clock: s.next, structs: [{ at: inFirst(s), is: c.string('x') }] },
        { client: 99, clock: 0, structs: [{ at: inFirst(s), is: c.string('x') }] },
      ]),
  },
  {
    name: 'goes on from genesis',
    expected: 'own-client',
    make: () => c.craft([{ client: 1, clock: 4, structs: [{ at: {}, is: c.element() }] }]),
  },
  {
    name: 'rewrites genesis',
    expected: 'same-as-known',
    make: () => c.craft([{ client: 1, clock: 1, structs: [{ at: {}, is: c.element('other') }] }]),
  },
  {
    name: 'leaves a gap in its clocks',
    expected: 'own-clocks-in-a-row',
    make: (s, d) =>
      c.craft([
        {
          client: s.mallory,
          clock: s.next + 1 + d.below(5),
          structs: [{ at: inFirst(s), is: c.string('x') }],
        },
      ]),
  },
  {
    name: 'begins a writer late',
    expected: 'own-clocks-in-a-row',
    make: (s, d) =>
      c.craft([
        {
          client: s.second,
          clock: 1 + d.below(1e6),
          structs: [{ at: inFirst(s), is: c.string('x') }],
        },
      ]),
  },
  {
    name: 'signs two histories: other words',
    expected: 'same-as-known',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: 0,
          structs: [
            {
              at: { origin: plus(s.first.start, 4), right: plus(s.first.start, 5) },
              is: c.string('XYQ'),
            },
          ],
        },
      ]),
  },
  {
    name: 'signs two histories: another place',
    expected: 'same-as-known',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: 0,
          structs: [
            {
              at: { origin: plus(s.first.start, 3), right: plus(s.first.start, 4) },
              is: c.string('XYZ'),
            },
          ],
        },
      ]),
  },
  {
    name: 'signs two histories: another right neighbour',
    expected: 'same-as-known',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: 0,
          structs: [
            {
              at: { origin: plus(s.first.start, 4), right: plus(s.first.start, 6) },
              is: c.string('XYZ'),
            },
          ],
        },
      ]),
  },
  {
    name: 'signs two histories: another kind of content',
    expected: 'same-as-known',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: 1,
          structs: [
            {
              at: { origin: { client: s.mallory, clock: 0 }, right: plus(s.first.start, 5) },
              is: c.format('p', null),
            },
          ],
        },
      ]),
  },
  {
    name: 'signs two histories and goes on',
    expected: 'same-as-known',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: s.next - 1,
          structs: [{ at: { origin: s.first.start }, is: c.string('ab') }],
        },
      ]),
  },

  // Bytes
  {
    name: 'is cut short',
    expected: 'decodable',
    make: (s, d) => {
      const bytes = honest(s, d)
      return bytes.subarray(0, 1 + d.below(bytes.length - 1))
    },
  },
  { name: 'is empty', expected: 'decodable', make: () => new Uint8Array() },
  {
    name: 'says that it has very many structs',
    expected: 'decodable',
    make: (s, d) => c.joined([1, ...huge], d.bytes(20)),
  },
  {
    name: 'says that it has very many clients',
    expected: 'decodable',
    make: () => c.joined([...huge, 0]),
  },
  {
    name: 'says that a text is very long',
    expected: 'decodable',
    make: s => one(s, inFirst(s), c.raw(4, 1, ...huge, 65)),
  },
  {
    name: 'says that a list of values is very long',
    expected: 'decodable',
    make: s => one(s, { parent: s.list }, c.raw(8, 1, ...huge)),
  },
  {
    name: 'says that an object has very many keys',
    expected: 'decodable',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.raw(8, 1, 1, 118, ...huge)),
  },
  {
    name: 'says that it deletes very many ranges',
    expected: 'decodable',
    make: s => c.joined([0, 1], [...encode(s.ana)], [...huge]),
  },
  {
    name: 'says that very many clients deleted',
    expected: 'decodable',
    make: () => c.joined([0, ...huge]),
  },
  {
    name: 'has a number without end',
    expected: 'decodable',
    make: s => c.joined([1, 1, ...endless], honest(s, dieOfOne)),
  },
  {
    name: 'has a number beyond what is exact',
    expected: 'decodable',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: s.next,
          structs: [{ at: { origin: { client: 2 ** 53, clock: 0 } }, is: c.string('x') }],
        },
      ]),
  },
  {
    name: 'has a clock that runs over',
    expected: 'decodable',
    make: s =>
      c.craft([
        { client: s.mallory, clock: s.next, structs: [{ at: {}, is: c.skip(2 ** 53 - 1) }] },
      ]),
  },
  {
    name: 'is bytes for another version of the encoding',
    expected: 'ends-where-it-says',
    make: () => Y.encodeStateAsUpdateV2(newPage(5)),
  },
  {
    name: 'is noise',
    expected: 'decodable',
    make: (_s, d) => c.joined([1 + d.below(250)], [200, ...d.bytes(40)]),
  },
  {
    name: 'has text that is no UTF-8',
    expected: 'decodable',
    make: s => one(s, inFirst(s), c.raw(4, 1, 2, 0xc3, 0x28)),
  },
  {
    name: 'has a content of no known number',
    expected: 'decodable',
    make: (s, d) => one(s, inFirst(s), c.raw(11 + d.below(20), 1, 1)),
  },
  {
    name: 'has a shared type of no known number',
    expected: 'decodable',
    make: (s, d) => one(s, {}, c.raw(7, 1, 7 + d.below(100))),
  },
  {
    name: 'has a value of no known type',
    expected: 'decodable',
    make: (s, d) => one(s, { parent: 'threads', key: 'k' }, c.raw(8, 1, 1, d.below(116))),
  },
  {
    name: 'has a format that is no JSON',
    expected: 'decodable',
    make: s => one(s, inFirst(s), c.raw(6, 1, 1, 112, 2, 123, 123)),
  },
  {
    name: 'disguises a skip as an item',
    expected: 'decodable',
    make: s => c.joined([1, 1], encode(s.mallory), encode(s.next), [10 | 128, 1, 1, 4], [0]),
  },
  {
    name: 'disguises a collected run as an item',
    expected: 'decodable',
    make: s => c.joined([1, 1], encode(s.mallory), encode(s.next), [0 | 64, 1, 1, 4], [0]),
  },
  {
    name: 'has values nested without end',
    expected: 'decodable',
    make: s =>
      one(
        s,
        { parent: 'threads', key: 'k' },
        c.raw(8, 1, 1, ...Array.from({ length: 3000 }, () => [117, 1]).flat(), 126),
      ),
  },
  {
    name: 'carries something after its end',
    expected: 'ends-where-it-says',
    make: (s, d) => c.joined(honest(s, d), d.bytes(1 + d.below(8))),
  },
  {
    name: 'has two sections of one client',
    expected: 'one-section-a-client',
    make: s =>
      c.craft(
        [0, 1].map(() => ({
          client: s.mallory,
          clock: s.next,
          structs: [{ at: inFirst(s), is: c.string('x') }],
        })),
      ),
  },
  {
    name: 'has a section of nothing',
    expected: 'one-section-a-client',
    make: s => c.craft([{ client: s.mallory, clock: s.next, structs: [] }]),
  },

  // Beside the text: who comments only
  ...[
    { name: 'writes in the text though she only comments', is: c.string('x'), at: inFirst },
    { name: 'marks words though she only comments', is: c.format('s_cm:x', 1), at: inFirst },
    {
      name: 'gives a block a kind though she only comments',
      is: c.any('h1'),
      at: (s: Scene): c.Place => ({ parent: s.block, key: 's_kind' }),
    },
    {
      name: 'gives the document another title though she only comments',
      is: c.any('Mine'),
      at: (): c.Place => ({ parent: 'meta', key: 'title' }),
    },
    {
      name: 'puts a type among what was said though she only comments',
      is: c.map,
      at: (): c.Place => ({ parent: 'threads', key: 't2' }),
    },
    {
      name: 'writes into the list of another though she only comments',
      is: c.any(1),
      at: (s: Scene): c.Place => ({ parent: s.list }),
    },
    {
      name: 'writes in a footnote though she only comments',
      is: c.string('x'),
      at: (s: Scene): c.Place => ({ parent: s.footnote }),
    },
    {
      name: 'puts another footnote in the place of one though she only comments',
      is: c.words,
      at: (): c.Place => ({ parent: 'footnotes', key: 'f2' }),
    },
    {
      name: 'says in the place of another though she only comments',
      is: c.any(1),
      at: (s: Scene): c.Place => ({ origin: s.said }),
    },
  ].map(({ name, is, at }): Class => ({
    name,
    expected: 'remarks-only',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s => one(s, at(s), is),
  })),
  {
    name: 'makes a paragraph a cell of a table though she only comments',
    expected: 'remarks-only',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      one(s, { parent: s.block, key: 's_cell' }, c.any('aaaaaaaaaa bbbbbbbbbb cccccccccc')),
  },
  ...[
    ...['bracket', 'settle', 'gone', 'suggestion', 'strike', 'accept', 'reject'],
    ...['round', 'round-over', 'received', 'answer', 'triage', 'taken-up', 'consent'],
  ].map((kind): Class => ({
    name: `says "${kind}", which only who writes can have done, though she only comments`,
    expected: 'remarks-say',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s => one(s, { parent: 'threads', key: `k${kind}` }, c.any({ kind, at: 1 })),
  })),
  ...['accept', 'decline', 'reopen', 'handled'].map((kind): Class => ({
    name: `settles an amendment though she may not: ${kind}`,
    expected: 'settles-by-right',
    rules: s => ({ ...s.rules, settles: () => false }),
    make: s =>
      one(s, { parent: 'amendments', key: '7-abcdefghij/9-abcdefghij' }, c.any(1, { kind })),
  })),
  ...['template', 'no-template'].map((kind): Class => ({
    name: `says "${kind}" of the group's templates though she may not`,
    expected: 'settles-by-right',
    rules: s => ({ ...s.rules, settles: () => false }),
    make: s => one(s, { parent: 'threads', key: '7-abcdefghij/7-abcdefghij' }, c.any(1, { kind })),
  })),
  {
    name: 'takes back an amendment though she only comments',
    expected: 'remarks-delete-nothing',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      c.craft(
        [
          {
            client: s.mallory,
            clock: s.next,
            structs: [{ at: { parent: 'amendments', key: 'k' }, is: c.any({ kind: 'sponsor' }) }],
          },
        ],
        [{ client: s.first.start.client, clock: s.first.start.clock, length: 1 }],
      ),
  },
  {
    name: 'takes something back though she only comments',
    expected: 'remarks-delete-nothing',
    rules: s => ({ ...s.rules, isRemarks: true }),
    make: s =>
      c.craft(
        [
          {
            client: s.mallory,
            clock: s.next,
            structs: [{ at: { parent: 'threads', key: 'k' }, is: c.any(1) }],
          },
        ],
        [{ client: s.first.start.client, clock: s.first.start.clock, length: 1 }],
      ),
  },

  // Size
  {
    name: 'is larger than a message',
    expected: 'fits',
    make: s => one(s, inFirst(s), c.string('a'.repeat(4 * 1024 * 1024))),
  },
  {
    name: 'has too many structs',
    expected: 'few-structs',
    make: s => mine(s, ...manyStructs(s, 20_001)),
  },
  {
    name: 'deletes in too many places',
    expected: 'few-deletes',
    make: s =>
      c.craft(
        [],
        Array.from({ length: 20_001 }, () => ({ client: s.ana, clock: 3, length: 1 })),
      ),
  },

  // Content
  { name: 'skips clocks', expected: 'no-skip', make: (s, d) => one(s, {}, c.skip(1 + d.below(9))) },
  {
    name: 'says that its own was collected',
    expected: 'no-collected',
    make: (s, d) => one(s, {}, c.gc(1 + d.below(9))),
  },
  {
    name: 'brings a document within the document',
    expected: 'no-subdocument',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.subdocument()),
  },
  {
    name: 'brings bytes',
    expected: 'no-binary',
    make: (s, d) => one(s, { parent: 'threads', key: 'k' }, c.binary(d.bytes(9))),
  },
  {
    name: 'runs its clock up with deleted content',
    expected: 'known-content',
    make: s => one(s, inFirst(s), c.deleted(2 ** 50)),
  },
  {
    name: 'brings content of old versions',
    expected: 'known-content',
    make: s => one(s, { parent: s.list }, c.json({ a: 1 })),
  },
  {
    name: 'embeds an object in a text',
    expected: 'known-content',
    make: s => one(s, inFirst(s), c.embed({ image: 'x' })),
  },
  {
    name: 'has an item of no length',
    expected: 'not-empty',
    make: s => mine(s, { at: inFirst(s), is: c.string('') }, { at: inFirst(s), is: c.string('x') }),
  },
  {
    name: 'has a list of no values',
    expected: 'not-empty',
    make: s => one(s, { parent: s.list }, c.any()),
  },

  // What it refers to
  {
    name: 'stands beside its own future',
    expected: 'refers-to-what-is',
    make: (s, d) =>
      one(s, { origin: { client: s.mallory, clock: s.next + d.below(9) } }, c.string('x')),
  },
  {
    name: 'hangs from itself',
    expected: 'refers-to-what-is',
    make: s => one(s, { parent: after(s) }, c.element()),
  },
  {
    name: 'has two writers that wait for each other',
    expected: 'refers-to-what-is',
    make: s =>
      c.craft([
        {
          client: s.mallory,
          clock: s.next,
          structs: [{ at: { origin: { client: s.second, clock: 0 } }, is: c.string('x') }],
        },
        { client: s.second, clock: 0, structs: [{ at: { origin: after(s) }, is: c.string('y') }] },
      ]),
  },
  {
    name: 'refers to what its own device never wrote',
    expected: 'refers-to-what-is',
    make: (s, d) => one(s, { origin: { client: s.second, clock: d.below(100) } }, c.string('x')),
  },
  {
    name: 'deletes its own future',
    expected: 'deletes-what-is',
    make: (s, d) =>
      c.craft([], [{ client: s.mallory, clock: s.next + d.below(50), length: 1 + d.below(1e6) }]),
  },
  {
    name: 'deletes what genesis never had',
    expected: 'deletes-what-is',
    make: () => c.craft([], [{ client: 1, clock: 0, length: 100 }]),
  },
  {
    name: 'deletes nothing',
    expected: 'deletes-something',
    make: s => c.craft([], [{ client: s.ana, clock: 3, length: 0 }]),
  },
  {
    name: 'hangs from a word',
    expected: 'parent-is-a-type',
    make: s => one(s, { parent: s.first.start }, c.string('x')),
  },
  {
    name: 'hangs from a word of its own',
    expected: 'parent-is-a-type',
    make: s =>
      mine(
        s,
        { at: inFirst(s), is: c.string('x') },
        { at: { parent: after(s) }, is: c.string('y') },
      ),
  },
  {
    name: 'stands between two paragraphs at once',
    expected: 'neighbours-together',
    make: s => one(s, { origin: s.first.start, right: s.other.start }, c.string('x')),
  },
  {
    name: 'stands between an attribute and a word',
    expected: 'neighbours-together',
    make: s => one(s, { origin: { client: 1, clock: 2 }, right: s.first.start }, c.any('x')),
  },
  {
    name: 'writes into one gap again and again',
    expected: 'one-in-a-gap',
    make: (s, d) =>
      mine(
        s,
        ...Array.from({ length: 2 + d.below(500) }, () => ({
          at: { origin: s.first.start, right: plus(s.first.start, 1) },
          is: c.string('x'),
        })),
      ),
  },
  {
    name: 'sets one key again and again as if for the first time',
    expected: 'one-in-a-gap',
    make: s =>
      mine(s, ...[1, 2].map(value => ({ at: { parent: 'threads', key: 'k' }, is: c.any(value) }))),
  },
  {
    name: 'puts thousands of structs before each other over what others write',
    expected: 'few-over-one-place',
    make: (s, d) =>
      mine(
        s,
        ...Array.from({ length: 65 + d.below(500) }, (_, index) => ({
          at: {
            origin: s.first.start,
            right:
              index === 0
                ? plus(s.first.start, 1)
                : { client: s.mallory, clock: s.next + index - 1 },
          },
          is: c.format('i', index % 7),
        })),
      ),
  },
  {
    name: 'puts them from two windows into one gap',
    expected: 'few-over-one-place',
    make: s => {
      const own = { client: s.mallory, clock: s.next }
      return c.craft([
        {
          ...own,
          structs: Array.from({ length: 200 }, (_, index) => ({
            at: {
              origin: index === 0 ? s.first.start : plus(own, index - 1),
              right: plus(s.first.start, 1),
            },
            is: c.format('i', index % 7),
          })),
        },
        {
          client: s.second,
          clock: 0,
          structs: Array.from({ length: 200 }, (_, index) => ({
            at: {
              origin: plus(own, index),
              right: index === 0 ? plus(s.first.start, 1) : { client: s.second, clock: index - 1 },
            },
            is: c.format('i', index % 7),
          })),
        },
      ])
    },
  },
  {
    name: 'shares a page whose structs would take Yjs minutes to place',
    expected: 'placed-in-few-steps',
    rules: s => ({ ...s.rules, isState: true }),
    make: s => {
      const length = 1600
      const [first, last] = [s.mallory, s.second].toSorted((a, b) => a - b)
      const clockOf = (client = 0) => (client === s.mallory ? s.next : 0)
      const [one, other] = [first, last].map(client => ({
        client: client ?? 0,
        clock: clockOf(client),
      })) as [Id, Id]
      const structs = (at: (index: number) => c.Place): c.Crafted[] =>
        Array.from({ length }, (_, index) => ({ at: at(index), is: c.format('i', index % 7) }))
      return c.craft([
        {
          ...other,
          structs: structs(index =>
            index === 0
              ? { origin: plus(one, length - 1), right: plus(s.first.start, 1) }
              : { origin: s.first.start, right: plus(other, index - 1) },
          ),
        },
        {
          ...one,
          structs: structs(index => ({
            origin: index === 0 ? s.first.start : plus(one, index - 1),
            right: plus(s.first.start, 1),
          })),
        },
      ])
    },
  },
  {
    name: 'names as right neighbour what lies to the left',
    expected: 'between-its-neighbours',
    make: (s, d) =>
      one(
        s,
        { origin: plus(s.first.start, 8), right: plus(s.first.start, d.below(5)) },
        c.string('x'),
      ),
  },
  {
    name: 'is between a word and that word',
    expected: 'between-its-neighbours',
    make: s =>
      one(s, { origin: plus(s.first.start, 2), right: plus(s.first.start, 2) }, c.string('x')),
  },

  // Where it lies
  {
    name: 'opens a root of its own',
    expected: 'known-root',
    make: s => one(s, { parent: 'root', key: 'k' }, c.any(1)),
  },
  {
    name: 'opens a root named like a machine part',
    expected: 'known-root',
    make: s => one(s, { parent: '__proto__', key: 'k' }, c.any(1)),
  },
  {
    name: 'puts text directly on the page',
    expected: 'fitting-content',
    make: s => one(s, {}, c.text),
  },
  {
    name: 'puts letters directly on the page',
    expected: 'fitting-content',
    make: s => one(s, {}, c.string('x')),
  },
  {
    name: 'puts letters in a block',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block }, c.string('x')),
  },
  {
    name: 'puts values in a block',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block }, c.any(1, 2)),
  },
  {
    name: 'puts a format in a block',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block }, c.format('p', null)),
  },
  {
    name: 'puts a block in a text',
    expected: 'fitting-content',
    make: s => one(s, inFirst(s), c.element()),
  },
  {
    name: 'puts a map in a block',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block }, c.map),
  },
  { name: 'puts a hook on the page', expected: 'fitting-content', make: s => one(s, {}, c.hook) },
  {
    name: 'puts a fragment on the page',
    expected: 'fitting-content',
    make: s => one(s, {}, c.fragment),
  },
  {
    name: 'makes an attribute of a type',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block, key: 's_kind' }, c.map),
  },
  {
    name: 'gives a block slots',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.block, key: '__slots' }, c.map),
  },
  {
    name: 'gives a text an attribute',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.first.text, key: 'a' }, c.any(1)),
  },
  {
    name: 'puts an item without key in a map',
    expected: 'fitting-content',
    make: s => one(s, { parent: 'threads' }, c.any(1)),
  },
  {
    name: 'puts a type in the particulars',
    expected: 'fitting-content',
    make: s => one(s, { parent: 'meta', key: 'title' }, c.map),
  },
  {
    name: 'puts a block in a map',
    expected: 'fitting-content',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.element()),
  },
  {
    name: 'puts a block in the place of a footnote',
    expected: 'fitting-content',
    make: s => one(s, { parent: 'footnotes', key: 'f2' }, c.element()),
  },
  {
    name: 'puts another type in a footnote',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.footnote }, c.words),
  },
  {
    name: 'puts a value in a note',
    expected: 'fitting-content',
    make: s => one(s, { parent: s.footnote }, c.any(1)),
  },
  {
    name: 'stands before the last value of a key',
    expected: 'last-of-its-key',
    make: s => one(s, { right: s.title }, c.any('mine')),
  },
  {
    name: 'nests blocks too deep',
    expected: 'not-too-deep',
    make: s =>
      mine(
        s,
        ...Array.from({ length: 12 }, (_, index) => ({
          at: index === 0 ? {} : { parent: { client: s.mallory, clock: s.next + index - 1 } },
          is: c.element('cell'),
        })),
      ),
  },
  {
    name: 'nests maps too deep',
    expected: 'not-too-deep',
    make: s =>
      mine(
        s,
        ...Array.from({ length: 9 }, (_, index) => ({
          at: {
            parent: index === 0 ? 'threads' : { client: s.mallory, clock: s.next + index - 1 },
            key: 'k',
          },
          is: c.map,
        })),
      ),
  },

  // Names and values
  {
    name: 'names a block like the editor’s root',
    expected: 'element-name',
    make: (s, d) => one(s, {}, c.element(d.one(['UNDEFINED', 'root', 'text', 'tab', 'linebreak']))),
  },
  {
    name: 'names a block with markup',
    expected: 'element-name',
    make: (s, d) => one(s, {}, c.element(d.one(['<script>', '', 'a b', 'x'.repeat(65)]))),
  },
  {
    name: 'sets the editor’s own fields',
    expected: 'attribute-name',
    make: (s, d) =>
      one(
        s,
        {
          parent: s.block,
          key: d.one([
            '__type',
            '__key',
            '__parent',
            '__next',
            '__first',
            '__size',
            '__state',
            '__slots',
          ]),
        },
        c.any('root'),
      ),
  },
  {
    name: 'sets an attribute that is machinery',
    expected: 'attribute-name',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: d.one(['__proto__', 's___proto__', 's_constructor', 'prototype']) },
        c.any('x'),
      ),
  },
  {
    name: 'sets an attribute with an endless name',
    expected: 'attribute-name',
    make: s => one(s, { parent: s.block, key: `s_${'x'.repeat(80)}` }, c.any(1)),
  },
  {
    name: 'styles a block',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: '__style' }, c.any('position:fixed;inset:0')),
  },
  {
    name: 'indents a block out of sight',
    expected: 'attribute-value',
    make: (s, d) =>
      one(s, { parent: s.block, key: '__indent' }, c.any(d.one<unknown>([1e9, -1, 1.5, 'x', {}]))),
  },
  {
    name: 'gives a direction that is none',
    expected: 'attribute-value',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: '__dir' },
        c.any(d.one<unknown>(['up', 1, {}, 'x" onclick="'])),
      ),
  },
  {
    name: 'sets a huge attribute',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_label' }, c.any('x'.repeat(5000))),
  },
  {
    name: 'names a cell without end',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_cell' }, c.any('aaaaaaaaaa '.repeat(500))),
  },
  {
    name: 'puts a table into the text of a cell',
    expected: 'fitting-content',
    make: s => one(s, inFirst(s), c.element('table')),
  },
  {
    name: 'nests an attribute deep',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_label' }, c.any(nested(12))),
  },
  {
    name: 'gives one attribute two values, one of them out of range',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: '__dir' }, c.any('sideways', 'rtl')),
  },
  {
    name: 'hides a huge value among small ones',
    expected: 'attribute-value',
    make: s =>
      one(s, { parent: s.block, key: 's_label' }, c.any(...Array(50).fill(''), 'x'.repeat(5000))),
  },
  {
    name: 'tells in a label who may read',
    expected: 'label-says-nothing',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: 's_label' },
        c.any(d.one<unknown>(['circle: witnesses', 'Circle', 7, { circle: 'x' }])),
      ),
  },
  {
    name: 'hides words among what names a restricted text',
    expected: 'label-says-nothing',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: 's_ref' },
        c.any('', d.one<unknown>(['the witness', 'A'.repeat(32), 'ab'.repeat(15), null])),
      ),
  },
  {
    name: 'hides a wrong schema number among right ones',
    expected: 'schema-number',
    make: s => one(s, { parent: 'meta', key: 'schema' }, c.any(1, 'x', 1)),
  },
  {
    name: 'formats with a name of its own',
    expected: 'format-name',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(d.one(['onclick', '__style', 'ychange', '__proto__', 's_constructor', '']), 'x'),
      ),
  },
  {
    name: 'styles words',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('p', { __style: 'position:fixed' })),
  },
  {
    name: 'sets the editor’s own fields of a text',
    expected: 'format-value',
    make: (s, d) =>
      one(s, inFirst(s), c.format('p', { [d.one(['__text', '__key', '__type', '__next'])]: 'x' })),
  },
  {
    name: 'makes words of a node that is no text',
    expected: 'format-value',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format('t', d.one<unknown>(['root', 'tab', 'linebreak', 'block', 'a b', 7, {}])),
      ),
  },
  {
    name: 'counts text nodes wrongly',
    expected: 'format-value',
    make: (s, d) => one(s, inFirst(s), c.format('i', d.one<unknown>([-1, 1.5, 1e12, 'x']))),
  },
  {
    name: 'formats with a huge value',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('s_cm:x', 'x'.repeat(5000))),
  },
  {
    name: 'formats with a value too long to read',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('s_cm:x', 'x'.repeat(70_000))),
  },
  {
    name: 'links to a script',
    expected: 'safe-links',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(
          's_href',
          d.one([
            'javascript:alert(1)',
            'JaVaScRiPt:x',
            ' javascript:x',
            'java\nscript:x',
            'vbscript:x',
          ]),
        ),
      ),
  },
  {
    name: 'links to a file',
    expected: 'safe-links',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(
          's_href',
          d.one(['file:///etc/passwd', 'C:\\x', '\\\\host\\share', 'smb://host', 'app://x']),
        ),
      ),
  },
  {
    name: 'links to data',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_href', 'data:text/html,x')),
  },
  {
    name: 'hides a link in a property',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_note', { more: [{ __url: 'javascript:x' }] })),
  },
  {
    name: 'hides a link in an attribute',
    expected: 'safe-links',
    make: s => one(s, { parent: s.block, key: 's_href' }, c.any('file:///x')),
  },
  {
    name: 'hides a link among the sources',
    expected: 'safe-links',
    make: s => one(s, { parent: 'sources', key: 'k' }, c.any({ url: 'javascript:x' })),
  },
  {
    name: 'has a link that is no text',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_href', { toString: 'x' })),
  },
  {
    name: 'names a key of a map like a machine part',
    expected: 'map-key',
    make: (s, d) =>
      one(
        s,
        { parent: 'threads', key: d.one(['__proto__', 'constructor', 'x'.repeat(200)]) },
        c.any(1),
      ),
  },
  {
    name: 'puts a huge value in a map',
    expected: 'map-value',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.any('x'.repeat(70_000))),
  },
  {
    name: 'puts a long title',
    expected: 'map-value',
    make: s => one(s, { parent: 'meta', key: 'title' }, c.any('x'.repeat(5_000))),
  },
  {
    name: 'nests a value in a map deep',
    expected: 'map-value',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.any(nested(20))),
  },
  {
    name: 'gives the schema a number that is none',
    expected: 'schema-number',
    make: (s, d) =>
      one(
        s,
        { parent: 'meta', key: 'schema' },
        c.any(d.one<unknown>([0, -1, 1.5, '2', null, { a: 1 }, [1]])),
      ),
  },
  {
    name: 'hides machinery in a value',
    expected: 'plain-names',
    make: (s, d) =>
      one(
        s,
        { parent: 'threads', key: 'k' },
        c.any({ [d.one(['constructor', 'prototype'])]: { x: 1 } }),
      ),
  },
  {
    name: 'hides a prototype in a value',
    expected: 'plain-names',
    make: s =>
      one(
        s,
        { parent: 'threads', key: 'k' },
        c.raw(8, 1, 1, 118, 1, 9, ...new TextEncoder().encode('__proto__'), 118, 0),
      ),
  },
  {
    name: 'gives one block very many attributes',
    expected: 'few-attributes',
    make: s =>
      mine(
        s,
        ...Array.from({ length: 65 }, (_, index) => ({
          at: { parent: s.block, key: `s_a${index}` },
          is: c.any(1),
        })),
      ),
  },

  // For later
  {
    name: 'says that a newer version wrote the document',
    expected: 'waits',
    make: (s, d) => one(s, { origin: { client: 1, clock: 0 } }, c.any(2 + d.below(1000))),
  },
  {
    name: 'says so twice, with what this version does not know',
    expected: 'waits',
    make: s =>
      mine(
        s,
        { at: { origin: { client: 1, clock: 0 } }, is: c.any(7) },
        { at: { origin: after(s) }, is: c.any(8) },
        { at: {}, is: c.hook },
      ),
  },
  {
    name: 'deletes what nobody here has seen',
    expected: 'waits',
    make: (s, d) => c.craft([], [{ client: 3 + d.below(99), clock: d.below(99), length: 1 }]),
  },
  {
    name: 'deletes more of another than there is',
    expected: 'waits',
    make: s => c.craft([], [{ client: s.ana, clock: 3, length: 1e12 }]),
  },
  {
    name: 'stands beside what nobody here has seen',
    expected: 'waits',
    make: (s, d) => one(s, { origin: { client: s.ana, clock: 1e6 + d.below(99) } }, c.string('x')),
  },
  {
    name: 'is a state that lacks something',
    expected: 'stands-alone',
    rules: s => ({ ...s.rules, isWhole: true }),
    make: (s, d) => one(s, { origin: { client: s.ana, clock: 1e6 + d.below(99) } }, c.string('x')),
  },
]

const dieOfOne: Dice = {
  below: () => 0,
  one: of => of[0] as (typeof of)[number],
  chance: () => false,
  bytes: length => new Uint8Array(length),
}

function encode(value: number): number[] {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left]
    bytes.push((left % 128) | 128)
  }
}

/** Honest updates with random damage; most break a rule, the rest must do no harm. */
export const damaged = (scene: Scene, dice: Dice): Bytes => {
  const bytes = honest(scene, dice).slice()
  for (let times = 1 + dice.below(3); times > 0; times--) {
    const at = dice.below(bytes.length)
    bytes[at] = dice.chance(0.7) ? (bytes[at] ?? 0) ^ (1 << dice.below(8)) : dice.below(256)
  }
  return bytes
}

export const outcomeOf = (verdict: Verdict): string =>
  typeof verdict === 'string' ? verdict : verdict.refused
