// A pack in columns: what all its messages share is said once, what follows from the message before
// or from the body is left out and computed again, and what is in the updates is sorted by sort. Then
// Brotli. It holds the same messages to the byte; the signature at its end proves that they are.
import { decodeStrict, encode, equal, fromHex, type Bytes, type Decoded } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { isContent } from './body.ts'
import { fitting, misfit, openSink, openSource, type Sink, type Source } from './columns.ts'
import { brotliSteps, deflateBrotli, inflateBrotli, mostMade, storeBrotli } from './inflate.ts'
import { hashBody, headsFromWire, headsToWire, limits } from './message.ts'
import { readMessage, writeHeader, type Audience, type Fields, type Message } from './message.ts'
import { mostSorted, packLimit, type Item, type Pack } from './run-of-items.ts'
import { joinUpdate, newMemory, splitUpdate, updateColumns, type Memory } from './update-columns.ts'
import { bytesOf, countOf, eachOf, framed, idOf, listOf, listUpTo } from './wire.ts'

/** The secret of a document that is known here. */
export type SecretOf = (document: DocumentId) => Bytes | null

/** In the order in which a pack holds them; after them come those of the updates. */
const itemColumns = ['shapes', 'kinds', 'documents', 'afters', 'hashes', 'heads', 'bodies'] as const
const allColumns = [...itemColumns, ...updateColumns] as const
type Columns<Of> = Record<(typeof allColumns)[number], Of>

const columnsOf = <Of>(each: (index: number) => Of): Columns<Of> =>
  Object.fromEntries(allColumns.map((name, index) => [name, each(index)])) as Columns<Of>

/** What of an item is said, as bits. */
const shape = { noBody: 1, update: 2, hash: 4, after: 8 } as const

const noHeads = encode([[], []])

/** A body that ends with an update: what is before the update and its length, and the update. */
const endingWithUpdate = (kind: string, body: Bytes): { head: Bytes; update: Bytes } | null => {
  if (!isContent(kind)) return null
  const list = decodeStrict(body, limits.body)
  const update = Array.isArray(list) ? list.at(-1) : null
  if (!(update instanceof Uint8Array)) return null
  const head = body.subarray(0, body.length - encode(update).length)
  return { head, update }
}

/** `used`: documents whose secret a reader needs. */
type Tables = { kinds: string[]; documents: DocumentId[]; used: Set<DocumentId> }

const indexIn = <T>(table: T[], value: T): number => {
  const known = table.indexOf(value)
  return known < 0 ? table.push(value) - 1 : known
}

/** Packs in one bundle. */
export const mostBundled = 64

/** At most so many documents and kinds in one pack. */
const mostNames = 4_096

const writeBody = (
  { kind }: Message,
  body: Bytes,
  columns: Columns<Sink>,
  memory: Memory,
): boolean => {
  const parts = endingWithUpdate(kind, body)
  const marks = allColumns.map(name => columns[name].length())
  const isSplit =
    parts !== null &&
    fitting(() => {
      splitUpdate(parts.update, columns, memory)
      return true
    }) !== null
  if (!isSplit) allColumns.forEach((name, index) => columns[name].cut(marks[index] ?? 0))
  const sink = isSplit ? columns.heads : columns.bodies
  const bytes = isSplit ? parts.head : body
  sink.number(bytes.length)
  sink.bytes(bytes)
  return isSplit
}

const writeItem = (
  { message, body }: Item,
  columns: Columns<Sink>,
  tables: Tables,
  rooms: { memory: Memory; secretOf: SecretOf },
): void => {
  const { kind, document, after, bodyHash } = message
  columns.kinds.number(indexIn(tables.kinds, kind))
  columns.documents.number(document === null ? 0 : indexIn(tables.documents, document) + 1)
  let said = 0
  if (body === null) said |= shape.noBody
  else if (writeBody(message, body, columns, rooms.memory)) said |= shape.update
  const secret = document === null ? null : rooms.secretOf(document)
  const isKnown = body !== null && (document === null || secret !== null)
  if (!isKnown || !equal(hashBody(secret, body), bodyHash)) {
    said |= shape.hash
    columns.hashes.bytes(bodyHash)
  } else if (document !== null) tables.used.add(document)
  const heads = encode(headsToWire(after))
  if (!equal(heads, noHeads)) {
    said |= shape.after
    columns.afters.number(heads.length)
    columns.afters.bytes(heads)
  }
  columns.shapes.byte(said)
}

