// The first update of every document: one empty paragraph, the same bytes on every device, so that
// two peers who open a new document share one first block instead of making two.
import * as Y from 'yjs'
import { blockNodeName, metaName, rootOf, setAttribute } from '#document/tree'
import type { BlockId } from '#shared/ids'
import { schema } from '#document/model'

/** The only client id that genesis is written with; it is never used again. */
export const genesisClient = 1

/** The first block's id is the same in every document; ids name blocks within one document only. */
export const genesisBlock = 'aaaaaaaaaa' as BlockId

/** The Yjs V1 update, byte-identical everywhere and for ever: it is part of the stored format. */
export const genesis = (): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = genesisClient
  doc.transact(() => {
    doc.getMap(metaName).set('schema', schema)
    const block = new Y.XmlElement(blockNodeName)
    rootOf(doc).insert(0, [block])
    setAttribute(block, 's_bid', genesisBlock)
    block.insert(0, [new Y.XmlText()])
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
