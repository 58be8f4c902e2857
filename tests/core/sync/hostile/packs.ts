// Packs: runs of messages with the last one's signature.
import { encode, newDeviceKeys, random } from '#core/keys'
import type { FeedId } from '#shared/ids'
import { feedFor, forge, packed, type Pen } from '#tests/forge'
import { deflateRawSync } from 'node:zlib'
import { deflate } from '../../../../src/core/messages/codec/inflate.ts'
import { signMessage } from '../../../../src/core/messages/message.ts'
import { cut, fine, later, noise, packOf, sealed, sent, unknown, type Hostile } from './scene.ts'

export const packs: Hostile[] = [
  {
    name: 'a pack with bits flipped',
    frames: scene => sealed(scene, noise(scene, packed([scene.known[0]]))),
  },
  { name: 'a pack cut short', frames: scene => sealed(scene, cut(scene, packed([fine(scene)]))) },
  { name: 'a pack that is noise', frames: scene => sealed(scene, random(1 + scene.pick(400))) },
  {
    name: 'a pack that inflates without end',
    frames: scene => sealed(scene, deflateRawSync(new Uint8Array((9 << 20) + scene.pick(1000)))),
    most: 20,
  },
  {
    name: 'a pack that inflates a thousandfold',
    frames: scene => sealed(scene, deflateRawSync(encode([1, 'pack', new Uint8Array(4 << 20)]))),
    most: 20,
  },
  {
    name: 'a pack of another format or kind',
    frames: scene =>
      sealed(
        scene,
        packOf(scene, [fine(scene, { body: later }).message.header], list => {
          if (scene.pick(2)) list[0] = 2
          else list[1] = 'packs'
        }),
      ),
  },
  {
    name: 'a pack that is not canonical',
    frames: scene => {
      const plain = encode([1, 'pack', ...Array.from({ length: 7 }, () => random(32))])
      const wide = new Uint8Array([0x98, 9, ...plain.slice(1)])
      return sealed(scene, deflate(wide))
    },
  },
  {
    name: 'an empty pack',
    frames: scene =>
      sealed(
        scene,
        packOf(scene, [fine(scene, { body: later }).message.header], list => {
          list[7] = []
        }),
      ),
  },
  {
    name: 'a pack signed with another key',
    check: 'signed',
    frames: scene => {
      const forged = fine(scene)
      return sent(scene, [forged], signMessage(forged.message.id, newDeviceKeys().signing.secret))
    },
  },
  {
    name: 'a pack with the signature of another message',
    check: 'signed',
    frames: scene => sent(scene, [fine(scene)], fine(scene).signature),
  },
  {
    name: 'a pack without a signature',
    frames: scene => sent(scene, [fine(scene)], new Uint8Array(scene.pick(64))),
  },
  {
    name: 'a message of Alice that Mallory signs',
    check: 'signed',
    frames: scene => {
      const { message } = scene.genuine[0]
      return sent(scene, [
        forge(
          { ...scene.mallory, device: message.device },
          { after: { records: scene.records, feeds: [] } },
        ),
      ])
    },
  },
  {
    name: 'an unsigned message of Alice before one of Mallory',
    check: 'sameFeed',
    frames: scene => {
      const alice: Pen = { ...scene.mallory, device: scene.genuine[0].message.device }
      const first = forge(alice, { after: { records: scene.records, feeds: [] } })
      return sent(scene, [first, forge(scene.mallory, { seq: 1, previous: first.message.id })])
    },
  },
  {
    name: 'an unsigned message of Alice before a signed one by Alice',
    check: 'follows',
    frames: scene => {
      const { feed, device } = scene.genuine[1].message
      const first = forge(
        { ...scene.mallory, device },
        { feed, after: { records: scene.records, feeds: [] } },
      )
      return sent(scene, [first, scene.genuine[1]])
    },
  },
  {
    name: 'a run with a message left out',
    check: 'follows',
    frames: scene => sent(scene, [scene.genuine[0], scene.genuine[2]]),
  },
  {
    name: 'a run in another order',
    frames: scene =>
      sent(
        scene,
        [scene.genuine[1], scene.genuine[0], scene.genuine[2]],
        scene.genuine[2].signature,
      ),
  },
  {
    name: 'a run that repeats a message',
    frames: scene => sent(scene, [scene.genuine[0], scene.genuine[0], scene.genuine[1]]),
  },
  {
    name: 'a pack that says another first place',
    frames: scene =>
      sealed(
        scene,
        packOf(scene, [fine(scene, { body: later }).message.header], list => {
          list[6] = 1 + scene.pick(9)
        }),
      ),
  },
  {
    name: 'a pack that says another device',
    check: 'sameFeed',
    frames: scene =>
      sealed(
        scene,
        packOf(scene, [fine(scene, { body: later }).message.header], list => {
          list[4] = random(32)
        }),
      ),
  },
  {
    name: 'a feed under a name of Alice',
    check: 'feedIsTheDevices',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          feed: feedFor({ ...scene.mallory, device: scene.genuine[0].message.device }),
        }),
      ]),
  },
  {
    name: 'a feed of a random name',
    check: 'feedIsTheDevices',
    frames: scene => sent(scene, [fine(scene, { feed: unknown<FeedId>(16) })]),
  },
]
