// Acts in the log of a document are read wherever their bytes are: under any key, by any client,
// overwritten and deleted, and in updates that no document took in.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import {
  actsInLog,
  actsInUpdate,
  havingsInUpdate,
  logAct,
  logHaving,
  type LoggedAct,
} from '#document/adoption'
import { havingsInLog } from '../../src/document/adoption/act-log.ts'
import { readThreads, threadsName } from '#document/review/comments'
import { readVersions } from '#document/history/versions'
import { diceFrom, newPage } from '#tests/documents'

const { bytes: random } = diceFrom(1)
const act = (first: number, length = 100): LoggedAct => ({
  bytes: new Uint8Array(length).fill(first),
  signature: new Uint8Array(64).fill(first),
})
const entryOf = ({ bytes, signature }: LoggedAct) => ({ kind: 'act', bytes, by: signature })
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = newPage(9)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
const firstsOf = (acts: readonly LoggedAct[]): number[] =>
  acts.map(({ bytes }) => bytes[0]!).toSorted((a, b) => a - b)

test('an act is put into the log: each replica reads the same bytes', () => {
  const doc = newPage(5)
  logAct(doc, act(1), random)
  logAct(doc, act(2, 32_768), random)
  expect(firstsOf(actsInLog(copyOf(doc)))).toEqual([1, 2])
  expect(actsInLog(copyOf(doc))).toEqual(expect.arrayContaining([act(1), act(2, 32_768)]))
})

test('another client overwrites or deletes it, or puts it under any key: it is read all the same', () => {
  const doc = newPage(5)
  const log = doc.getMap(threadsName)
  logAct(doc, act(1), random)
  const [key] = [...log.keys()]
  const other = newPage(6)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  other.getMap(threadsName).set(key!, { kind: 'zz-later' })
  other.getMap(threadsName).set('no entry id', entryOf(act(2)))
  other.getMap(threadsName).set(key!, entryOf(act(3)))
  other.getMap(threadsName).delete(key!)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  expect(log.has(key!)).toBe(false)
  for (const each of [doc, other, copyOf(doc)]) expect(firstsOf(actsInLog(each))).toEqual([1, 2, 3])
})

test('two clients write under one key apart: both acts are read', () => {
  const [one, two] = [newPage(5), newPage(6)]
  one.getMap(threadsName).set('key', entryOf(act(1)))
  two.getMap(threadsName).set('key', entryOf(act(2)))
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
  expect(firstsOf(actsInLog(one))).toEqual([1, 2])
})

test('values of another shape are passed over', () => {
  const doc = newPage(5)
  const log = doc.getMap(threadsName)
  const right = entryOf(act(1))
  const wrong = [
    { ...right, kind: 'acts' },
    { ...right, by: right.by.subarray(1) },
    { ...right, by: 'text' },
    { ...right, bytes: new Uint8Array() },
    { ...right, bytes: new Uint8Array(32_769) },
    { kind: 'act' },
    'act',
    null,
    [right],
  ]
  for (const [at, value] of wrong.entries()) log.set(`${at}`, value)
  log.set('nested', new Y.Map([['kind', 'act']]))
  expect(actsInLog(doc)).toEqual([])
})

test('an update that no document took in: its acts are read, and damaged bytes hold none', () => {
  const doc = newPage(5)
  const before = Y.encodeStateVector(doc)
  logAct(doc, act(1), random)
  logAct(doc, act(2), random)
  doc.getMap('meta').set('title', 'Draft')
  const update = Y.encodeStateAsUpdate(doc, before)
  expect(firstsOf(actsInUpdate(update))).toEqual([1, 2])
  for (let length = 0; length < update.length; length++)
    expect(actsInUpdate(update.subarray(0, length)).length).toBeLessThanOrEqual(2)
  expect(actsInUpdate(new Uint8Array([255, 255, 255, 255]))).toEqual([])
})

test('an update says which acts a device has: the entry is read from it', () => {
  const doc = newPage(5)
  const having = { document: 'ab'.repeat(16), acts: ['cd'.repeat(32)] }
  logHaving(doc, { ...having, at: 1 }, random)
  expect(havingsInUpdate(Y.encodeStateAsUpdate(doc))).toEqual([having])
  expect(actsInUpdate(Y.encodeStateAsUpdate(doc))).toEqual([])
})

test('an act is no thread and no version for readers of these', () => {
  const doc = newPage(5)
  logAct(doc, act(1), random)
  logHaving(doc, { document: 'ab'.repeat(16), acts: ['cd'.repeat(32)], at: 1 }, random)
  expect(readThreads(doc)).toEqual([])
  expect(readVersions(doc)).toEqual([])
})

test('a device says which acts it has: in entries of 64, ascending, under its own client alone', () => {
  const doc = newPage(5)
  const acts = Array.from({ length: 100 }, (_, at) => `${1000 + at}`.repeat(16))
  const document = 'ab'.repeat(16)
  logHaving(doc, { document, acts: acts.toReversed(), at: 1 }, random)
  const found = havingsInLog(copyOf(doc))
  expect(found.map(({ client, document: of, acts: { length } }) => [client, of, length])).toEqual(
    expect.arrayContaining([
      [5, document, 64],
      [5, document, 36],
    ]),
  )
  expect(found.flatMap(each => each.acts).toSorted()).toEqual(acts)
  const forged = newPage(6)
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  const [key] = [...doc.getMap(threadsName).keys()]
  const entry = { kind: 'has', at: 1, document, acts: ['00'.repeat(32)] }
  forged.getMap(threadsName).set(key!, entry)
  forged.getMap(threadsName).set('5-aaaaaaaaaa/5-aaaaaaaaaa', entry)
  forged.getMap(threadsName).set('6-aaaaaaaaaa/6-bbbbbbbbbb', entry)
  const unsorted = { ...entry, acts: ['11'.repeat(32), '00'.repeat(32)] }
  forged.getMap(threadsName).set('6-aaaaaaaaaa/6-aaaaaaaaaa', unsorted)
  expect(
    havingsInLog(forged)
      .flatMap(each => each.acts)
      .toSorted(),
  ).toEqual(acts)
})
