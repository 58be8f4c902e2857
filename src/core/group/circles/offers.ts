// Offers: circles to which this member was added and which were not accepted yet. They are kept
// small, never opened, and judged once on arrival. Accepting and declining is local to this device;
// no record says which.
import {
  bytesOf,
  countOf,
  decodeStrict,
  encode,
  fromHex,
  idOf,
  listOf,
  textOf,
  type Decoded,
  type Encodable,
} from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import { CircleRole } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'
import { wasMember } from '../state.ts'
import { checkCircleRecord, circleRecords, groupOfRoot } from './history.ts'
import { inGroupOf, type CirclePorts } from './ledger.ts'
import { limits } from '../records.ts'
import { circleLimits } from './records.ts'
import { rightsOf } from '../rights.ts'

export type CircleOffer = {
  id: GroupId
  name: string
  /** The member who added this member. */
  by: MemberId
  role: CircleRole
  people: readonly { member: MemberId; role: CircleRole }[]
  /** True if the circle follows the group, as far as is known. */
  follows: boolean
  at: number
}

export type KeptOffer = CircleOffer & {
  /**
   * Records that prove the offer. Null if they are too many to keep: then the circle arrives again
   * after it was accepted.
   */
  records: SignedRecord[] | null
}

export const offerLimits = {
  /** Most offers in one group. */
  all: 32,
  /** Most offers by one member, so that others have room. */
  ofOne: 4,
  /** Most bytes of the records kept with an offer. */
  bytes: 256 << 10,
  /** Most declined offers that are remembered. */
  declined: 256,
  /** Declined offers by one member, after which offers of that member are dropped. */
  declinedOfOne: 16,
} as const

/**
 * Null if these records do not say that this device is in, if no member who may has added it, or if
 * an invitation asked this device to join a group of this id: both would use the same place in the
 * archive.
 */
export const readOffer = (
  { storage, group, now }: CirclePorts,
  signed: readonly SignedRecord[],
): CircleOffer | null => {
  // No circle has more records, and each costs a check of a signature.
  const few = signed.slice(0, circleLimits.withRemovals)
  const root = few.find(each => groupOfRoot(each) === group.id)
  if (!root) return null
  const id = root.id as string as GroupId
  if (storage.groups.get(id)) return null
  const records = few.map(each => checkCircleRecord(id, each)).filter(each => each !== null)
  const { history } = circleRecords.extend(circleRecords.empty(inGroupOf(group)), records)
  const { nodes, state } = history
  const { devices, follows, members } = state
  const own = devices.get(group.self.device)
  const founded = nodes.get(root.id)?.record
  const role = own && members.get(own.member)?.role
  if (!own || !role || founded?.body.type !== 'circle') return null
  const writes = [founded.device, own.broughtBy].some(device => {
    const theirs = wasMember(group.state(), device)
    return theirs !== null && rightsOf(theirs).has('write')
  })
  const by = devices.get(own.broughtBy)?.member ?? wasMember(group.state(), own.broughtBy)?.id
  if (!writes || !by || !group.state().devices.has(group.self.device)) return null
  const people = [...members.values()].map(each => ({ member: each.id, role: each.role }))
  return { id, name: founded.body.name, by, role, people, follows: follows !== null, at: now() }
}

const roleOf = (value: Decoded | undefined): CircleRole | null =>
  CircleRole.options.find(role => role === value) ?? null

const toWire = ({ name, by, role, people, follows, at, records }: KeptOffer): Encodable => [
  ...[name, fromHex(by), role, at],
  people.map(each => [fromHex(each.member), each.role]),
  records && records.map(packRecord),
  follows,
]

