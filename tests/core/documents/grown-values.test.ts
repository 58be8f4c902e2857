// Values in a form with fewer bytes than Yjs writes for them. A newcomer gets the bytes that Yjs
// wrote, and its gate has the same limits: a value within them on arrival must be within them as it
// is stored.
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { clientIds } from '#core/documents'
import { temporaryArchive } from '#tests/archive'
import { deviceNamed, feedNamed, memberNamed, openRoom, written, type Sent } from '#tests/documents'
import type { DocumentId } from '#shared/ids'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { craft, type Content, type Place } from './crafted.ts'

/** Numbers of 33 bits as integers: six bytes each, and nine when Yjs writes them. */
const numbers = (count: number): Content => ({
  number: 8,
  length: 1,
  write(to) {
    encoding.writeVarUint(to, 1)
    encoding.writeUint8(to, 117)
    encoding.writeVarUint(to, count)
    for (let left = count; left > 0; left--) {
      encoding.writeUint8(to, 125)
      encoding.writeVarInt(to, 2 ** 33 + 1)
    }
  },
})
const by = (id: DocumentId, at: Place, is: Content): Sent => {
  const [device, feed] = [deviceNamed('mallory'), feedNamed('mallory')]
  const client = clientIds.of(id, { device, feed, writer: 0 })
  const update = craft([{ client, clock: 0, structs: [{ at, is }] }])
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update })
  return { device, feed, author: memberNamed('mallory'), document: id, kind: 'update', body }
}

test.each([
  [7_000, true],
  [7_400, false],
  [10_000, false],
])(
  'a value of %i numbers: it is %s, and a later newcomer accepts it as well',
  async (count, isTaken) => {
    const ana = openRoom('ana', temporaryArchive())
    const badia = openRoom('badia', temporaryArchive())
    const id = await written(ana, 'Words of Ana')
    await ana.documents.share(id)
    badia.hear(ana.sent.at(-1)!)
    const answer = badia.hear(by(id, { parent: 'threads', key: 'k' }, numbers(count)))
    expect(answer === 'applied').toBe(isTaken)
    const [given] = badia.documents.snapshotFor(id, [[], []])
    const chen = openRoom('chen', temporaryArchive())
    const [device, feed] = [deviceNamed('badia'), feedNamed('handover')]
    const handed = { device, feed, author: memberNamed('badia'), document: id, ...given! }
    expect(chen.hear(handed, true)).toBe('applied')
  },
)
