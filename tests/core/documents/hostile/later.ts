// Updates that wait for missing text, or stand alone where they may not.
import * as c from '../crafted.ts'
import { after, mine, one, type Class } from './scene.ts'

export const later: Class[] = [
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
