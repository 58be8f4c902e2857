// Circles that this member was brought into and has not taken: kept small, never opened, judged once
// when they come. Taking and declining is this device's own matter; no record says which.
import { decodeStrict, encode, fromHex, type Decoded, type Encodable } from '#core/keys'
import { CircleRole } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'
import { bytesOf, idOf, listOf, textOf, timeOf } from '../fields.ts'
import { limits, type SignedRecord } from '../records.ts'
import { wasMember } from '../state.ts'
import { packRecord, unpackRecord } from '../read-record.ts'
import { grow } from './graph.ts'
import { inGroupOf, type CircleRooms } from './ledger.ts'
import { checkCircleRecord, circleLimits, groupOfRoot } from './records.ts'
import { mayWrite } from '../roles.ts'
import { circleStateOf } from './state.ts'

export type CircleOffer = {
  id: GroupId
  name: string
  /** Who brought this member in. */
  by: MemberId
  role: CircleRole
  people: readonly { member: MemberId; role: CircleRole }[]
  /** Whoever reads what the group shares is brought in, as far as is known yet. */
  follows: boolean
  at: number
}

export type KeptOffer = CircleOffer & {
  /** What proves it; null where that is too much to keep: it has to come again once it was taken. */
  records: SignedRecord[] | null
}

export const offerLimits = {
  /** Of one group. */
  all: 32,
  /** By one member: the others have room left. */
  ofOne: 4,
  /** Of the records that are kept with one. */
  bytes: 256 << 10,
  /** Declined offers that are remembered. */
  declined: 256,
  /** Of one member, after which nothing more is asked in her name. */
  declinedOfOne: 16,
} as const

/**
 * Null where these records do not say that this device is in, or say it by nobody who may, or where an
 * invitation had it ask to join a group of this id: what is kept of either has the same place.
 */
export const readOffer = (
  { storage, group, now }: CircleRooms,
  signed: readonly SignedRecord[],
): CircleOffer | null => {
  // No circle has more of them, and each costs a signature.
  const few = signed.slice(0, circleLimits.withRemovals)
  const root = few.find(each => groupOfRoot(each) === group.id)
  if (!root) return null
  const id = root.id as string as GroupId
  if (storage.groups.get(id)) return null
  const records = few.map(each => checkCircleRecord(id, each)).filter(each => each !== null)
  const { nodes } = grow(new Map(), records)
  const { devices, follows, members } = circleStateOf(nodes, inGroupOf(group))
  const own = devices.get(group.self.device)
  const founded = nodes.get(root.id)?.record
  const role = own && members.get(own.member)?.role
  if (!own || !role || founded?.body.type !== 'circle') return null
  const writes = [founded.device, own.broughtBy].some(device => {
    const theirs = wasMember(group.state(), device)?.role
    return theirs !== undefined && mayWrite(theirs)
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
  // Six where a program wrote it that knew of no circle that follows the group.
  if (!list || list.length < 6 || list.length > 7) return null
  const name = textOf(list?.[0], 1, limits.name)
  const by = idOf<MemberId>(list?.[1])
  const role = roleOf(list?.[2])
  const at = timeOf(list?.[3])
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
  /** Whether it was taken before what proves it was here. */
  isTaken(id: GroupId): boolean
  isDeclined(id: GroupId): boolean
  /** Keeps it to be asked about; false where there is no room. */
  keep(offer: CircleOffer, records: readonly SignedRecord[]): boolean
  /** It is waited for. */
  take(id: GroupId): void
  decline(id: GroupId): void
  /** What is known of it here goes. */
  forget(id: GroupId): void
  /** How many were declined and are not asked about again. */
  declined(): number
  /** About one, or all of them. */
  askAgain(id?: GroupId): void
}

export const openOffers = ({ storage, group, now }: CircleRooms): CircleOffers => {
  const { notes } = storage
  const list = (): KeptOffer[] =>
    notes
      .list(group.id, offerNote)
      .map(({ name, bytes }) => fromWire(name.slice(offerNote.length) as GroupId, bytes))
      .filter(each => each !== null)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  /** By whom, and when. */
  const declined = () =>
    notes.list(group.id, declinedNote).map(({ name, bytes }) => {
      const entry = listOf(decodeStrict(bytes, 1_024), 2)
      return { name, by: bytesOf(entry?.[0], 32), at: timeOf(entry?.[1]) ?? 0 }
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
      const hers = others.filter(({ by }) => by === offer.by).length
      const refused = declined().filter(({ by }) => by && idOf<MemberId>(by) === offer.by).length
      if (others.length >= offerLimits.all || hers >= offerLimits.ofOne) return false
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
