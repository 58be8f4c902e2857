// Frames that are no envelope.
import { encode, fromHex, random } from '#core/keys'
import type { FeedId, MessageId, RecordId } from '#shared/ids'
import { writeDigest, writeHave } from '../../../../src/core/sync/link/frames.ts'
import { noise, unknown, type Hostile } from './scene.ts'

export const frames: Hostile[] = [
  { name: 'a frame that is noise', frames: scene => [random(1 + scene.pick(300))] },
  {
    name: 'a frame with bits flipped',
    frames: scene => [
      noise(
        scene,
        scene.pick(2)
          ? writeDigest(random(32))
          : writeHave({ records: scene.records, feeds: [] }, true),
      ),
    ],
  },
  {
    name: 'heads of feeds that nobody has',
    frames: scene => [
      writeHave(
        {
          records: [unknown<RecordId>()],
          feeds: Array.from({ length: 50 }, () => ({
            feed: unknown<FeedId>(16),
            seq: scene.pick(1e9),
            id: unknown<MessageId>(),
          })).toSorted((a, b) => (a.feed < b.feed ? -1 : 1)),
        },
        true,
      ),
    ],
  },
  {
    name: 'wishes for what nobody has',
    frames: scene => [
      encode([
        1,
        'want',
        Array.from({ length: 50 }, () => [random(16), scene.pick(99), 99 + scene.pick(1e9)]),
      ]),
    ],
  },
  {
    name: 'records that are none',
    frames: scene => [
      encode([1, 'records', [[random(50), [[fromHex(scene.mallory.device), random(64)]]]]]),
    ],
  },
  {
    name: 'presence that another signed',
    frames: scene => [
      encode([
        1,
        'presence',
        fromHex(scene.mallory.group),
        fromHex(scene.mallory.device),
        random(8),
        scene.pick(9),
        random(16),
        null,
        random(64),
      ]),
    ],
  },
  { name: 'presence that is too long', frames: () => [encode([1, 'presence', random(600)])] },
]
