// Going to a paragraph by its typed number: "3(b)", "3 b", "II.A", "14 bis", in the marks of any
// language. Signs around a number do not count, and neither does the word "paragraph".
import type { BlockKind } from '#document/model'
import { foldText } from '#shared/text-folding'
import { levelOf } from '#document/numbering'

/** A block as it is cited: its own number, and all of its place where the one holds the others. */
export type Placed = { kind: BlockKind; number: string; place: string }

/** Runs of letters and runs of digits: "14bis" and "14 bis" are the same place. */
const partsOf = (text: string): string[] => foldText(text).match(/\p{N}+|\p{L}+/gu) ?? []

/** Said before a number in one of the six languages, and no part of it. */
const names =
  /^(paragraph|paragraphs|para|paras|paragraphe|paragraphes|par|parrafo|parrafos|parr|الفقره|فقره|пункт|пункты|section|第|段)$/u

/** The path to a block: the numbers of its ancestors, from the outermost, and its own. */
const pathsOf = (blocks: readonly Placed[]): string[][] => {
  const open: string[][] = []
  return blocks.map(({ kind, number, place }) => {
    const level = levelOf(kind)
    if (level?.family !== 'headings') return partsOf(place)
    open[level.depth] = partsOf(number)
    open.length = level.depth + 1
    return open.flat()
  })
}

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index])

/** The last part of what was typed may be unfinished. */
const begins = (path: readonly string[], sought: readonly string[]): boolean =>
  sought.length <= path.length &&
  sought.every((part, index) =>
    index === sought.length - 1 ? path[index]?.startsWith(part) : path[index] === part,
  )

/** 0 for the place itself, more for what it could also mean; null for another place. */
const distance = (
  { kind, number, place }: Placed,
  path: readonly string[],
  sought: readonly string[],
): number | null => {
  if (number === '') return null
  const isHeading = levelOf(kind)?.family === 'headings'
  if (equal(path, sought) || equal(partsOf(place), sought)) return isHeading ? 1 : 0
  if (equal(path.slice(-sought.length), sought)) return 2
  if (equal(path.slice(0, sought.length), sought)) return 3
  return begins(path, sought) ? 4 : null
}

/**
 * Indexes of the blocks that `typed` may mean, the likeliest first, each kind in the order of the
 * text; none when nothing of a number was typed.
 */
export const findPlaces = (blocks: readonly Placed[], typed: string): number[] => {
  const sought = partsOf(typed).filter(part => !names.test(part))
  if (sought.length === 0) return []
  const paths = pathsOf(blocks)
  return blocks
    .flatMap((block, index) => {
      const far = distance(block, paths[index] ?? [], sought)
      return far === null ? [] : [{ index, far }]
    })
    .toSorted((a, b) => a.far - b.far || a.index - b.index)
    .map(({ index }) => index)
}
