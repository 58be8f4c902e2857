// Decoding packs in columns: every item in turn, with a bound that follows from the input length.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  eachOf,
  encode,
  framed,
  idOf,
  listOf,
  listUpTo,
  type Bytes,
  type Decoded,
} from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { fitting, misfit, openSource, type Source } from './columns.ts'
import { inflateBrotli } from './inflate.ts'
import { hashBody, headsFromWire, limits } from '../message.ts'
import { messageFrom, type Audience, type Fields } from '../message.ts'
import { mostItems, packLimit, type Item, type Pack } from '../run-of-items.ts'
import {
  allColumns,
  type Columns,
  columnsOf,
  mostBundled,
  mostNames,
  type DecodeLimit,
  decodeLimitFor,
  shape,
  taken,
} from './column-pack.ts'
import { joinUpdate, newMemory, type Memory } from './update-columns.ts'

type Known = { id: DocumentId; secret: Bytes | null }

const readKnown = (value: Decoded): Known | null => {
  const list = listOf(value, 2)
  const id = idOf<DocumentId>(list?.[0], 16)
  const secret = list?.[1] === null ? null : bytesUpTo(list?.[1], 32)
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
    bytesUpTo(each, packLimit),
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
  const count = countOf(list?.[6], mostItems)
  const kinds = eachOf(list?.[7], mostNames, readKind)
  const documents = eachOf(list?.[8], mostNames, readKnown)
  const columns = readColumns(list?.[9])
  const signature = bytesUpTo(list?.[10], 64)
  if (!group || !audience || !device || !feed || firstSeq === null || !previous) return null
  if (!count || !kinds || !documents || !columns || signature?.length !== 64) return null
  return {
    group,
    audience,
    device,
    feed,
    firstSeq,
    previous,
    count,
    kinds,
    documents,
    columns,
    signature,
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

/** Every item in turn; Misfit where a column does not contain it. */
function* itemsOf(frame: Frame, room: DecodeLimit): Generator<Item> {
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
    const made = messageFrom({
      group,
      audience,
      device,
      feed,
      seq: frame.firstSeq + index,
      previous,
      kind,
      bodyHash,
      document: known?.id ?? null,
      after: after ?? misfit(),
    })
    const message = made ?? misfit()
    const item = { message, body, isBodyProven: body !== null && !isHashed }
    taken(room, item)
    if (room.left < 0 || room.items < 0) misfit()
    previous = message.id
    yield item
  }
}

const packOf = (plain: Bytes | null, room: DecodeLimit): Pack | null => {
  const frame = plain && readFrame(plain)
  if (!frame) return null
  const [first, ...rest] = fitting(() => [...itemsOf(frame, room)]) ?? []
  const isAll = allColumns.every(name => frame.columns[name].isDone())
  return first && isAll ? { items: [first, ...rest], signature: frame.signature } : null
}

/** The content of `bytes`, and the bound of its decoded size. */
const lengthened = (kind: 'columns' | 'bundle', bytes: Bytes) => {
  const short = bytesUpTo(framed(decodeStrict(bytes, packLimit), kind, 3)?.[2], packLimit)
  const plain = short && inflateBrotli(short, packLimit)
  return plain && { plain, room: decodeLimitFor(short.length) }
}

/** The run in `bytes`, of which only the form is proven. Bounded like every pack. */
export const decodeColumns = (bytes: Bytes): Pack | null => {
  const content = lengthened('columns', bytes)
  return content && packOf(content.plain, content.room)
}

/** The packs of a bundle, which together are bounded like one pack. */
export const decodeBundle = (bytes: Bytes): Pack[] | null => {
  const content = lengthened('bundle', bytes)
  const list = content && listUpTo(decodeStrict(content.plain, packLimit), mostBundled)
  return list && eachOf(list, mostBundled, each => packOf(bytesUpTo(each, packLimit), content.room))
}
