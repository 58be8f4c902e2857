// Tokens of an earlier and a later text that are the same thing, in the order of both. The history of
// the text says it of words; ends of paragraphs follow the words before them.
import { longestRise } from '#document/words'
import type { WordPlace } from '#document/history/compare'
import type { Line } from './lines.ts'
import type { Token } from './tokens.ts'

/** Places of a token in the earlier and in the later row. */
export type Pin = readonly [old: number, now: number]

export type Links = {
  /** Lines that stay where they are, by those of the later text. */
  stays: ReadonlyMap<Line, Line>
  /** Lines of either text that stand elsewhere in the other one. */
  isMoved(line: Line): boolean
  /** The place of a word of the later text in the earlier one; null for a new word. */
  wordBefore(place: WordPlace): WordPlace | null
  isKnown(place: WordPlace, version: 'was' | 'is'): boolean
  /** Words may stand in another paragraph: one was split or joined. */
  mayJoin: boolean
}

const nameOf = ({ index, from, to }: WordPlace): string => `${index} ${from} ${to}`

const inOrder = (pins: readonly Pin[]): Pin[] => {
  const sorted = pins.toSorted((a, b) => a[1] - b[1])
  const rise = longestRise(sorted.map(([old]) => old))
  return sorted.filter((_, at) => rise.has(at))
}

const wordPins = (old: readonly Token[], now: readonly Token[], links: Links): Pin[] => {
  const places = new Map<string, number>()
  for (const [at, token] of old.entries())
    if (token.is === 'item' && token.place && !links.isMoved(token.line)) {
      const name = nameOf(token.place)
      // Letters that printing puts around a word have its place, too; the word itself comes last.
      const known = old[places.get(name) ?? -1]
      const isWord = token.key.length >= (known?.is === 'item' ? known.key.length : 0)
      if (isWord) places.set(name, at)
    }
  return inOrder(
    now.flatMap((token, at): Pin[] => {
      if (token.is !== 'item' || !token.place || links.isMoved(token.line)) return []
      const before = links.wordBefore(token.place)
      const place = before ? places.get(nameOf(before)) : undefined
      const found = place === undefined ? undefined : old[place]
      if (place === undefined || found?.is !== 'item' || found.key !== token.key) return []
      const isHere = links.mayJoin || links.stays.get(token.line) === found.line
      return isHere ? [[place, at]] : []
    }),
  )
}

const endPins = (
  old: readonly Token[],
  now: readonly Token[],
  words: readonly Pin[],
  { stays, mayJoin }: Links,
): Pin[] => {
  const lineOf = (token: Token | undefined): Line | undefined =>
    token && token.is !== 'table' ? token.line : undefined
  const before = new Map<Line, Line>(stays)
  if (mayJoin)
    for (const [x, y] of words) {
      const [was, is] = [lineOf(old[x]), lineOf(now[y])]
      if (was && is) before.set(is, was)
    }
  const ends = (tokens: readonly Token[]): Map<Line, number> =>
    new Map(tokens.flatMap((token, at) => (token.is === 'end' ? [[token.line, at]] : [])))
  const [oldEnds, claimed] = [ends(old), new Map<number, number>()]
  // The last one of the halves of a paragraph has its end.
  for (const [line, at] of ends(now)) {
    const was = before.get(line)
    const end = was && oldEnds.get(was)
    if (end !== undefined) claimed.set(end, at)
  }
  return [...claimed]
}

/** Signs that printing put in, such as brackets, are in no history. */
const extraPins = (
  old: readonly Token[],
  now: readonly Token[],
  pins: readonly Pin[],
  { stays, isKnown }: Links,
): Pin[] => {
  const isExtra = (token: Token | undefined, version: 'was' | 'is'): boolean =>
    token?.is === 'item' && !(token.place && isKnown(token.place, version))
  const more: Pin[] = []
  let [x, y] = [0, 0]
  for (const [a, b] of [...pins, [old.length, now.length] as const]) {
    let from = x
    for (let at = y; at < b; at++) {
      const token = now[at]
      if (token?.is !== 'item' || !isExtra(token, 'is')) continue
      for (let place = from; place < a; place++) {
        const other = old[place]
        if (other?.is !== 'item' || other.key !== token.key || !isExtra(other, 'was')) continue
        if (stays.get(token.line) !== other.line) continue
        more.push([place, at])
        from = place + 1
        break
      }
    }
    ;[x, y] = [a + 1, b + 1]
  }
  return more
}

export const pinsBetween = (old: readonly Token[], now: readonly Token[], links: Links): Pin[] => {
  const words = wordPins(old, now, links)
  const pins = inOrder([...words, ...endPins(old, now, words, links)])
  return inOrder([...pins, ...extraPins(old, now, pins, links)])
}
