// Where an update put its structs: asked of the replica after Yjs has placed them. An honest author
// writes between two neighbours of what it sees. One that names neighbours in the wrong order, or
// passes over what it had provably seen, makes replicas part: Yjs places such items by what else has
// arrived. Where items lie to each other never changes, so every device finds the same.
import * as Y from 'yjs'
import type { Id, Struct } from './scan.ts'
import { seenBy } from './seen.ts'

const contains = ({ id, length }: Y.Item, { client, clock }: Id): boolean =>
  id.client === client && id.clock <= clock && clock < id.clock + length

const itemAt = (doc: Y.Doc, client: number, clock: number): Y.Item =>
  Y.getItem(doc.store, Y.createID(client, clock))

type Side = 'left' | 'right'

/** The first clock of `item` that lies on the near side of `goal` in it; null when none does. */
const nearPart = ({ id, length }: Y.Item, side: Side, goal: Id): number | null => {
  if (side === 'right') return goal.clock > id.clock ? id.clock : null
  return goal.clock + 1 < id.clock + length ? goal.clock + 1 : null
}

/**
 * Goes aside from `item` to `goal` (null: to the end), over the beginnings of what lies between. Yjs
 * joins neighbours of one client, so the goal may be within an item. False when `visit` says so or
 * the goal is not there.
 */
const walk = (
  item: Y.Item,
  side: Side,
  goal: Id | null,
  visit: (between: Id) => boolean,
): boolean => {
  for (let at = item[side]; at; at = at[side]) {
    const { client, clock } = at.id
    if (goal && contains(at, goal)) {
      const near = nearPart(at, side, goal)
      return near === null || visit({ client, clock: near })
    }
    if (!visit({ client, clock })) return false
  }
  return goal === null
}

const isSame = (a: Id | null, b: Id | null): boolean =>
  a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock

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
 * Whether every new struct lies between the neighbours that it names, and nothing that its author had
 * seen lies there with it.
 */
export const liesBetweenNeighbours = (doc: Y.Doc, structs: readonly Struct[]): boolean =>
  structs.every((struct, index) => {
    const { client, clock, length, origin, rightOrigin } = struct
    const first = itemAt(doc, client, clock)
    const last = itemAt(doc, client, clock + length - 1)
    let seen: ((id: Id) => boolean) | null = null
    const isUnseen = (between: Id): boolean => {
      seen ??= seenBy(doc, client, clock + 1)
      return !seen(between)
    }
    const isJoined = origin !== null && contains(first, origin)
    const before = precededBy(struct, structs[index + 1])
    const next = followedBy(struct, structs[index + 1])
    const isJoinedToNext = next !== null && contains(last, next)
    return (
      (isJoined || walk(first, 'left', before ?? origin, isUnseen)) &&
      (isJoinedToNext || walk(last, 'right', next ?? rightOrigin, isUnseen))
    )
  })
