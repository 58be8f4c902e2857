// Changes to the words of one block in the shared tree, leaving its text as the editor's binding
// would have left it.
import * as Y from 'yjs'
import { formatBits, type Format } from './layout.ts'
import { noteSign, type Attributes, type Run } from '#document/model'
import { attributesForRun, piecesOf, type Piece } from './text.ts'

/** All texts of a block in order: one, unless two replicas each brought one. Makes it if missing. */
export const textsOf = (block: Y.XmlElement): [Y.XmlText, ...Y.XmlText[]] => {
  const [first, ...more] = block.toArray().filter(child => child instanceof Y.XmlText)
  if (first !== undefined) return [first, ...more]
  const made = new Y.XmlText()
  block.insert(0, [made])
  return [made]
}

/** UTF-16 units of visible text. */
export const lengthOf = (block: Y.XmlElement): number =>
  textsOf(block).reduce((sum, text) => sum + text.length, 0)

const stringOf = (block: Y.XmlElement): string =>
  textsOf(block)
    .flatMap(piecesOf)
    .map(piece => piece.text)
    .join('')

/** `at` within the text, and not inside a character that takes two units. */
export const clamp = (block: Y.XmlElement, at: number): number => {
  const inside = Math.min(Math.max(0, at), lengthOf(block))
  const unit = stringOf(block).charCodeAt(inside)
  return inside > 0 && unit >= 0xdc00 && unit < 0xe000 ? inside - 1 : inside
}

/** Words that may enter a block: no line break, tab, control or private-use character. */
export const plainText = (text: string): string =>
  text
    .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{feff}]/gu, '')

/** The same where several lines may stand, without the empty ones around. */
export const plainLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(plainText)
    .join('\n')
    .trim()

/** The beginning of a text, and no half of a character that takes two units. */
export const cutShort = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\ud800-\udbff]$/, '')

/** The parts of [from, to) in each text of the block. */
const spans = (block: Y.XmlElement, from: number, to: number) => {
  let start = 0
  return textsOf(block).flatMap(text => {
    const [a, b] = [Math.max(from - start, 0), Math.min(to - start, text.length)]
    start += text.length
    return a < b ? [{ text, from: a, length: b - a }] : []
  })
}

export const insertText = (block: Y.XmlElement, at: number, words: string): void => {
  let left = at
  const texts = textsOf(block)
  const text = texts.find(candidate => {
    if (left <= candidate.length) return true
    left -= candidate.length
    return false
  })
  ;(text ?? texts[0]).insert(text === undefined ? 0 : left, words)
}

export const deleteText = (block: Y.XmlElement, at: number, count: number): void => {
  for (const { text, from, length } of spans(block, at, at + count)) text.delete(from, length)
}

const isRecord = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null

/** Attributes without the index that the binding gives to each text node. */
export const markOf = ({ attributes }: Piece): Attributes => {
  const { i: _, ...rest } = attributes
  return rest
}

/** `none`: without any. */
const formatted = (piece: Piece, format: Format | 'none'): Attributes => {
  const mark = markOf(piece)
  const properties = isRecord(mark['p']) ? mark['p'] : {}
  const bits = typeof properties['__format'] === 'number' ? properties['__format'] : 0
  const wanted = format === 'none' ? 0 : bits | formatBits[format]
  return { ...mark, p: { ...properties, __format: wanted } }
}

/** Cuts pieces so that one begins at each of the given offsets. */
export const cutPieces = (pieces: readonly Piece[], ...offsets: number[]): Piece[] => {
  let start = 0
  return pieces.flatMap(piece => {
    const end = start + piece.text.length
    const inside = offsets.filter(at => at > start && at < end).toSorted((a, b) => a - b)
    const marks = [start, ...inside, end]
    const parts = marks
      .slice(1)
      .map((to, index) => ({
        ...piece,
        text: piece.text.slice((marks[index] ?? 0) - start, to - start),
      }))
    start = end
    return parts
  })
}

/** Insertions that make up the pieces, each text node with its index as the binding numbers them. */
export const deltaOfPieces = (pieces: readonly Piece[]) =>
  pieces.map((piece, index) => ({
    insert: piece.text,
    attributes: { ...markOf(piece), ...(index > 0 && { i: index }) },
  }))

/**
 * States that become others. The rest is not written again: words that were struck when they were
 * moved are known by a mark that lies before them (see `suggestions.ts`).
 */
const changesOf = (before: Attributes, after: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => JSON.stringify(before[key] ?? null) !== JSON.stringify(value ?? null),
    ),
  )

/** Gives each stretch of [from, to) other attributes, from those that it has; null takes one away. */
export const restyleText = (
  block: Y.XmlElement,
  from: number,
  to: number,
  restyle: (attributes: Attributes, piece: Piece) => Attributes,
): void => {
  for (const { text, from: start, length } of spans(block, from, to)) {
    let at = 0
    const pieces = cutPieces(piecesOf(text), start, start + length).map(piece => {
      const inside = at >= start && at < start + length
      at += piece.text.length
      return { piece, attributes: inside ? restyle(markOf(piece), piece) : markOf(piece) }
    })
    text.applyDelta(
      pieces.map(({ piece, attributes }, index) => ({
        retain: piece.text.length,
        attributes: changesOf(piece.attributes, { ...attributes, i: index > 0 ? index : null }),
      })),
    )
  }
}

export const formatText = (
  block: Y.XmlElement,
  from: number,
  to: number,
  format: Format | 'none',
): void => restyleText(block, from, to, (_, piece) => formatted(piece, format))

/** Puts in a reference; nothing that is said of the words around it is said of it. */
export const insertReference = (
  block: Y.XmlElement,
  at: number,
  reference: Pick<Run, 'note' | 'to' | 'who'>,
): void => {
  insertText(block, at, noteSign)
  restyleText(block, at, at + 1, mark => ({
    ...Object.fromEntries(Object.keys(mark).map(key => [key, null])),
    ...attributesForRun({ text: noteSign, ...reference }),
  }))
}

/** A link that is taken off stays as an empty one: the state of a text node cannot go. */
export const linkText = (block: Y.XmlElement, from: number, to: number, href: string): void =>
  restyleText(block, from, to, mark =>
    href === '' && mark['s_href'] === undefined ? mark : { ...mark, s_href: href },
  )
