// Repeatable chance: a seed gives the same choices in every run.
import { numbersFrom } from '../trials.ts'

export type Chance = {
  next(): number
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number
  pick<T>(list: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
  bytes(length: number): Uint8Array
}

export const chance = (seed: number): Chance => {
  const next = numbersFrom(seed)
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map(item => ({ item, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
    bytes: length => Uint8Array.from({ length }, () => below(256)),
  }
}
