// The card of a group from the acts that are here: the keys that devices of its present officers put on
// record. Every device that has the same acts makes the same card.
import { cardOf, cardPair, cardWords, neededOf } from '#core/deliberation/adoption'
import { offices, standsOn, type NodeOfType, type Proceedings } from '#core/deliberation/acts'
import { toHex, type Bytes, type DeviceKeys } from '#core/keys'
import type { Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Deliberation } from '../parts.ts'

export const isOfficer = ({ acts, groups }: Deliberation, group: GroupId): boolean => {
  const { member } = groups.get(group).self
  const role = member && acts.standing(group)?.people.get(member)?.role
  return role !== null && role !== undefined && offices.includes(role)
}

/** This device's pair for packs of a group. */
export const ownPair = ({ groups }: Deliberation, group: GroupId): DeviceKeys['signing'] =>
  cardPair(groups.get(group).self.keys.signing.secret)

type Claim = { key: string; node: NodeOfType<'card'>; in: Proceedings }

/** A claim is a copy if it stands on another member's claim of the same key. */
const isCopy = (claim: Claim, all: readonly Claim[]): boolean =>
  all.some(
    ({ key, node, in: graph }) =>
      key === claim.key &&
      node.member !== claim.node.member &&
      graph === claim.in &&
      standsOn(claim.node, node),
  )

/** Right claims of keys that are no copies, by devices of present officers. */
const claimsIn = ({ acts }: Deliberation, group: GroupId): (Claim & { officer: MemberId })[] => {
  const standing = acts.standing(group)
  const all = [...acts.documents(group)].flatMap(document => {
    const open = acts.actsOf(document)
    return [...(open?.graphs.values() ?? [])].flatMap(graph =>
      (graph.rightNow('card', open?.today ?? []) ?? []).map((node): Claim => ({
        key: toHex(node.record.body.key),
        node,
        in: graph,
      })),
    )
  })
  return all.flatMap(claim => {
    const officer = standing?.memberOf(claim.node.record.device)
    const role = officer && standing?.people.get(officer)?.role
    return role && offices.includes(role) && !isCopy(claim, all) ? [{ ...claim, officer }] : []
  })
}

type Keys = {
  ofOfficers: Map<MemberId, Set<string>>
  /** Keys that devices claim, theirs or not. */
  claimed: Map<DeviceId, Set<string>>
}

/**
 * Keys on record by the member of each. A device has one key: of officers who claim one key apart, those whose
 * device claims another key too lose it. It is no one's while there are several left.
 */
const keysOnRecord = (ports: Deliberation, group: GroupId): Keys => {
  const claims = claimsIn(ports, group)
  const claimed = new Map<DeviceId, Set<string>>()
  for (const { key, node } of claims) {
    const { device } = node.record
    claimed.set(device, (claimed.get(device) ?? new Set()).add(key))
  }
  const ofOfficers = new Map<MemberId, Set<string>>()
  for (const [key, own] of Map.groupBy(claims, claim => claim.key)) {
    const honest = own.filter(({ node }) => claimed.get(node.record.device)?.size === 1)
    const all = new Set(own.map(({ officer }) => officer))
    const left = all.size > 1 ? new Set(honest.map(({ officer }) => officer)) : all
    const [officer, ...others] = left
    if (officer && others.length === 0)
      ofOfficers.set(officer, (ofOfficers.get(officer) ?? new Set()).add(key))
  }
  return { ofOfficers, claimed }
}

/** A document of the group in which an act can stand. */
export const anyDocument = ({ archive }: Deliberation, group: GroupId): DocumentId | null =>
  archive.documents.list(group).find(({ shared }) => shared)?.id ?? null

/** Puts the key of this officer's device on record, once. False for a member without an office. */
export const putKeyOnRecord = (
  ports: Deliberation,
  group: GroupId,
  document: DocumentId | null = anyDocument(ports, group),
): boolean => {
  if (!isOfficer(ports, group)) return false
  const { device } = ports.groups.get(group).self
  const key = ownPair(ports, group).public
  const isKnown = keysOnRecord(ports, group).claimed.get(device)?.has(toHex(key))
  if (!isKnown && document) ports.acts.write(document, null, { type: 'card', key })
  return true
}

export type Card = { bytes: Bytes; words: Words; officers: number; needs: number; isOn: boolean }

/** Present officers with the keys on record of each, and how many of them have to sign a pack. */
export const officersIn = (
  ports: Deliberation,
  group: GroupId,
): { officers: { member: MemberId; keys: string[] }[]; needs: number } => {
  const { ofOfficers } = keysOnRecord(ports, group)
  const people = [...(ports.acts.standing(group)?.people ?? [])]
  const officers = people
    .filter(([, { role }]) => role !== null && offices.includes(role))
    .map(([member]) => ({ member, keys: [...(ofOfficers.get(member) ?? [])] }))
  return { officers, needs: neededOf(officers.length) }
}

/**
 * The card from the keys that are on record; `isOn`: one of this device is. Failure `not-found` where fewer officers
 * have a key than have to sign: no card lets one of two sign alone.
 */
export const cardNow = (ports: Deliberation, group: GroupId): Card => {
  const { name, level, language } = ports.groups.get(group).state()
  const fromHex = (key: string): Bytes => new Uint8Array(Buffer.from(key, 'hex'))
  const { officers, needs } = officersIn(ports, group)
  // By keys, so that their order says nothing about members.
  const keys = officers
    .map(officer => officer.keys.toSorted())
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
  const bytes = cardOf({ group: name, level, officers: keys.map(own => own.map(fromHex)) })
  if (!bytes) throw new Failure('not-found')
  return {
    bytes,
    words: cardWords(bytes, language),
    officers: keys.filter(own => own.length > 0).length,
    needs,
    isOn: keys.flat().includes(toHex(ownPair(ports, group).public)),
  }
}

/**
 * The card, after an officer's device put its key on record. Failures: `other-key-missing` to an officer where
 * another one's key is not here yet, `not-found` to a member where there is no card.
 */
export const groupCard = (ports: Deliberation, group: GroupId): Card => {
  const isOn = putKeyOnRecord(ports, group)
  try {
    return { ...cardNow(ports, group), isOn }
  } catch (error) {
    const isLacking = error instanceof Failure && error.code === 'not-found'
    if (isLacking && isOn && officersIn(ports, group).needs > 1)
      throw new Failure('other-key-missing')
    throw error
  }
}
