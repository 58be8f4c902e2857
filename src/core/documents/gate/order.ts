// Where an update would put its structs, asked of a sketch on which they were placed. An honest author
// writes between two neighbours of what it sees. One that names neighbours in the wrong order, or
// passes over what it had provably seen, makes replicas part: Yjs places such items by what else has
// arrived. Where items lie to each other never changes, so every device finds the same.
import { isSame } from './placing.ts'
import type { Id, Struct } from './scan.ts'
import type { Seen } from './seen.ts'
import type { Piece, Sketch } from './sketch.ts'

const contains = (piece: Piece, { client, clock }: Id): boolean =>
  piece.client === client && piece.clock <= clock && clock < piece.clock + piece.length

type Side = 'left' | 'right'

/** The first clock of `piece` that lies on the near side of `goal` in it; null when none does. */
const nearPart = ({ clock, length }: Piece, side: Side, goal: Id): number | null => {
  if (side === 'right') return goal.clock > clock ? clock : null
  return goal.clock + 1 < clock + length ? goal.clock + 1 : null
}

/**
 * The first id of `next` where its author went on writing up to the same neighbour: from there on
 * what lies between is looked at for `next`, and what was not seen then was not seen before. So a
 * long run is walked over once and not for each of its structs.
 */
const followedBy = (struct: Struct, next: Struct | undefined): Id | null => {
  const { client, clock, length, rightOrigin } = struct
  const goesOn =
    next !== undefined &&
    isSame(next, { client, clock: clock + length }) &&
    isSame(next.origin, { client, clock: clock + length - 1 }) &&
    isSame(next.rightOrigin, rightOrigin)
  return goesOn ? { client, clock: clock + length } : null
}

/** The same for a run written backwards: the last id of what its author then put just before. */
const precededBy = (struct: Struct, next: Struct | undefined): Id | null => {
  const { client, clock, length, origin } = struct
  const goesOn =
    next !== undefined &&
    isSame(next, { client, clock: clock + length }) &&
    isSame(next.rightOrigin, { client, clock }) &&
    isSame(next.origin, origin)
  return goesOn ? { client, clock: next.clock + next.length - 1 } : null
}

/**
 * Whether every struct lies between the neighbours that it names, and nothing that its author had seen
 * lies there with it. `structs` are those that the document does not have, as the update lists them.
 */
export const liesBetweenNeighbours = (
  sketch: Sketch,
  structs: readonly Struct[],
  seen: Seen,
): boolean => {
  const { find } = sketch
  /**
   * Goes aside from `piece` to `goal` (null: to the end), over the beginnings of what lies between.
   * False when `visit` says so or the goal is not there.
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

  return structs.every((struct, index) => {
    const { client, clock, length, origin, rightOrigin } = struct
    const first = find({ client, clock })
    const last = find({ client, clock: clock + length - 1 })
    // It has no place: another rule speaks of that.
    if (!first || !last) return true
    const isUnseen = (between: Id): boolean => !seen({ client, clock: clock + 1 }, between)
    const isJoined = origin !== null && contains(first, origin)
    const before = precededBy(struct, structs[index + 1])
    const next = followedBy(struct, structs[index + 1])
    const isJoinedToNext = next !== null && contains(last, next)
    return (
      (isJoined || walk(first, 'left', before ?? origin, isUnseen)) &&
      (isJoinedToNext || walk(last, 'right', next ?? rightOrigin, isUnseen))
    )
  })
}
