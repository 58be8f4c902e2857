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
 * Where the author of a struct went on writing: the first id of what was put just behind it, up to the
 * same neighbour, and the last id of what was put just before it. From there on what lies between is
 * looked at for that one, and what was not seen then was not seen before. So a long run of letters, or of
 * paragraphs with all that is in them, is walked over once and not for each of its structs.
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
 * Whether every struct lies between the neighbours that it names, and nothing that its author had seen
 * lies there with it. `structs` are those that the document does not have, as the update lists them.
 */
export const liesBetweenNeighbours = (
  sketch: Sketch,
  structs: readonly Struct[],
  seen: Seen,
): boolean => {
  const { find } = sketch
  const { followedBy, precededBy } = runsOf(structs)
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

  return structs.every(struct => {
    const { client, clock, length, origin, rightOrigin } = struct
    const first = find({ client, clock })
    const last = find({ client, clock: clock + length - 1 })
    // It has no place: another rule speaks of that.
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
