// Members as files and texts for others name them: by the choice of the minutes, with the region that was
// marked in the meeting.
import type { PrintedPeople } from '#core/paper'
import { speakerWords } from '#core/paper'
import { audienceOf, meetingReading, participantsOf } from '#core/deliberation/meetings'
import { pageForOthers, type Page, type SpeakerNaming } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { statedDecisions } from './printed-decision.ts'

/** The members that a document names, as its own choice of naming has them, or a narrower one. */
export const peopleIn = (
  profile: OpenProfile,
  document: DocumentId,
  most?: SpeakerNaming,
): PrintedPeople => {
  const { archive, documents, membersOf, summary } = profile
  const { naming, minutesOf } = documents.meeting(document).meta
  const { members, pastMembers } = membersOf(summary(document).group)
  // Regions are marked beside the agenda. It is not here on every device, and those of a circle stay in the circle.
  const audience = audienceOf(profile, document)
  const isTheirs = minutesOf !== null && archive.documents.get(minutesOf)?.group === audience
  const agenda = isTheirs ? minutesOf : document
  const people = participantsOf(profile, audience, 0)
  const { present } = documents.meeting(agenda).log(meetingReading(profile, agenda, people))
  return {
    naming,
    ...(most && { most }),
    find(member) {
      const found = members.get(member) ?? pastMembers.get(member)
      if (!found) return null
      const region = present.get(member)?.entry.region.trim() ?? ''
      return { handle: found.handle, role: found.role, region }
    },
    decision: statedDecisions(profile, document, id => peopleIn(profile, id)),
  }
}

/** A page of this document as another group may have it. */
export const pageOutsideGroup = (profile: OpenProfile, document: DocumentId, page: Page): Page => {
  const people = peopleIn(profile, document)
  return pageForOthers(page, people.naming, (member, naming) =>
    speakerWords(page.meta.language, people.find(member), naming),
  )
}
