// Matters that a hand-over writes down for all members: none that only a circle, or only the author, reads.
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import type {
  ActionItem,
  DecisionSummary,
  DocumentSummary,
  MeetingSummary,
  RecommendationText,
} from '#shared/contract'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { compiled } from '../../scripts/messages.ts'
import { type Lists, listsOf, mattersOf } from '../../src/renderer/screens/hand-over/matters.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'

const words = wordsOf(createIntl({ locale: 'en', messages: compiled('en') }))
const group = '1'.repeat(64) as GroupId
const circle = '2'.repeat(64) as GroupId
const self = '3'.repeat(64) as MemberId
const inGroup = '4'.repeat(32) as DocumentId
const inCircle = '5'.repeat(32) as DocumentId

const outcome = {
  code: 'agreed',
  agreed: true,
  seats: 3,
  present: 2,
  quorum: 2,
  counts: { reservations: 0 },
}
const decision = (name: string, audience: GroupId, state: string) =>
  ({
    ...{ id: name, words: name, audience, state, outcome, purpose: 'adopt', number: '1' },
    acts: ['close'],
  }) as unknown as DecisionSummary
const meeting = (title: string, audience: GroupId, more: object = {}) =>
  ({
    ...{ agenda: title, title, audience, isShared: true, state: 'called', from: null, items: 1 },
    ...{ acts: ['call'], minutes: null, ...more },
  }) as unknown as MeetingSummary
const action = (name: string, document: DocumentId, owner: MemberId | null = self) =>
  ({
    ...{ document, block: 'a'.repeat(10), words: name, title: 'Minutes', owner },
    ...{ state: 'open', due: null },
  }) as unknown as ActionItem
const text = (title: string, document: DocumentId) =>
  ({ document, title, rows: [{ answer: null }], review: null }) as unknown as RecommendationText
const document = (id: DocumentId, title: string, kind: string, status = 'draft') =>
  ({
    id,
    title,
    readers: { kind },
    status,
    reference: '',
    rights: ['settle'],
  }) as unknown as DocumentSummary

const approved = { state: 'closed', minutes: { status: 'approved' } }
const lists: Lists = {
  group,
  self,
  now: 0,
  decisions: [
    decision('Question of the group', group, 'open'),
    decision('Question of the circle', circle, 'open'),
    decision('Decided by the group', group, 'final'),
    decision('Decided by the circle', circle, 'final'),
  ],
  meetings: [
    meeting('Session of the group', group),
    meeting('Session of the circle', circle),
    meeting('Session not circulated', group, { isShared: false }),
    meeting('Past session of the group', group, approved),
    meeting('Past session of the circle', circle, approved),
  ],
  actions: [
    action('Action of the group', inGroup),
    action('Action of the circle', inCircle),
    action('Action of another member', inGroup, null),
  ],
  texts: [text('Advice of the group', inGroup), text('Advice of the circle', inCircle)],
  documents: [
    document(inGroup, 'Text of the group', 'group', 'consultation'),
    document(inCircle, 'Text of the circle', 'circle', 'consultation'),
    document('6'.repeat(32) as DocumentId, 'Adopted by the group', 'group', 'adopted'),
    document('7'.repeat(32) as DocumentId, 'Adopted by the circle', 'circle', 'adopted'),
    document('8'.repeat(32) as DocumentId, 'Draft of the author', 'only-you', 'consultation'),
  ],
}

test('circulated minutes are named as such, as in every list', () => {
  const minutes = document(inGroup, 'Minutes of December', 'group', 'consultation')
  const listed = { ...lists, documents: [{ ...minutes, kind: 'minutes' as const }] }
  const found = mattersOf(listed, words).find(({ name }) => name === 'Minutes of December')
  expect(found?.hint).toBe('Circulated.')
})

test('open matters are those that the whole group reads and this member leads or owns', () => {
  expect(mattersOf(lists, words).map(({ name }) => name)).toEqual([
    'Question of the group',
    'Session of the group',
    'Action of the group',
    'Advice of the group',
    'Text of the group',
  ])
})

test('lists of the note name nothing of a circle', () => {
  const named = listsOf(lists, words).map(({ id, lines }) => [id, lines])
  expect(named).toEqual([
    ['texts', ['Adopted by the group']],
    ['minutes', ['Past session of the group']],
    ['decisions', ['1: Decided by the group (adopted by consensus)']],
  ])
})

test('the list of documents has not come: no action item and no reply is a matter for all', () => {
  const early = mattersOf({ ...lists, documents: [] }, words)
  expect(early.map(({ name }) => name)).toEqual(['Question of the group', 'Session of the group'])
})
