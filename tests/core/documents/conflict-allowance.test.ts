// Others determine how often a text is compared with its former state, but not how long core is
// busy.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import type { Later } from '#core/documents'
import type { FeedId, MessageId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { deviceNamed, documentNamed, feedNamed, groupNamed, newPage } from '#tests/documents'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { openConflicts } from '../../../src/core/documents/conflicts/conflicts.ts'

const [group, document] = [groupNamed('all'), documentNamed('page')]
const idOf = (number: number) => number.toString(16).padStart(64, '0') as MessageId

test('many conflicts are due and lists are read often: each read waits a second at most, and all are found in the end', () => {
  const archive = temporaryArchive()
  const due: (() => void)[] = []
  const later: Later = (work, milliseconds) => {
    due.push(() => {
      time += milliseconds
      work()
    })
    return () => {}
  }
  let time = 0
  let [played, read] = [0, 0]
  const update = Y.encodeStateAsUpdate(newPage(7))
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update }, 'update')
  const message = (seq: number): StoredMessage =>
    ({
      id: idOf(seq),
      seq,
      position: 1 + seq,
      document,
      device: deviceNamed('a'),
      kind: 'update',
      get body() {
        read++
        return body
      },
      // Read once in each comparison.
      get feed() {
        time += 300
        played++
        return feedNamed('own')
      },
    }) as StoredMessage
  const messages = {
    ...archive.messages,
    outlines: (_group: unknown, _feed: FeedId, from: number) => [
      Object.assign(message(from), { bytes: 0 }),
    ],
    ofDocument: (_document: unknown, after: number) => (after === 0 ? [message(0)] : []),
  }
  const room = openConflicts({
    archive: { ...archive, messages },
    later,
    clock: () => time,
    cache: { find: () => ({ doc: newPage(1), group }) } as never,
    sight: { since: () => null },
    memberOf: () => null,
    told: () => {},
    defect: () => {},
  })
  // This device writes on each time, so that each is a separation of its own.
  for (let at = 0; at < 20; at++) {
    const runs = [{ feed: feedNamed('own'), from: at, to: at }]
    const beside = { id: idOf(1000 + at), unseen: () => runs }
    room.heard({ group, document, device: deviceNamed('b'), beside })
  }
  for (let looks = 0; looks < 50; looks++) room.count(document)
  expect(played).toBe(4)
  expect(time).toBe(1200)
  const kept = () => archive.separations.count({})
  expect(kept()).toBe(16)
  while (due.length > 0) due.shift()?.()
  expect(played).toBe(20)
  // The history is read once for all of them.
  expect(read).toBe(1)
  // A tenth of the time, beside the first second.
  expect(time).toBeGreaterThan(10 * (6000 - 1200))
  expect(kept()).toBe(0)
  room.close()
})
