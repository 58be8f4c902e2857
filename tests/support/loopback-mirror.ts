// A server on loopback that answers like a mirror of releases, and counts its callers.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Mirror = { address: string; asked: string[]; close(): Promise<void> }

/** Starts a mirror that leaves every request to `answer`. */
export async function loopbackMirror(answer: RequestListener): Promise<Mirror> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
