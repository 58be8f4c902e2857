// The member who put a picture into the text, as the text itself says: that member most likely has
// it, where no piece of it is here.
import { picturesPut } from '#document/files'
import type { DocumentId, MemberId } from '#shared/ids'
import type * as Y from 'yjs'
import type { Core } from '../../shell/core-client.ts'

export type PutBy = (hash: string) => Promise<MemberId | null>

/** For pictures requested at once the text is searched once, and each client asked for once. */
export const openPutBy = (core: Pick<Core, 'call'>, document: DocumentId, doc: Y.Doc): PutBy => {
  const members = new Map<number, Promise<MemberId | null>>()
  let clients: Map<string, number> | null = null
  const look = (): Map<string, number> => {
    const found = picturesPut(doc)
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