const fromWire = (id: GroupId, bytes: Uint8Array): KeptOffer | null => {
  const list = listOf(decodeStrict(bytes, 4 << 20))
  // Six fields were written before circles could follow the group.
  if (!list || list.length < 6 || list.length > 7) return null
  const name = textOf(list?.[0], 1, limits.name)
  const by = idOf<MemberId>(list?.[1])
  const role = roleOf(list?.[2])
  const at = countOf(list?.[3])
  if (!name || !by || !role || at === null) return null
  const people = (listOf(list?.[4]) ?? []).flatMap(entry => {
    const member = idOf<MemberId>(listOf(entry, 2)?.[0])
    const theirs = roleOf(listOf(entry, 2)?.[1])
    return member && theirs ? [{ member, role: theirs }] : []
  })
  const records = listOf(list?.[5])?.map(unpackRecord) ?? null
  const isWhole = records?.every(each => each !== null) ?? false
  return {
    id,
    name,
    by,
    role,
    people,
    at,
    follows: list[6] === true,
    records: isWhole ? (records ?? []).filter(each => each !== null) : null,
  }
}

const offerNote = 'circle-offers/'
const declinedNote = 'circle-declined/'
const takenNote = 'circle-taken/'

export type CircleOffers = {
  list(): KeptOffer[]
  /** Whether the circle was accepted before its proof arrived. */
  isTaken(id: GroupId): boolean
  isDeclined(id: GroupId): boolean
  /** Keeps an offer until it is answered. Returns false if there is no room. */
  keep(offer: CircleOffer, records: readonly SignedRecord[]): boolean
  /** Marks the circle as accepted; its records may still have to arrive. */
  take(id: GroupId): void
  decline(id: GroupId): void
  /** Deletes all that is kept about it. */
  forget(id: GroupId): void
  /** Number of circles that were declined and are not offered again. */
  declined(): number
  /** Offers one declined circle again, or all of them. */
  askAgain(id?: GroupId): void
}

export const openOffers = ({ storage, group, now }: CirclePorts): CircleOffers => {
  const { notes } = storage
  const list = (): KeptOffer[] =>
    notes
      .list(group.id, offerNote)
      .map(({ name, bytes }) => fromWire(name.slice(offerNote.length) as GroupId, bytes))
      .filter(each => each !== null)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  /** Member and time of each declined offer. */
  const declined = () =>
    notes.list(group.id, declinedNote).map(({ name, bytes }) => {
      const entry = listOf(decodeStrict(bytes, 1_024), 2)
      return { name, by: bytesOf(entry?.[0], 32), at: countOf(entry?.[1]) ?? 0 }
    })
  const forget = (id: GroupId): void => {
    notes.remove(group.id, offerNote + id)
    notes.remove(group.id, takenNote + id)
  }
  return {
    list,
    isTaken: id => notes.get(group.id, takenNote + id) !== null,
    isDeclined: id => notes.get(group.id, declinedNote + id) !== null,
    keep(offer, records) {
      const others = list().filter(({ id }) => id !== offer.id)
      const own = others.filter(({ by }) => by === offer.by).length
      const refused = declined().filter(({ by }) => by && idOf<MemberId>(by) === offer.by).length
      if (others.length >= offerLimits.all || own >= offerLimits.ofOne) return false
      if (refused >= offerLimits.declinedOfOne) return false
      const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0)
      const kept = bytes <= offerLimits.bytes ? [...records] : null
      notes.put(group.id, offerNote + offer.id, encode(toWire({ ...offer, records: kept })))
      return true
    },
    take(id) {
      notes.put(group.id, takenNote + id, encode(now()))
      notes.remove(group.id, offerNote + id)
    },
    decline(id) {
      const by = list().find(each => each.id === id)?.by
      forget(id)
      if (!by) return
      const [oldest] = declined().toSorted((a, b) => a.at - b.at)
      if (oldest && declined().length >= offerLimits.declined) notes.remove(group.id, oldest.name)
      notes.put(group.id, declinedNote + id, encode([fromHex(by), now()]))
    },
    forget,
    declined: () => declined().length,
    askAgain(id) {
      for (const { name } of declined())
        if (id === undefined || name === declinedNote + id) notes.remove(group.id, name)
    },
  }
}
