// Which pictures a text names, in the order of the page, and which client wrote each name.
import * as Y from 'yjs'
import { pictureKey, pictureNamed } from '#document/model'
import { rootOf } from '#document/tree'

/** By the hash of the picture; of several figures with one picture the last one's client. */
export const picturesPut = (doc: Y.Doc): Map<string, number> => {
  const found = new Map<string, number>()
  for (const block of rootOf(doc).toArray()) {
    const item = block instanceof Y.XmlElement ? block._map.get(pictureKey) : undefined
    const picture =
      item && !item.deleted ? pictureNamed(item.content.getContent().at(-1)) : undefined
    if (item && picture) found.set(picture.hash, item.id.client)
  }
  return found
}
