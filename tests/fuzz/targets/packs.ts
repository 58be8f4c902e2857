// Packs and messages: each reads back as written, and is the same when it is written again.
import { decodeStrict, encode, equal, fromHex, type Bytes } from '#core/keys'
import { readHeadsBody } from '../../../src/core/messages/body.ts'
import {
  deflate,
  deflateBrotli,
  inflate,
  inflateBrotli,
} from '../../../src/core/messages/codec/inflate.ts'
import { readMessage, writeHeader } from '../../../src/core/messages/message.ts'
import {
  readPack,
  readPacks,
  unprovenBytes,
  writePack,
  writeShortPack,
} from '../../../src/core/sync/packs/pack.ts'
import { decodeColumns } from '../../../src/core/messages/codec/decode.ts'
import type { Target } from '../engine.ts'
import { messageVectors } from './vectors.ts'

const limit = 1 << 20

/** The content of columns before compression. */
const insideOf = (pack: Bytes): Bytes => {
  const list = decodeStrict(pack, limit)
  const short = Array.isArray(list) ? list[2] : null
  return (short instanceof Uint8Array && inflateBrotli(short, limit)) || pack
}

const inColumns = (kind: 'columns' | 'bundle', inside: Bytes): Bytes | null => {
  const short = inside.length > 0 ? deflateBrotli(inside, 1) : null
  return short && encode([1, kind, short])
}

const readAgain = (bytes: Bytes): void => {
  unprovenBytes(bytes)
  for (const pack of readPacks(bytes) ?? []) {
    const [plain, short] = [readPack(writePack(pack)), readPack(writeShortPack(pack, () => null))]
    for (const again of [plain, short])
      if (again?.items.length !== pack.items.length) throw new Error('a pack is not read again')
  }
}

export const packs: Target = {
  name: 'packs',
  most: 4_096,
  seeds() {
    const { plain, columns } = messageVectors.packs
    return [
      fromHex(plain),
      inflate(fromHex(plain), limit) ?? fromHex(plain),
      fromHex(columns),
      insideOf(fromHex(columns)),
      encode([insideOf(fromHex(columns)), insideOf(fromHex(columns))]),
      ...messageVectors.messages.flatMap(({ header, body }) => [fromHex(header), fromHex(body)]),
    ]
  },
  run(input) {
    const message = readMessage(input)
    if (message && !equal(writeHeader(message), input)) throw new Error('a header of two meanings')
    readHeadsBody(input)
    readAgain(input)
    if (input.length > 0) readAgain(deflate(input))
    const columns = inColumns('columns', input)
    if (columns) decodeColumns(columns)
    for (const bytes of [columns, inColumns('bundle', input)]) if (bytes) readAgain(bytes)
  },
}