/** Bytes of headers and bodies, and items, that may still be made. */
type Room = { left: number; items: number }

/**
 * What so many bytes of Brotli may be made into. Headers are made from next to nothing: a limit to what
 * Brotli unpacks alone would let two thousand bytes become tens of thousands of messages.
 */
const roomFor = (length: number): Room => ({
  left: Math.min(packLimit, mostMade(length)),
  items: mostSorted,
})

const taken = (room: Room, { message, body }: Item): void => {
  room.left -= message.header.length + (body?.length ?? 0)
  room.items--
}

const isWithin = (packs: readonly Pack[], length: number): boolean => {
  const room = roomFor(length)
  for (const { items } of packs) for (const item of items) taken(room, item)
  return room.left >= 0 && room.items >= 0
}

/** Null where there are too many names for one table. */
const plainOf = ({ items, signature }: Pack, secretOf: SecretOf): Bytes | null => {
  const [{ message: first }] = items
  const columns = columnsOf(() => openSink())
  const tables: Tables = { kinds: [], documents: [], used: new Set() }
  const rooms = { memory: newMemory(), secretOf }
  for (const item of items) writeItem(item, columns, tables, rooms)
  if (tables.kinds.length > mostNames || tables.documents.length > mostNames) return null
  return encode([
    ...[fromHex(first.group), fromHex(first.audience), fromHex(first.device), fromHex(first.feed)],
    ...[first.seq, fromHex(first.previous), items.length, tables.kinds],
    tables.documents.map(document => [
      fromHex(document),
      tables.used.has(document) ? secretOf(document) : null,
    ]),
    allColumns.map(name => columns[name].written()),
    signature,
  ])
}

/** `plain` says `packs`. */
const shortened = (
  kind: 'columns' | 'bundle',
  plain: Bytes,
  packs: readonly Pack[],
): Bytes | null => {
  const isPacked = packs.every(({ items }) => items.every(({ message }) => message.kind === 'blob'))
  const step = isPacked ? brotliSteps.packed : brotliSteps.words
  const short = plain.length <= packLimit ? deflateBrotli(plain, step) : null
  return short && isWithin(packs, short.length) ? encode([1, kind, short]) : null
}

/** Bytes of a pack's content that fit the smallest seal as they are: shorter ones would take as much. */
const fitsAsItIs = 464

/** `pack` in columns for a seal of its own; null where it is too long for the smallest one. */
export const writeStored = (pack: Pack, secretOf: SecretOf): Bytes | null => {
  const plain = pack.items.length === 1 ? plainOf(pack, secretOf) : null
  const isSmall = plain !== null && plain.length <= fitsAsItIs
  return isSmall ? encode([1, 'columns', storeBrotli(plain)]) : null
}

/**
 * `pack` in columns; null where it cannot be said so, or would shrink further than a reader follows.
 */
export const writeSorted = (pack: Pack, secretOf: SecretOf): Bytes | null => {
  const plain = pack.items.length <= mostSorted ? plainOf(pack, secretOf) : null
  return plain && shortened('columns', plain, [pack])
}

/** Several packs that shrink together. Null as for `writeSorted`, and for more than a bundle holds. */
export const writeBundle = (packs: readonly Pack[], secretOf: SecretOf): Bytes | null => {
  const plains = packs.map(pack => plainOf(pack, secretOf)).filter(plain => plain !== null)
  return plains.length === packs.length && plains.length <= mostBundled
    ? shortened('bundle', encode(plains), packs)
    : null
}

type Known = { id: DocumentId; secret: Bytes | null }

const readKnown = (value: Decoded): Known | null => {
  const list = listOf(value, 2)
  const id = idOf<DocumentId>(list?.[0], 16)
  const secret = list?.[1] === null ? null : bytesOf(list?.[1], 32)
  return id && (secret === null ? list?.[1] === null : secret.length === 32) ? { id, secret } : null
}

const readKind = (value: Decoded): string | null => (typeof value === 'string' ? value : null)

type Frame = Pick<Fields, 'group' | 'audience' | 'device' | 'feed'> & {
  firstSeq: number
  previous: MessageId
  count: number
  kinds: string[]
  documents: Known[]
  columns: Columns<Source>
  signature: Bytes
}

const readColumns = (value: Decoded | undefined): Columns<Source> | null => {
  const list = eachOf(listOf(value ?? null, allColumns.length) ?? null, 64, each =>
    bytesOf(each, packLimit),
  )
  return list && columnsOf(index => openSource(list[index] ?? new Uint8Array()))
}

