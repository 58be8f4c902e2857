// The pieces in which a picture or a file travels: at most 128 KiB each, every one the body of a
// message of its document.
import { decodeStrict, encode, type Bytes } from '#core/keys'
import { largestAttachment } from '#document/files'
import { largestPicture } from '#document/model'

const enclosures = { picture: largestPicture, file: largestAttachment } as const
/** The kinds of enclosure of a text. */
export type Enclosure = keyof typeof enclosures

export const isEnclosure = (what: string): what is Enclosure => Object.hasOwn(enclosures, what)

/** `what`: 'picture' or 'file'; another word belongs to a later version. */
export type Piece = {
  what: string
  /** 32 bytes over the whole. */
  hash: Bytes
  /** Bytes of the whole. */
  size: number
  index: number
  bytes: Bytes
}

const pieceBytes = 128 * 1024

/** A piece and its frame. */
const largestPiece = pieceBytes + 1024

export const piecesIn = (size: number): number => Math.ceil(size / pieceBytes)

export const writePiece = ({ what, hash, size, index, bytes }: Piece): Bytes =>
  encode([1, 'blob', what, hash, size, index, bytes])

export const piecesOf = (what: Enclosure, hash: Bytes, bytes: Bytes): Bytes[] =>
  Array.from({ length: piecesIn(bytes.length) }, (_, index) => {
    const part = bytes.slice(index * pieceBytes, (index + 1) * pieceBytes)
    return writePiece({ what, hash, size: bytes.length, index, bytes: part })
  })

/**
 * Null for anything that is no piece, or that does not have the size for its place in the whole.
 */
export const readPiece = (body: Bytes): Piece | null => {
  const list = decodeStrict(body, largestPiece)
  if (!Array.isArray(list) || list.length !== 7 || list[0] !== 1 || list[1] !== 'blob') return null
  const [, , what, hash, size, index, bytes] = list
  if (typeof what !== 'string' || !/^[a-z][a-z0-9-]{0,31}$/.test(what)) return null
  if (!(hash instanceof Uint8Array) || hash.length !== 32 || !(bytes instanceof Uint8Array))
    return null
  if (typeof size !== 'number' || size < 1 || typeof index !== 'number' || index < 0) return null
  const rest = size - index * pieceBytes
  const isFitting = rest > 0 && bytes.length === Math.min(rest, pieceBytes)
  if (!isFitting || (isEnclosure(what) && size > enclosures[what])) return null
  return { what, hash, size, index, bytes }
}
