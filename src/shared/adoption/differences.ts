// How a changed file of lines departs from the one that was signed, told by the hashes of its lines. The
// signed words are not here, so it names lines and never shows what they said.
import { hexOf, type Bytes, type PackCrypto } from './bytes.ts'
import type { HashedLine, LineKind } from './pack-lines.ts'

const differenceKinds = ['differs', 'missing', 'added', 'moved'] as const

export type Difference = {
  file: string
  what: (typeof differenceKinds)[number]
  /** Null for a line that was added. */
  kind: LineKind | null
  /** As the line is cited; empty where it has no number. */
  place: string
  /** The last cited place before it in a text. */
  behind: string
}

const lineEnd = 10

/** The lines of a file with their ends, whatever bytes are in them. */
export const linesIn = (bytes: Bytes): Bytes[] => {
  const lines: Bytes[] = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(lineEnd, at)
    const next = end < 0 ? bytes.length : end + 1
    lines.push(bytes.subarray(at, next))
    at = next
  }
  return lines
}

type Matched = { signed: readonly HashedLine[]; found: readonly string[] }

/** Without the lines at the beginning and the end that are the same. */
const middleOf = ({ signed, found }: Matched) => {
  const least = Math.min(signed.length, found.length)
  const isSame = (from: number, to: number): boolean => signed[from]?.sha256 === found[to]
  let start = 0
  while (start < least && isSame(start, start)) start++
  let end = 0
  while (end < least - start && isSame(signed.length - 1 - end, found.length - 1 - end)) end++
  return { start, signedEnd: signed.length - end, foundEnd: found.length - end }
}

/** How often each hash occurs. */
const countsOf = (hashes: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  return counts
}

/** Indexes of hashes that `others` lacks, each occurrence counted. */
const without = (hashes: readonly string[], others: readonly string[]): number[] => {
  const left = countsOf(others)
  return hashes.flatMap((hash, index) => {
    const count = left.get(hash) ?? 0
    left.set(hash, count - 1)
    return count > 0 ? [] : [index]
  })
}

/** For each line, and for the end, where the last one before it is cited that has a place. */
const placesBefore = (signed: readonly HashedLine[]): string[] => {
  const before = ['']
  if (isText(signed))
    for (const { place } of signed) before.push(place === '' ? (before.at(-1) ?? '') : place)
  return before
}

/** The record is in no order that a reader sees. */
const isText = ([first]: readonly HashedLine[]): boolean => first?.kind === 'head'

/** Lines that differ, are missing, were added or changed places, in the order of the signed file. */
export const differencesIn = (
  bytes: Bytes,
  signed: readonly HashedLine[],
  { sha256 }: Pick<PackCrypto, 'sha256'>,
): Difference[] => {
  const file = signed[0]?.file ?? ''
  const found = linesIn(bytes).map(line => hexOf(sha256(line)))
  const { start, signedEnd, foundEnd } = middleOf({ signed, found })
  const [ours, theirs] = [
    signed.slice(start, signedEnd).map(({ sha256: hash }) => hash),
    found.slice(start, foundEnd),
  ]
  const lost = without(ours, theirs)
  const fresh = without(theirs, ours)
  const before = placesBefore(signed)
  const placeBefore = (at: number): string => before[Math.min(at, before.length - 1)] ?? ''
  const of = (what: Difference['what'], index: number): Difference => {
    const line = signed[start + index]
    const behind = placeBefore(start + index)
    return { file, what, kind: line?.kind ?? null, place: line?.place ?? '', behind }
  }
  const paired = lost.slice(0, fresh.length)
  const all = [
    ...paired.map(index => of('differs', index)),
    ...lost.slice(fresh.length).map(index => of('missing', index)),
    ...fresh
      .slice(lost.length)
      .map((index): Difference => ({
        file,
        what: 'added',
        kind: null,
        place: '',
        behind: placeBefore(start + index),
      })),
  ]
  if (all.length > 0) return all
  return ours.flatMap((hash, index) => (hash === theirs[index] ? [] : [of('moved', index)]))
}
