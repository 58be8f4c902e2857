// An adopted text goes to a member with the role of the Secretariat, who reads in circles alone: the circle that it goes
// to, and the document there.
import { rightsOf, type Circle } from '#core/group'
import type { Recipient } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'
import type { AdoptedText } from './adopted-text.ts'
import { beginFromText, undone } from './forward-text.ts'

/** Whether this member may give texts of the group to others: as other devices judge a circle of this member. */
export const mayGiveTexts = ({ groups }: Spaces, home: GroupId): boolean => {
  const { self, state } = groups.get(home)
  const member = self.member && state().members.get(self.member)
  return member !== undefined && member !== null && rightsOf(member).has('write')
}

/**
 * The smallest circle in which this member writes and that member only reads. One with a guest does not count: the guest
 * would read along.
 */
const circleWith = (
  { circles, groups }: Spaces,
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
        people.some(({ member: id, here, role }) => id === member && here && role === 'reader') &&
        !people.some(({ member: id }) => isGuest(id))
      )
    })
    .toSorted((a, b) => a.people().length - b.people().length || (a.id < b.id ? -1 : 1))
  return smallest ?? null
}

/** Members with the role of the Secretariat to whom this member may give a text of the group. */
export const recipientsIn = (ports: Spaces, home: GroupId): Recipient[] => {
  const { self, state } = ports.groups.get(home)
  const own = self.member
  if (own === null || !mayGiveTexts(ports, home)) return []
  const { devices, members } = state()
  const isHere = (id: MemberId): boolean =>
    [...devices.values()].some(({ member }) => member === id)
  return [...members.values()]
    .filter(({ id, role }) => role === 'secretariat' && id !== own && isHere(id))
    .map(({ id, handle }) => {
      const circle = circleWith(ports, home, id)
      const others = circle?.people().map(({ member }) => member) ?? [id]
      return {
        member: id,
        handle,
        circle: circle && { id: circle.id, name: circle.name() },
        readers: [own, ...others.filter(each => each !== own)],
      }
    })
}

/** To whom a text goes, and what a person saw of that before: the circle, null for a new one, and its readers. */
export type Given = {
  home: GroupId
  member: MemberId
  circle: GroupId | null
  readers: readonly MemberId[]
}

/**
 * Failures: `not-permitted` for a member who may not write in the group, `readers-changed` where `member` gets
 * no texts now, the text would be in another circle, or others would read it.
 */
export const mustBeRecipient = (ports: Spaces, { home, member, circle, readers }: Given): void => {
  if (!mayGiveTexts(ports, home)) throw new Failure('not-permitted')
  const found = recipientsIn(ports, home).find(each => each.member === member)
  const isSame =
    found !== undefined &&
    (found.circle?.id ?? null) === circle &&
    new Set(found.readers).symmetricDifference(new Set(readers)).size === 0
  if (!isSame) throw new Failure('readers-changed')
}

/** A circle of this name that holds nothing and no one else, or a new one. */
const emptyCircle = (
  { archive, circles }: Texts & Spaces,
  home: GroupId,
  name: string,
): { circle: Circle; isNew: boolean } => {
  const left = circles
    .of(home)
    .find(
      circle =>
        circle.isIn() &&
        circle.name() === name &&
        circle.people().length === 1 &&
        circle.follows() === null &&
        circle.rights().has('write') &&
        archive.documents.list(circle.id).length === 0,
    )
  return { circle: left ?? circles.found(home, name), isNew: left === undefined }
}

/**
 * Begins a document with the text in a circle with `member`, which is a new one of this name where there is none.
 * `complete` puts the rest into it, and checks at its end whether all of it may still leave. Only then does the member
 * come into a new circle, and the document is shared; a refusal before that undoes both. Failures: as of
 * `mustBeRecipient` and `beginFromText`, and those of `complete`.
 */
export const giveText = async (
  ports: Texts & Spaces,
  text: AdoptedText,
  { name, ...given }: Given & { name: string },
  complete: (document: DocumentId) => Promise<void>,
  now: () => number,
): Promise<{ document: DocumentId; circle: string }> => {
  mustBeRecipient(ports, given)
  const { circles, documents } = ports
  const { circle, isNew } =
    given.circle === null
      ? emptyCircle(ports, given.home, name)
      : { circle: circles.get(given.circle), isNew: false }
  let document: DocumentId | undefined
  try {
    document = await beginFromText(ports, text, circle.id, now)
    await complete(document)
    // No other act comes between this check and the sharing.
    mustBeRecipient(ports, given)
    if (given.circle === null) circle.bring(given.member, 'reader')
    await documents.share(document)
  } catch (error) {
    const begun = document
    if (begun) undone(() => documents.remove(begun))
    if (isNew) undone(() => circles.forget(circle.id))
    throw error
  }
  return { document, circle: circle.name() }
}