const readFrame = (plain: Bytes): Frame | null => {
  const list = listOf(decodeStrict(plain, packLimit), 11)
  const group = idOf<GroupId>(list?.[0])
  const audience = idOf<Audience>(list?.[1])
  const device = idOf<DeviceId>(list?.[2])
  const feed = idOf<FeedId>(list?.[3], 16)
  const firstSeq = countOf(list?.[4])
  const previous = idOf<MessageId>(list?.[5])
  const count = countOf(list?.[6], mostSorted)
  const kinds = eachOf(list?.[7], mostNames, readKind)
  const documents = eachOf(list?.[8], mostNames, readKnown)
  const columns = readColumns(list?.[9])
  const signature = bytesOf(list?.[10], 64)
  if (!group || !audience || !device || !feed || firstSeq === null || !previous) return null
  if (!count || !kinds || !documents || !columns || signature?.length !== 64) return null
  return {
    ...{ group, audience, device, feed, firstSeq, previous, count, kinds, documents },
    ...{ columns, signature },
  }
}

const sized = (source: Source): Bytes => source.bytes(source.number())

const joined = (head: Bytes, update: Bytes): Bytes => {
  const end = encode(update)
  const body = new Uint8Array(head.length + end.length)
  body.set(head)
  body.set(end, head.length)
  return body
}

const readBody = (said: number, columns: Columns<Source>, memory: Memory, most: number) => {
  if ((said & shape.noBody) !== 0) return null
  if ((said & shape.update) === 0) return sized(columns.bodies)
  return joined(sized(columns.heads), joinUpdate(columns, memory, most))
}

/** Every item in turn; Misfit where a column does not hold it. */
function* itemsOf(frame: Frame, room: Room): Generator<Item> {
  const { group, audience, device, feed, columns, kinds, documents } = frame
  const memory = newMemory()
  let previous = frame.previous
  for (let index = 0; index < frame.count; index++) {
    const said = columns.shapes.byte()
    const kind = kinds[columns.kinds.number()] ?? misfit()
    const place = columns.documents.number()
    const known = place === 0 ? null : (documents[place - 1] ?? misfit())
    const body = readBody(said, columns, memory, room.left)
    const isHashed = (said & shape.hash) !== 0
    if (!isHashed && (body === null || (known && known.secret === null))) misfit()
    const bodyHash = isHashed
      ? columns.hashes.bytes(32)
      : hashBody(known?.secret ?? null, body ?? misfit())
    const after =
      (said & shape.after) === 0
        ? { records: [], feeds: [] }
        : headsFromWire(decodeStrict(sized(columns.afters), limits.header))
    const header = writeHeader({
      ...{ group, audience, device, feed, seq: frame.firstSeq + index, previous, kind, bodyHash },
      ...{ document: known?.id ?? null, after: after ?? misfit() },
    })
    const message = readMessage(header) ?? misfit()
    const item = { message, body, isBodyProven: body !== null && !isHashed }
    taken(room, item)
    if (room.left < 0 || room.items < 0) misfit()
    previous = message.id
    yield item
  }
}

const packOf = (plain: Bytes | null, room: Room): Pack | null => {
  const frame = plain && readFrame(plain)
  if (!frame) return null
  const [first, ...rest] = fitting(() => [...itemsOf(frame, room)]) ?? []
  const isAll = allColumns.every(name => frame.columns[name].isDone())
  return first && isAll ? { items: [first, ...rest], signature: frame.signature } : null
}

/** What is in `bytes`, and what it may be made into. */
const lengthened = (kind: 'columns' | 'bundle', bytes: Bytes) => {
  const short = bytesOf(framed(decodeStrict(bytes, packLimit), kind, 3)?.[2], packLimit)
  const plain = short && inflateBrotli(short, packLimit)
  return plain && { plain, room: roomFor(short.length) }
}

/** The run in `bytes`; nothing is proven by that but its shape. Bounded as every pack is. */
export const readSorted = (bytes: Bytes): Pack | null => {
  const content = lengthened('columns', bytes)
  return content && packOf(content.plain, content.room)
}

/** The packs of a bundle, which together are bounded as one pack is. */
export const readBundle = (bytes: Bytes): Pack[] | null => {
  const content = lengthened('bundle', bytes)
  const list = content && listUpTo(decodeStrict(content.plain, packLimit), mostBundled)
  return list && eachOf(list, mostBundled, each => packOf(bytesOf(each, packLimit), content.room))
}
