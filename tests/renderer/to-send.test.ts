// Home, and changes that wait on this device: sentences that name what the person does next.
import { createIntl } from 'react-intl'
import { expect, test } from 'vitest'
import { type DocumentSummary, everyRight } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { compiled } from '../../scripts/messages.ts'
import { ofMinutes } from '../../src/renderer/screens/home/waiting-meetings.ts'
import { toSendWords } from '../../src/renderer/screens/members/to-send.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'

const words = wordsOf(createIntl({ locale: 'en', messages: compiled('en') }))
const waiting = { changesToGo: 21, bytesToGo: 0 }

test('without a network or a group mailbox, changes wait for an act of the person', () => {
  const said = toSendWords({ ...waiting, on: false, mailboxes: [] }, words)
  expect(said).toMatch(/ To send them, turn on the local network or give a file\.$/)
})

test.each([
  [true, []],
  [false, ['a mailbox that cannot be reached']],
])('when a device can come into reach (%s, %j), Baraza sends them', (on, mailboxes) => {
  const said = toSendWords({ ...waiting, on, mailboxes }, words)
  expect(said).toMatch(/ Baraza sends them as soon as /)
})

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 10, 30)
const draft: DocumentSummary = {
  id: '1'.repeat(32) as DocumentId,
  group: 'a'.repeat(64) as GroupId,
  kind: 'minutes',
  title: 'December call',
  language: 'en',
  reference: '',
  status: 'draft',
  readers: { kind: 'group', members: 9 },
  changedAt: now - day,
  changedBy: null,
  words: 120,
  have: 9,
  toRead: 0,
  unread: false,
  template: false,
  rights: [...everyRight],
}
const minutes = (until: number | null) => ({ ...draft, toCorrect: { until } })

test('circulated minutes wait for a member who has not read them, until the day for corrections', () => {
  const titlesOf = (until: number | null) =>
    ofMinutes([minutes(until)], now, words).map(({ title }) => title)
  expect(titlesOf(null)).toEqual(['Circulated minutes, please read: December call'])
  expect(titlesOf(now + day)).toHaveLength(1)
  expect(titlesOf(now - 1)).toEqual([])
  expect(ofMinutes([draft], now, words)).toEqual([])
  const [item] = ofMinutes([minutes(now + day)], now, words)
  expect(item).toMatchObject({
    hint: `You are asked for corrections by ${words.date(now + day)}.`,
    place: { screen: 'document', document: '1'.repeat(32) },
  })
})
