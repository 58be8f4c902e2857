// Rounds as every device reads them from the log: no member adds to another's reply, answers made
// apart both stay.
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  beginRound,
  namedOutside,
  readConsultations,
  takeIn,
  triageAnswer,
  type SentPart,
} from '#document/consultation'
import type { EntryId } from '#document/ids'
import { writeConsultationEntry } from '../../src/document/consultation/consultation-entries.ts'

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const writing = (at = 1) => ({ at, random })
const docOf = (client: number, from?: Y.Doc): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = client
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  return doc
}
const bring = (from: Y.Doc, to: Y.Doc): void => Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
const reply = {
  id: 'ab'.repeat(16),
  name: 'N',
  organisation: 'O',
  naming: 'named' as const,
  answers: [{ part: 1, comment: 'Why?', wording: null }],
}
const part = { block: 'aaaaaaaaab' as never, place: '1', text: 'Words' }

/** Client 7 began a round and took a reply in. */
const begun = () => {
  const doc = docOf(7)
  const round = beginRound(
    doc,
    { round: 'ab'.repeat(16), digest: 'cd'.repeat(32), question: '', until: '' },
    writing(),
  )
  expect(takeIn(doc, round, reply, [part], writing())).toBe(true)
  const [answer] = readConsultations(doc)[0]!.answers
  return { doc, round, answer: answer!.entry.id, received: answer!.received.id }
}
const stateIn = (doc: Y.Doc) => {
  const [answer] = readConsultations(doc)[0]!.answers
  return [answer?.state, answer?.standing.map(({ response }) => response).toSorted()]
}

test('a reply is taken in once', () => {
  const { doc, round } = begun()
  const before = Y.encodeStateVector(doc)
  expect(takeIn(doc, round, reply, [part], writing())).toBe(false)
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('other wording for a row or a table is not taken in: its words are those of several cells', () => {
  const worded = { ...reply, answers: [{ part: 1, comment: 'Why?', wording: 'Others' }] }
  const wordingOf = (sent: SentPart) => {
    const doc = docOf(7)
    const wanted = { round: 'ab'.repeat(16), digest: 'cd'.repeat(32), question: '', until: '' }
    takeIn(doc, beginRound(doc, wanted, writing()), worded, [sent], writing())
    return readConsultations(doc)[0]!.answers.map(({ entry }) => entry.wording)
  }
  expect(wordingOf(part)).toEqual(['Others'])
  expect(wordingOf({ ...part, isTable: true })).toEqual([null])
})

test('a member adds no words to a reply that another imported', () => {
  const { doc, round, received } = begun()
  const mallory = docOf(9, doc)
  writeConsultationEntry(
    mallory,
    round,
    {
      ...({ kind: 'answer', of: received, block: null, order: 0, place: '', base: '' } as const),
      comment: 'Never said',
      wording: null,
    },
    random,
  )
  bring(mallory, doc)
  expect(readConsultations(doc)[0]?.answers.map(({ entry }) => entry.comment)).toEqual(['Why?'])
})

describe('answers apart', () => {
  const apart = (one: 'accepted' | 'declined') => {
    const { doc, answer } = begun()
    const other = docOf(9, doc)
    triageAnswer(doc, answer, { state: 'accepted', response: 'Yes' }, writing(5))
    triageAnswer(other, answer, { state: one, response: 'Other' }, writing(3))
    bring(doc, other)
    bring(other, doc)
    return { doc, other, answer }
  }
  test('different answers leave it open, with both; a member who saw both settles it', () => {
    const { doc, other, answer } = apart('declined')
    for (const each of [doc, other]) expect(stateIn(each)).toEqual(['open', ['Other', 'Yes']])
    triageAnswer(other, answer, { state: 'partly', response: 'In part' }, writing(1))
    bring(other, doc)
    for (const each of [doc, other]) expect(stateIn(each)).toEqual(['partly', ['In part']])
    expect(readConsultations(doc)[0]?.answers[0]?.record).toHaveLength(3)
  })
  test('equal answers settle it, and both responses stand', () => {
    const { doc } = apart('accepted')
    expect(stateIn(doc)).toEqual(['accepted', ['Other', 'Yes']])
  })
  test('to what is not there say nothing', () => {
    const { doc } = begun()
    const missing = '7-aaaaaaaaaa' as EntryId
    expect(triageAnswer(doc, missing, { state: 'noted', response: '' }, writing())).toBe(false)
  })
})

test('a member replaces another’s answer only by an own answer', () => {
  const { doc, answer } = begun()
  triageAnswer(doc, answer, { state: 'accepted', response: 'Yes' }, writing(5))
  const [said] = readConsultations(doc)[0]!.answers[0]!.standing
  const [mallory, round] = [docOf(90, doc), readConsultations(doc)[0]!.entry.id]
  const [one, other] = ['2i-aaaaaaaaaa', '2i-bbbbbbbbbb']
  const forged = (id: string, ...replaces: unknown[]) =>
    mallory
      .getMap('threads')
      .set(`${round}/${id}`, {
        kind: 'triage',
        at: 6,
        answer,
        state: 'open',
        response: '',
        replaces,
      })
  for (const forge of [
    () => forged(one, one, said!.id),
    () => (forged(one, other, said!.id), forged(other, one)),
  ]) {
    forge()
    bring(mallory, doc)
    expect(readConsultations(doc)[0]!.answers[0]!.standing).toContainEqual(said)
  }
})

test('outside, a reply is named as it allows', () => {
  const source = { name: 'N', organisation: 'O' }
  expect(namedOutside({ ...source, naming: 'withheld' })).toBe('')
  expect(namedOutside({ ...source, naming: 'organisation' })).toBe('O')
  expect(namedOutside({ ...source, naming: 'named' })).toBe('N, O')
  expect(namedOutside({ name: '', organisation: 'O', naming: 'named' })).toBe('O')
})
