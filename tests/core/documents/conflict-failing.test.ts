// A failing comparison: no list of documents fails with it, and the others are made.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import type { FeedId, MessageId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { deviceNamed, documentNamed, feedNamed, groupNamed, newPage } from '#tests/documents'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { openConflicts } from '../../../src/core/documents/conflicts/conflicts.ts'

const group = groupNamed('all')
const [failing, other] = [documentNamed('failing'), documentNamed('other')]
const idOf = (number: number) => number.toString(16).padStart(64, '0') as MessageId

test('a comparison fails: it is reported as a defect and counted as done, and the others are made', () => {
  const archive = temporaryArchive()
  const update = Y.encodeStateAsUpdate(newPage(7))
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update }, 'update')
  const dueOf = [failing, failing, other]
  const compared: string[] = []
  let fails = true
  const message = (seq: number, document: string): StoredMessage =>
    ({
      id: idOf(seq),
      seq,
      position: 1 + seq,
      document,
      body,
      device: deviceNamed('a'),
      kind: 'update',
      // Read once in each comparison.
      get feed() {
        if (document === failing && fails) {
          fails = false
          throw new RangeError('too deep')
        }
        compared.push(document)
        return feedNamed('own')
      },
    }) as StoredMessage
  const messages = {
    ...archive.messages,
    outlines: (_group: unknown, _feed: FeedId, from: number) => [
      Object.assign(message(from, dueOf[from] ?? other), { bytes: 0 }),
    ],
    ofDocument: (document: string, after: number) => (after === 0 ? [message(0, document)] : []),
  }
  const defects: unknown[] = []
  const page = { doc: newPage(1), group }
  const room = openConflicts({
    archive: { ...archive, messages },
    later: () => () => {},
    clock: () => 0,
    cache: { find: () => page, get: () => page } as never,
    sight: { since: () => null },
    memberOf: () => null,
    told: () => {},
    defect: error => void defects.push(error),
  })
  for (const [at, document] of dueOf.entries()) {
    const runs = [{ feed: feedNamed('own'), from: at, to: at }]
    const beside = { id: idOf(1000 + at), unseen: () => runs }
    room.heard({ group, document, device: deviceNamed('b'), beside })
  }
  expect(room.count(failing)).toBe(0)
  expect(defects).toEqual([expect.any(RangeError)])
  expect(compared).toEqual([failing, other])
  expect(archive.separations.list({})).toEqual([])
  room.close()
})
