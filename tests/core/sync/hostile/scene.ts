// The knowledge of a hostile member, and the messages, packs and envelopes made from it that would
// be accepted.
import { decodeStrict, encode, random, toHex, type Encodable } from '#core/keys'
import type { DeviceId, DocumentId, GroupId, RecordId } from '#shared/ids'
import { forge, packed, type Forged, type Pen } from '#tests/forge'
import { deflate } from '../../../../src/core/messages/codec/inflate.ts'
import { messageIdOf, signMessage } from '../../../../src/core/messages/message.ts'
import { sealEnvelopes, type Epoch } from '../../../../src/core/sync/link/envelope.ts'

/**
 * The knowledge of the hostile member: a pen, the epoch, and messages that a class may build on.
 */
export type Scene = {
  mallory: Pen
  /** A device that was shut out, and a member whose role does not allow writing. */
  removed: Pen
  observer: Pen
  /** A genuine run of Alice that the receiver lacks: three messages of one feed. */
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
  /** How often at most; for large classes. */
  most?: number
}

export const later = encode([1, 'zz-later', 'forged'])

/** A message of Mallory that would be accepted. */
export const fine = (scene: Scene, wrong: Parameters<typeof forge>[1] = {}): Forged =>
  forge(scene.mallory, { after: { records: scene.records, feeds: [] }, ...wrong })

export const sealed = (scene: Scene, pack: Uint8Array): Uint8Array[] =>
  sealEnvelopes(scene.epoch, pack)

export const sent = (scene: Scene, run: readonly Forged[], signature?: Uint8Array): Uint8Array[] =>
  sealed(scene, packed(run, signature))

/** A pack with any content, in Mallory's way of signing. */
export const packOf = (
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
export const header = (scene: Scene, index: number, value: Encodable): Uint8Array => {
  const list = decodeStrict(fine(scene, { body: later }).message.header, 1 << 20) as Encodable[]
  list[index] = value
  return encode(list)
}

export const noise = (scene: Scene, bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  for (let count = 1 + scene.pick(3); count > 0; count--) {
    const at = scene.pick(changed.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << scene.pick(8))
  }
  return changed
}

export const cut = (scene: Scene, bytes: Uint8Array): Uint8Array =>
  bytes.slice(0, scene.pick(bytes.length))

export const unknown = <Id extends string>(length = 32): Id => toHex(random(length)) as Id
