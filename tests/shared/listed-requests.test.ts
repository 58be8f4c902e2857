// The requests for a second look that concern a member now, of a list of which the last comes first.
import { expect, test } from 'vitest'
import { listRequests, type AskedFile } from '#shared/contract'
import type { ActId, DocumentId, MemberId } from '#shared/ids'

const [text, other] = ['a', 'b'].map(digit => digit.repeat(32) as DocumentId) as [
  DocumentId,
  DocumentId,
]
const [ana, badia] = ['c', 'd'].map(digit => digit.repeat(32) as MemberId) as [MemberId, MemberId]
let count = 0
const asked = (given: Partial<AskedFile>): AskedFile => ({
  id: String(++count).padStart(64, '0') as ActId,
  document: text,
  title: 'Statement',
  by: ana,
  at: count,
  choices: null,
  fileHash: '',
  state: 'asked',
  answers: [],
  writtenAt: null,
  isTextChanged: false,
  isOwn: given.by === undefined,
  mayAnswer: given.by !== undefined,
  ...given,
})
const open = (...requests: Partial<AskedFile>[]): boolean[] =>
  listRequests(requests.map(asked)).map(({ isOpen }) => isOpen)
const answer = (member: MemberId, isElsewhere = false) => ({
  ...{ member, at: 1, reason: 'No.', isElsewhere },
})

test('an own request concerns its author until its file is written, whatever was answered', () => {
  for (const state of ['asked', 'confirmed', 'declined'] as const) {
    expect(open({ state })).toEqual([true])
    expect(open({ state, writtenAt: 9 })).toEqual([false])
  }
  expect(open({ isTextChanged: true })).toEqual([true])
})

test('a request of another member concerns who may answer, while it waits', () => {
  expect(open({ by: badia })).toEqual([true])
  expect(open({ by: badia, mayAnswer: false })).toEqual([false])
  expect(open({ by: badia, state: 'confirmed' })).toEqual([false])
  expect(open({ by: badia, state: 'declined', answers: [answer(ana)] })).toEqual([false])
  // The same file was declined in another request: this one waits for its own answer.
  expect(open({ by: badia, state: 'declined', answers: [answer(ana, true)] })).toEqual([true])
  expect(open({ by: badia, state: 'declined', answers: [answer(badia, true)] })).toEqual([false])
})

test('only the last request counts, for each document and member who asked', () => {
  expect(open({}, {}, { document: other }, { by: badia }, { by: badia })).toEqual([
    ...[true, false, true, true, false],
  ])
  expect(open({ writtenAt: 9 }, {})).toEqual([false, false])
  expect(open({ by: badia, state: 'confirmed' }, { by: badia })).toEqual([false, false])
})

test('a request that was taken back leaves its place to the one before', () => {
  expect(open({ state: 'withdrawn' }, {}, {})).toEqual([false, true, false])
})
