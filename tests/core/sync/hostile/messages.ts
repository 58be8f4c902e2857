// Messages, signed by a member.
import { decodeStrict, encode, newDeviceKeys, random, toHex, type Encodable } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, MessageId, RecordId } from '#shared/ids'
import { forge, forgeAfter, type Pen } from '#tests/forge'
import { messageIdOf, signMessage, type Heads } from '../../../../src/core/messages/message.ts'
import {
  fine,
  header,
  later,
  packOf,
  sealed,
  sent,
  unknown,
  type Hostile,
  type Scene,
} from './scene.ts'

const malformed = (
  name: string,
  index: number,
  values: (scene: Scene) => Encodable[],
): Hostile => ({
  name: `a header whose ${name} is malformed, signed`,
  frames: scene => {
    const options = values(scene)
    return sealed(
      scene,
      packOf(scene, [header(scene, index, options[scene.pick(options.length)]!)]),
    )
  },
})

const inFeeds = (feed: FeedId, id: MessageId, seq = 0): Heads => ({
  records: [],
  feeds: [{ feed, seq, id }],
})

const update = (line: string): Uint8Array => encode([1, 'update', null, [line]])

export const messages: Hostile[] = [
  {
    name: 'a message for another group',
    check: 'groupIsOurs',
    frames: scene =>
      sent(scene, [
        forge(
          { ...scene.mallory, group: scene.otherGroup },
          { audience: scene.mallory.group, after: { records: scene.records, feeds: [] } },
        ),
      ]),
  },
  {
    name: 'a message of another group, as it is there',
    frames: scene => sent(scene, [forge({ ...scene.mallory, group: scene.otherGroup })]),
  },
  {
    name: 'a message for an unknown audience',
    check: 'audienceIsOurs',
    frames: scene => sent(scene, [fine(scene, { audience: unknown() })]),
  },
  {
    name: 'a message for this device from one who did not admit it',
    check: 'audienceIsOurs',
    frames: scene => sent(scene, [fine(scene, { audience: scene.receiver })]),
  },
  {
    name: 'a beginning from one who did not admit this device',
    check: 'audienceIsOurs',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          audience: scene.receiver,
          kind: 'heads',
          body: encode([1, 'heads', [[], []]]),
        }),
      ]),
  },
  {
    name: 'a message of somebody who is no member',
    check: 'authorIsActive',
    frames: scene => {
      const keys = newDeviceKeys()
      const pen: Pen = {
        group: scene.mallory.group,
        device: toHex(keys.signing.public) as DeviceId,
        keys,
      }
      return sent(scene, [forge(pen, { after: { records: scene.records, feeds: [] } })])
    },
  },
  {
    name: 'words of a removed device that no one speaks for',
    check: 'removedIsVouched',
    frames: scene =>
      sent(scene, [forge(scene.removed, { after: { records: scene.records, feeds: [] } })]),
  },
  {
    name: 'words that a removed device speaks for in another feed',
    check: 'removedIsVouched',
    frames: scene => {
      const after = { records: scene.records, feeds: [] }
      const first = forge(scene.removed, { after })
      const { feed, seq, id } = first.message
      const second = forge(scene.removed, {
        after: { records: scene.records, feeds: [{ feed, seq, id }] },
      })
      return [...sent(scene, [first]), ...sent(scene, [second])]
    },
  },
  {
    name: 'an edit by a member whose role writes nothing',
    check: 'roleWrites',
    frames: scene => [
      ...sent(scene, [
        forge(scene.observer, {
          after: { records: scene.records, feeds: [] },
          kind: 'update',
          document: scene.documents.shared.id,
          secret: scene.documents.shared.secret,
          body: update('forged'),
        }),
      ]),
    ],
  },
  {
    name: 'an edit that names no membership at all',
    check: 'roleWrites',
    frames: scene =>
      sent(scene, [
        forge(scene.observer, {
          kind: 'update',
          document: scene.documents.shared.id,
          secret: scene.documents.shared.secret,
          body: update('forged'),
        }),
      ]),
  },
  {
    name: 'a first message that follows nothing it names',
    check: 'firstNamesWhatItFollows',
    frames: scene => sent(scene, [fine(scene, { previous: unknown<MessageId>() })]),
  },
  {
    name: 'a message whose previous nobody has',
    check: 'previousIsThere',
    frames: scene =>
      sent(scene, [fine(scene, { seq: 1 + scene.pick(50), previous: unknown<MessageId>() })]),
  },
  {
    name: 'a message whose previous is of another feed',
    check: 'previousIsThere',
    frames: scene =>
      sent(scene, [fine(scene, { seq: 1 + scene.pick(9), previous: scene.known[0].message.id })]),
  },
  {
    name: 'a message after a record that nobody has',
    check: 'afterIsThere',
    frames: scene =>
      sent(scene, [fine(scene, { after: { records: [unknown<RecordId>()], feeds: [] } })]),
  },
  {
    name: 'a message after a message that nobody has',
    check: 'afterIsThere',
    frames: scene =>
      sent(scene, [
        fine(scene, { after: inFeeds(unknown<FeedId>(16), unknown<MessageId>(), scene.pick(99)) }),
      ]),
  },
  {
    name: 'a message after another one of a known place',
    check: 'afterIsThere',
    frames: scene =>
      sent(scene, [
        fine(scene, { after: inFeeds(scene.known[0].message.feed, unknown<MessageId>()) }),
      ]),
  },
  {
    name: 'a second content for a place',
    check: 'placeIsFree',
    frames: scene => sent(scene, [forgeAfter(scene.mallory, scene.known[0])]),
  },
  {
    name: 'a message of a device that was stopped',
    check: 'deviceIsNotStopped',
    frames: scene => [
      ...sent(scene, [forgeAfter(scene.mallory, scene.known[0])]),
      ...sent(scene, [forgeAfter(scene.mallory, scene.known[1])]),
    ],
  },
  {
    name: 'a replay of what is known',
    frames: scene => sent(scene, scene.pick(2) ? scene.known : [scene.known[scene.pick(2)]!]),
  },
  {
    name: 'a body that is not the signed one',
    check: 'bodyIsTheSigned',
    frames: scene => sent(scene, [{ ...fine(scene), body: encode([1, 'zz-later', random(9)]) }]),
  },
  {
    name: 'the body of another message of the run',
    check: 'bodyIsTheSigned',
    frames: scene => {
      const first = fine(scene)
      const second = forgeAfter(scene.mallory, first)
      return sent(scene, [
        { ...first, body: second.body },
        { ...second, body: first.body },
      ])
    },
  },
  {
    name: 'a body that was dropped',
    frames: scene =>
      sealed(
        scene,
        packOf(scene, [fine(scene, { body: later }).message.header], list => {
          list[7] = [[fine(scene, { body: later }).message.header, null]]
        }),
      ),
  },
  {
    name: 'a body beyond the limit',
    check: 'bodyFits',
    frames: scene =>
      sent(scene, [
        fine(scene, { body: encode([1, 'zz-later', random((4 << 20) + scene.pick(100))]) }),
      ]),
    most: 3,
  },
  {
    name: 'a body under the secret of another document',
    check: 'bodyIsTheSigned',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          kind: 'update',
          document: scene.documents.shared.id,
          secret: scene.documents.mine.secret,
          body: update('forged'),
        }),
      ]),
  },
  {
    name: 'a body under no secret',
    check: 'bodyIsTheSigned',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          kind: 'update',
          document: scene.documents.shared.id,
          body: update('forged'),
        }),
      ]),
  },
  {
    name: 'an update of a document of another group',
    check: 'documentIsTheGroups',
    frames: scene => {
      const { id, secret } = scene.documents.other
      return sent(scene, [
        fine(scene, { kind: 'update', document: id, secret, body: update('forged') }),
      ])
    },
  },
  {
    name: 'an update of a document that is private',
    check: 'documentIsTheGroups',
    frames: scene => {
      const { id, secret } = scene.documents.mine
      return sent(scene, [
        fine(scene, { kind: 'update', document: id, secret, body: update('forged') }),
      ])
    },
  },
  {
    name: 'an update of a document that nobody shared',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          kind: 'update',
          document: unknown<DocumentId>(16),
          secret: random(32),
          body: update('forged'),
        }),
      ]),
  },
  {
    name: 'an update of no document',
    frames: scene => sent(scene, [fine(scene, { kind: 'update', body: update('forged') })]),
  },
  {
    name: 'an update whose body says something else',
    frames: scene => {
      const { id, secret } = scene.documents.shared
      return sent(scene, [
        fine(scene, {
          kind: 'update',
          document: id,
          secret,
          body: encode([1, 'snapshot', secret, {}, [], [], ['forged']]),
        }),
      ])
    },
  },
  {
    name: 'a document under an id that does not follow from its secret',
    check: 'secretIsTheDocuments',
    frames: scene => {
      const secret = random(32)
      const body = encode([1, 'snapshot', secret, {}, [], [], ['forged']])
      const document = unknown<DocumentId>(16)
      return sent(scene, [fine(scene, { kind: 'snapshot', document, secret, body })])
    },
  },
  {
    name: 'a snapshot with another secret for a known document',
    frames: scene => {
      const secret = random(32)
      return sent(scene, [
        fine(scene, {
          kind: 'snapshot',
          document: scene.documents.shared.id,
          secret,
          body: encode([1, 'snapshot', secret, {}, [], [], ['forged']]),
        }),
      ])
    },
  },
  {
    name: 'a snapshot that is none',
    frames: scene =>
      sent(scene, [
        fine(scene, {
          kind: 'snapshot',
          document: unknown<DocumentId>(16),
          secret: random(32),
          body: random(scene.pick(200)),
        }),
      ]),
  },
  {
    name: 'heads that are none',
    frames: scene =>
      sent(scene, [fine(scene, { kind: 'heads', body: encode([1, 'heads', [[random(3)], []]]) })]),
  },
  malformed('format', 0, () => [0, 2, '1', null]),
  malformed('kind of thing', 1, () => ['messages', 1, null, random(7)]),
  malformed('group', 2, () => [random(31), random(33), null, 'text', random(32)]),
  malformed('audience', 3, () => [random(31), null, [], 7]),
  malformed('device', 4, () => [random(31), random(64), null, random(32)]),
  malformed('feed', 5, () => [random(15), random(32), null]),
  malformed('place', 6, () => [-1, '0', null, random(2)]),
  malformed('previous', 7, () => [random(31), null, '', 0]),
  malformed('after', 8, () => [
    null,
    [],
    [[]],
    [[random(31)], []],
    [[], [[random(16), 0]]],
    [[], [[random(16), -1, random(32)]]],
    [[new Uint8Array(32).fill(9), new Uint8Array(32).fill(1)], []],
    [[new Uint8Array(32), new Uint8Array(32)], []],
  ]),
  malformed('kind', 9, () => ['', 'Zz', 'zz later', 'z'.repeat(33), 7, null, random(8)]),
  malformed('document', 10, () => [random(15), random(32), 'text', 0, []]),
  malformed('body hash', 11, () => [random(31), null, random(33), '', random(32)]),
  {
    name: 'a header with a field too many or too few',
    frames: scene => {
      const list = decodeStrict(fine(scene, { body: later }).message.header, 1 << 20) as Encodable[]
      if (scene.pick(2)) list.push(null)
      else list.pop()
      return sealed(
        scene,
        packOf(scene, [header(scene, 1, 'message')], pack => {
          const changed = encode(list)
          pack[7] = [[changed, later]]
          pack[8] = signMessage(messageIdOf(changed), scene.mallory.keys.signing.secret)
        }),
      )
    },
  },
]
