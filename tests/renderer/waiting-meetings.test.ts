// Meetings that wait for this member, as Home lists them.
import { expect, test } from 'vitest'
import type { MeetingAct, MeetingSummary } from '#shared/contract'
import { sayIn } from '#tests/screen-states'
import { ofMeetings } from '../../src/renderer/home/waiting-items.ts'
import type { Words } from '../../src/renderer/words/words.ts'

const words = sayIn('en') as unknown as Words
const meeting = (acts: MeetingAct[], answered: number): MeetingSummary =>
  ({
    ...{ agenda: 'a', title: 'December session', state: 'planned', own: null, minutes: null },
    ...{ from: null, until: null, acts },
    poll: { slots: 2, from: 0, until: 1, answered, entitled: 3, isAnswered: true },
  }) as unknown as MeetingSummary
const listed = (acts: MeetingAct[], answered: number): string[] =>
  ofMeetings([meeting(acts, answered)], [], words).map(({ act }) => act)

test('a date waits for the officer who can set it once all have answered', () => {
  expect(listed(['answer', 'dates', 'call'], 3)).toEqual([sayIn('en')('meetings.poll.see')])
})

test('a date waits for nobody who answered while others have not, nor for a member who cannot set it', () => {
  expect(listed(['answer', 'dates', 'call'], 2)).toEqual([])
  expect(listed(['answer'], 3)).toEqual([])
})
