// A meeting as its chair begins it: an agenda that is called for now.
import { createMeeting } from '#core/deliberation/meetings'
import { random } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { meetingAnswers } from '../../src/core/api/meetings.ts'
import type { Decider } from './deciding.ts'

/** The answers of core to a window of this member, about meetings. */
export const answersOf = (profile: Decider) =>
  meetingAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0])

/** `audience`: the group or circle that meets. */
export const calledMeeting = async (chair: Decider, audience: GroupId): Promise<DocumentId> => {
  const given = { group: audience, title: 'Session', language: 'en' as const }
  const agenda = await createMeeting(chair, given, { now: chair.clock.now, random })
  const from = chair.clock.now
  const call = { agenda, from, until: from + 3_600_000, zones: ['Europe/Rome'], languages: [] }
  await answersOf(chair)['meetings.call'](call)
  return agenda
}
