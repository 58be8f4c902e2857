// Meetings that wait for this member, as Home lists them.
import { expect, test } from 'vitest'
import type {
  DocumentSummary,
  Group,
  MeetingAct,
  MeetingSummary,
  OpenRemarks,
} from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { sayIn } from '#tests/screen-states'
import type { Home } from '../../src/renderer/screens/home/use-home.ts'
import { waitingItems } from '../../src/renderer/screens/home/waiting-items.ts'
import { ofApprovals, ofMeetings } from '../../src/renderer/screens/home/waiting-meetings.ts'
import type { Words } from '../../src/renderer/words/words.ts'

const say = sayIn('en')
/** All that these rows ask of it. */
const words = Object.assign((...[id, values]: Parameters<typeof say>) => say(id, values), {
  date: () => '9 December',
}) as unknown as Words
const meeting = (acts: MeetingAct[], answered: number): MeetingSummary =>
  ({
    ...{ agenda: 'a', title: 'December session', state: 'planned', own: null, minutes: null },
    ...{ from: null, until: null, acts },
    poll: { slots: 2, from: 0, until: 1, answered, entitled: 3, isAnswered: true },
  }) as unknown as MeetingSummary
const listed = (acts: MeetingAct[], answered: number): string[] =>
  ofMeetings([meeting(acts, answered)], [], words).map(({ act }) => act)

test('a date waits for the officer who can set it once all have answered', () => {
  expect(listed(['answer', 'dates', 'call'], 3)).toEqual([say('meetings.poll.see')])
})

test('a date waits for nobody who answered while others have not, nor for a member who cannot set it', () => {
  expect(listed(['answer', 'dates', 'call'], 2)).toEqual([])
  expect(listed(['answer'], 3)).toEqual([])
})

const now = Date.UTC(2026, 11, 10)
type Minutes = NonNullable<MeetingSummary['minutes']>
const circulated = { document: 'm', status: 'circulated', corrections: 0, until: null }
const consulted = { id: 'm', status: 'consultation', rights: ['write', 'settle'] }
const toApprove = (
  minutes: Partial<Minutes>,
  text: Partial<DocumentSummary> = {},
  open: Partial<OpenRemarks>[] = [],
): string[] => {
  const held = { title: 'December session', minutes: { ...circulated, ...minutes } }
  const document = { ...consulted, ...text }
  return ofApprovals(
    [held as MeetingSummary],
    [document as DocumentSummary],
    open as OpenRemarks[],
    now,
    words,
  ).map(({ hint }) => hint)
}

test('circulated minutes wait for an officer to put them to approval, once the day for corrections is over', () => {
  expect(toApprove({ until: now - 1 })).toEqual([
    say('home.waiting.approveSince', { day: '9 December' }),
  ])
  expect(toApprove({})).toEqual([say('home.waiting.approveHint')])
  expect(toApprove({ until: now + 1 })).toEqual([])
})

test('minutes with a correction, in a decision, or of a group without this officer wait for no approval', () => {
  expect(toApprove({ status: 'corrections', corrections: 1 })).toEqual([])
  expect(toApprove({ status: 'draft' })).toEqual([])
  expect(toApprove({}, { status: 'deciding' })).toEqual([])
  expect(toApprove({}, { rights: ['write'] })).toEqual([])
})

test('minutes in which a suggestion is open wait for no approval', () => {
  expect(toApprove({}, {}, [{ document: 'm' as DocumentId, suggestions: 1 }])).toEqual([])
  expect(toApprove({}, {}, [{ document: 'n' as DocumentId, suggestions: 1 }])).toHaveLength(1)
})

test('no approval waits before it is known which texts have open suggestions', () => {
  const minutes = { ...meeting([], 3), poll: null, minutes: circulated }
  const home = {
    now,
    meetings: [minutes],
    documents: [{ ...consulted, readers: { kind: 'group' } }],
  }
  const group = {
    requests: [],
    acts: [],
    shutOuts: [],
    proposals: [],
    unheard: [],
    members: [],
    memberList: [{}, {}],
  }
  const approvals = (open?: OpenRemarks[]) =>
    waitingItems(
      { ...home, offers: [], reminder: null, open } as unknown as Home,
      group as unknown as Group,
      words,
    ).filter(({ id }) => id === 'approval/m')
  expect(approvals()).toEqual([])
  expect(approvals([])).toHaveLength(1)
})
