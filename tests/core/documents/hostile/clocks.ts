// Updates with clocks that are not the next ones, or not the author's.
import { clientIds } from '#core/documents'
import * as Y from 'yjs'
import { deviceNamed, feedNamed } from '#tests/documents'
import * as c from '../crafted.ts'
import { document, inFirst, plus, type Class } from './scene.ts'

export const clocks: Class[] = [
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
          client: clientIds.of(document, {
            device: deviceNamed('mallory'),
            feed: feedNamed('mallory later'),
            writer: 0,
          }),
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
]
