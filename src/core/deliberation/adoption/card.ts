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

export type Officers = {
  group: string
  level: Level
  /** Keys of the devices of each member who holds an office; one without a key is left out. */
  officers: readonly (readonly Bytes[])[]
}

/** Two officers have to sign where two hold an office; null where no officer has a key. */
export const cardOf = ({ group, level, officers }: Officers): Bytes | null => {
  const holding = officers.filter(keys => keys.length > 0)
  const keys = holding.flatMap((own, officer) =>
    own.map((key, device): CardKey => ({ officer: officer + 1, device: device + 1, key })),
  )
  if (keys.length === 0) return null
  const needs = holding.length > 1 ? 2 : 1
  return writeCard({ group: nameOnCard(group), level, needs, keys })
}

/** Six words over a card, as for joining. `spoken`: the language of the group. */
export const cardWords = (card: Bytes, spoken: Language, slowly?: Stretch): Words =>
  wordsFrom(digest('card', card), spoken, slowly)
