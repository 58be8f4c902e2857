// A sketch of the order of a document's items. The gate places the structs of an update on it and
// reads their places, before the document itself changes. It holds only requested parts, so its
// cost grows with the update and not with the document.
import * as Y from 'yjs'
import type { Id } from './scan.ts'

/**
 * A run of units of one client that lies together: an item of the document, a part of one, or a
 * struct.
 */
export type Piece = Id & {
  length: number
  origin: Id | null
  rightOrigin: Id | null
  /** The item that it belongs to. */
  item: Y.Item | null
  /** The neighbour; `undefined`: the neighbour of `item` in the document. */
  left: Piece | null | undefined
  right: Piece | null | undefined
  /** Marks of a caller that places something and walks over it. */
  passed: number
  conflicting: number
}

/** The fields of a struct itself. */
export type Part = Pick<Piece, 'client' | 'clock' | 'length' | 'origin' | 'rightOrigin'>

export type Sketch = {
  /** The piece that holds the id. */
  find(id: Id | null): Piece | null
  of(item: Y.Item | null): Piece | null
  leftOf(piece: Piece): Piece | null
  rightOf(piece: Piece): Piece | null
  /** The piece that ends with the id, cut where it goes on. */
  endingAt(id: Id | null): Piece | null
  /** The piece that begins with the id, cut where it begins earlier. */
  beginningAt(id: Id | null): Piece | null
  /** Puts a struct behind `left`, or before `first` where there is nothing to the left. */
  put(struct: Part, left: Piece | null, first: Piece | null): Piece
}

/** The one of them, in ascending clocks, that holds the clock. */
const indexOf = (pieces: readonly Piece[], clock: number): number => {
  let [low, high] = [0, pieces.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.clock ?? Infinity) <= clock) low = middle + 1
    else high = middle
  }
  return low - 1
}

const unmarked = { passed: 0, conflicting: 0 }

const wholeOf = (item: Y.Item): Piece => {
  const { id, length, origin, rightOrigin } = item
  const { client, clock } = id
  const beside = { left: undefined, right: undefined }
  return { client, clock, length, origin, rightOrigin, item, ...beside, ...unmarked }
}

export const sketchOf = (doc: Y.Doc): Sketch => {
  const cuts = new Map<Y.Item, Piece[]>()
  const structs = new Map<number, Piece[]>()

  const piecesOf = (item: Y.Item): Piece[] => {
    const known = cuts.get(item)
    if (known) return known
    const pieces = [wholeOf(item)]
    cuts.set(item, pieces)
    return pieces
  }
  const piecesAround = ({ client, clock }: Id): Piece[] => {
    if (clock >= Y.getState(doc.store, client)) return structs.get(client) ?? []
    const item: unknown = Y.getItem(doc.store, Y.createID(client, clock))
    return item instanceof Y.Item ? piecesOf(item) : []
  }
  const find = (id: Id | null): Piece | null => {
    const pieces = id ? piecesAround(id) : []
    return (id && pieces[indexOf(pieces, id.clock)]) ?? null
  }
  const leftOf = (piece: Piece): Piece | null => {
    const item = piece.item?.left
    if (piece.left === undefined) piece.left = (item && piecesOf(item).at(-1)) ?? null
    return piece.left
  }
  const rightOf = (piece: Piece): Piece | null => {
    const item = piece.item?.right
    if (piece.right === undefined) piece.right = (item && piecesOf(item)[0]) ?? null
    return piece.right
  }
  /** The part from `clock` on. */
  const cut = (piece: Piece, clock: number): Piece => {
    const { client, item, right } = piece
    const origin = { client, clock: clock - 1 }
    const length = piece.clock + piece.length - clock
    const rest: Piece = { ...piece, clock, length, origin, item, left: piece, right }
    piece.length = clock - piece.clock
    piece.right = rest
    if (right) right.left = rest
    const pieces = item ? piecesOf(item) : (structs.get(client) ?? [])
    pieces.splice(indexOf(pieces, piece.clock) + 1, 0, rest)
    return rest
  }
  return {
    find,
    of: item => (item && piecesOf(item)[0]) ?? null,
    leftOf,
    rightOf,
    endingAt(id) {
      const piece = find(id)
      if (piece && id && id.clock + 1 < piece.clock + piece.length) cut(piece, id.clock + 1)
      return piece
    },
    beginningAt(id) {
      const piece = find(id)
      return piece && id && id.clock > piece.clock ? cut(piece, id.clock) : piece
    },
    put(struct, left, first) {
      const right = left ? rightOf(left) : first
      const piece: Piece = { ...struct, item: null, left, right, ...unmarked }
      if (left) left.right = piece
      if (right) right.left = piece
      const own = structs.get(struct.client) ?? []
      structs.set(struct.client, own)
      own.push(piece)
      return piece
    },
  }
}
