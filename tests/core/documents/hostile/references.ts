// Updates that refer to missing items, or to items that are no parent.
import type { Id } from '../../../../src/core/documents/gate/scan.ts'
import * as c from '../crafted.ts'
import { after, inFirst, mine, one, plus, type Class } from './scene.ts'

export const references: Class[] = [
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
]
