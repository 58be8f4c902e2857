// The attendance of a meeting in its minutes: a member takes it over, and again after it changed. Words that a member
// wrote stay.
// @module-tag long
import { expect, test } from 'vitest'
import { applyEditScript, blockText } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { random } from '#core/keys'
import { deciders, memberIn, type Decider } from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import { meetingAnswers } from '../../src/core/api/meetings.ts'
import { sheetOf } from '../../src/core/api/paper.ts'

const answersOf = (profile: Decider) =>
  meetingAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0])

/** A meeting in session of a chair and two members. */
const session = async () => {
  const { group, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const answers = answersOf(chair)
  const given = { group, title: 'Session', language: 'en' as const }
  const { agenda } = await answers['meetings.create'](given)
  const from = chair.clock.now
  const call = { agenda, from, until: from + 3_600_000, zones: ['Europe/Rome'], languages: [] }
  await answers['meetings.call'](call)
  const { minutes } = await answers['meetings.open']({ agenda })
  const mark = (profile: Decider, state: 'present' | 'remote' | 'left' | 'absent') =>
    answers['meetings.present']({ agenda, members: [memberIn(profile, group)], state })
  const offer = () => answers['minutes.attendance']({ minutes })
  const take = () => answers['minutes.takeAttendance']({ minutes })
  const lines = () => sheetOf(chair, minutes).page.blocks.map(blockText)
  return { chair, one, two, minutes, mark, offer, take, lines }
}

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  profile.documents.editAs(
    minutes,
    doc => void applyEditScript(doc, steps, { random, now: () => 1 }),
  )

test('nothing is offered while nothing is marked, then the attendance goes into the paragraph that asks for it', async () => {
  const { chair, one, two, mark, offer, take, lines } = await session()
  expect(offer()).toBe('none')
  expect(await laterRefusal((async () => take())())).toBe('not-found')
  await mark(chair, 'present')
  await mark(one, 'remote')
  await mark(two, 'absent')
  expect(offer()).toBe('first')
  await take()
  expect(offer()).toBe('none')
  expect(lines().slice(0, 3)).toEqual([
    'Opening and attendance',
    'Present: the Chair. By call: a member. Not present: a member. ' +
      'Entitled members who attended: 2 of 3. Quorum: 2.',
    'Adoption of the agenda',
  ])
})

test('marks that change later are offered again, and the same paragraph takes them', async () => {
  const { chair, one, mark, offer, take, lines } = await session()
  await mark(chair, 'present')
  await take()
  await mark(one, 'left')
  expect(offer()).toBe('changed')
  const before = lines().length
  await take()
  expect(lines()).toHaveLength(before)
  expect(lines()[1]).toBe(
    'Present: the Chair. Left before the end: a member. ' +
      'Entitled members who attended: 2 of 3. Quorum: 2.',
  )
  expect(offer()).toBe('none')
})

test('words that a member wrote stay, and the attendance stands below them', async () => {
  const { chair, one, minutes, mark, take, offer, lines } = await session()
  await edit(chair, minutes, { insert: 'The session began at nine.', block: 2, at: 0 })
  await mark(chair, 'present')
  await take()
  const line = 'Present: the Chair. Entitled members who attended: 1 of 3. Quorum: 2.'
  expect(lines().slice(1, 3)).toEqual(['The session began at nine.', line])
  await edit(chair, minutes, { insert: 'In the large room. ', block: 3, at: 0 })
  await mark(one, 'present')
  expect(offer()).toBe('first')
  await take()
  expect(lines()).toContain(`In the large room. ${line}`)
  expect(lines()).toContain(
    'Present: the Chair and a member. Entitled members who attended: 2 of 3. Quorum: 2.',
  )
})

test('without its paragraph and its heading, the attendance stands at the beginning', async () => {
  const { chair, minutes, mark, take, lines } = await session()
  await edit(chair, minutes, { remove: 2 }, { remove: 1 })
  await mark(chair, 'present')
  await take()
  expect(lines()[0]).toMatch(/^Present: the Chair\./)
})
