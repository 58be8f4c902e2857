// Fork proofs: two runs of one feed, each with its signature, that name different messages for one
// place. A proof has no bodies, so it reveals nothing of the text.
import { bytesUpTo, decodeStrict, encode, framed, type Bytes } from '#core/keys'
import type { DeviceId, MessageId } from '#shared/ids'
import { limits } from '#core/messages'
import { readPack, writePack, type Item, type Pack } from '../packs/index.ts'

export type Fork = { device: DeviceId; a: Bytes; b: Bytes }

const withoutBodies = (pack: Pack): Pack => {
  const [first, ...rest] = pack.items
  const hollow = ({ message }: Item): Item => ({ message, body: null })
  return { ...pack, items: [hollow(first), ...rest.map(hollow)] }
}

/** The messages of a run, by their place in the feed. */
const claims = ({ items }: Pack): Map<number, MessageId> => {
  const [{ message: first }] = items
  const found = new Map(items.map(({ message: { seq, id } }) => [seq, id]))
  if (first.seq > 0) found.set(first.seq - 1, first.previous)
  return found
}

/** Whether one device signed both, and the two cannot both be in the feed. */
const differ = (a: Pack, b: Pack): boolean => {
  const [one, other] = [a.items[0].message, b.items[0].message]
  const isOfOne =
    one.group === other.group &&
    one.audience === other.audience &&
    one.device === other.device &&
    one.feed === other.feed
  const said = claims(b)
  return isOfOne && [...claims(a)].some(([seq, id]) => (said.get(seq) ?? id) !== id)
}

/** The body of a `forked` message; null where the runs are too long for one. */
export const writeForkProof = ({ a, b }: Pick<Fork, 'a' | 'b'>): Bytes | null => {
  const packs = [a, b].map(bytes => readPack(bytes)).filter(pack => pack !== null)
  if (packs.length < 2) return null
  const body = encode([1, 'forked', ...packs.map(pack => writePack(withoutBodies(pack)))])
  return body.length <= limits.body ? body : null
}

/** The proof in such a body; null where it proves nothing. */
export const readForkProof = (body: Bytes): Fork | null => {
  const list = framed(decodeStrict(body, limits.body), 'forked', 4)
  const a = bytesUpTo(list?.[2], limits.body)
  const b = bytesUpTo(list?.[3], limits.body)
  const [one, other] = [a && readPack(a), b && readPack(b)]
  if (!a || !b || !one || !other || !differ(one, other)) return null
  return { device: one.items[0].message.device, a, b }
}
