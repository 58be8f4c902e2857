// Updates that are malformed, or encoded in more ways than one.
import * as Y from 'yjs'
import { newPage, type Dice } from '#tests/documents'
import * as c from '../crafted.ts'
import { honest, inFirst, one, type Class } from './scene.ts'

const huge = [255, 255, 255, 255, 255, 255, 255, 15]
const endless = [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]

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

export const bytes: Class[] = [
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
        { client: s.mallory, clock: s.next, structs: [{ at: {}, is: c.gap(2 ** 53 - 1) }] },
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
]
