// Vectors of a circle: records of every type that make one among four members of a group, the keys of all
// devices, and who is in it in the end. `tests/fixtures/vectors/circle.json` was written by
// `makeCircleVectors` once; what it says never changes.
import { foundCircle, type Circle } from '#core/group'
import { decodeStrict, toHex, type Decoded } from '#core/keys'
import type { SignedRecord } from '#core/group'
import {
  everybodyMeets,
  exchange,
  given,
  idOf,
  people,
  roomsOf,
  type Person,
} from './circle-people.ts'

type Pair = { public: string; secret: string }
type Told = { type: string; id: string; device: string; bytes: string; signature: string }

export type CircleVectors = {
  group: string
  circle: string
  name: string
  devices: Record<string, { signing: Pair; agreement: Pair }>
  /** Of the group. */
  records: Told[]
  /** Of the circle, each after its parents. */
  circleRecords: Told[]
  people: { handle: string; role: string }[]
  /** Who has the key of the epoch in which it sends. */
  epoch: { id: string; key: string; opened: string[] }
}

const told = ({ id, bytes, signatures }: SignedRecord): Told => {
  const fields = decodeStrict(bytes, 262_144) as Decoded[]
  const [device = '', signature = new Uint8Array()] = signatures[0] ?? []
  const type = typeof fields[5] === 'string' ? fields[5] : ''
  return { type, id, device, bytes: toHex(bytes), signature: toHex(signature) }
}

/** Who is in, by handle. */
export const describePeople = (circle: Circle, { group }: Person) =>
  circle
    .people()
    .map(({ member, role }) => ({ handle: group.state().members.get(member)?.handle ?? '', role }))
    .toSorted((a, b) => (a.handle < b.handle ? -1 : 1))

export const makeCircleVectors = (): CircleVectors => {
  const all = people()
  everybodyMeets(Object.values(all))
  const { a, b, c, d } = all
  const [bob, carol, dana] = [idOf(b), idOf(c), idOf(d)]
  const hers = foundCircle(roomsOf(a), 'Drafting team')
  for (const member of [bob, dana, carol]) hers.bring(member)
  hers.appoint(bob, 'convener')
  const his = given(hers, b)
  exchange(hers, his)
  his.appoint(carol, 'reader')
  exchange(hers, his)
  const danas = given(hers, d)
  exchange(hers, danas)
  danas.leave()
  exchange(hers, his, danas)
  const epoch = hers.epoch()
  exchange(hers, his)
  const carols = given(hers, c)
  exchange(hers, carols)
  const pair = (of: { public: Uint8Array; secret: Uint8Array }): Pair => ({
    public: toHex(of.public),
    secret: toHex(of.secret),
  })
  const opened = [hers, his, carols, danas].map(each => each.epochKey(epoch.id) !== null)
  return {
    ...{ group: a.group.id, circle: hers.id, name: hers.name() },
    devices: Object.fromEntries(
      Object.values(all).map(({ handle, group: { self } }) => [
        handle,
        { signing: pair(self.keys.signing), agreement: pair(self.keys.agreement) },
      ]),
    ),
    records: a.group.recordsBeyond([]).map(told),
    circleRecords: hers.recordsBeyond([]).map(told),
    people: describePeople(hers, a),
    epoch: {
      ...{ id: epoch.id, key: toHex(epoch.key) },
      opened: ['Alice', 'Bob', 'Carol', 'Dana'].filter((_, at) => opened[at]),
    },
  }
}
