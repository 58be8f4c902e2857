// A pack: a run of one feed's messages as they are, deflated, with the last one's signature. The
// chain proves the rest, so any holder can make a pack without the author.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  eachOf,
  encode,
  framed,
  fromHex,
  idOf,
  listOf,
  type Bytes,
  type Decoded,
} from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import {
  type Audience,
  bodySays,
  decodeBundle,
  decodeColumns,
  deflate,
  encodeColumns,
  encodeStored,
  inflate,
  type Item,
  limits,
  mostItems,
  mostMade,
  type Pack,
  packLimit,
  readMessage,
  type SecretOf,
} from '#core/messages'
import { checks } from '../checks.ts'

export { packLimit, type Item, type Pack } from '#core/messages'

/** Room for ids and the pack's own frame beside headers and bodies. */
const frameBytes = 512

/** The bytes that an item adds to its pack before deflation. */
export const itemBytes = ({ header }: { header: Bytes }, body: Bytes | null): number =>
  header.length + (body?.length ?? 0) + 16

/** The approximate size of the pack before it was deflated. */
export const unpackedBytes = ({ items }: Pack): number =>
  items.reduce((sum, { message, body }) => sum + itemBytes(message, body), 0)

/** The documents with more than one message in these packs. */
export const documentsIn = (packs: readonly Pack[]): DocumentId[] => {
  const counts = new Map<DocumentId, number>()
  for (const { items } of packs)
    for (const { message } of items)
      if (message.document) counts.set(message.document, (counts.get(message.document) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > 1).map(([document]) => document)
}

export const fitsPack = (bytes: number): boolean => bytes <= packLimit - frameBytes

/** In columns, where that is possible and shorter; `secretOf` spares the hashes of bodies. */
export const writeShortPack = (pack: Pack, secretOf: SecretOf): Bytes =>
  encodeColumns(pack, secretOf) ?? writePack(pack)

/** The same, for an envelope of its own at once. */
export const writeLivePack = (pack: Pack, secretOf: SecretOf): Bytes =>
  encodeStored(pack, secretOf) ?? writeShortPack(pack, secretOf)

export const writePack = ({ items, signature }: Pack): Bytes => {
  const [{ message }] = items
  const pack = encode([
    1,
    'pack',
    fromHex(message.group),
    fromHex(message.audience),
    fromHex(message.device),
    fromHex(message.feed),
    message.seq,
    items.map(item => [item.message.header, item.body]),
    signature,
  ])
  return deflate(pack)
}

/** The same without the bodies of one document; the chain still proves it. */
export const hollowed = (pack: Pack, document: DocumentId): Pack => {
  const [first, ...rest] = pack.items
  const hollow = (item: Item): Item =>
    item.message.document === document ? { ...item, body: null } : item
  return { ...pack, items: [hollow(first), ...rest.map(hollow)] }
}

const readItem = (value: Decoded): Item | null => {
  const list = listOf(value, 2)
  const header = bytesUpTo(list?.[0], limits.header)
  const body = list?.[1] === null ? null : bytesUpTo(list?.[1], packLimit)
  const message = header && readMessage(header)
  return message && (body !== null || list?.[1] === null) ? { message, body } : null
}

const readPlain = (bytes: Bytes): Pack | null => {
  const plain = inflate(bytes, packLimit)
  const list = plain && framed(decodeStrict(plain, packLimit), 'pack', 9)
  if (!list) return null
  const group = idOf<GroupId>(list[2])
  const audience = idOf<Audience>(list[3])
  const device = idOf<DeviceId>(list[4])
  const feed = idOf<FeedId>(list[5], 16)
  const firstSeq = countOf(list[6])
  const [first, ...rest] = eachOf(list[7], mostItems, readItem) ?? []
  const signature = bytesUpTo(list[8], 64)
  if (!group || !audience || !device || !feed || !first || !signature) return null
  if (first.message.seq !== firstSeq) return null
  const items: Pack['items'] = [first, ...rest]
  const ofOneFeed = items.every(({ message }) =>
    checks.sameFeed(message, { group, audience, device, feed }),
  )
  return ofOneFeed ? { items, signature } : null
}

const proven = (pack: Pack | null): Pack | null => {
  if (!pack) return null
  const [first, ...rest] = pack.items
  if (!checks.feedIsTheDevices(first.message)) return null
  let before = first.message
  for (const { message } of rest) {
    if (!checks.follows(message, before)) return null
    before = message
  }
  return checks.signed(before, pack.signature) ? pack : null
}

/**
 * The authentic run in `bytes`, in either encoding: one feed of one device, which that device can
 * have begun, unbroken, and signed at its end. Null for anything else; inflation is bounded. The
 * judge decides for each message whether the group knows the device and whether the body is the
 * signed one.
 */
export const readPack = (bytes: Bytes): Pack | null =>
  proven(bodySays(bytes, 'columns') ? decodeColumns(bytes) : readPlain(bytes))

/**
 * The bytes that `readPack` may have inflated for bytes without a pack. None for a frame of a later
 * version, which is ignored without inflation.
 */
export const unprovenBytes = (bytes: Bytes): number => {
  const isKnown = bodySays(bytes, 'columns') || bodySays(bytes, 'bundle')
  const frame = isKnown ? null : decodeStrict(bytes, packLimit)
  const isLater = Array.isArray(frame) && frame[0] === 1 && typeof frame[1] === 'string'
  return isLater ? 0 : Math.min(packLimit, mostMade(bytes.length))
}

/**
 * The content of one transfer on a link: a pack, or several in a bundle. Null when one is not
 * proven.
 */
export const readPacks = (bytes: Bytes): Pack[] | null => {
  const packs = bodySays(bytes, 'bundle') ? decodeBundle(bytes)?.map(proven) : [readPack(bytes)]
  const whole = packs?.filter(pack => pack !== null) ?? []
  return whole.length > 0 && whole.length === packs?.length ? whole : null
}
