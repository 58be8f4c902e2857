// An adopted text goes to a member with the role of the Secretariat, who reads in circles alone: the circle that it goes
// to, and the document there.
import type { Circle } from '#core/group'
import { rightsOf } from '#core/group'
import type { Recipient } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { beginFromText, type AdoptedText } from './forward-text.ts'

/** Whether this member may give texts of the group to others: as other devices judge a circle of this member. */
export const mayGiveTexts = ({ groups }: OpenProfile, home: GroupId): boolean => {
  const { self, state } = groups.get(home)
  const member = self.member && state().members.get(self.member)
  return member !== undefined && member !== null && rightsOf(member).has('write')
}

/**
 * The smallest circle in which this member writes and that member reads. One with a guest does not count: the guest would
 * read along.
 */
const circleWith = (
  { circles, groups }: OpenProfile,
  home: GroupId,
  member: MemberId,
): Circle | null => {
  const { members } = groups.get(home).state()
  const isGuest = (id: MemberId): boolean => {
    const known = members.get(id)
    return known?.outside === true && known.role !== 'secretariat'
  }
  const [smallest] = circles
    .of(home)
    .filter(circle => {
      const people = circle.people()
      return (
        circle.isIn() &&
        circle.rights().has('write') &&
        people.some(({ member: id, here }) => id === member && here) &&
        !people.some(({ member: id }) => isGuest(id))
      )
    })
    .toSorted((a, b) => a.people().length - b.people().length || (a.id < b.id ? -1 : 1))
  return smallest ?? null
}

/** Members with the role of the Secretariat to whom this member may give a text of the group. */
export const recipientsIn = (profile: OpenProfile, home: GroupId): Recipient[] => {
  const { self, state } = profile.groups.get(home)
  const own = self.member
  if (own === null || !mayGiveTexts(profile, home)) return []
  const { devices, members } = state()
  const isHere = (id: MemberId): boolean =>
    [...devices.values()].some(({ member }) => member === id)
  return [...members.values()]
    .filter(({ id, role }) => role === 'secretariat' && id !== own && isHere(id))
    .map(({ id, handle }) => {
      const circle = circleWith(profile, home, id)
      const others = circle?.people().map(({ member }) => member) ?? [id]
      return {
        member: id,
        handle,
        circle: circle && { id: circle.id, name: circle.name() },
        readers: [own, ...others.filter(each => each !== own)],
      }
    })
}

/** Failures: `not-permitted` for a member who may not write in the group, `not-found` for no such member. */
export const mustBeRecipient = (profile: OpenProfile, home: GroupId, member: MemberId): void => {
  if (!mayGiveTexts(profile, home)) throw new Failure('not-permitted')
  if (!recipientsIn(profile, home).some(each => each.member === member))
    throw new Failure('not-found')
}

/**
 * Begins a document with the text in a circle with `member`, which is a new one of this name where there is none. The
 * document is shared after `complete` has put the rest into it, and goes again where that is refused. Failures: as of
 * `mustBeRecipient` and `forwardText`, and those of `complete`.
 */
export const giveText = async (
  profile: OpenProfile,
  text: AdoptedText,
  { home, member, name }: { home: GroupId; member: MemberId; name: string },
  complete: (document: DocumentId) => Promise<void>,
  now: () => number,
): Promise<{ document: DocumentId; circle: string }> => {
  mustBeRecipient(profile, home, member)
  const { circles, documents } = profile
  let circle = circleWith(profile, home, member)
  if (!circle) {
    circle = circles.found(home, name)
    circle.bring(member, 'reader')
  }
  const document = await beginFromText(profile, text, circle.id, now)
  try {
    await complete(document)
    mustBeRecipient(profile, home, member)
    await documents.share(document)
  } catch (error) {
    documents.remove(document)
    throw error
  }
  return { document, circle: circle.name() }
}
