// False or repeated claims of a member about seen text hide nothing that others are to read.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import { admit, newReplica, updateLimits } from '#core/documents'
import { everyRight } from '#shared/contract'
import { writeBlocks } from '#document/blocks'
import type { MessageId } from '#shared/ids'
import { deviceNamed, diceFrom, feedNamed, newPage, textIn } from '#tests/documents'
import { contentOf, writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { openReviewer } from '../../../src/core/documents/conflicts/review.ts'

const [mine, badia, mallory] = ['mine', 'badia', 'mallory']

/** A group that writes in one text; every message of it, in the order of arrival here. */
const newTalk = () => {
  const pages = new Map(
    [mine, badia, mallory].map((name, index) => [name, newPage(101 + index)] as const),
  )
  const messages: StoredMessage[] = []
  const pageOf = (name: string): Y.Doc => pages.get(name) as Y.Doc
  const send = (name: string, update: Uint8Array): StoredMessage => {
    const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update }, 'update')
    const id = `${name} ${messages.length}` as MessageId
    const place = { feed: feedNamed(name), seq: messages.length }
    const message = {
      id,
      device: deviceNamed(name),
      ...place,
      kind: 'update',
      body,
    } as StoredMessage
    messages.push(message)
    return message
  }
  const write = (name: string, work: (doc: Y.Doc) => void): StoredMessage => {
    const doc = pageOf(name)
    const before = Y.encodeStateVector(doc)
    doc.transact(() => work(doc))
    return send(name, Y.encodeStateAsUpdate(doc, before))
  }
  const hear = (name: string, ...from: string[]): void => {
    for (const other of from) Y.applyUpdate(pageOf(name), Y.encodeStateAsUpdate(pageOf(other)))
  }
  const blocks = ['First.', 'Second.'].map(text => ({
    kind: 'paragraph' as const,
    runs: [{ text }],
  }))
  const random = diceFrom(1).bytes
  const begun = write(mine, doc => writeBlocks(doc, blocks, { random }))
  hear(badia, mine)
  hear(mallory, mine)
  const review = (own: StoredMessage[], theirs: StoredMessage[]) => {
    const runs = own.map(({ feed, seq }) => ({ feed, from: seq, to: seq }))
    const reviewer = openReviewer({ contentOf: ({ kind, body }) => body && contentOf(kind, body) })
    reviewer.add(messages)
    const found = reviewer.review({ mine: runs, theirs: theirs.map(({ id }) => id) }, new Set())
    reviewer.close()
    return found.map(({ before, mine: ours, theirs: other }) => [before, ours.text, other.text])
  }
  const at = (block: number, place: number, text: string) => (doc: Y.Doc) =>
    textIn(doc, block).insert(place, text)
  return { begun, write, hear, send, review, at, pageOf }
}

test('an author claims to have seen nothing: no text of others is hidden', () => {
  const { begun, write, hear, review, at } = newTalk()
  write(badia, at(1, 0, 'Hers: '))
  hear(mine, badia)
  const second = write(mine, at(1, 6, 'ours: '))
  hear(badia, mine)
  const third = write(mine, at(0, 0, 'Always. '))
  const hers = write(badia, doc => {
    at(0, 6, ' Everywhere.')(doc)
    // On the text of this device that the author had seen, which was on the author's text that this
    // device had.
    at(1, 12, 'all ')(doc)
  })
  const expected = ['First.', 'Always. First.', 'First. Everywhere.']
  expect(review([third], [hers])).toEqual([expected])
  const word = write(mallory, at(1, 0, 'x'))
  expect(review([begun, second, third], [hers, word])).toContainEqual(expected)
})

test('an author repeats earlier text: no text on top of it is hidden', () => {
  const { begun, write, hear, send, review, at, pageOf } = newTalk()
  const own = write(mine, at(0, 0, 'Always. '))
  const first = write(mallory, at(1, 0, 'one '))
  const known = Y.decodeStateVector(Y.encodeStateVector(pageOf(mallory)))
  pageOf(mallory).transact(() => at(0, 6, ' Two.')(pageOf(mallory)))
  // From the author's first clock on.
  known.set(pageOf(mallory).clientID, 0)
  const both = Y.encodeStateAsUpdate(pageOf(mallory), Y.encodeStateVector(known))
  const replica = newReplica()
  for (const { body } of [begun, own, first])
    Y.applyUpdate(replica, contentOf('update', body ?? new Uint8Array()) as Uint8Array)
  expect(
    admit(replica, both, { limits: updateLimits, allowed: () => true, rights: () => everyRight })
      .is,
  ).toBe('applied')
  const again = send(mallory, both)
  hear(badia, mallory)
  const hers = write(badia, at(0, 11, ' Three.'))
  expect(review([own], [first, again, hers])).toContainEqual([
    ...['First.', 'Always. First.', 'First. Two. Three.'],
  ])
})
