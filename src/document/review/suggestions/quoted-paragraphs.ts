// Changes of whole paragraphs that a file brings in. They wait beside the text like those of members
// (`paragraph-suggestions.ts`), and say more, so that accepting all of a file gives the text that the
// file has with all its changes: the place of a split is marked on the words behind it (`s_sp:<id>`),
// a new paragraph names all that it stands behind and its formats, and a joined one takes the kind of
// the second, as word processors do.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { markedStretches, type Stretch } from '#document/review/comments'
import { joinBlocks, setKind, splitBlock } from '#document/blocks'
import {
  lengthOf,
  restyleText,
  attributesOf,
  blockElements,
  setAttribute,
  readBlock,
  piecesOf,
  runOf,
  textsOf,
} from '#document/tree'
import type { EntryId, Random } from '#document/ids'
import { type ParagraphEntry, type Whither, standsAlone } from './paragraph-places.ts'
import type { Row } from '#document/review/amendments'
import type { BlockKind } from '#document/model'

const prefix = 's_sp:'
/** The mark on the words behind the place of a split. */
export const splitKey = (id: EntryId): string => prefix + id

export type QuotedTarget = Pick<Row, 'index' | 'block' | 'text'> & { kind: BlockKind | null }

/** Units of the first `inAll` of a block that it reads while nothing that waits is taken in. */
const readBefore = (block: Y.XmlElement, inAll: number): number => {
  let [left, read] = [inAll, 0]
  for (const piece of textsOf(block).flatMap(piecesOf)) {
    const here = Math.min(left, piece.text.length)
    left -= here
    if (runOf(piece).suggested !== true) read += here
  }
  return read
}

export const quotedIn = (doc: Y.Doc, rows: readonly Row[]) => {
  const elements = blockElements(doc)
  let splits: Map<string, Stretch[]> | undefined
  const placeOf = (id: EntryId): Stretch | undefined =>
    (splits ??= markedStretches(doc, key => key.startsWith(prefix))).get(splitKey(id))?.[0]
  const rowAt = (index: number): QuotedTarget | null => {
    const [row, element] = [rows[index], elements[index]]
    return row?.isOurs && element ? { ...row, kind: readBlock(element).kind } : null
  }
  return {
    /** Undefined where it is found as that of a member's. */
    target(
      id: EntryId,
      { what, block, along = [] }: ParagraphEntry,
    ): QuotedTarget | null | undefined {
      if (what === 'split') return rowAt(placeOf(id)?.index ?? -1)
      if (what !== 'add') return undefined
      const named = new Set<BlockId | null>([block, ...along])
      const index = rows.findLastIndex(row => row.block !== null && named.has(row.block))
      if (index >= 0) return { index, block: rows[index]?.block ?? null, text: '', kind: null }
      return block === null ? { index: -1, block, text: '', kind: null } : null
    },
    whither(id: EntryId, entry: ParagraphEntry, own: { index: number }): Whither | null {
      const element = elements[own.index]
      if (!element || !standsAlone(element)) return null
      if (entry.what === 'split') {
        const inAll = placeOf(id)?.from ?? 0
        return inAll > 0 ? { index: own.index, inAll, at: readBefore(element, inAll) } : null
      }
      const before = rows[own.index - 1]
      const named = new Set<BlockId | null>([entry.after ?? null, ...(entry.along ?? [])])
      const isBefore = before !== undefined && before.block !== null && named.has(before.block)
      return isBefore && standsAlone(elements[before.index])
        ? { index: before.index, at: 0, inAll: 0 }
        : null
    },
  }
}

/** Another kind that waits goes with the end of its paragraph. */
const kindPrefix = 's_kd:'
const directionKey = '__dir'

const takeDirection = (block: Y.XmlElement, direction: unknown): void => {
  if (direction === attributesOf(block)[directionKey]) return
  if (direction === undefined) block.removeAttribute(directionKey)
  else setAttribute(block, directionKey, direction)
}

/** The first stays, on every device and in every order of several joins; the kind is that of the second. */
export const joinQuoted = (first: Y.XmlElement, second: Y.XmlElement): void => {
  const { kind } = readBlock(second)
  const states = attributesOf(second)
  const direction = states[directionKey]
  joinBlocks(first, second, 'first')
  setKind(first, kind)
  takeDirection(first, direction)
  for (const [key, value] of Object.entries(states))
    if (key.startsWith(kindPrefix)) setAttribute(first, key, value)
}

/** The first half becomes `as`, and the second stays what the paragraph was. */
export const splitQuoted = (
  block: Y.XmlElement,
  { id, made, at, as }: { id: EntryId; made: BlockId; at: number; as: BlockKind | null },
  random: Random,
): void => {
  splitBlock(block, at, random, made)
  if (as !== null) setKind(block, as)
  const second = block.doc && blockElements(block.doc).find(each => readBlock(each).id === made)
  if (!second) return
  for (const [key, value] of Object.entries(attributesOf(block))) {
    if (!key.startsWith(kindPrefix)) continue
    setAttribute(second, key, value)
    block.removeAttribute(key)
  }
  restyleText(second, 0, lengthOf(second), attributes =>
    attributes[splitKey(id)] === undefined ? attributes : { ...attributes, [splitKey(id)]: null },
  )
}

/** From, to, the bits of the formats, and the address of a link or none. */
export type QuotedLook = [from: number, to: number, formats: number, href: string]

/** Gives the words of a new paragraph the formats and links that they have in the file. */
export const takeLooks = (block: Y.XmlElement, looks: readonly QuotedLook[]): void => {
  for (const [from, to, formats, href] of looks)
    restyleText(block, from, to, attributes => ({
      ...attributes,
      ...(formats > 0 && { p: { __format: formats } }),
      ...(href !== '' && { s_href: href }),
    }))
}
