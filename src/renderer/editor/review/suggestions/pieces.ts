// The text of one block as stretches of equal format and marks, and how two such texts differ.
import { isBlockId } from '#document/ids'
import { isNoteId } from '#document/tree'
import { noteSign } from '#document/model'
import { $createTextNode, $getWritableNodeState, $isTextNode, type TextNode } from 'lexical'
import type { BlockNode } from '../../blocks/block-node.ts'

/** States by their keys: `href`, `cm:<id>`, `in:<id>`, … */
export type Marks = Readonly<Record<string, unknown>>
export type Piece = { text: string; format: number; marks: Marks }

/**
 * Sets a state that has no description of its own. A described one that others take away would stay
 * behind with no value, and the binding writes such a value into the shared tree.
 */
export const $setMark = (node: TextNode | BlockNode, key: string, value: unknown): void =>
  $getWritableNodeState(node).updateFromUnknown(key, value)

const none: Marks = {}
/** Asked for several times at every key; most words have none. */
export const $marksOf = (node: TextNode | BlockNode): Marks =>
  (node.__state?.toJSON() as { $?: Marks } | undefined)?.$ ?? none

/** Whether a mark is of that kind, as `in:` for inserted words. */
export const hasMark = (marks: Marks, kind: string): boolean =>
  Object.keys(marks).some(key => key.startsWith(kind))

export const $piecesOf = (block: BlockNode): Piece[] =>
  block
    .getChildren()
    .filter($isTextNode)
    .map(node => ({ text: node.getTextContent(), format: node.getFormat(), marks: $marksOf(node) }))

export const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')

/** The pieces within units `from` to `to`. */
export const within = (pieces: readonly Piece[], from: number, to: number): Piece[] => {
  let start = 0
  return pieces.flatMap(piece => {
    const [a, b] = [Math.max(from - start, 0), Math.min(to - start, piece.text.length)]
    start += piece.text.length
    return a < b ? [{ ...piece, text: piece.text.slice(a, b) }] : []
  })
}

/** Where `after` differs from `before`: units of each. `caret` is where the change ended in `after`. */
export const changed = (before: string, after: string, caret: number | null) => {
  const shorter = Math.min(before.length, after.length)
  // A letter typed beside its like is the one before the caret.
  const most =
    caret === null || after.length < before.length
      ? shorter
      : Math.max(0, Math.min(shorter, caret - (after.length - before.length)))
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  return { start, removed: before.length - end, inserted: after.length - end }
}

export const without = (marks: Marks, is: (key: string) => boolean): Marks =>
  Object.fromEntries(Object.entries(marks).filter(([key]) => !is(key)))

const same = (a: Piece, b: Piece): boolean =>
  a.format === b.format && JSON.stringify(a.marks) === JSON.stringify(b.marks)

/** Makes the block's text consist of these. */
export const $setPieces = (block: BlockNode, pieces: readonly Piece[]): void => {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && same(last, piece)) last.text += piece.text
    else if (piece.text !== '') joined.push({ ...piece })
  }
  const nodes = joined.map(({ text, format, marks }) => {
    const node = $createTextNode(text).setFormat(format)
    for (const [key, value] of Object.entries(marks)) $setMark(node, key, value)
    const isReference = isNoteId(marks['fn']) || isBlockId(marks['to'])
    if (isReference && text === noteSign) node.setMode('token')
    return node
  })
  block.splice(0, block.getChildrenSize(), nodes)
}
