// Who put a picture into the text, as the text itself says: she has it, as far as anybody can know where
// no piece of it is here.
import { pictureKey, pictureNamed, rootOf } from '#shared/document'
import type { DocumentId, MemberId } from '#shared/ids'
import * as Y from 'yjs'
import type { Core } from '../../core.ts'

/** The client that wrote each picture's name, by its hash. */
const clientsIn = (doc: Y.Doc): Map<string, number> => {
  const found = new Map<string, number>()
  for (const block of rootOf(doc).toArray()) {
    const item = block instanceof Y.XmlElement ? block._map.get(pictureKey) : undefined
    const picture =
      item && !item.deleted ? pictureNamed(item.content.getContent().at(-1)) : undefined
    if (item && picture) found.set(picture.hash, item.id.client)
  }
  return found
}

export type PutBy = (hash: string) => Promise<MemberId | null>

/** Of all that are asked for at once the text is looked through once, and each client asked for once. */
export const openPutBy = (core: Pick<Core, 'call'>, document: DocumentId, doc: Y.Doc): PutBy => {
  const members = new Map<number, Promise<MemberId | null>>()
  let clients: Map<string, number> | null = null
  const look = (): Map<string, number> => {
    const found = clientsIn(doc)
    clients = found
    setTimeout(() => void (clients = null))
    return found
  }
  const ask = async (client: number): Promise<MemberId | null> => {
    const [member] = await core.call('comments.authors', { document, clients: [client] })
    return member ?? null
  }
  return async hash => {
    const client = (clients ?? look()).get(hash)
    if (client === undefined) return null
    const known = members.get(client) ?? ask(client).catch(() => null)
    members.set(client, known)
    return known
  }
}
