// Puts a figure into the shared tree, without an editor.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import type { Random } from '#document/ids'
import { insertBlock, newBlockElement } from '#document/blocks'
import { alternativeFrom, type Picture } from '#document/model'
import { blockElements, readMeta, readBlock } from '#document/tree'
import { isWithinTable } from '#document/tables'

export type NewFigure = { id: BlockId; picture: Picture; alternative: string; caption: string }

/** Behind a block, or first for null. False, and no change, where there is no such place. */
export const insertFigure = (
  doc: Y.Doc,
  after: BlockId | null,
  { id, picture, alternative, caption }: NewFigure,
  random: Random,
): boolean => {
  const elements = blockElements(doc)
  const at = elements.findIndex(each => readBlock(each).id === after)
  const [before, behind] = [elements[at], elements[at + 1]]
  if (after !== null && !before) return false
  if (isWithinTable(before && readBlock(before), behind && readBlock(behind))) return false
  const figure = {
    id,
    kind: 'figure' as const,
    picture,
    alternative: alternativeFrom(alternative),
    runs: caption === '' ? [] : [{ text: caption }],
  }
  const { language } = readMeta(doc)
  insertBlock(doc, before ?? null, newBlockElement(figure, { language, random }))
  return true
}
