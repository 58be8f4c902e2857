// The people of a meeting: its officers, the members who are entitled to decide, and the authors of
// entries beside its documents.
import { offices, seated } from '#core/deliberation/acts'
import { standingInCircle } from '#core/deliberation/membership'
import { rightsOf, wasMember, type GroupState, type Member } from '#core/group'
import { noRights, type Right } from '#shared/contract'
import type { MeetingReading } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { MeetingPorts } from './ports.ts'

/** A day in milliseconds: a term that ends today still counts. */
const day = 86_400_000

export type Participants = {
  /** The group, or the circle. */
  audience: GroupId
  self: MemberId | null
  /** Members who may read the agenda, officers first, then by handle. */
  members: readonly Member[]
  /** Members of the session, and those of now, in the same order. */
  attendees: readonly Member[]
  /** The members with a seat in the session whose term had not ended; before it, those of now. */
  entitled: ReadonlySet<MemberId>
  /** Officers of the session, and officers of now. */
  officers: ReadonlySet<MemberId>
  /** Whether no admission of a member counts by the records of now. */
  isVoid(member: MemberId): boolean
  /** Whether this member is an officer now. */
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

/** `role`: the one in the audience. */
type Person = { member: Member; role: string }

const inOrder = (people: readonly Person[]): Person[] =>
  people.toSorted(
    (a, b) => rank(a.role) - rank(b.role) || a.member.handle.localeCompare(b.member.handle),
  )

/** `inCircle`: those in the circle, with their roles; null for a group. */
const peopleIn = (
  { members }: Pick<GroupState, 'members'>,
  inCircle: ReadonlyMap<MemberId, { role: string }> | null,
): Person[] =>
  inOrder(
    [...members.values()].flatMap(member => {
      const { id, outside, devices } = member
      if (!inCircle) return outside || devices.length === 0 ? [] : [{ member, role: member.role }]
      const found = inCircle.get(id)
      return found ? [{ member, role: found.role }] : []
    }),
  )

const peopleNow = ({ circles, homeOf, membersOf }: MeetingPorts, audience: GroupId): Person[] => {
  const here = circles
    .find(audience)
    ?.people()
    .filter(each => each.here)
  const inCircle = here && new Map(here.map(each => [each.member, each]))
  return peopleIn(membersOf(homeOf(audience)), inCircle ?? null)
}

/** Null where one of the heads is not here. */
const peopleAt = (
  { circles, groups, homeOf }: MeetingPorts,
  audience: GroupId,
  heads: readonly RecordId[],
): Person[] | null => {
  const circle = circles.find(audience)
  if (circle) {
    const found = circle.at(heads)
    return found && peopleIn(found.group, standingInCircle(found).people)
  }
  const state = groups.get(homeOf(audience)).stateAt(heads)
  return state && peopleIn(state, null)
}

/** By the records of now, an admission that does not count gave no one a seat or an office. */
const voidIn = ({ acts }: MeetingPorts, audience: GroupId): ((member: MemberId) => boolean) => {
  const standing = acts.standing(audience)
  return member => standing?.isVoid(member) ?? true
}

/** Members who were in the audience once, also those who are not in it now. */
export const everIn = (ports: MeetingPorts, audience: GroupId): ReadonlySet<MemberId> => {
  const { circles, homeOf, membersOf } = ports
  const { members, pastMembers } = membersOf(homeOf(audience))
  const isCircle = circles.find(audience) !== null
  const isVoid = voidIn(ports, audience)
  return new Set(
    [...members.values(), ...pastMembers.values()]
      .filter(({ id, outside }) => (isCircle || !outside) && !isVoid(id))
      .map(({ id }) => id),
  )
}

/** The records and the day on which a meeting was opened. */
export type Session = { heads: readonly RecordId[]; at: number }

const idsOf = (people: readonly Person[]): MemberId[] => people.map(({ member }) => member.id)

/** The people of a document's audience on a day, and of a session of theirs. */
export const participantsOf = (
  ports: MeetingPorts,
  audience: GroupId,
  now: number,
  session: Session | null = null,
): Participants => {
  const { circles, groups, homeOf } = ports
  const present = peopleNow(ports, audience)
  const isVoid = voidIn(ports, audience)
  const then = session && peopleAt(ports, audience, session.heads)
  const held = then?.filter(({ member }) => !isVoid(member.id)) ?? present
  const known = new Set(idsOf(held))
  const all = inOrder([...held, ...present.filter(({ member }) => !known.has(member.id))])
  const hasSeat = ({ member, role }: Person): boolean => {
    const { until } = member.term
    return seated.includes(role) && (until === null || until + day > (session?.at ?? now))
  }
  const isOfficer = ({ role }: Person): boolean => offices.includes(role)
  const { self } = groups.get(homeOf(audience))
  const own = present.find(({ member }) => member.id === self.member)
  return {
    audience,
    self: self.member,
    members: present.map(({ member }) => member),
    attendees: all.map(({ member }) => member),
    entitled: new Set(idsOf(held.filter(hasSeat))),
    officers: new Set(idsOf([...held, ...present].filter(isOfficer))),
    isVoid,
    isOfficer: own !== undefined && isOfficer(own),
    rights: circles.find(audience)?.rights() ?? (own ? rightsOf(own.member) : noRights),
  }
}

/** How entries beside a document are read: by whom, who is an officer, and when the session ended. */
export const meetingReading = (
  { documents, homeOf, membersOf }: Pick<MeetingPorts, 'documents' | 'homeOf' | 'membersOf'>,
  document: DocumentId,
  { audience, officers }: Pick<Participants, 'audience' | 'officers'>,
  endedAt: number | null = null,
): MeetingReading => {
  const state = membersOf(homeOf(audience))
  return {
    whose(client) {
      const device = documents.meeting(document).authorOf(client)
      return (device && wasMember(state, device)?.id) ?? null
    },
    isOfficer: member => officers.has(member),
    endedAt,
  }
}
