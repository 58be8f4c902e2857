// Offers: circles to which this member was added and which were not accepted yet. They are kept
// small, never opened, and judged once on arrival. Accepting and declining is local to this device;
// no record says which.
import type { CircleOfferRow } from '#core/archive'
import { decodeStrict, encode, fromHex, idOf, listOf } from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import { CircleRole } from '#shared/contract'
import type { GroupId, MemberId } from '#shared/ids'
import { wasMember } from '../state.ts'
import { checkCircleRecord, circleRecords, groupOfRoot } from './history.ts'
import { inGroupOf, type CirclePorts } from './ledger.ts'
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

const roleOf = (value: unknown): CircleRole | null =>
  CircleRole.options.find(role => role === value) ?? null

const largest = 4 << 20

const toRow = ({ id, people, records, ...rest }: KeptOffer): Omit<CircleOfferRow, 'group'> => ({
  ...rest,
  circle: id,
  people: encode(people.map(({ member, role }) => [fromHex(member), role])),
  records: records && encode(records.map(packRecord)),
})

const fromRow = ({ circle, people, records, ...row }: CircleOfferRow): KeptOffer => {
  const packed = records && listOf(decodeStrict(records, largest))?.map(unpackRecord)
  return {
    id: circle,
    name: row.name,
    by: row.by,
    role: row.role,
    at: row.at,
    follows: row.follows,
    people: (listOf(decodeStrict(people, largest)) ?? []).flatMap(entry => {
      const [who, what] = listOf(entry, 2) ?? []
      const member = idOf<MemberId>(who)
      const role = roleOf(what)
      return member && role ? [{ member, role }] : []
    }),
    records: packed?.every(each => each !== null) ? packed : null,
  }
}

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

export const openOffers = ({ storage, group: { id: group }, now }: CirclePorts): CircleOffers => {
  const { circleOffers, circleAnswers } = storage
  const list = (): KeptOffer[] =>
    circleOffers
      .list({ group })
      .map(fromRow)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const isAnswered = (circle: GroupId, answer: 'taken' | 'declined'): boolean =>
    circleAnswers.has({ group, circle, answer })
  const declined = () => circleAnswers.list({ group, answer: 'declined' })
  const forget = (circle: GroupId): void => {
    circleOffers.remove({ group, circle })
    circleAnswers.remove({ group, circle, answer: 'taken' })
  }
  return {
    list,
    isTaken: id => isAnswered(id, 'taken'),
    isDeclined: id => isAnswered(id, 'declined'),
    keep(offer, records) {
      const others = list().filter(({ id }) => id !== offer.id)
      const own = others.filter(({ by }) => by === offer.by).length
      if (others.length >= offerLimits.all || own >= offerLimits.ofOne) return false
      const refused = circleAnswers.count({ group, answer: 'declined', by: offer.by })
      if (refused >= offerLimits.declinedOfOne) return false
      const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0)
      const kept = bytes <= offerLimits.bytes ? [...records] : null
      circleOffers.put({ ...toRow({ ...offer, records: kept }), group })
      return true
    },
    take(id) {
      const by = circleOffers.get({ group, circle: id })?.by ?? null
      circleAnswers.put({ group, circle: id, answer: 'taken', by, at: now() })
      circleOffers.remove({ group, circle: id })
    },
    decline(id) {
      const by = circleOffers.get({ group, circle: id })?.by
      forget(id)
      if (!by) return
      const [oldest] = declined().toSorted((a, b) => a.at - b.at)
      if (oldest && declined().length >= offerLimits.declined)
        circleAnswers.remove({ group, circle: oldest.circle })
      circleAnswers.put({ group, circle: id, answer: 'declined', by, at: now() })
    },
    forget,
    declined: () => declined().length,
    askAgain: circle =>
      circleAnswers.remove({ group, answer: 'declined', ...(circle !== undefined && { circle }) }),
  }
}
