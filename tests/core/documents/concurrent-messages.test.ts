// Concurrent messages are noted one by one, each at the same cost, and with their transactions.
import { expect, test } from 'vitest'
import { createProfile, openProfile, type Archive, type MessageOutline } from '#core/archive'
import type { FeedId, MessageId } from '#shared/ids'
import { cheapCost, passphrase, temporaryDirectory } from '#tests/archive'
import { documentNamed, feedNamed, groupNamed } from '#tests/documents'
import {
  openConcurrentMessages,
  type ConcurrentMessages,
} from '../../../src/core/documents/conflicts/concurrent-messages.ts'

const [document, group] = [documentNamed('page'), groupNamed('all')]
const idOf = (number: number) => number.toString(16).padStart(64, '0') as MessageId
const idsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => idOf(first + index))

const now = () => 1_700_000_000_000
const newArchive = () => {
  const directory = temporaryDirectory()
  const archive = createProfile(directory, passphrase, { now, cost: cheapCost })
  return { directory, archive }
}

const feed = feedNamed('own')
const run = (from: number, to: number) => ({ feed, from, to })

/** This device's messages, numbered by their place in the feed. */
let outlined = 0
const messages = {
  outlines(_group: unknown, _feed: FeedId, from: number, to: number) {
    outlined += to - from
    return Array.from({ length: to - from }, (_, at) => {
      const seq = from + at
      return { id: idOf(seq), seq, document } as MessageOutline
    })
  },
  get: (id: MessageId) => ({ feed, seq: Number.parseInt(id, 16) }),
} as never

/** The rows that the store writes. */
const counted = (archive: Archive) => {
  const written = { separations: 0, concurrentMessages: 0 }
  const { separations, concurrentMessages } = archive
  const store = openConcurrentMessages({
    separations: {
      ...separations,
      put(row) {
        written.separations++
        // One run, however many messages are in it.
        expect(row.mine).toHaveLength(1)
        separations.put(row)
      },
    },
    concurrentMessages: {
      ...concurrentMessages,
      put(row) {
        written.concurrentMessages++
        concurrentMessages.put(row)
      },
    },
    messages,
  })
  return { store, written }
}

const noteIn = (store: ConcurrentMessages, id: MessageId, to: number, from = 0): boolean =>
  store.note(group, document, { id, unseen: () => [run(from, to)] }, null)

test('thousands of messages are concurrent with thousands: they are kept in few bytes each until they are compared', () => {
  const { directory, archive } = newArchive()
  const { store, written } = counted(archive)
  const theirs = idsFrom(100_000, 2000)
  archive.transaction(() => theirs.forEach(id => noteIn(store, id, 999)))
  expect(written).toEqual({ separations: 1, concurrentMessages: 2000 })
  const expected = [{ mine: [run(0, 999)], theirs }]
  expect(store.of(document)).toEqual(expected)
  archive.close()
  const again = openProfile(directory, passphrase, { now })
  const next = openConcurrentMessages({ ...again, messages })
  expect(next.documents()).toEqual([document])
  expect(next.of(document)).toEqual(expected)
  // An author who had seen less of this device, and one after this device wrote on.
  noteIn(next, idOf(200_000), 999, 10)
  noteIn(next, idOf(200_001), 1000, 1000)
  expect(next.of(document)).toEqual([
    { mine: [run(0, 999)], theirs: [...theirs, idOf(200_000)] },
    { mine: [run(1000, 1000)], theirs: [idOf(200_001)] },
  ])
  next.done(document, 1)
  expect(next.of(document)).toEqual([{ mine: [run(1000, 1000)], theirs: [idOf(200_001)] }])
  next.done(document, 1)
  expect([next.documents(), next.of(document)]).toEqual([[], []])
  expect(again.concurrentMessages.list({})).toEqual([])
  again.close()
})

test('a transaction fails: its rows are absent, and later ones are kept', () => {
  const { archive } = newArchive()
  const store = openConcurrentMessages({ ...archive, messages })
  const failing = (first: number) => () =>
    archive.transaction(() => {
      noteIn(store, idOf(first), 5)
      throw new RangeError('failed')
    })
  expect(failing(10)).toThrow('failed')
  noteIn(store, idOf(11), 5)
  expect(failing(12)).toThrow('failed')
  noteIn(store, idOf(13), 5)
  expect(store.of(document)).toEqual([{ mine: [run(0, 5)], theirs: [idOf(11), idOf(13)] }])
  archive.close()
})

test("authors had seen varying numbers of this device's messages: none of them is read twice", () => {
  const { archive } = newArchive()
  const { store, written } = counted(archive)
  const count = 1000
  outlined = 0
  archive.transaction(() => {
    for (let at = 0; at < count; at++) {
      // This device writes on, and the author claims to have seen nothing, some or most of it.
      noteIn(store, idOf(10_000 + at), count + at, [0, count, count + at, at][at % 4])
    }
  })
  expect(outlined).toBe(2 * count)
  expect(written).toEqual({ separations: count, concurrentMessages: count })
  expect(store.of(document)).toHaveLength(count)
  expect(store.of(document)[8]).toEqual({ mine: [run(0, count + 8)], theirs: [idOf(10_008)] })
  archive.close()
})
