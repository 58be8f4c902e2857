// Paragraphs in which undo, restoring and verdicts change nothing: the one that shows the text names them.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { blockElements, joinRuns, noteBody, notesIn, readBlock } from '#document/tree'
import { settledBlock, type Block } from '#document/model'

/** A paragraph that comes in: its kind, and whether an item of an agenda begins with it. */
export type ComingBlock = { kind: string; beginsItem: boolean }

/**
 * Words behind the last item would become a part of it. `behind`: as another kind of line than plain words. `heading`:
 * without a heading between, where the item has plain words alone.
 */
export type StrayHow = 'behind' | 'heading'

export type KeptBlocks = {
  /** Asked first: false where there are none. */
  any(): boolean
  isKept(block: Y.XmlElement): boolean
  /** Whether it may stand between these two; null for an end of the text. */
  mayComeBetween(
    before: Y.XmlElement | null,
    after: Y.XmlElement | null,
    coming: ComingBlock,
  ): boolean
  /** Lines behind the last settled item that readers would take for lines of it, with all words before them. */
  straysAmong(blocks: readonly Y.XmlElement[]): { block: Y.XmlElement; how: StrayHow }[]
  /** Whether words behind a settled item stand there, with no heading between; asked of the sibling before a place. */
  isBehindItem(before: Y.XmlElement['prevSibling']): boolean
  /**
   * Something was left out, because one would have changed, or a paragraph would have come in where none may; `how`:
   * because there would be such a line.
   */
  refused(how?: StrayHow): void
}

type KeptLines = {
  any: () => boolean
  /** As the contract's `SettledAs` says it; null for a line that is open. */
  asOf: (id: BlockId) => 'line' | 'part' | 'end' | 'end-plain' | null
  refused?: KeptBlocks['refused']
}

const beginsItem = (block: Y.XmlElement | null): boolean =>
  block?.getAttribute('s_item') !== undefined

/** The kind of the heading of the item in which the block stands. */
const headingAround = (block: Y.XmlElement | null): string | undefined => {
  for (let at: Y.XmlElement['prevSibling'] = block; at; at = at.prevSibling)
    if (at instanceof Y.XmlElement && beginsItem(at)) return at.getAttribute('s_kind')
  return undefined
}

const headings: readonly string[] = ['h1', 'h2', 'h3', 'h4']

/** A heading that is no deeper than that of the item; `level`: its kind. */
const isAsHigh = (kind: string, level: string): boolean =>
  headings.includes(kind) && headings.indexOf(kind) <= headings.indexOf(level)

/** Whether words behind an item can begin with it; `level`: the kind of the heading of the item. */
const endsItem = (block: Y.XmlElement, level: string): boolean =>
  beginsItem(block) || isAsHigh(readBlock(block).kind, level)

/** Whether it can stand behind an item without a heading between. */
export const isPlain = ({ kind, cell }: Pick<Block, 'kind' | 'cell'>): boolean =>
  kind === 'paragraph' && cell === undefined

/** Settled lines of minutes: each stays, and nothing comes into a settled item. */
export const keptLinesOf = ({ any, asOf, refused = () => {} }: KeptLines): KeptBlocks => {
  const keptAs = (block: Y.XmlElement | null) => {
    const id = block?.getAttribute('s_bid') as BlockId | undefined
    return id === undefined ? null : asOf(id)
  }
  return {
    any,
    isKept: block => keptAs(block) !== null,
    mayComeBetween(before, after, coming) {
      const as = keptAs(before)
      if (as === null || as === 'line') return true
      const isLast = keptAs(after) === null || beginsItem(after)
      if (!isLast || coming.beginsItem) return isLast
      const isPlainEnd = as === 'end' && coming.kind === 'paragraph'
      return isPlainEnd || (as !== 'part' && isAsHigh(coming.kind, headingAround(before) ?? ''))
    },
    straysAmong(blocks) {
      const strays: ReturnType<KeptBlocks['straysAmong']> = []
      let level = ''
      let last: ReturnType<typeof keptAs> = null
      for (const block of blocks) {
        if (beginsItem(block)) level = block.getAttribute('s_kind') ?? ''
        const as = keptAs(block)
        // A decision by itself behind an item is a line like another: with no heading between, one of the item.
        const isApart = as === null || as === 'line'
        // Plain words stand behind an item as they are, until another line or a heading begins.
        const goesOn = isApart && last === 'end' && isPlain(readBlock(block))
        const isBehind = isApart && !goesOn && (last === 'end' || last === 'end-plain')
        if (isBehind && !endsItem(block, level))
          strays.push({ block, how: last === 'end' ? 'behind' : 'heading' })
        if (!goesOn) last = as
      }
      return strays
    },
    isBehindItem(before) {
      for (let at = before; at; at = at.prevSibling) {
        if (!(at instanceof Y.XmlElement)) continue
        const as = keptAs(at)
        if (as !== null || !isPlain(readBlock(at))) return as === 'end' || as === 'end-plain'
      }
      return false
    },
    refused,
  }
}

