// Encoding packs in columns.
import { decodeStrict, encode, equal, fromHex, type Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { isContent } from '../body.ts'
import { fitting, openSink, type Sink } from './columns.ts'
import { brotliSteps, deflateBrotli, storeBrotli } from './inflate.ts'
import { hashBody, headsToWire, limits, type Message } from '../message.ts'
import { mostItems, packLimit, type Item, type Pack } from '../run-of-items.ts'
import {
  allColumns,
  type Columns,
  columnsOf,
  mostBundled,
  mostNames,
  noHeads,
  decodeLimitFor,
  type SecretOf,
  shape,
  taken,
} from './column-pack.ts'
import { newMemory, splitUpdate, type Memory } from './update-columns.ts'

/**
 * A body that ends with an update, split into the part before the update and its length, and the
 * update.
 */
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
  ports: { memory: Memory; secretOf: SecretOf },
): void => {
  const { kind, document, after, bodyHash } = message
  columns.kinds.number(indexIn(tables.kinds, kind))
  columns.documents.number(document === null ? 0 : indexIn(tables.documents, document) + 1)
  let said = 0
  if (body === null) said |= shape.noBody
  else if (writeBody(message, body, columns, ports.memory)) said |= shape.update
  const secret = document === null ? null : ports.secretOf(document)
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

const isWithin = (packs: readonly Pack[], length: number): boolean => {
  const room = decodeLimitFor(length)
  for (const { items } of packs) for (const item of items) taken(room, item)
  return room.left >= 0 && room.items >= 0
}

/** Null where there are too many names for one table. */
const plainOf = ({ items, signature }: Pack, secretOf: SecretOf): Bytes | null => {
  const [{ message: first }] = items
  const columns = columnsOf(() => openSink())
  const tables: Tables = { kinds: [], documents: [], used: new Set() }
  const ports = { memory: newMemory(), secretOf }
  for (const item of items) writeItem(item, columns, tables, ports)
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

/**
 * Bytes of a pack's content that fit the smallest envelope uncompressed: shorter ones would take as
 * much.
 */
const fitsAsItIs = 464

/** `pack` in columns for an envelope of its own; null where it is too long for the smallest one. */
export const encodeStored = (pack: Pack, secretOf: SecretOf): Bytes | null => {
  const plain = pack.items.length === 1 ? plainOf(pack, secretOf) : null
  const isSmall = plain !== null && plain.length <= fitsAsItIs
  return isSmall ? encode([1, 'columns', storeBrotli(plain)]) : null
}

/**
 * `pack` in columns; null where it does not fit the form, or would shrink further than a reader
 * accepts.
 */
export const encodeColumns = (pack: Pack, secretOf: SecretOf): Bytes | null => {
  const plain = pack.items.length <= mostItems ? plainOf(pack, secretOf) : null
  return plain && shortened('columns', plain, [pack])
}

/**
 * Several packs that are compressed together. Null like `encodeColumns`, and for more packs than a
 * bundle holds.
 */
export const encodeBundle = (packs: readonly Pack[], secretOf: SecretOf): Bytes | null => {
  const plains = packs.map(pack => plainOf(pack, secretOf)).filter(plain => plain !== null)
  return plains.length === packs.length && plains.length <= mostBundled
    ? shortened('bundle', encode(plains), packs)
    : null
}
