// The frames in which hosts on one store tell each other which mailboxes have something up to which
// place, and how many connections have them open. Frames are sealed under the hosts' secret, and
// good for one connection and one turn in it.
import {
  bytesOf,
  countOf,
  decodeStrict,
  decrypt,
  deriveKey,
  digest,
  encode,
  encrypt,
  listOf,
  listUpTo,
  type Bytes,
  type Decoded,
} from '#core/keys'

/** One mailbox: its newest place that was told here, and the connections that have it open. */
export type Ring = { address: Bytes; place: number; guests: number }

export type BellFrame = {
  /** The name that the host gave itself when it began: one that calls itself knows it. */
  from: Bytes
  /** All connections of the host. */
  connections: number
  rings: Ring[]
}

export const mostRings = 512
/** Bytes of the longest frame. */
export const bellLimit = 32_768
export const nonceBytes = 16
export const nameBytes = 16

/** `secret`: what the hosts share, of any length. */
export const bellKey = (secret: Bytes): Bytes =>
  deriveKey(digest('mailbox-bell', secret), 'mailbox-bell')

/** `nonce`: of the one who listens, for this connection. `turn`: frames before this one. */
export type BellSeal = { key: Bytes; nonce: Bytes; turn: number }

const associatedOf = ({ nonce, turn }: BellSeal): Bytes => encode([1, 'bell', nonce, turn])

export const writeBell = (seal: BellSeal, { from, connections, rings }: BellFrame): Bytes => {
  const list = rings.map(({ address, place, guests }) => [address, place, guests])
  return encrypt(seal.key, encode([1, from, connections, list]), associatedOf(seal))
}

const ringOf = (value: Decoded): Ring | null => {
  const [first, second, third] = listOf(value, 3) ?? []
  const [address, place, guests] = [bytesOf(first, 32), countOf(second), countOf(third)]
  return address && place !== null && guests !== null ? { address, place, guests } : null
}

/** Null for what no host with the secret sent in this turn. */
export const readBell = (seal: BellSeal, bytes: Bytes): BellFrame | null => {
  const plain = decrypt(seal.key, bytes, associatedOf(seal))
  const decoded = plain && decodeStrict(plain, bellLimit)
  const [version, name, first, second] = listOf(decoded, 4) ?? []
  const from = bytesOf(name, nameBytes)
  const connections = countOf(first)
  const rings = listUpTo(second, mostRings)?.map(ringOf)
  if (version !== 1 || !from || connections === null || !rings) return null
  return rings.every(ring => ring !== null) ? { from, connections, rings } : null
}
