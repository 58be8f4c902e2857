// The card of a group and the keys on it. A device of an officer has a pair of its own for packs, which
// follows from its key in the group and leads back to nothing.
import { wordsFrom, type Stretch } from '#core/group'
import { digest, signingPairFrom, wipe, type Bytes, type DeviceKeys } from '#core/keys'
import { nameOnCard, writeCard, type CardKey } from '#shared/adoption'
import type { Language, Level, Words } from '#shared/contract'

/** `secret`: the device's own in the group, 64 bytes. */
export const cardPair = (secret: Bytes): DeviceKeys['signing'] => {
  const seed = digest('card', secret)
  try {
    return signingPairFrom(seed)
  } finally {
    wipe(seed)
  }
}

/** How many officers have to sign a pack where so many hold an office. */
export const neededOf = (officers: number): 1 | 2 => (officers > 1 ? 2 : 1)

export type Officers = {
  group: string
  level: Level
  /** Keys of the devices of each member who holds an office, also of one whose key is not here. */
  officers: readonly (readonly Bytes[])[]
}

/** Two officers have to sign where two hold an office; null where fewer have a key. */
export const cardOf = ({ group, level, officers }: Officers): Bytes | null => {
  const holding = officers.filter(keys => keys.length > 0)
  const keys = holding.flatMap((own, officer) =>
    own.map((key, device): CardKey => ({ officer: officer + 1, device: device + 1, key })),
  )
  const needs = neededOf(officers.length)
  if (holding.length < needs) return null
  return writeCard({ group: nameOnCard(group), level, needs, keys })
}

/** Six words over a card, as for joining. `spoken`: the language of the group. */
export const cardWords = (card: Bytes, spoken: Language, slowly?: Stretch): Words =>
  wordsFrom(digest('card', card), spoken, slowly)
