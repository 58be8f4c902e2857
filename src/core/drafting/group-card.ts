// The card of a group from the acts that are here: the keys that devices of its present officers put on
// record. Every device that has the same acts makes the same card.
import { cardOf, cardPair, cardWords } from '#core/deliberation/adoption'
import { toHex, type Bytes, type DeviceKeys } from '#core/keys'
import type { Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'

type Ports = Pick<OpenProfile, 'acts' | 'archive' | 'groups'>

const offices: readonly string[] = ['chair', 'rapporteur']

export const isOfficer = ({ acts, groups }: Ports, group: GroupId): boolean => {
  const { member } = groups.get(group).self
  const role = member && acts.standing(group)?.people.get(member)?.role
  return role !== null && role !== undefined && offices.includes(role)
}

/** This device's pair for packs of a group. */
export const ownPair = ({ groups }: Ports, group: GroupId): DeviceKeys['signing'] =>
  cardPair(groups.get(group).self.keys.signing.secret)

/** Keys on record by the member of each; a key that two members claim is no one's. */
const keysOnRecord = ({ acts }: Ports, group: GroupId): Map<MemberId, Set<string>> => {
  const standing = acts.standing(group)
  const owners = new Map<string, Set<MemberId>>()
  for (const document of acts.documents(group))
    for (const proceedings of acts.actsOf(document)?.graphs.values() ?? [])
      for (const { record } of proceedings.nodes.values()) {
        if (record.body.type !== 'card' || proceedings.broken(record.id) !== null) continue
        const member = standing?.memberOf(record.device)
        const role = member && standing?.people.get(member)?.role
        if (!member || !role || !offices.includes(role)) continue
        const key = toHex(record.body.key)
        owners.set(key, (owners.get(key) ?? new Set()).add(member))
      }
  const keys = new Map<MemberId, Set<string>>()
  for (const [key, [member, ...others]] of owners)
    if (member && others.length === 0) keys.set(member, (keys.get(member) ?? new Set()).add(key))
  return keys
}

/** A document of the group in which an act can stand. */
const anyDocument = ({ archive }: Ports, group: GroupId): DocumentId | null =>
  archive.documents.list(group).find(({ shared }) => shared)?.id ?? null

/** Puts the key of this officer's device on record, once. False for a member without an office. */
export const putKeyOnRecord = (
  ports: Ports,
  group: GroupId,
  document: DocumentId | null = anyDocument(ports, group),
): boolean => {
  if (!isOfficer(ports, group)) return false
  const { member } = ports.groups.get(group).self
  const key = ownPair(ports, group).public
  const isKnown = member && keysOnRecord(ports, group).get(member)?.has(toHex(key))
  if (!isKnown && document) ports.acts.write(document, null, { type: 'card', key })
  return true
}

export type Card = { bytes: Bytes; words: Words; officers: number; needs: number; isOn: boolean }

/** Failure `not-found` where no officer has a key on record. */
export const groupCard = (ports: Ports, group: GroupId): Card => {
  const isOn = putKeyOnRecord(ports, group)
  const { name, level, language } = ports.groups.get(group).state()
  const fromHex = (key: string): Bytes => new Uint8Array(Buffer.from(key, 'hex'))
  // By keys, so that their order says nothing about members.
  const officers = [...keysOnRecord(ports, group).values()]
    .map(keys => [...keys].toSorted())
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .map(keys => keys.map(fromHex))
  const bytes = cardOf({ group: name, level, officers })
  if (!bytes) throw new Failure('not-found')
  const needs = officers.length > 1 ? 2 : 1
  return { bytes, words: cardWords(bytes, language), officers: officers.length, needs, isOn }
}
