// A run of messages as the bytes of a pack in the encoding of the wire, and the bytes beside it. Both
// together hold what the rows did: no body, signature or position is lost.
import {
  bytesUpTo,
  countOf,
  decodeStrict,
  eachOf,
  encode,
  equal,
  listOf,
  type Bytes,
} from '#core/keys'
import {
  decodeColumns,
  encodeColumns,
  mostItems,
  readMessage,
  type Item,
  type SecretOf,
} from '#core/messages'
import type { FeedId } from '#shared/ids'
import type { StoredMessage } from './rows.ts'

/** Bytes beside one pack. */
const longestBeside = 128 * mostItems

type Beside = { positions: number[]; signatures: (Bytes | null)[] }

const writeBeside = (messages: readonly StoredMessage[]): Bytes =>
  encode([
    messages.map(({ position }) => position),
    // The pack itself has the last one.
    messages.slice(0, -1).map(({ signature }) => signature),
  ])

const readBeside = (bytes: Bytes): Beside | null => {
  const list = listOf(decodeStrict(bytes, longestBeside), 2)
  const positions = eachOf(list?.[0], mostItems, each => countOf(each))
  const signatures = listOf(list?.[1])?.map(each => bytesUpTo(each, 64))
  return positions && signatures ? { positions, signatures } : null
}

const areSame = (a: Bytes | null, b: Bytes | null): boolean =>
  a === null || b === null ? a === b : equal(a, b)

const isSame = (a: StoredMessage, b: StoredMessage | undefined): boolean =>
  b !== undefined &&
  (['id', 'group', 'audience', 'device', 'feed', 'line', 'seq', 'kind', 'document'] as const).every(
    name => a[name] === b[name],
  ) &&
  (['header', 'signature', 'body'] as const).every(name => areSame(a[name], b[name])) &&
  a.position === b.position &&
  a.state === b.state

/** The messages of a pack; null where the bytes are not what `packed` made. */
export const unpacked = (line: FeedId, bytes: Bytes, beside: Bytes): StoredMessage[] | null => {
  const pack = decodeColumns(bytes)
  const { positions, signatures } = readBeside(beside) ?? {}
  if (!pack || positions?.length !== pack.items.length) return null
  const all = [...(signatures ?? []), pack.signature]
  return pack.items.map(({ message, body }, at) => {
    const { previous: _previous, after: _after, bodyHash: _hash, ...row } = message
    const [signature, position] = [all[at] ?? null, positions[at] ?? 0]
    return { ...row, line, signature, body, position, state: 'applied' }
  })
}

/** Null where these messages are no run with a signature at its end, or do not fit the form. */
export const packed = (
  messages: readonly StoredMessage[],
  secretOf: SecretOf,
): { bytes: Bytes; beside: Bytes } | null => {
  const items = messages.flatMap(({ header, body }): Item[] => {
    const message = readMessage(header)
    return message ? [{ message, body }] : []
  })
  const [first, ...rest] = items
  const last = messages.at(-1)
  if (!first || !last?.signature || items.length > mostItems) return null
  const bytes = encodeColumns({ items: [first, ...rest], signature: last.signature }, secretOf)
  const beside = writeBeside(messages)
  const again = bytes && unpacked(last.line, bytes, beside)
  const isWhole = again?.length === messages.length
  return bytes && isWhole && messages.every((each, at) => isSame(each, again[at]))
    ? { bytes, beside }
    : null
}
