// Updates that put content where it does not belong.
import * as c from '../crafted.ts'
import { inFirst, mine, one, type Class } from './scene.ts'

export const places: Class[] = [
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
]
