// Causes of messages, by the clocks that an update refers to: the messages of a long list that some
// of them need in order to stand.
import type { Bytes } from '#core/keys'
import { scanUpdate, type Id } from '../gate/index.ts'

/** A value with an update in it (Yjs V1 bytes). */
export type Part = { update: Bytes }

type Span = { client: number; from: number; to: number }
type Told = { writes: Span[]; refers: Id[] }

/** The clocks that it writes, `to` not included, and those that it refers to. */
const scanned = ({ update }: Part): Told => {
  const scan = scanUpdate(update)
  if (typeof scan === 'string') return { writes: [], refers: [] }
  const writes: Span[] = []
  const refers: Id[] = []
  for (const { client, structs } of scan.sections) {
    const clock = structs[0]?.clock ?? 0
    const last = structs.at(-1)
    writes.push({ client, from: clock, to: last ? last.clock + last.length : clock })
    if (clock > 0) refers.push({ client, clock: clock - 1 })
    for (const { origin, rightOrigin, parent } of structs)
      for (const id of [origin, rightOrigin, typeof parent === 'string' ? null : parent])
        if (id !== null) refers.push(id)
  }
  return { writes, refers }
}

/** Messages that are compared once are often compared again. */
const toldBefore = new WeakMap<Part, Told>()
const tellOf = (part: Part): Told => {
  const known = toldBefore.get(part) ?? scanned(part)
  toldBefore.set(part, known)
  return known
}

export type Causes<P extends Part> = {
  /**
   * The messages of the list that `parts` need in order to stand, and `parts`; in the order of the
   * list.
   */
  withCauses(parts: readonly P[]): P[]
  /** As many of `parts` from the first on as stand by themselves. */
  standing(parts: readonly P[]): P[]
  /** The edits of the list that build on one of `parts`, and `parts`. */
  onTopOf(parts: ReadonlySet<P>): Set<P>
}

/**
 * `list`: in an order in which each stands on those before it and on `earlier`, which are there.
 */
export const openCauses = <P extends Part>(
  list: readonly P[],
  earlier: readonly P[],
): Causes<P> => {
  const told = new Map(list.map(part => [part, tellOf(part)]))
  const writers = new Map<number, { from: number; part: P }[]>()
  const reached = new Map<number, number>()
  for (const { client, to } of earlier.flatMap(part => tellOf(part).writes))
    reached.set(client, Math.max(to, reached.get(client) ?? 0))
  for (const [part, { writes }] of told)
    for (const { client, from, to } of writes) {
      const own = writers.get(client) ?? []
      writers.set(client, own)
      // A state repeats earlier text of others, and an author may repeat own text: only clocks
      // beyond are new.
      const begins = Math.max(from, reached.get(client) ?? 0)
      if (begins >= to) continue
      own.push({ from: begins, part })
      reached.set(client, to)
    }

  const writerOf = ({ client, clock }: Id): P | undefined => {
    const own = writers.get(client) ?? []
    let [low, high] = [0, own.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((own[middle]?.from ?? Infinity) <= clock) low = middle + 1
      else high = middle
    }
    return own[low - 1]?.part
  }
  const direct = (part: P): Set<P> => {
    const found = new Set<P>()
    for (const id of told.get(part)?.refers ?? []) {
      const cause = writerOf(id)
      if (cause !== undefined && cause !== part) found.add(cause)
    }
    return found
  }
  return {
    withCauses(parts) {
      const needed = new Set(parts)
      const open = [...parts]
      for (let part = open.pop(); part; part = open.pop())
        for (const cause of direct(part)) {
          if (needed.has(cause)) continue
          needed.add(cause)
          open.push(cause)
        }
      return list.filter(part => needed.has(part))
    },
    standing(parts) {
      const own = new Set(parts)
      const end = parts.findIndex(part => [...direct(part)].some(cause => !own.has(cause)))
      return end < 0 ? [...parts] : parts.slice(0, end)
    },
    onTopOf(parts) {
      const found = new Set(parts)
      for (const part of list)
        if (!found.has(part) && [...direct(part)].some(cause => found.has(cause))) found.add(part)
      return found
    },
  }
}
