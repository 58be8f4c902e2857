// Words that fell into a removed paragraph. When one person removes a paragraph in which another is
// writing, the shared tree keeps neither side's intention: the words are gone from every page. They
// are found here, on both sides, so that a person can be asked whether to restore them.
import type { BlockId } from '#shared/ids'
import { isBlockId } from '#document/ids'
import { rootOf } from '#document/tree'
import * as Y from 'yjs'

/** `client`: the Yjs client that wrote the words; `block`: the removed paragraph. */
export type Rescued = { block: BlockId | null; text: string; client: number }

type Ranges = ReturnType<typeof Y.createDeleteSet>
const arriving = new WeakMap<Y.Doc, Ranges>()
const preparing = new WeakMap<Y.Doc, Set<() => void>>()

/** Runs `work` before each update that `receiveUpdate` applies, and on `prepare`. */
export const beforeReceived = (doc: Y.Doc, work: () => void): (() => void) => {
  const works = preparing.get(doc) ?? new Set()
  preparing.set(doc, works.add(work))
  return () => void works.delete(work)
}

/** Call before a change of `doc` that the editor does not make. */
export const prepare = (doc: Y.Doc): void => {
  for (const work of preparing.get(doc) ?? []) work()
}

/**
 * As Y.applyUpdate, and lets the watcher tell which words the remover knew. Use it for everything
 * that comes from outside; without it only words that arrive after a removal are found.
 */
export const receiveUpdate = (doc: Y.Doc, update: Uint8Array, origin: unknown): void => {
  prepare(doc)
  // Where nothing was there is nothing that could be lost; a whole text takes long to take apart.
  if (doc.store.clients.size > 0) arriving.set(doc, Y.decodeUpdate(update).ds)
  try {
    Y.applyUpdate(doc, update, origin)
  } finally {
    arriving.delete(doc)
  }
}

/** The removals of the update that `receiveUpdate` is applying to `doc`. */
export const removedByArriving = (doc: Y.Doc): Ranges | undefined => arriving.get(doc)

const isString = (struct: Y.AbstractStruct): struct is Y.Item =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString

/** The removed block around an item, whether or not the item itself was deleted; null if it stands. */
const removedBlock = (item: Y.Item, root: Y.XmlElement): Y.XmlElement | null => {
  let removed: Y.XmlElement | null = null
  let parent: unknown = item.parent
  while (parent instanceof Y.AbstractType && parent !== root) {
    if (parent._item?.deleted === true && parent instanceof Y.XmlElement) removed = parent
    parent = parent.parent
  }
  return parent === root ? removed : null
}

const idOf = (block: Y.XmlElement): BlockId | null => {
  // A removed element answers no questions, but its attributes are still there.
  const id: unknown = block._map.get('s_bid')?.content.getContent().at(-1)
  return isBlockId(id) ? id : null
}

/** Structs of a client from a clock on that is known to exist; the first may begin earlier. */
const structsFrom = (doc: Y.Doc, client: number, from: number): Y.AbstractStruct[] => {
  const structs = doc.store.clients.get(client) ?? []
  return structs.slice(Y.findIndexSS(structs, from))
}

/** Text that this transaction brought into a block that was removed before or by it. */
const arrived = (transaction: Y.Transaction): Y.Item[] =>
  [...transaction.afterState].flatMap(([client, clock]) => {
    const from = transaction.beforeState.get(client) ?? 0
    return clock > from ? structsFrom(transaction.doc, client, from).filter(isString) : []
  })

/** Text that disappeared although the arriving update does not name it: its sender never saw it. */
const unseen = (transaction: Y.Transaction, named: Ranges): Y.Item[] => {
  const found: Y.Item[] = []
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
    if (isString(struct) && !Y.isDeleted(named, struct.id)) found.push(struct)
  })
  return found
}

/** Tells of each piece of text once, joined per block and writer. Returns its undo. */
export const watchRescue = (doc: Y.Doc, tell: (rescued: Rescued) => void): (() => void) => {
  const root = rootOf(doc)
  const listen = (transaction: Y.Transaction): void => {
    if (transaction.local) return
    const named = arriving.get(doc)
    const items = new Set([...arrived(transaction), ...(named ? unseen(transaction, named) : [])])
    // Without the update's own list, only what fell into a block removed earlier is certain.
    const wasLost = (item: Y.Item, block: Y.XmlElement): boolean =>
      named === undefined
        ? block._item !== null && !Y.isDeleted(transaction.deleteSet, block._item.id)
        : !Y.isDeleted(named, item.id)
    const found = new Map<string, Rescued>()
    for (const item of items) {
      const block = removedBlock(item, root)
      if (block === null || !wasLost(item, block)) continue
      const { client } = item.id
      const key = `${client} ${block._item?.id.client} ${block._item?.id.clock}`
      const text = (item.content as Y.ContentString).str
      const known = found.get(key)
      if (known) known.text += text
      else found.set(key, { block: idOf(block), text, client })
    }
    for (const rescued of found.values()) tell(rescued)
  }
  doc.on('afterTransaction', listen)
  return () => doc.off('afterTransaction', listen)
}
