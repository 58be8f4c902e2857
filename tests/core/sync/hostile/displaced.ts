// Genuine messages in wrong places, and messages with one wrong bit: a header was changed before a
// member signed it; or a genuine message is replayed, reordered, or moved to another document,
// audience, group, epoch or feed.
import { decodeStrict, digest, encode, encrypt, fromHex, random, toHex } from '#core/keys'
import type { Encodable } from '#core/keys'
import type { EpochId } from '#shared/ids'
import { forge, forgeAfter, packed, type Forged } from '#tests/forge'
import { deflate } from '../../../../src/core/messages/codec/inflate.ts'
import { messageIdOf, readMessage, signMessage } from '../../../../src/core/messages/message.ts'
import { sealEnvelope, sealEnvelopes } from '../../../../src/core/sync/link/envelope.ts'
import type { Hostile, Scene } from './scene.ts'

const sent = (scene: Scene, pack: Uint8Array): Uint8Array[] => sealEnvelopes(scene.epoch, pack)

/** An edit of the shared document that would be accepted as Mallory's, and is as yet unsent. */
const edit = (scene: Scene): Forged =>
  forge(scene.mallory, {
    after: { records: scene.records, feeds: [] },
    kind: 'update',
    document: scene.documents.shared.id,
    secret: scene.documents.shared.secret,
    body: encode([1, 'update', null, ['forged']]),
  })

/** A pack around one header as it is, with any content, signed by Mallory or with `signature`. */
const packOf = (
  scene: Scene,
  header: Uint8Array,
  body: Uint8Array,
  signature = signMessage(messageIdOf(header), scene.mallory.keys.signing.secret),
): Uint8Array => {
  const list = decodeStrict(header, 1 << 20) as Encodable[] | null
  const place = Array.isArray(list) && list.length > 6 ? list.slice(2, 7) : placeOf(scene)
  return deflate(encode([1, 'pack', ...place, [[header, body]], signature]))
}
const placeOf = (scene: Scene): Encodable[] =>
  (decodeStrict(edit(scene).message.header, 1 << 20) as Encodable[]).slice(2, 7)

const flipped = (scene: Scene, bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  const at = scene.pick(changed.length)
  changed[at] = (changed[at] ?? 0) ^ (1 << scene.pick(8))
  return changed
}

const fields = {
  group: 2,
  audience: 3,
  device: 4,
  feed: 5,
  previous: 7,
  document: 10,
  'body hash': 11,
} as const

/** One bit of one field is flipped, and Mallory signs the result. */
const bitOf = ([name, index]: [string, number]): Hostile => ({
  name: `one bit of the ${name} is another, and then it is signed`,
  frames: scene => {
    const { message, body } = edit(scene)
    const list = decodeStrict(message.header, 1 << 20) as Encodable[]
    list[index] = flipped(scene, list[index] as Uint8Array)
    return sent(scene, packOf(scene, encode(list), body))
  },
})

/** Mallory may name an unknown kind: such a message is Mallory's own, and harmless. */
const isHers = (header: Uint8Array, as: Forged): boolean => {
  const message = readMessage(header)
  if (message === null) return false
  const list = decodeStrict(as.message.header, 1 << 20) as Encodable[]
  return message.header.length === header.length && list[9] !== message.kind
}

export const mutants: Hostile[] = [
  ...Object.entries(fields).map(bitOf),
  {
    name: 'any bit of a header is another, and then it is signed',
    frames: scene => {
      const one = edit(scene)
      let header = flipped(scene, one.message.header)
      while (isHers(header, one)) header = flipped(scene, one.message.header)
      return sent(scene, packOf(scene, header, one.body))
    },
  },
  {
    name: 'another place in its feed, signed',
    frames: scene => {
      const { message, body } = edit(scene)
      const list = decodeStrict(message.header, 1 << 20) as Encodable[]
      list[6] = 1 + scene.pick(1 << 30)
      return sent(scene, packOf(scene, encode(list), body))
    },
  },
  {
    name: 'one bit of what it stands on is another, and then it is signed',
    frames: scene => {
      const { message, body } = edit(scene)
      const list = decodeStrict(message.header, 1 << 20) as Encodable[]
      const record = flipped(scene, fromHex(scene.records[0]!))
      list[8] = [[record], []]
      return sent(scene, packOf(scene, encode(list), body))
    },
  },
]

