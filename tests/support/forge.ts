// Messages of a member who breaks rules: signed with the member's real key, with the faults that
// the test names.
import { bech32 } from '@scure/base'
import { Encrypter } from 'age-encryption'
import { digest, encode, fromHex, random, type DeviceKeys, type Encodable } from '#core/keys'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import {
  hashBody,
  newFeed,
  none,
  signMessage,
  writeMessage,
  type Fields,
  type Message,
} from '../../src/core/messages/message.ts'
import { writePack, type Item } from '../../src/core/sync/packs/pack.ts'

/** The author, and the group. */
export type Pen = { group: GroupId; device: DeviceId; keys: DeviceKeys }

export type Forged = { message: Message; body: Uint8Array; signature: Uint8Array }

/** A message without faults except those in `wrong`. Its kind is one of later versions. */
export const forge = (
  pen: Pen,
  wrong: Partial<Omit<Fields, 'bodyHash'>> & { body?: Uint8Array; secret?: Uint8Array | null } = {},
): Forged => {
  const { body = encode([1, 'zz-later', random(20)]), secret = null, ...fields } = wrong
  const group = fields.group ?? pen.group
  const device = fields.device ?? pen.device
  const message = writeMessage({
    group,
    audience: group,
    device,
    feed: newFeed(group, device, random(16)),
    seq: 0,
    previous: none,
    after: { records: [], feeds: [] },
    kind: 'zz-later',
    document: null,
    ...fields,
    bodyHash: hashBody(secret, body),
  })
  return { message, body, signature: signMessage(message.id, pen.keys.signing.secret) }
}

/** The next message of the same feed, in order, with the faults in `wrong`. */
export const forgeAfter = (
  pen: Pen,
  { message }: Forged,
  wrong: Parameters<typeof forge>[1] = {},
): Forged => {
  const { feed, seq, id, audience, group, device } = message
  return forge(pen, { group, device, audience, feed, seq: seq + 1, previous: id, ...wrong })
}

/** The messages as a pack that ends with the last one's signature, or with another. */
export const packed = (run: readonly Forged[], signature = run.at(-1)!.signature): Uint8Array => {
  const [first, ...rest] = run.map(({ message, body }): Item => ({ message, body }))
  return writePack({ items: [first!, ...rest], signature })
}

export const feedFor = (pen: Pen): FeedId => newFeed(pen.group, pen.device, random(16))

/** An encrypted file for one device around any value. */
export const lockedFor = async (reader: DeviceKeys, inside: Encodable): Promise<Uint8Array> => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(bech32.encodeFromBytes('age', reader.agreement.public))
  return encrypter.encrypt(encode(inside))
}

/**
 * An encrypted file that carries these packs and nothing else, in the form that any member could write.
 */
export const fileOfPacks = (
  reader: DeviceKeys,
  group: GroupId,
  packs: readonly Uint8Array[],
): Promise<Uint8Array> => {
  const manifest = [0, packs.length, packs.length, digest('locked', ...packs)]
  return lockedFor(reader, [1, 'locked', fromHex(group), [], packs, null, manifest])
}
