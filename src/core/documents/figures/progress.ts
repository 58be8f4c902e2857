// The progress of one feed in bringing pictures and files into a document, in the form of its note.
import { decodeStrict, encode, type Bytes } from '#core/keys'
import { mostPictures } from '#shared/document'

/** The limit of one feed for one document; a member who needs more has to unlock once more. */
export const mostOfFeed = { bytes: 64 * 1024 * 1024, pictures: mostPictures } as const

/** The progress so far. */
export type Progress = {
  /** The one that is coming; null between two. */
  coming: { what: string; hash: Bytes; size: number; ids: Bytes[] } | null
  bytes: number
  pictures: number
}

export const largestNote = 64 * 1024

export const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array

export const readProgress = (note: Bytes | null): Progress => {
  const list = note && decodeStrict(note, largestNote)
  const [what, hash, size, ids, bytes, pictures] = Array.isArray(list) ? list : []
  const coming =
    typeof what === 'string' && isBytes(hash) && typeof size === 'number' && Array.isArray(ids)
      ? { what, hash, size, ids: ids.filter(isBytes) }
      : null
  return { coming, bytes: Number(bytes ?? 0), pictures: Number(pictures ?? 0) }
}

export const writeProgress = ({ coming, bytes, pictures }: Progress): Bytes =>
  encode([
    coming?.what ?? null,
    coming?.hash ?? null,
    coming?.size ?? 0,
    coming?.ids ?? [],
    bytes,
    pictures,
  ])
