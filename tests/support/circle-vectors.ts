// Vectors of circles: records that make one among four members of a group, the keys of all devices,
// and its members in the end. `makeCircleVectors` wrote `tests/fixtures/vectors/circle.json` once
// (records of the first five types, the first three roles), `makeRoleVectors` `circle-roles.json`
// and `makeFollowVectors` `circle-follows.json`; their content never changes.
import type { SignedRecord } from '#core/records'
import { foundCircle, type Circle } from '#core/group'
import { decodeStrict, toHex, type Decoded } from '#core/keys'
import {
  everybodyMeets,
  exchange,
  given,
  idOf,
  people,
  portsOf,
  type Person,
} from './circle-people.ts'

type Pair = { public: string; secret: string }
type Told = { type: string; id: string; device: string; bytes: string; signature: string }

export type CircleVectors = {
  group: string
  circle: string
  name: string
  devices: Record<string, { signing: Pair; agreement: Pair }>
  /** Records of the group. */
  records: Told[]
  /** Records of the circle, each after its parents. */
  circleRecords: Told[]
  people: { handle: string; role: string }[]
  /** The member who made it follow the group. */
  follows?: string
  /** The epoch in which it sends, with the holders of its key. */
  epoch: { id: string; key: string; opened: string[] }
}

const told = ({ id, bytes, signatures }: SignedRecord): Told => {
  const fields = decodeStrict(bytes, 262_144) as Decoded[]
  const [device = '', signature = new Uint8Array()] = signatures[0] ?? []
  const type = typeof fields[5] === 'string' ? fields[5] : ''
  return { type, id, device, bytes: toHex(bytes), signature: toHex(signature) }
}

/** The members, by handle. */
export const describePeople = (circle: Circle, { group }: Person) =>
  circle
    .people()
    .map(({ member, role }) => ({ handle: group.state().members.get(member)?.handle ?? '', role }))
    .toSorted((a, b) => (a.handle < b.handle ? -1 : 1))

type Four = ReturnType<typeof people>

const four = (): Four => {
  const all = people()
  everybodyMeets(Object.values(all))
  return all
}

/** `ours` is Alice's circle; `others` those of Bob, Carol and Dana, with Alice's records. */
const vectorsOf = (all: Four, ours: Circle, others: readonly Circle[]): CircleVectors => {
  const epoch = ours.epoch()
  exchange(ours, ...others)
  const pair = (of: { public: Uint8Array; secret: Uint8Array }): Pair => ({
    public: toHex(of.public),
    secret: toHex(of.secret),
  })
  const opened = [ours, ...others].map(each => each.epochKey(epoch.id) !== null)
  return {
    group: all.a.group.id,
    circle: ours.id,
    name: ours.name(),
    devices: Object.fromEntries(
      Object.values(all).map(({ handle, group: { self } }) => [
        handle,
        { signing: pair(self.keys.signing), agreement: pair(self.keys.agreement) },
      ]),
    ),
    records: all.a.group.recordsBeyond([]).map(told),
    circleRecords: ours.recordsBeyond([]).map(told),
    people: describePeople(ours, all.a),
    epoch: {
      id: epoch.id,
      key: toHex(epoch.key),
      opened: ['Alice', 'Bob', 'Carol', 'Dana'].filter((_, at) => opened[at]),
    },
  }
}

export const makeCircleVectors = (): CircleVectors => {
  const all = four()
  const { a, b, c, d } = all
  const [bob, carol, dana] = [idOf(b), idOf(c), idOf(d)]
  const ours = foundCircle(portsOf(a), 'Drafting team')
  for (const member of [bob, dana, carol]) ours.bring(member)
  ours.appoint(bob, 'convener')
  const his = given(ours, b)
  exchange(ours, his)
  his.appoint(carol, 'reader')
  exchange(ours, his)
  const danas = given(ours, d)
  exchange(ours, danas)
  danas.leave()
  exchange(ours, his, danas)
  ours.epoch()
  exchange(ours, his)
  return vectorsOf(all, ours, [his, given(ours, c), danas])
}

/** Vectors of the roles that speak beside its texts and write none of them. */
export const makeRoleVectors = (): CircleVectors => {
  const all = four()
  const { a, b, c, d } = all
  const ours = foundCircle(portsOf(a), 'With guests')
  ours.bring(idOf(b), 'reviewer')
  ours.bring(idOf(c), 'commenter')
  ours.bring(idOf(d))
  ours.appoint(idOf(d), 'commenter')
  ours.appoint(idOf(c), 'reviewer')
  return vectorsOf(all, ours, [given(ours, b), given(ours, c), given(ours, d)])
}

/**
 * Vectors of a circle that follows the group: Bob ended that and set it again, and Carol was
 * removed.
 */
export const makeFollowVectors = (): CircleVectors => {
  const all = four()
  const { a, b, c, d } = all
  const ours = foundCircle(portsOf(a), 'All of us')
  ours.follow(true)
  ours.appoint(idOf(b), 'convener')
  const [his, carols, danas] = [given(ours, b), given(ours, c), given(ours, d)]
  exchange(ours, his)
  his.follow(false)
  ours.remove(idOf(c))
  exchange(ours, his)
  his.follow(true)
  exchange(ours, his, danas, carols)
  return { ...vectorsOf(all, ours, [his, carols, danas]), follows: b.handle }
}
