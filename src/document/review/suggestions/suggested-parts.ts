// The parts of a text that belong to a suggestion. Words that another client wrote beside or among them carry the same
// mark where it did not know of it, and are no part of it.
import * as Y from 'yjs'
import type { Log } from '#document/review/comments'
import { cutPieces, textsOf, piecesOf, type Piece } from '#document/tree'

const struckIn = ({ opening, rest }: Log) =>
  rest.flatMap(entry =>
    entry.kind === 'strike' && entry.client === opening.client
      ? entry.runs.map(([client, clock, length]) => ({ client, clock, length }))
      : [],
  )

/** A part of a text, in UTF-16 units. */
export type Part = { from: number; to: number }

/** A visible string of a text, with where it begins. */
type Placed = { item: Y.Item; at: number }
/** With the format item that is on. */
type Marked = Placed & { on: Y.Item }

/** Every visible string of a text. Calls `passed` with each format item between them. */
export function* stringsIn(
  text: Y.XmlText,
  passed: (item: Y.Item, format: Y.ContentFormat) => void = () => {},
): Generator<Placed> {
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const { content } = item
    if (content instanceof Y.ContentFormat) passed(item, content)
    if (!(content instanceof Y.ContentString)) continue
    yield { item, at }
    at += item.length
  }
}

/** The strings of a text under each key that is on over them. */
export const markedIn = (text: Y.XmlText): ReadonlyMap<string, Marked[]> => {
  const [found, open] = [new Map<string, Marked[]>(), new Map<string, Y.Item>()]
  const strings = stringsIn(text, (item, { key, value }) => {
    if (value === null) open.delete(key)
    else open.set(key, item)
  })
  for (const { item, at } of strings)
    for (const [key, on] of open) {
      const own = found.get(key) ?? []
      found.set(key, own)
      own.push({ item, at, on })
    }
  return found
}

/** Written with the mark, as moved words are: not words that came to lie in it. */
const cameWith = (item: Y.Item, on: Y.Item): boolean =>
  item.id.client === on.id.client && item.id.clock > on.id.clock

/**
 * The parts that a suggestion strikes of the strings with its mark. Words that another client wrote
 * among struck words before it knew of the mark carry it too, by Yjs' own rule, and are none of
 * them: the author never struck them.
 */
export const struckParts = (strings: readonly Marked[], log: Log): Part[] => {
  const [parts, runs]: [Part[], ReturnType<typeof struckIn>] = [[], struckIn(log)]
  for (const { item, at, on } of strings) {
    const { client, clock } = item.id
    if (cameWith(item, on)) parts.push({ from: at, to: at + item.length })
    else
      for (const run of runs) {
        const from = Math.max(run.clock, clock)
        const to = Math.min(run.clock + run.length, clock + item.length)
        if (run.client === client && from < to)
          parts.push({ from: at + from - clock, to: at + to - clock })
      }
  }
  return parts
}

/** The words that the suggestion's author put in; what others wrote among them is no part of it. */
export const insertedParts = (strings: readonly Marked[], author: number): Part[] =>
  strings.flatMap(({ item, at, on }) =>
    item.id.client === author || cameWith(item, on) ? [{ from: at, to: at + item.length }] : [],
  )

/** From the end, and each unit once: two people may have struck the same. */
export const deleteParts = (text: Y.XmlText, parts: readonly Part[]): void => {
  let before = Infinity
  for (const { from, to } of parts.toSorted((a, b) => b.from - a.from || b.to - a.to)) {
    const end = Math.min(to, before)
    if (from < end) text.delete(from, end - from)
    before = Math.min(before, from)
  }
}

/** Each unit once. */
export const wordsOf = (text: Y.XmlText, parts: readonly Part[]): string => {
  const all = piecesOf(text)
    .map(piece => piece.text)
    .join('')
  let [at, words] = [0, '']
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from)) {
    words += all.slice(Math.max(from, at), to)
    at = Math.max(at, to)
  }
  return words
}

const isWithin = (part: Part, parts: readonly Part[]): boolean =>
  parts.some(({ from, to }) => from <= part.from && part.to <= to)

/** A text as all its suggestions are read from it. */
type ReadText = { pieces: readonly Piece[]; marked: ReadonlyMap<string, readonly Marked[]> }

/** The texts of a block, each read once. */
export const openReading = (
  blocks: readonly Y.XmlElement[],
): ((index: number) => readonly ReadText[]) => {
  const read = new Map<number, readonly ReadText[]>()
  return index => {
    const block = blocks[index]
    const texts =
      read.get(index) ??
      (block ? textsOf(block) : []).map(text => ({
        pieces: piecesOf(text),
        marked: markedIn(text),
      }))
    read.set(index, texts)
    return texts
  }
}

/** The pieces of a text, with the marks of the suggestion on its own parts alone. */
export const ownPieces = (
  { pieces, marked }: ReadText,
  keys: { inserted: string; struck: string },
  log: Log,
): Piece[] => {
  const under = (key: string): readonly Marked[] => marked.get(key) ?? []
  const own = [
    [keys.inserted, insertedParts(under(keys.inserted), log.opening.client)],
    [keys.struck, struckParts(under(keys.struck), log)],
  ] as const
  const cuts = own.flatMap(([, parts]) => parts.flatMap(({ from, to }) => [from, to]))
  let at = 0
  return cutPieces(pieces, ...cuts).map(piece => {
    const part = { from: at, to: (at += piece.text.length) }
    const others = own.filter(([key, parts]) => key in piece.attributes && !isWithin(part, parts))
    if (others.length === 0) return piece
    const without = Object.fromEntries(others.map(([key]) => [key, null]))
    return { ...piece, attributes: { ...piece.attributes, ...without } }
  })
}
