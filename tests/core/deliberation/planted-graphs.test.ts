// A member puts acts of graphs of documents that nobody has into the log of an agenda.
import { expect, test } from 'vitest'
import { signActFields } from '../../../src/core/deliberation/acts/codec.ts'
import { random } from '#core/keys'
import { logAct } from '#document/adoption'
import type { DocumentId, GroupId } from '#shared/ids'
import { deciders, meet, type Decider } from '#tests/deciding'
import { meetingAnswers } from '../../../src/core/api/meetings.ts'

/** The first id of all, and no document has it. */
const nowhere = '0'.repeat(32) as DocumentId

const answersOf = (profile: Decider) =>
  meetingAnswers({
    directory: '',
    example: false,
    now: () => profile.clock.now,
    profile: () => profile,
  } as unknown as Parameters<typeof meetingAnswers>[0])

const stateFor = async (profile: Decider, agenda: DocumentId): Promise<string> => {
  const meeting = await answersOf(profile)['meetings.get']({ agenda })
  return meeting.state
}

const plant = (profile: Decider, group: GroupId, agenda: DocumentId): void => {
  const { self, foundation } = profile.groups.get(group)
  const signed = signActFields(
    self.keys,
    {
      audience: group,
      document: nowhere,
      subject: null,
      heads: foundation(),
      parents: [],
      at: profile.clock.now,
    },
    'zz-later',
    [],
  )
  profile.documents.remarkAlone(agenda, () => ({
    write: doc => logAct(doc, signed, random),
    keep: () => {},
  }))
}

test('a member plants an act of an unknown document: the meeting stays called, and opens', async () => {
  const { group, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const answers = answersOf(chair)
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  const from = chair.clock.now + 3_600_000
  await answers['meetings.call']({
    agenda,
    from,
    until: from + 3_600_000,
    zones: [],
    languages: [],
  })
  await meet(group, ...all)
  plant(one, group, agenda)
  await meet(group, ...all)
  for (const each of [chair, two]) {
    expect(each.acts.actsOf(agenda)?.graphs.has(nowhere)).toBe(true)
    expect(await stateFor(each, agenda)).toBe('called')
    expect(each.acts.graphFor(agenda)).toBe(agenda)
  }
  await answers['meetings.open']({ agenda })
  await meet(group, ...all)
  for (const each of all) expect(await stateFor(each, agenda)).toBe('open')
})
