// The order of an update's structs, read from a sketch on which they were placed. An honest author
// writes between two neighbours in view. An update that names neighbours in the wrong order, or
// passes over text that its author had provably seen, makes replicas differ: Yjs places such items
// by other arrivals. The order of items never changes, so every device finds the same.
import { isSame } from './placing.ts'
import type { Id, Struct } from './scan.ts'
import type { Seen } from './seen.ts'
import type { Piece, Sketch } from './sketch.ts'

const contains = (piece: Piece, { client, clock }: Id): boolean =>
  piece.client === client && piece.clock <= clock && clock < piece.clock + piece.length

type Side = 'left' | 'right'

/** The first clock of `piece` on the near side of `goal` in it; null when there is none. */
const nearPart = ({ clock, length }: Piece, side: Side, goal: Id): number | null => {
  if (side === 'right') return goal.clock > clock ? clock : null
  return goal.clock + 1 < clock + length ? goal.clock + 1 : null
}

/** Structs by the id of their own client that they stand beside on one side, of earlier clocks. */
const standingBeside = (
  structs: readonly Struct[],
  side: 'origin' | 'rightOrigin',
): ((id: Id) => readonly Struct[]) => {
  const clients = new Map<number, Map<number, Struct[]>>()
  for (const struct of structs) {
    const beside = struct[side]
    if (beside?.client !== struct.client || beside.clock >= struct.clock) continue
    const clocks = clients.get(struct.client) ?? new Map<number, Struct[]>()
    clients.set(struct.client, clocks)
    const known = clocks.get(beside.clock)
    if (known) known.push(struct)
    else clocks.set(beside.clock, [struct])
  }
  return ({ client, clock }) => clients.get(client)?.get(clock) ?? []
}

/**
 * The point where the author of a struct went on writing: the first id that was put just behind it,
 * up to the same neighbour, and the last id that was put just before it. From there on the items in
 * between are checked for that one: an item that was not seen then was not seen before. So a long
 * run of letters, or of paragraphs with their content, is walked over once and not for each of its
 * structs.
 */
const runsOf = (structs: readonly Struct[]) => {
  const behind = standingBeside(structs, 'origin')
  const before = standingBeside(structs, 'rightOrigin')
  return {
    followedBy({ client, clock, length, rightOrigin }: Struct): Id | null {
      const next = behind({ client, clock: clock + length - 1 }).find(each =>
        isSame(each.rightOrigin, rightOrigin),
      )
      return next ? { client, clock: next.clock } : null
    },
    precededBy({ client, clock, origin }: Struct): Id | null {
      const next = before({ client, clock }).find(each => isSame(each.origin, origin))
      return next ? { client, clock: next.clock + next.length - 1 } : null
    },
  }
}

/**
 * Whether every struct lies between the neighbours that it names, without an item there that its
 * author had seen. `structs` are those that the document does not have, as the update lists them.
 */
export const liesBetweenNeighbours = (
  sketch: Sketch,
  structs: readonly Struct[],
  seen: Seen,
): boolean => {
  const { find } = sketch
  const { followedBy, precededBy } = runsOf(structs)
  /**
   * Walks from `piece` to `goal` (null: to the end), over the beginnings of the pieces in between.
   * False when `visit` returns false or the goal is not there.
   */
  const walk = (
    piece: Piece,
    side: Side,
    goal: Id | null,
    visit: (between: Id) => boolean,
  ): boolean => {
    const beside = side === 'left' ? sketch.leftOf : sketch.rightOf
    for (let at = beside(piece); at; at = beside(at)) {
      const { client, clock } = at
      if (goal && contains(at, goal)) {
        const near = nearPart(at, side, goal)
        return near === null || visit({ client, clock: near })
      }
      if (!visit({ client, clock })) return false
    }
    return goal === null
  }

  return structs.every(struct => {
    const { client, clock, length, origin, rightOrigin } = struct
    const first = find({ client, clock })
    const last = find({ client, clock: clock + length - 1 })
    // The struct has no place: another rule covers that.
    if (!first || !last) return true
    const isUnseen = (between: Id): boolean => !seen({ client, clock: clock + 1 }, between)
    const isJoined = origin !== null && contains(first, origin)
    const before = precededBy(struct)
    const next = followedBy(struct)
    const isJoinedToNext = next !== null && contains(last, next)
    return (
      (isJoined || walk(first, 'left', before ?? origin, isUnseen)) &&
      (isJoinedToNext || walk(last, 'right', next ?? rightOrigin, isUnseen))
    )
  })
}
