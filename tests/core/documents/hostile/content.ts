// Updates with content of a kind that no page has.
import * as c from '../crafted.ts'
import { inFirst, mine, one, type Class } from './scene.ts'

export const content: Class[] = [
  { name: 'skips clocks', expected: 'no-skip', make: (s, d) => one(s, {}, c.gap(1 + d.below(9))) },
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
]
