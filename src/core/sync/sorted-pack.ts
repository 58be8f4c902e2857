// A pack in columns: what all its messages share is said once, what follows from the message before
// or from the body is left out and computed again, and what is in the updates is sorted by sort. Then
// Brotli. It holds the same messages to the byte; the signature at its end proves that they are.
//
// Here is what writing (`write-sorted.ts`) and reading (`read-sorted.ts`) have to agree about.
import { encode, type Bytes } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { mostMade } from './inflate.ts'
import { mostItems, packLimit, type Item } from './run-of-items.ts'
import { updateColumns } from './update-columns.ts'

/** The secret of a document that is known here. */
export type SecretOf = (document: DocumentId) => Bytes | null

/** In the order in which a pack holds them; after them come those of the updates. */
const itemColumns = ['shapes', 'kinds', 'documents', 'afters', 'hashes', 'heads', 'bodies'] as const
export const allColumns = [...itemColumns, ...updateColumns] as const
export type Columns<Of> = Record<(typeof allColumns)[number], Of>

export const columnsOf = <Of>(each: (index: number) => Of): Columns<Of> =>
  Object.fromEntries(allColumns.map((name, index) => [name, each(index)])) as Columns<Of>

/** What of an item is said, as bits. */
export const shape = { noBody: 1, update: 2, hash: 4, after: 8 } as const

export const noHeads = encode([[], []])

/** Packs in one bundle. */
export const mostBundled = 64

/** At most so many documents and kinds in one pack. */
export const mostNames = 4_096

/** Bytes of headers and bodies, and items, that may still be made. */
export type Room = { left: number; items: number }

/**
 * What so many bytes of Brotli may be made into. Headers are made from next to nothing: a limit to what
 * Brotli unpacks alone would let two thousand bytes become tens of thousands of messages.
 */
export const roomFor = (length: number): Room => ({
  left: Math.min(packLimit, mostMade(length)),
  items: mostItems,
})

export const taken = (room: Room, { message, body }: Item): void => {
  room.left -= message.header.length + (body?.length ?? 0)
  room.items--
}
