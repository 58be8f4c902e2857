// Which paragraphs a transaction touched, by their stored ids, read from the Yjs tree alone.
import * as Y from 'yjs'
import { rootOf } from '#document/tree'

type Shared = Y.AbstractType<unknown>

/** The child of `root` that holds `type`, or null for the root itself and for the maps beside it. */
function blockAround(type: Shared, root: Shared): Y.XmlElement | null {
  let inside: Shared | null = type
  while (inside !== null && inside.parent !== root) inside = inside.parent as Shared | null
  return inside instanceof Y.XmlElement ? inside : null
}

const idOf = (block: Y.XmlElement): string | null => {
  const id: unknown = block.getAttribute('s_bid')
  return typeof id === 'string' ? id : null
}

/** Ids of the blocks that were changed or added, each once, in no order. */
export function blocksChangedIn(transaction: Y.Transaction): string[] {
  const root: Shared = rootOf(transaction.doc) as Shared
  const found = new Set<string>()
  for (const type of transaction.changed.keys()) {
    const block = blockAround(type as Shared, root)
    const id = block && !block._item?.deleted ? idOf(block) : null
    if (id !== null) found.add(id)
  }
  return [...found]
}
