// Readings that the archive keeps of acts and of texts, against readings from acts and messages.
import { expect } from 'vitest'
import { clientIds } from '#core/documents'
import { wasMember } from '#core/group'
import type { DeviceId, GroupId } from '#shared/ids'
import { ActReadings } from '../../src/core/deliberation/decisions/index.ts'
import { loadDocument } from '../../src/core/documents/replica/load-document.ts'
import { meetingPartsOf } from '../../src/core/documents/lists/meeting-text.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { openSpaces } from '../../src/core/profile/spaces.ts'

/** The readings that the archive keeps of the acts of a group or circle. No act is read for it. */
export const keptReadings = (profile: OpenProfile, group: GroupId) => {
  const { archive, acts, selfIn } = profile
  const documents = [...acts.documents(group)].filter(document =>
    archive.actReadings.has({ document }),
  )
  const kept = {
    documents: () => new Set(documents),
    today: (space: GroupId) => acts.today(space),
    actsOf: () => null,
  }
  return Object.fromEntries(new ActReadings({ archive, acts: kept, selfIn }).in(group))
}

/** The same from the acts alone. */
const readingsOf = ({ archive, acts, selfIn }: OpenProfile, group: GroupId) => {
  const none = { ...archive.actReadings, get: () => null, put: () => {} }
  const empty = { actReadings: none, transaction: archive.transaction }
  return Object.fromEntries(new ActReadings({ archive: empty, acts, selfIn }).in(group))
}

/** Asks for the lists of a group: all that the archive keeps for the next time says the same as the acts. */
export const keptReadingsAreTrue = (profile: OpenProfile, group: GroupId): void => {
  const shown = Object.fromEntries(profile.readings.in(group))
  expect(shown).toEqual(readingsOf(profile, group))
  expect(keptReadings(profile, group)).toEqual(shown)
}

/** Each text that the archive keeps for meetings is the one that its messages say. Returns how many there are. */
export const keptMeetingTextsAreTrue = (
  { archive, groups, circles }: OpenProfile,
  group: GroupId,
): number => {
  const stale = new Set(archive.staleDocuments.list({}).map(({ document }) => document))
  const rows = archive.meetingTexts.list({}).filter(({ document }) => !stale.has(document))
  const { device } = groups.get(group).self
  const { spaceOf } = openSpaces(groups, circles)
  const memberOf = (space: GroupId, of: DeviceId) =>
    wasMember(spaceOf(space).state(), of)?.id ?? null
  for (const { document, text } of rows) {
    const read = loadDocument(archive, document, () => device, clientIds)
    const parts = read && meetingPartsOf(read, memberOf)
    expect(JSON.parse(text)).toEqual(parts && JSON.parse(JSON.stringify(parts)))
  }
  return rows.length
}
