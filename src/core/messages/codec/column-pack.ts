// The encoding of a pack in columns: common parts of its messages are stored once, parts that
// follow from the message before or from the body are left out and computed again, and the parts of
// updates are grouped by sort. Then Brotli. The decoded messages are the same to the byte; the
// signature at the end proves it. This file holds what encoder (`encode.ts`) and decoder
// (`decode.ts`) share.
import { encode, type Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { mostMade } from './inflate.ts'
import { mostItems, packLimit, type Item } from '../run-of-items.ts'
import { updateColumns } from './update-columns.ts'

/** The secret of a document that is known here. */
export type SecretOf = (document: DocumentId) => Bytes | null

/** In their order in a pack; the columns of the updates follow. */
const itemColumns = ['shapes', 'kinds', 'documents', 'afters', 'hashes', 'heads', 'bodies'] as const
export const allColumns = [...itemColumns, ...updateColumns] as const
export type Columns<Of> = Record<(typeof allColumns)[number], Of>

export const columnsOf = <Of>(each: (index: number) => Of): Columns<Of> =>
  Object.fromEntries(allColumns.map((name, index) => [name, each(index)])) as Columns<Of>

/** The stated parts of an item, as bits. */
export const shape = { noBody: 1, update: 2, hash: 4, after: 8 } as const

export const noHeads = encode([[], []])

/** Packs in one bundle. */
export const mostBundled = 64

/** The limit of documents and of kinds in one pack. */
export const mostNames = 4_096

/** Bytes of headers and bodies, and items, that may still be decoded. */
export type DecodeLimit = { left: number; items: number }

/**
 * The decoded size that so many bytes of Brotli may have. Headers are made from next to nothing:
 * with a limit for Brotli alone, two thousand bytes could become tens of thousands of messages.
 */
export const decodeLimitFor = (length: number): DecodeLimit => ({
  left: Math.min(packLimit, mostMade(length)),
  items: mostItems,
})

export const taken = (room: DecodeLimit, { message, body }: Item): void => {
  room.left -= message.header.length + (body?.length ?? 0)
  room.items--
}
