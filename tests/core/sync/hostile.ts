// What a hostile member sends, by class: everything else about each of them is right, so that the
// one thing that is wrong is what has to be noticed.
import {
  decodeStrict,
  digest,
  encode,
  encrypt,
  fromHex,
  newDeviceKeys,
  random,
  toHex,
} from '#core/keys'
import type { Encodable } from '#core/keys'
import type {
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MessageId,
  RecordId,
} from '#shared/ids'
import { feedFor, forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import { deflateRawSync } from 'node:zlib'
import { paddedSizes } from '../../../src/core/sync/checks.ts'
import { deflate } from '../../../src/core/sync/inflate.ts'
import { messageIdOf, signMessage, type Heads } from '../../../src/core/sync/message.ts'
import { sealPart, sealTransfer, openSeal, type Epoch } from '../../../src/core/sync/seal.ts'
import { openTransfers } from '../../../src/core/sync/transfers.ts'
import { writeDigest, writeHave } from '../../../src/core/sync/frames.ts'

/** What the hostile member knows: her own pen, the epoch, and what a class may build on. */
export type Scene = {
  mallory: Pen
  /** A device that was shut out, and a member whose role writes nothing. */
  removed: Pen
  observer: Pen
  /** A genuine run of Alice's that the receiver has not got: three messages of one feed. */
  genuine: [Forged, Forged, Forged]
  /** A run of Mallory's own that the receiver has. */
  known: [Forged, Forged]
  epoch: Epoch
  receiver: DeviceId
  records: RecordId[]
  otherGroup: GroupId
  /** Documents of the receiver: shared in this group, private, and of another group. */
  documents: Record<'shared' | 'mine' | 'other', { id: DocumentId; secret: Uint8Array }>
  pick(most: number): number
}

export type Hostile = {
  name: string
  /** The check that stands alone between this class and the archive. */
  check?: string
  /** Frames for one attempt, sent over one link in order. */
  frames?(scene: Scene): Uint8Array[]
  /** Where no link leads: whether one attempt was taken. */
  direct?(scene: Scene): boolean
  /** How often at most; for what is large. */
  most?: number
}

const later = encode([1, 'zz-later', 'forged'])

/** A message of Mallory's that would be accepted. */
const fine = (scene: Scene, wrong: Parameters<typeof forge>[1] = {}): Forged =>
  forge(scene.mallory, { after: { records: scene.records, feeds: [] }, ...wrong })

const sealed = (scene: Scene, pack: Uint8Array): Uint8Array[] => sealTransfer(scene.epoch, pack)
const sent = (scene: Scene, run: readonly Forged[], signature?: Uint8Array): Uint8Array[] =>
  sealed(scene, packed(run, signature))

/** A seal made by hand. */
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

/** Padded as it should be. */
const whole = (content: Uint8Array): Uint8Array =>
  padded(
    content,
    paddedSizes.find(size => size > content.length)!,
  )

/** A pack with anything in it, signed as Mallory signs. */
const packOf = (
  scene: Scene,
  headers: Uint8Array[],
  change: (list: Encodable[]) => void = () => {},
): Uint8Array => {
  const last = headers.at(-1)!
  const list = decodeStrict(headers[0]!, 1 << 20) as Encodable[]
  const pack: Encodable[] = [
    ...[1, 'pack', list[2]!, list[3]!, list[4]!, list[5]!, list[6]!],
    headers.map(header => [header, later]),
    signMessage(messageIdOf(last), scene.mallory.keys.signing.secret),
  ]
  change(pack)
  return deflate(encode(pack))
}

/** Mallory's message with one field of its header replaced before it is signed. */
const header = (scene: Scene, index: number, value: Encodable): Uint8Array => {
  const list = decodeStrict(fine(scene, { body: later }).message.header, 1 << 20) as Encodable[]
  list[index] = value
  return encode(list)
}
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

const noise = (scene: Scene, bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  for (let count = 1 + scene.pick(3); count > 0; count--) {
    const at = scene.pick(changed.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << scene.pick(8))
  }
  return changed
}
const cut = (scene: Scene, bytes: Uint8Array): Uint8Array =>
  bytes.slice(0, scene.pick(bytes.length))
const inFeeds = (feed: FeedId, id: MessageId, seq = 0): Heads => ({
  records: [],
  feeds: [{ feed, seq, id }],
})
const unknown = <Id extends string>(length = 32): Id => toHex(random(length)) as Id

const update = (line: string): Uint8Array => encode([1, 'update', null, [line]])

export const hostile: Hostile[] = [
  // Seals.
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
      sealTransfer({ id: unknown<EpochId>(), key: scene.epoch.key }, packed([fine(scene)])),
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
      return openSeal(seal, () => scene.epoch.key) !== null
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
      return [sealPart(scene.epoch, parts[scene.pick(parts.length)]!)]
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
      transfers.add({ transfer, index: 0, count: 3, bytes: later })
      return transfers.add({ transfer, index: 1, count: 4 + scene.pick(9), bytes: later }) !== null
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
        sealPart(scene.epoch, [transfer, index as number, 3, bytes as Uint8Array]),
      )
    },
  },
  {
    name: 'transfers that are never completed',
    frames: scene =>
      Array.from({ length: 20 }, () =>
        sealPart(scene.epoch, [random(16), 0, 2 + scene.pick(500), random(16_000)]),
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
        sealPart(scene.epoch, [one, 0, 2, a!.slice(0, at)]),
        sealPart(scene.epoch, [other, 0, 2, b!.slice(0, at)]),
        sealPart(scene.epoch, [one, 1, 2, b!.slice(at)]),
        sealPart(scene.epoch, [other, 1, 2, a!.slice(at)]),
      ]
    },
  },

  // Packs.
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
    name: 'an unsigned message of Alice before a signed one of hers',
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

  // Messages, signed by a member.
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
    name: 'what a removed device writes, and nobody speaks for',
    check: 'removedIsVouched',
    frames: scene =>
      sent(scene, [forge(scene.removed, { after: { records: scene.records, feeds: [] } })]),
  },
  {
    name: 'what a removed device writes, and itself speaks for in another feed',
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

  // Frames.
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
