// Updates beyond the limits.
import * as c from '../crafted.ts'
import { inFirst, mine, one, type Class, type Scene } from './scene.ts'

const manyStructs = (scene: Scene, count: number): c.Crafted[] =>
  Array.from({ length: count }, (_, index) => ({
    at: {
      origin:
        index === 0 ? scene.first.start : { client: scene.mallory, clock: scene.next + index - 1 },
    },
    is: c.format('i', index % 7),
  }))

export const size: Class[] = [
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
]
