// A star with y-protocols: a server that holds the document in plain text and tells everybody, and
// clients on real sockets. What an exchange without secrecy, proof or a disk takes.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as protocol from 'y-protocols/sync'
import * as Y from 'yjs'

/** `key`: milliseconds until each of the others has it. */
export type Star = { key(): Promise<number[]>; close(): Promise<void> }

const framed = (socket: Socket, hear: (bytes: Uint8Array) => void): void => {
  let held = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('data', chunk => {
    held = Buffer.concat([held, chunk as Buffer])
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const end = 4 + held.readUInt32BE(0)
      hear(new Uint8Array(held.subarray(4, end)))
      held = held.subarray(end)
    }
  })
}
const sendFramed = (socket: Socket, bytes: Uint8Array): void => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  socket.write(Buffer.concat([length, bytes]))
}

/** A server that holds the document and tells everybody: plaintext, nothing kept. */
export const star = async (peers: number): Promise<Star> => {
  const clients = new Set<Socket>()
  const held = new Y.Doc({ gc: false })
  const server = createServer(socket => {
    clients.add(socket)
    framed(socket, bytes => {
      const decoder = decoding.createDecoder(bytes)
      protocol.readSyncMessage(decoder, encoding.createEncoder(), held, socket)
      for (const other of clients) if (other !== socket) sendFramed(other, bytes)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  const port = at && typeof at === 'object' ? at.port : 0
  const join = async (heard: () => void) => {
    const doc = new Y.Doc({ gc: false })
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    framed(socket, bytes => {
      const decoder = decoding.createDecoder(bytes)
      protocol.readSyncMessage(decoder, encoding.createEncoder(), doc, socket)
      heard()
    })
    return { doc, socket }
  }
  const came: ((time: number) => void)[] = []
  for (let index = 0; index < peers; index++) await join(() => came[index]?.(performance.now()))
  const { doc, socket } = await join(() => {})
  doc.on('update', (update: Uint8Array) => {
    const encoder = encoding.createEncoder()
    protocol.writeUpdate(encoder, update)
    sendFramed(socket, encoding.toUint8Array(encoder))
  })
  while (clients.size <= peers) await new Promise(setImmediate)
  const text = doc.getText('text')
  return {
    async key() {
      const all = Array.from({ length: peers }, (_, index) => {
        const arrival = Promise.withResolvers<number>()
        came[index] = arrival.resolve
        return arrival.promise
      })
      const begin = performance.now()
      text.insert(text.length, 'x')
      return (await Promise.all(all)).map(time => time - begin)
    },
    async close() {
      for (const client of clients) client.destroy()
      socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
