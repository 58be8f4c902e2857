// The parts of a text that belong to a suggestion. Words that another client wrote beside or among them carry the same
// mark where it did not know of it, and are no part of it.
import * as Y from 'yjs'
import type { Log } from './comments.ts'
import { cutPieces } from './edit-text.ts'
import { piecesOf, type Piece } from './text.ts'

const struckIn = ({ opening, rest }: Log) =>
  rest.flatMap(entry =>
    entry.kind === 'strike' && entry.client === opening.client
      ? entry.runs.map(([client, clock, length]) => ({ client, clock, length }))
      : [],
  )

/** A part of a text, in UTF-16 units. */
export type Part = { from: number; to: number }

/** Every visible string of a text, with where it begins and the format item of `key` that is on. */
export function* stringsIn(text: Y.XmlText, key: string) {
  let at = 0
  let on: Y.Item | null = null
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const { content } = item
    if (content instanceof Y.ContentFormat && content.key === key)
      on = content.value === null ? null : item
    if (!(content instanceof Y.ContentString)) continue
    yield { item, at, on }
    at += item.length
  }
}

/** Written with the mark, as moved words are: not words that came to lie in it. */
const cameWith = (item: Y.Item, on: Y.Item): boolean =>
  item.id.client === on.id.client && item.id.clock > on.id.clock

/**
 * The parts of a text that `key` strikes. Words that another client wrote among struck words before
 * it knew of the mark carry it too, by Yjs' own rule, and are none of them: the author never struck
 * them.
 */
export const struckParts = (text: Y.XmlText, key: string, log: Log): Part[] => {
  const [parts, runs]: [Part[], ReturnType<typeof struckIn>] = [[], struckIn(log)]
  for (const { item, at, on } of stringsIn(text, key)) {
    if (on === null) continue
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
export const insertedParts = (text: Y.XmlText, key: string, author: number): Part[] =>
  [...stringsIn(text, key)].flatMap(({ item, at, on }) =>
    on !== null && (item.id.client === author || cameWith(item, on))
      ? [{ from: at, to: at + item.length }]
      : [],
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

/** The pieces of a text, with the marks of the suggestion on its own parts alone. */
export const ownPieces = (
  text: Y.XmlText,
  keys: { inserted: string; struck: string },
  log: Log,
): Piece[] => {
  const own = [
    [keys.inserted, insertedParts(text, keys.inserted, log.opening.client)],
    [keys.struck, struckParts(text, keys.struck, log)],
  ] as const
  const cuts = own.flatMap(([, parts]) => parts.flatMap(({ from, to }) => [from, to]))
  let at = 0
  return cutPieces(piecesOf(text), ...cuts).map(piece => {
    const part = { from: at, to: (at += piece.text.length) }
    const others = own.flatMap(([key, parts]) => (isWithin(part, parts) ? [] : [[key, null]]))
    return { ...piece, attributes: { ...piece.attributes, ...Object.fromEntries(others) } }
  })
}
