// The fake core's answers about circles: its group has none until one is made.
import type {
  Circle,
  CircleOffer,
  CircleRole,
  CoreContract,
  DocumentSummary,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { hexId } from './fake-group.ts'

type CircleCalls = Extract<keyof CoreContract['calls'], `circles.${string}`>

export const fakeCircles = (ports: {
  fresh(bytes: number): string
  selfIn(group: GroupId): MemberId
  documentOf(document: DocumentId): DocumentSummary
  changed(document: DocumentSummary): void
  groupChanged(group: GroupId): void
  /** Names of circles that the next of `others` offers the member, with two of them. */
  offered: readonly string[]
  /** One with three of them, and the member's role in it. */
  own: string | undefined
  role: CircleRole
  others(): readonly MemberId[]
}): Pick<Handlers<CoreContract>, CircleCalls> => {
  const circles = new Map<GroupId, Circle>()
  let offers: CircleOffer[] | null = null
  let declined = 0
  const offersOf = (): CircleOffer[] => {
    const [by, other] = ports.others()
    offers ??= ports.offered.map((name, index) => ({
      id: ports.fresh(32) as GroupId,
      name,
      by: by as MemberId,
      role: 'member',
      members: [by, other].map((member, at) => ({
        member: member as MemberId,
        role: at === 0 ? 'convener' : 'reader',
      })),
      follows: index === 0,
      at: index,
    }))
    return offers
  }
  const settled = (id: GroupId): CircleOffer => {
    const offer = offersOf().find(each => each.id === id)
    if (!offer) throw new Failure('not-found')
    offers = offersOf().filter(each => each !== offer)
    return offer
  }
  const put = (circle: Circle): void => {
    circles.set(circle.id, circle)
    ports.groupChanged(circle.group)
  }
  const get = (id: GroupId): Circle => {
    const circle = circles.get(id)
    if (!circle) throw new Failure('not-found')
    return circle
  }
  const follow = (circle: Circle, by: MemberId): void => {
    const lacking = ports.others().filter(id => circle.members.every(each => each.member !== id))
    const brought = lacking.map(member => ({ member, role: 'member' as const, here: true }))
    put({
      ...circle,
      members: [...circle.members, ...brought],
      follows: { by, at: 0, lacking: [] },
    })
  }
  const without = (circle: Circle, member: MemberId) =>
    circle.members.filter(each => each.member !== member)

  const convene = (group: GroupId): void => {
    const { own } = ports
    if (own === undefined || circles.size > 0) return
    const id = hexId(900, 32) as GroupId
    const others = ports.others().slice(0, 3)
    const members = [ports.selfIn(group), ...others].map((member, at) => ({
      member,
      here: true,
      role: at === 0 ? ports.role : ('member' as const),
    }))
    circles.set(id, {
      id,
      group,
      name: own,
      members,
      role: ports.role,
      follows: null,
      documents: 0,
    })
  }

  return {
    'circles.list'({ group }) {
      convene(group)
      return [...circles.values()].filter(circle => circle.group === group)
    },
    'circles.offers': () => ({ offers: offersOf(), declined }),
    'circles.take'({ group, circle: id }) {
      const { name, role, members, follows: marked } = settled(id)
      const lacking = ports.others().slice(4, 6)
      const follows = marked ? { by: members[0]?.member ?? null, at: 0, lacking } : null
      const here = members.map(each => ({ ...each, here: true }))
      put({ id, group, name, role, follows, members: here, documents: 0 })
      return { isHere: true }
    },
    'circles.decline'({ group, circle: id }) {
      settled(id)
      declined += 1
      ports.groupChanged(group)
    },
    'circles.askAgain'({ group }) {
      declined = 0
      ports.groupChanged(group)
    },
    'circles.create'({ group, name, follows = false }) {
      const id = ports.fresh(32) as GroupId
      const self = ports.selfIn(group)
      const members = [{ member: self, role: 'convener' as const, here: true }]
      put({ id, group, name, members, role: 'convener', follows: null, documents: 0 })
      if (follows) follow(get(id), self)
      return id
    },
    'circles.follow'({ circle: id, follows }) {
      const circle = get(id)
      if (follows) follow(circle, ports.selfIn(circle.group))
      else put({ ...circle, follows: null })
    },
    'circles.bring'({ circle: id, member, role = 'member' }) {
      const circle = get(id)
      if (circle.members.some(each => each.member === member)) throw new Failure('already-member')
      put({ ...circle, members: [...circle.members, { member, role, here: true }] })
    },
    'circles.remove'({ circle: id, member }) {
      const circle = get(id)
      put({ ...circle, members: without(circle, member) })
    },
    'circles.appoint'({ circle: id, member, role }) {
      const circle = get(id)
      const change = (each: Circle['members'][number]) =>
        each.member === member ? { ...each, role } : each
      put({ ...circle, members: circle.members.map(change) })
    },
    'circles.leave': ({ circle: id }) => put({ ...get(id), role: null }),
    'circles.share'({ circle: id, document: named }) {
      const { name, members } = get(id)
      const document = ports.documentOf(named)
      if (document.readers.kind !== 'only-you') throw new Failure('other-audience')
      document.readers = { kind: 'circle', circle: id, name, members: members.length }
      ports.changed(document)
      return document.id
    },
  }
}
