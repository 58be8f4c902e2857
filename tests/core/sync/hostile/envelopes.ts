// Envelopes: the link hands them out before their content is read.
import { digest, encode, encrypt, fromHex, random, type Encodable } from '#core/keys'
import type { EpochId } from '#shared/ids'
import { packed } from '#tests/forge'
import { paddedSizes } from '../../../../src/core/sync/checks.ts'
import {
  openEnvelope,
  sealEnvelope,
  sealEnvelopes,
} from '../../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../../src/core/sync/link/transfers.ts'
import { cut, fine, later, noise, sent, unknown, type Hostile, type Scene } from './scene.ts'

/** An envelope made by hand. */
const sealOf = (
  { epoch }: Scene,
  plaintext: Uint8Array,
  {
    mailbox = digest('mailbox', epoch.key),
    id = fromHex(epoch.id),
    key = epoch.key,
    associated = encode([1, mailbox, id]),
  } = {},
): Uint8Array => encode([1, 'seal', mailbox, id, encrypt(key, plaintext, associated)])

const partOf = (scene: Scene): Uint8Array => encode([random(16), 0, 1, packed([fine(scene)])])

const padded = (content: Uint8Array, size: number, mark = 0x80): Uint8Array => {
  const out = new Uint8Array(size)
  out.set(content)
  out[content.length] = mark
  return out
}

/** Padded correctly. */
const whole = (content: Uint8Array): Uint8Array =>
  padded(
    content,
    paddedSizes.find(size => size > content.length)!,
  )

export const seals: Hostile[] = [
  {
    name: 'a seal with bits flipped',
    frames: scene => sent(scene, [fine(scene)]).map(seal => noise(scene, seal)),
  },
  {
    name: 'a seal cut short',
    frames: scene => sent(scene, [fine(scene)]).map(seal => cut(scene, seal)),
  },
  {
    name: 'a seal with bytes behind it',
    frames: scene =>
      sent(scene, [fine(scene)]).map(
        seal => new Uint8Array([...seal, ...random(1 + scene.pick(9))]),
      ),
  },
  {
    name: 'a seal under a key that nobody has',
    frames: scene => [sealOf(scene, whole(partOf(scene)), { key: random(32) })],
  },
  {
    name: 'a seal under an epoch that nobody has',
    frames: scene =>
      sealEnvelopes({ id: unknown<EpochId>(), key: scene.epoch.key }, packed([fine(scene)])),
  },
  {
    name: 'a seal for another mailbox',
    check: 'mailboxIsOfTheEpoch',
    frames: scene => [sealOf(scene, whole(partOf(scene)), { mailbox: random(32) })],
  },
  {
    name: 'a seal whose mailbox was replaced',
    frames: scene => [
      sealOf(scene, whole(partOf(scene)), {
        associated: encode([1, random(32), fromHex(scene.epoch.id)]),
      }),
    ],
  },
  {
    name: 'a seal of another format',
    frames: scene => [
      sealOf(scene, whole(partOf(scene)), {
        associated: encode([2, digest('mailbox', scene.epoch.key), fromHex(scene.epoch.id)]),
      }),
    ],
  },
  {
    name: 'an epoch that is not the hash of its key',
    check: 'epochIsItsKeysHash',
    direct: scene => {
      const id = random(32)
      const seal = sealOf(scene, whole(partOf(scene)), { id })
      return openEnvelope(seal, () => scene.epoch.key) !== null
    },
  },
  {
    name: 'padding to another size',
    check: 'paddingIsWhole',
    frames: scene => [sealOf(scene, padded(partOf(scene), 700 + scene.pick(300)))],
  },
  {
    name: 'more padding than is needed',
    check: 'paddingIsWhole',
    frames: scene => [sealOf(scene, padded(partOf(scene), 8192))],
  },
  {
    name: 'padding with something in it',
    frames: scene => {
      const plain = whole(partOf(scene))
      plain[plain.length - 1 - scene.pick(9)] = 1 + scene.pick(255)
      return [sealOf(scene, plain)]
    },
  },
  { name: 'no padding mark', frames: scene => [sealOf(scene, padded(partOf(scene), 512, 0))] },
  {
    name: 'a part that is none',
    frames: scene => {
      const parts: Encodable[] = [
        null,
        7,
        [],
        [random(15), 0, 1, later],
        [random(16), 0, 0, later],
        [random(16), 0, 1, 'text'],
        [random(16), -1, 1, later],
        { part: 1 },
      ]
      return [sealEnvelope(scene.epoch, parts[scene.pick(parts.length)]!)]
    },
  },
  {
    name: 'a part beyond the count of its transfer',
    check: 'partFits',
    direct: scene => {
      const count = 1 + scene.pick(5)
      return (
        openTransfers().add({
          transfer: unknown(16),
          index: count + scene.pick(3),
          count,
          bytes: later,
          isOfNamer: true,
        }) !== null
      )
    },
  },
  {
    name: 'a transfer that changes its count',
    check: 'partFits',
    direct: scene => {
      const transfers = openTransfers()
      const transfer = unknown<string>(16)
      const part = { transfer, bytes: later, isOfNamer: true }
      transfers.add({ ...part, index: 0, count: 3 })
      return transfers.add({ ...part, index: 1, count: 4 + scene.pick(9) }) !== null
    },
  },
  {
    name: 'a part under the name of a transfer of another device',
    check: 'partIsOfTheNamer',
    direct: scene => {
      const transfers = openTransfers()
      const part = { transfer: unknown<string>(16), count: 2 + scene.pick(9), bytes: later }
      transfers.add({ ...part, index: 0, isOfNamer: true })
      return transfers.add({ ...part, index: 1, isOfNamer: false }) !== null
    },
  },
  {
    name: 'a transfer put together in the wrong order',
    frames: scene => {
      const pack = packed([fine(scene, { body: encode([1, 'zz-later', random(40_000)]) })])
      const transfer = random(16)
      return [
        [1, pack.slice(0, 16_000)],
        [0, pack.slice(16_000, 32_000)],
        [2, pack.slice(32_000)],
      ].map(([index, bytes]) =>
        sealEnvelope(scene.epoch, [transfer, index as number, 3, bytes as Uint8Array]),
      )
    },
  },
  {
    name: 'transfers that are never completed',
    frames: scene =>
      Array.from({ length: 20 }, () =>
        sealEnvelope(scene.epoch, [random(16), 0, 2 + scene.pick(500), random(16_000)]),
      ),
    most: 20,
  },
  {
    name: 'a transfer with a part of another',
    frames: scene => {
      const [one, other] = [random(16), random(16)]
      const [a, b] = [fine(scene), fine(scene)].map(forged => packed([forged]))
      const at = a!.length - 20 - scene.pick(20)
      return [
        sealEnvelope(scene.epoch, [one, 0, 2, a!.slice(0, at)]),
        sealEnvelope(scene.epoch, [other, 0, 2, b!.slice(0, at)]),
        sealEnvelope(scene.epoch, [one, 1, 2, b!.slice(at)]),
        sealEnvelope(scene.epoch, [other, 1, 2, a!.slice(at)]),
      ]
    },
  },
]
