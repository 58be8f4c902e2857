// Where the paragraph is now that somebody meant when she proposed a change of it.
import type * as Y from 'yjs'
import type { BlockId } from '../ids.ts'
import { attributesOf, blockElements } from './layout.ts'
import { readBlock } from './read-page.ts'
import { settledText } from './reword.ts'

/** Where its paragraph is now. `heir`: it was split, joined or made anew, and these words hold it. */
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

/** The paragraph itself, or where its words went: one that was split from it or took it in. */
export const targetOf = (
  rows: readonly Row[],
  { block, base }: { block: BlockId; base: string },
): Target | null => {
  const found = (row: Row | undefined, is: Target['is']): Target | null =>
    row?.isOurs && row.block !== null
      ? { index: row.index, block: row.block, is, text: row.text }
      : null
  const own = rows.find(row => row.block === block)
  if (own) return found(own, 'itself')
  const heirs = rows.filter(row => row.from === block)
  if (heirs.length === 1) return found(heirs[0], 'heir')
  const holders = base.trim() === '' ? [] : rows.filter(row => row.text.includes(base))
  return holders.length === 1 ? found(holders[0], 'heir') : null
}
