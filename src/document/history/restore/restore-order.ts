// The paragraphs that stay where they stand while an earlier order comes back, so that the fewest others move.
import { longestRise } from '#document/words'

/** A paragraph of the earlier text that is here: its place among all now, and whether nothing may move it. */
export type Standing = { place: number; isKept: boolean }

/**
 * Positions in `order`, the earlier order. A kept paragraph always stays, and others move to its other side. Kept ones
 * that stand in another order than earlier say nothing about places: they are in `apart`.
 */
export const stayingIn = (
  order: readonly Standing[],
): { stays: ReadonlySet<number>; apart: ReadonlySet<number> } => {
  const places = (positions: readonly number[]): number[] =>
    positions.map(at => order[at]?.place ?? 0)
  const kept = [...order.keys()].filter(at => order[at]?.isKept)
  const rise = longestRise(places(kept))
  const fixed = new Set(kept.filter((_, index) => rise.has(index)))
  /** The place of the nearest fixed one on one side, for each position. */
  const nearest = (positions: readonly number[], none: number): number[] => {
    const found: number[] = []
    let last = none
    for (const at of positions) {
      found[at] = last
      if (fixed.has(at)) last = order[at]?.place ?? last
    }
    return found
  }
  const positions = [...order.keys()]
  const from = nearest(positions, -Infinity)
  const to = nearest(positions.toReversed(), Infinity)
  const candidates = positions.filter(at => {
    const { place = 0, isKept = false } = order[at] ?? {}
    return isKept ? fixed.has(at) : (from[at] ?? 0) < place && place < (to[at] ?? 0)
  })
  const stays = longestRise(places(candidates))
  return {
    stays: new Set(candidates.filter((_, index) => stays.has(index))),
    apart: new Set(kept.filter((_, index) => !rise.has(index))),
  }
}
