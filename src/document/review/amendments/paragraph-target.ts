// The present position of the paragraph that a proposal means.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { attributesOf, blockElements, readBlock } from '#document/tree'
import { settledText } from '#document/blocks'

/**
 * The present position of its paragraph. `heir`: it was split, joined or made again, and these
 * words hold it.
 */
export type Target = { index: number; block: BlockId; is: 'itself' | 'heir'; text: string }

export type Row = {
  index: number
  block: BlockId | null
  from: unknown
  text: string
  isOurs: boolean
}

export const rowsOf = (doc: Y.Doc): Row[] =>
  blockElements(doc).map((element, index) => {
    const { id, unknown, label } = readBlock(element)
    const isOurs = unknown !== true && label === undefined
    return {
      index,
      block: id,
      from: attributesOf(element)['s_from'],
      text: settledText(element),
      isOurs,
    }
  })

/**
 * UTF-16 units of the text that are searched, all together, for words whose paragraph is gone. A
 * thousand proposals for made-up paragraphs delay no one.
 */
const mostSearched = 1 << 26

/** Finds the paragraph itself, or where its words went: one that was split from it or took it in. */
export const targetsIn = (
  rows: readonly Row[],
): ((about: { block: BlockId; base: string }) => Target | null) => {
  const byBlock = new Map<unknown, Row>()
  for (const row of rows)
    if (row.block !== null && !byBlock.has(row.block)) byBlock.set(row.block, row)
  const byFrom = Map.groupBy(rows, ({ from }) => from)
  const size = rows.reduce((sum, { text }) => sum + text.length, 0)
  let left = mostSearched
  const holdersOf = (base: string): Row[] => {
    if (base.trim() === '' || left < 0) return []
    left -= size
    return rows.filter(row => row.text.includes(base))
  }
  const found = (row: Row | undefined, is: Target['is']): Target | null =>
    row?.isOurs && row.block !== null
      ? { index: row.index, block: row.block, is, text: row.text }
      : null
  return ({ block, base }) => {
    const own = byBlock.get(block)
    if (own) return found(own, 'itself')
    const heirs = byFrom.get(block) ?? []
    if (heirs.length === 1) return found(heirs[0], 'heir')
    const holders = holdersOf(base)
    return holders.length === 1 ? found(holders[0], 'heir') : null
  }
}
