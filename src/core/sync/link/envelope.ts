// An envelope: one padded part of a transfer, encrypted under an epoch's key. Any holder of the key
// makes new ones at any time, and none is kept. From outside an envelope shows an address and one
// of six sizes, and no author.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  decrypt,
  encode,
  encrypt,
  equal,
  framed,
  fromHex,
  listOf,
  nameOfChain,
  nonceChain,
  nonceOf,
} from '#core/keys'
import { toHex, type Bytes, type Encodable } from '#core/keys'
import type { EpochId } from '#shared/ids'
import { checks, contentOf, mailboxOf, paddedSizes } from '../checks.ts'

export { mailboxOf } from '../checks.ts'

export type Epoch = { id: EpochId; key: Bytes }

/**
 * `count` parts with one `transfer` name (16 bytes) make up the bytes that were sent. `isOfNamer`:
 * the nonce of the part leads to the name, so only the device that chose the name can have sent it
 * first.
 */
export type Part = {
  transfer: string
  index: number
  count: number
  bytes: Bytes
  isOfNamer: boolean
}

/** A part's own frame takes at most 29 bytes and its padding at least one. */
const chunkBytes = paddedSizes[5] - 32
/** Parts that the longest pack can need. */
const mostParts = 600

const pad = (content: Bytes): Bytes => {
  const size = paddedSizes.find(candidate => candidate > content.length) ?? content.length + 1
  const out = new Uint8Array(size)
  out.set(content)
  out[content.length] = 0x80
  return out
}

const associated = (mailbox: Bytes, epoch: Bytes): Bytes => encode([1, mailbox, epoch])

/** One part of a transfer as an envelope. For tests; all other callers seal whole transfers. */
export const sealEnvelope = ({ id, key }: Epoch, content: Encodable, nonce?: Bytes): Bytes => {
  const mailbox = mailboxOf(key)
  const epoch = fromHex(id)
  const sealed = encrypt(key, pad(encode(content)), associated(mailbox, epoch), nonce)
  return encode([1, 'seal', mailbox, epoch, sealed])
}

/** `bytes` (a pack) as the envelopes that carry it, in order. */
export const sealEnvelopes = (epoch: Epoch, bytes: Bytes): Bytes[] => {
  const count = Math.max(1, Math.ceil(bytes.length / chunkBytes))
  const { name, nonces } = nonceChain(epoch.key, count)
  return nonces.map((nonce, index) => {
    const chunk = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    return sealEnvelope(epoch, [name, index, count, chunk], nonce)
  })
}

/** Bytes of the longest envelope: the longest plaintext, nonce, tag and frame. */
const sealLimit = paddedSizes[5] + 256

const readPart = (content: Bytes, key: Bytes, nonce: Bytes): Part | null => {
  const list = listOf(decodeStrict(content, paddedSizes[5]), 4)
  const transfer = bytesUpTo(list?.[0], 16)
  const index = countOf(list?.[1], mostParts)
  const count = countOf(list?.[2], mostParts)
  const bytes = bytesUpTo(list?.[3], chunkBytes)
  if (transfer?.length !== 16 || index === null || !count || !bytes) return null
  const isOfNamer = equal(transfer, nameOfChain(key, nonce, index))
  return { transfer: toHex(transfer), index, count, bytes, isOfNamer }
}

/**
 * The part in an envelope. `unknown-epoch` when `keyOf` has no key for it: it may be for later.
 * Null when it was not sealed with that key, or when `sealEnvelopes` does not make such a part.
 */
export const openEnvelope = (
  bytes: Bytes,
  keyOf: (epoch: EpochId) => Bytes | null,
): Part | 'unknown-epoch' | null => {
  const list = framed(decodeStrict(bytes, sealLimit), 'seal', 5)
  const mailbox = bytesUpTo(list?.[2], 32)
  const epoch = bytesUpTo(list?.[3], 32)
  const sealed = bytesUpTo(list?.[4], sealLimit)
  if (!mailbox || !epoch || !sealed) return null
  const key = keyOf(toHex(epoch) as EpochId)
  if (!key) return 'unknown-epoch'
  if (!checks.epochIsItsKeysHash(epoch, key) || !checks.mailboxIsOfTheEpoch(mailbox, key))
    return null
  const plaintext = decrypt(key, sealed, associated(mailbox, epoch))
  const content = plaintext && contentOf(plaintext)
  return content && readPart(content, key, nonceOf(sealed))
}