/** One that is put in again elsewhere is another one. */
const nameOf = ({ _item }: Y.XmlElement): string => `${_item?.id.client} ${_item?.id.clock}`

/** The footnotes of kept paragraphs: their words are those of the paragraphs. One that is only suggested is not. */
export const keptNotes = (doc: Y.Doc, kept: KeptBlocks): string[] =>
  kept.any()
    ? notesIn(
        blockElements(doc)
          .filter(kept.isKept)
          .map(each => settledBlock(readBlock(each))),
      )
    : []

/** The kept paragraphs in their order, as they read while nothing that waits is taken in, and their footnotes. */
const keptIn = (doc: Y.Doc, kept: KeptBlocks): string => {
  const blocks = blockElements(doc)
    .filter(kept.isKept)
    .map(element => {
      const block = settledBlock(readBlock(element))
      return [nameOf(element), { ...block, runs: joinRuns(block.runs) }]
    })
  const notes = keptNotes(doc, kept).map(note => noteBody(doc, note)?.toJSON())
  return JSON.stringify([blocks, notes])
}

/**
 * The harm that `work` would do to kept paragraphs: it would change a word, format or place of one, or put one in where
 * none may come (`lines`), or make words behind a settled item a part of it. Null: none of these. It is done to a copy
 * of the text, so that each kind of change is asked the same way; the copy has the client of the text.
 */
export const harmToKept = (
  doc: Y.Doc,
  kept: KeptBlocks,
  work: (copy: Y.Doc) => void,
): 'lines' | StrayHow | null => {
  if (!kept.any()) return null
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  // Last: an id that occurs in arriving text counts as another client's, and Yjs draws a new one.
  copy.clientID = doc.clientID
  const before = keptIn(copy, kept)
  const blocks = blockElements(copy)
  const known = new Set(blocks.map(nameOf))
  const strays = new Set(kept.straysAmong(blocks).map(({ block }) => nameOf(block)))
  work(copy)
  const all = blockElements(copy)
  const mayCome = (element: Y.XmlElement, at: number): boolean => {
    const { kind } = readBlock(element)
    const coming = { kind, beginsItem: beginsItem(element) }
    return kept.mayComeBetween(all[at - 1] ?? null, all[at + 1] ?? null, coming)
  }
  const isLeft =
    keptIn(copy, kept) === before &&
    all.every((element, at) => known.has(nameOf(element)) || mayCome(element, at))
  const stray = kept.straysAmong(all).find(({ block }) => !strays.has(nameOf(block)))
  copy.destroy()
  return isLeft ? (stray?.how ?? null) : 'lines'
}

/** Whether it would do nothing to them. */
export const leavesKept = (...given: Parameters<typeof harmToKept>): boolean =>
  harmToKept(...given) === null

/** The paragraph that stands for one of the text, in the text or a copy of it. */
export type There = (block: Y.XmlElement) => Y.XmlElement

/**
 * Whether a step would make words behind a settled item a part of it. `befores`: the siblings before the places that it
 * changes. A copy of a long text takes a tenth of a second, so one is made only where no heading stands between.
 */
export const locksWords = (
  doc: Y.Doc,
  kept: KeptBlocks | null,
  befores: readonly Y.XmlElement['prevSibling'][],
  work: (copy: Y.Doc, there: There) => void,
): boolean => {
  if (!kept?.any() || !befores.some(kept.isBehindItem)) return false
  const places = new Map(blockElements(doc).map((element, at) => [element, at]))
  return !leavesKept(doc, kept, copy => {
    const copies = blockElements(copy)
    work(copy, block => copies[places.get(block) ?? -1] ?? block)
  })
}