/**
 * A genuine message of Alice with another value in one field of its header, and Alice's signature.
 */
const moved = (name: string, index: number, to: (scene: Scene) => Encodable): Hostile => ({
  name,
  frames: scene => {
    const { message, body, signature } = scene.genuine[0]
    const list = decodeStrict(message.header, 1 << 20) as Encodable[]
    list[index] = to(scene)
    return sent(scene, packOf(scene, encode(list), body, signature))
  },
})

/** The same envelope, relabelled with another epoch or mailbox. */
const relabelled = (scene: Scene, at: number, to: Uint8Array): Uint8Array[] =>
  sent(scene, packed([edit(scene)])).map(seal => {
    const list = decodeStrict(seal, 1 << 20) as Encodable[]
    list[at] = to
    return encode(list)
  })

export const displaced: Hostile[] = [
  {
    name: 'replayed: all that is known, again and again',
    frames: scene => [
      ...sent(scene, packed(scene.known)),
      ...sent(scene, packed(scene.known.slice(scene.pick(2)))),
    ],
  },
  {
    name: 'replayed: one seal many times',
    frames: scene => {
      const [seal] = sent(scene, packed(scene.known))
      return Array.from({ length: 2 + scene.pick(4) }, () => seal!)
    },
  },
  {
    name: 'reordered: a later message for an earlier one, with its own signature',
    frames: scene => sent(scene, packed([scene.genuine[1 + scene.pick(2)]!, scene.genuine[0]])),
  },
  {
    name: 'reordered: an own run the wrong way round',
    frames: scene => {
      const first = edit(scene)
      const second = forgeAfter(scene.mallory, first)
      return sent(scene, packed([second, first], second.signature))
    },
  },
  {
    name: 'reordered: the parts of a transfer',
    frames: scene => {
      const pack = packed([edit(scene)])
      const transfer = random(16)
      const half = Math.floor(pack.length / 2)
      return [
        sealEnvelope(scene.epoch, [transfer, 0, 2, pack.slice(half)]),
        sealEnvelope(scene.epoch, [transfer, 1, 2, pack.slice(0, half)]),
      ]
    },
  },
  moved('from another document, by its header', 10, scene => fromHex(scene.documents.mine.id)),
  {
    name: 'from another document, by its body',
    frames: scene => {
      const { message } = edit(scene)
      const other = forge(scene.mallory, {
        kind: 'update',
        document: scene.documents.other.id,
        secret: scene.documents.other.secret,
        body: encode([1, 'update', null, ['forged elsewhere']]),
      })
      return sent(scene, packOf(scene, message.header, other.body))
    },
  },
  moved('for another audience, by its header', 3, scene => fromHex(scene.receiver)),
  {
    name: 'for another audience, as it was signed there',
    frames: scene =>
      sent(scene, packed([forge(scene.mallory, { audience: scene.mallory.device })])),
  },
  moved('from another group, by its header', 2, scene => fromHex(scene.otherGroup)),
  {
    name: 'from another group, as it was signed there',
    frames: scene => sent(scene, packed([forge({ ...scene.mallory, group: scene.otherGroup })])),
  },
  moved('from another feed, by its header', 5, () => random(16)),
  moved('from another device, by its header', 4, scene => fromHex(scene.mallory.device)),
  { name: 'from another epoch, by its name', frames: scene => relabelled(scene, 3, random(32)) },
  { name: 'from another epoch, by its mailbox', frames: scene => relabelled(scene, 2, random(32)) },
  {
    name: 'from another epoch, by its key',
    frames: scene =>
      sealEnvelopes(
        { id: toHex(digest('epoch', random(32))) as EpochId, key: scene.epoch.key },
        packed([edit(scene)]),
      ),
  },
  {
    name: 'from another epoch, sealed for this one with the old key',
    frames: scene => {
      const mailbox = digest('mailbox', scene.epoch.key)
      const id = fromHex(scene.epoch.id)
      const plain = new Uint8Array(512)
      plain[0] = 0x80
      return [
        encode([1, 'seal', mailbox, id, encrypt(random(32), plain, encode([1, mailbox, id]))]),
      ]
    },
  },
]
