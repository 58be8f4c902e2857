// The page that says how a host is: counts, and nothing that names anybody. With other hosts on the
// store it is about all of them.
import type { ServerResponse } from 'node:http'
import type { Store } from './store.ts'

const mebibyte = 1 << 20

export type Health = {
  version: string
  /** Milliseconds since it began. */
  age: number
  /** Bytes that the store may hold. */
  total: number
  connections: number
  /** Connections of each other host; null for a host that has its store for itself. */
  elsewhere: readonly number[] | null
}

export const sendHealth = async (
  response: ServerResponse,
  store: Pick<Store, 'usage'>,
  { version, age, total, connections, elsewhere }: Health,
): Promise<void> => {
  const { mailboxes, parts, bytes, standby } = await store.usage()
  const page = {
    status: bytes + mebibyte > total ? 'full' : 'ok',
    version,
    uptime: Math.floor(age / 1000),
    ...(elsewhere && { hosts: 1 + elsewhere.length }),
    ...(standby !== undefined && { standby }),
    connections: (elsewhere ?? []).reduce((sum, each) => sum + each, connections),
    mailboxes,
    parts,
    bytes,
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(page)}\n`)
}
