// Parts in a mailbox are the sealed half of envelopes alone. The host needs no name of an epoch and
// gets none; the reader adds it from the key that opened the mailbox.
import { bytesUpTo, decodeStrict, encode, framed, fromHex, type Bytes } from '#core/keys'
import { mailboxOf, openEnvelope, sealEnvelopes, type Epoch, type Part } from '../link/index.ts'
import { messageLimit } from './wire.ts'

/** The sealed half of an envelope; empty for anything else. */
export const withoutFrame = (seal: Bytes): Bytes => {
  const list = framed(decodeStrict(seal, messageLimit + 256), 'seal', 5)
  return bytesUpTo(list?.[4], messageLimit) ?? new Uint8Array()
}

/** `bytes` (a pack or records) as the parts to put in. */
export const sealedParts = (epoch: Epoch, bytes: Bytes): Bytes[] =>
  sealEnvelopes(epoch, bytes).map(withoutFrame)

/** The part that was sealed under this epoch's key; null for anything else. */
export const openSealed = ({ id, key }: Epoch, sealed: Bytes): Part | null => {
  const seal = encode([1, 'seal', mailboxOf(key), fromHex(id), sealed])
  const part = openEnvelope(seal, epoch => (epoch === id ? key : null))
  return part === 'unknown-epoch' ? null : part
}
