// Members as files and texts for others name them: by the choice of the minutes, with the region that was
// marked in the meeting.
import type { PrintedPeople } from '#core/paper'
import { speakerWords } from '#core/paper'
import { meetingOfMinutes, openMeeting } from '#core/deliberation/meetings'
import { pageForOthers } from '#document/meetings'
import type { Page, SpeakerNaming } from '#document/model'
import type { DocumentId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'
import { groupOf } from './member-names.ts'
import { statedDecisions } from './printed-decision.ts'

/** The members that a document names, as its own choice of naming has them, or a narrower one. */
export const peopleIn = (
  ports: Deliberation,
  document: DocumentId,
  most?: SpeakerNaming,
): PrintedPeople => {
  const { archive, documents } = ports
  const { naming } = documents.meeting(document).meta
  const { members, pastMembers } = groupOf(ports, document).state()
  // Regions are marked beside the agenda. It is not here on every device.
  const isAgenda = archive.documents.get(document)?.kind === 'agenda'
  const meeting = isAgenda ? openMeeting(ports, document, 0) : meetingOfMinutes(ports, document, 0)
  return {
    naming,
    ...(most && { most }),
    find(member) {
      const found = members.get(member) ?? pastMembers.get(member)
      if (!found) return null
      const region = meeting?.log.present.get(member)?.entry.region.trim() ?? ''
      // The role that the member had in the session.
      const then = meeting?.people.attendees.find(({ id }) => id === member)
      return { handle: found.handle, role: then?.role ?? found.role, region }
    },
    decision: statedDecisions(ports, document, id => peopleIn(ports, id)),
  }
}

/** A page of this document as another group may have it. */
export const pageOutsideGroup = (ports: Deliberation, document: DocumentId, page: Page): Page => {
  const people = peopleIn(ports, document)
  return pageForOthers(page, people.naming, (member, naming) =>
    speakerWords(page.meta.language, people.find(member), naming),
  )
}
