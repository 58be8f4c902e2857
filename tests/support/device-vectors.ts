// Layouts about devices, with the keys that check them: a fork and its branches, what a newcomer is told of
// feeds, retirements that a device took in, the reply of a further device, and packs that shrink together.
// `node tests/support/device-vectors.ts` wrote tests/fixtures/vectors/devices.json once; it never changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { decodeStrict, digest, encode, fromHex, sign, signingPairFrom, toHex } from '#core/keys'
import type { Bytes, Decoded } from '#core/keys'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import {
  hashBody,
  newFeed,
  none,
  signMessage,
  writeMessage,
  type Message,
} from '../../src/core/messages/message.ts'
import { writePack, writeShortPack, type Item, type Pack } from '../../src/core/sync/packs/pack.ts'

export type DeviceVectors = {
  group: string
  device: { public: string; secret: string }
  feed: string
  /** Ids of the messages: the shared first one, and the two at place 1. */
  messages: { shared: string; one: string; other: string }
  /** Names of the two branches, in the same order. */
  branches: string[]
  /** Bodies by kind. */
  bodies: Record<string, string>
  /** A reply of a further device, with the secret of its invitation's key pair. */
  reply: { bytes: string; invitationSecret: string; recoverySecret: string }
  /** Two packs, and the bundle of both. */
  bundle: { packs: string[]; bytes: string }
}

const made = (name: string): Bytes => digest('vectors', encode(['devices', name]))

/** The content that a pack in columns shrinks. */
const contentOf = (columns: Bytes): Bytes => {
  const [, , short] = decodeStrict(columns, 1 << 20) as Decoded[]
  return new Uint8Array(brotliDecompressSync(short as Bytes))
}

export const makeDeviceVectors = (): DeviceVectors => {
  const pair = signingPairFrom(made('device'))
  const device = toHex(pair.public) as DeviceId
  const group = toHex(made('group')) as GroupId
  const feed = newFeed(group, device, made('nonce').subarray(0, 6))
  const write = (seq: number, previous: Message | null, text: string): Item => {
    const body = encode([1, 'zz-later', text])
    const message = writeMessage({
      group,
      audience: group,
      device,
      feed,
      seq,
      kind: 'zz-later',
      document: null,
      after: { records: [], feeds: [] },
      previous: previous?.id ?? none,
      bodyHash: hashBody(null, body),
    })
    return { message, body }
  }
  const packOf = (...items: [Item, ...Item[]]): Pack => {
    const last = items.at(-1) ?? items[0]
    return { items, signature: signMessage(last.message.id, pair.secret) }
  }
  const hollow = ({ message }: Item): Item => ({ message, body: null })

  const shared = write(0, null, 'shared')
  const [one, other] = [write(1, shared.message, 'one'), write(1, shared.message, 'other')]
  const branches = [one, other].map(({ message }) =>
    digest('branch', fromHex(feed), fromHex(message.id)).subarray(0, 16),
  )
  const place = [fromHex(feed), 1]
  const later = made('later feed').subarray(0, 16)
  const seals = ['seal 1', 'seal 2'].map(made).toSorted((a, b) => Buffer.compare(a, b))
  const bodies: Record<string, Bytes> = {
    seen: encode([1, 'seen']),
    branches: encode([
      1,
      'branches',
      branches.map(name => [name, fromHex(feed), pair.public, 1, fromHex(feed)]),
    ]),
    past: encode([1, 'past', [[later, place]], [[place, [[later, 4]]]]]),
    forked: encode([
      1,
      'forked',
      writePack(packOf(hollow(shared), hollow(one))),
      writePack(packOf(hollow(other))),
    ]),
    'gave-up': encode([1, 'gave-up', seals]),
    returned: encode([1, 'returned', made('returning')]),
  }

  const invited = signingPairFrom(made('invitation'))
  const recovery = signingPairFrom(made('recovery'))
  const about = [
    fromHex(group),
    made('invitation id'),
    made('member'),
    pair.public,
    made('agreement'),
    'Office computer',
  ] as const
  const proofs = [invited, pair, recovery].map(({ secret }) =>
    sign('device-reply', encode([...about]), secret),
  )
  const columns = [packOf(shared, one), packOf(shared, other)].map(pack =>
    writeShortPack(pack, () => null),
  )
  return {
    group,
    device: { public: device, secret: toHex(pair.secret) },
    feed,
    messages: { shared: shared.message.id, one: one.message.id, other: other.message.id },
    branches: branches.map(name => toHex(name) as FeedId),
    bodies: Object.fromEntries(Object.entries(bodies).map(([kind, body]) => [kind, toHex(body)])),
    reply: {
      bytes: toHex(encode([1, 'device-reply', ...about, ...proofs])),
      invitationSecret: toHex(invited.secret),
      recoverySecret: toHex(recovery.secret),
    },
    bundle: {
      packs: columns.map(toHex),
      bytes: toHex(
        encode([1, 'bundle', new Uint8Array(brotliCompressSync(encode(columns.map(contentOf))))]),
      ),
    },
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/devices.json')
  writeFileSync(path, `${JSON.stringify(makeDeviceVectors(), null, 1)}\n`)
}
