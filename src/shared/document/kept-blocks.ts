// Paragraphs in which undo, restoring and verdicts change nothing: the one that shows the text names them.
import * as Y from 'yjs'
import type { BlockId } from '../ids.ts'
import { blockElements } from './layout.ts'
import { settledBlock } from './page.ts'
import { readBlock } from './read-page.ts'
import { joinRuns } from './text.ts'

/** A paragraph that comes in: its kind, and whether an item of an agenda begins with it. */
export type ComingBlock = { kind: string; beginsItem: boolean }

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
  straysAmong(blocks: readonly Y.XmlElement[]): Y.XmlElement[]
  /** Something was left out, because one would have changed, or a paragraph would have come in where none may. */
  refused(): void
}

type KeptLines = {
  any: () => boolean
  /** As the contract's `SettledAs` says it; null for a line that is open. */
  asOf: (id: BlockId) => 'line' | 'part' | 'end' | 'end-plain' | null
  refused?: () => void
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

/** Whether words behind an item can begin with it; `level`: the kind of the heading of the item. */
const endsItem = (block: Y.XmlElement, level: string): boolean => {
  const { kind } = readBlock(block)
  const isHigh = headings.includes(kind) && headings.indexOf(kind) <= headings.indexOf(level)
  return beginsItem(block) || isHigh
}

const isPlain = (block: Y.XmlElement): boolean => {
  const { kind, cell } = readBlock(block)
  return kind === 'paragraph' && cell === undefined
}

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
      if (as === 'end') return coming.kind === 'paragraph'
      return as === 'end-plain' && coming.kind === headingAround(before)
    },
    straysAmong(blocks) {
      const strays: Y.XmlElement[] = []
      let level = ''
      let last: ReturnType<typeof keptAs> = null
      for (const block of blocks) {
        if (beginsItem(block)) level = block.getAttribute('s_kind') ?? ''
        const as = keptAs(block)
        // Plain words stand behind an item as they are, until another line or a heading begins.
        const goesOn = as === null && last === 'end' && isPlain(block)
        const isBehind = as === null && !goesOn && (last === 'end' || last === 'end-plain')
        if (isBehind && !endsItem(block, level)) strays.push(block)
        if (!goesOn) last = as
      }
      return strays
    },
    refused,
  }
}

/** One that is put in again elsewhere is another one. */
const nameOf = ({ _item }: Y.XmlElement): string => `${_item?.id.client} ${_item?.id.clock}`

/** The kept paragraphs in their order, as they read while nothing that waits is taken in. */
const keptIn = (doc: Y.Doc, kept: KeptBlocks): string =>
  JSON.stringify(
    blockElements(doc)
      .filter(kept.isKept)
      .map(element => {
        const block = settledBlock(readBlock(element))
        return [nameOf(element), { ...block, runs: joinRuns(block.runs) }]
      }),
  )

/**
 * Whether `work` changes no word, format or place of a kept paragraph, puts none in where none may come, and makes no
 * words behind a settled item a part of it. It is done to a copy of the text, so that each kind of change is asked the
 * same way; the copy has the client of the text.
 */
export const leavesKept = (doc: Y.Doc, kept: KeptBlocks, work: (copy: Y.Doc) => void): boolean => {
  if (!kept.any()) return true
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  // Last: an id that occurs in arriving text counts as another client's, and Yjs draws a new one.
  copy.clientID = doc.clientID
  const before = keptIn(copy, kept)
  const blocks = blockElements(copy)
  const known = new Set(blocks.map(nameOf))
  const strays = new Set(kept.straysAmong(blocks).map(nameOf))
  work(copy)
  const all = blockElements(copy)
  const mayCome = (element: Y.XmlElement, at: number): boolean => {
    const { kind } = readBlock(element)
    const coming = { kind, beginsItem: beginsItem(element) }
    return kept.mayComeBetween(all[at - 1] ?? null, all[at + 1] ?? null, coming)
  }
  const isLeft =
    keptIn(copy, kept) === before &&
    all.every((element, at) => known.has(nameOf(element)) || mayCome(element, at)) &&
    kept.straysAmong(all).every(element => strays.has(nameOf(element)))
  copy.destroy()
  return isLeft
}
