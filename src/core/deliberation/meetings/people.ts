// The people of a meeting: its officers, the members who are entitled to decide, and the authors of
// entries beside its documents.
import { offices, seated } from '#core/deliberation/acts'
import { rightsOf, wasMember, type CirclePerson, type Member } from '#core/group'
import { noRights, type Right } from '#shared/contract'
import type { MeetingReading } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { MeetingPorts } from './ports.ts'

/** A day in milliseconds: a term that ends today still counts. */
const day = 86_400_000

export type Participants = {
  /** The group, or the circle. */
  audience: GroupId
  self: MemberId | null
  /** Members who may read the agenda, officers first, then by handle. */
  members: readonly Member[]
  /** The members with a seat whose term has not ended. */
  entitled: ReadonlySet<MemberId>
  officers: ReadonlySet<MemberId>
  isOfficer: boolean
  /** The rights of this member in shared documents of the audience. */
  rights: ReadonlySet<Right>
}

const rank = (role: string): number => {
  const at = offices.indexOf(role)
  return at < 0 ? offices.length : at
}

/** Failure `not-found` for a document that is not here. */
export const audienceOf = ({ archive }: MeetingPorts, document: DocumentId): GroupId => {
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  return row.group
}

const personIn = (people: readonly CirclePerson[], id: MemberId): CirclePerson | undefined =>
  people.find(({ member }) => member === id)

/** The people of a document's audience on a day. */
export const participantsOf = (
  ports: MeetingPorts,
  audience: GroupId,
  now: number,
): Participants => {
  const { circles, groups, homeOf, membersOf } = ports
  const home = homeOf(audience)
  const circle = circles.find(audience)
  const people = circle?.people()
  const roleOf = ({ id, role }: Member): string =>
    people ? (personIn(people, id)?.role ?? '') : role
  const isHere = ({ id, outside, devices }: Member): boolean =>
    people ? personIn(people, id)?.here === true : !outside && devices.length > 0
  const members = [...membersOf(home).members.values()]
    .filter(isHere)
    .toSorted((a, b) => rank(roleOf(a)) - rank(roleOf(b)) || a.handle.localeCompare(b.handle))
  const hasSeat = (member: Member): boolean => {
    const { until } = member.term
    return seated.includes(roleOf(member)) && (until === null || until + day > now)
  }
  const self = groups.get(home).self.member
  const own = members.find(({ id }) => id === self)
  const officers = new Set(
    members.filter(each => offices.includes(roleOf(each))).map(({ id }) => id),
  )
  return {
    audience,
    self,
    members,
    entitled: new Set(members.filter(hasSeat).map(({ id }) => id)),
    officers,
    isOfficer: self !== null && officers.has(self),
    rights: circle?.rights() ?? (own ? rightsOf(own) : noRights),
  }
}

/** How entries beside a document are read: by whom, and whom an officer may mark. */
export const meetingReading = (
  { documents, homeOf, membersOf }: Pick<MeetingPorts, 'documents' | 'homeOf' | 'membersOf'>,
  document: DocumentId,
  { audience, officers }: Pick<Participants, 'audience' | 'officers'>,
): MeetingReading => {
  const state = membersOf(homeOf(audience))
  return {
    whose(client) {
      const device = documents.meeting(document).authorOf(client)
      return (device && wasMember(state, device)?.id) ?? null
    },
    marks: (author, member) => author === member || officers.has(author),
  }
}
