// Every element that was ever a block of the page, and what each last said of itself, also once it is gone.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { isBlockId } from '#document/ids'
import { rootOf } from './layout.ts'

export const everyElement = (doc: Y.Doc): Y.XmlElement[] => {
  const found: Y.XmlElement[] = []
  for (let item = rootOf(doc)._start; item !== null; item = item.right)
    if (item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlElement)
      found.push(item.content.type)
  return found
}

/** The last value under a key of an element, which may be gone from the page by now. */
export const lastUnder = (element: Y.XmlElement, key: string): unknown => {
  const item = element._map.get(key)
  return item?.content.getContent()[item.length - 1]
}

const idUnder = (element: Y.XmlElement, key: string): BlockId | null => {
  const value = lastUnder(element, key)
  return isBlockId(value) ? value : null
}

export const idOfElement = (element: Y.XmlElement): BlockId | null => idUnder(element, 's_bid')

/**
 * The block that each half was split from, by the id of the half. A copy that an earlier version brought back does not
 * say it, so another element of the same id does.
 */
export const sourcesOf = (elements: readonly Y.XmlElement[]): ReadonlyMap<BlockId, BlockId> =>
  new Map(
    elements.flatMap(element => {
      const [id, source] = [idOfElement(element), idUnder(element, 's_from')]
      return id !== null && source !== null ? [[id, source] as const] : []
    }),
  )
