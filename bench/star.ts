// A star with y-protocols: a server that holds the document in plain text and relays to all clients
// over real sockets. It measures an exchange without secrecy, proof or a disk.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as protocol from 'y-protocols/sync'
import * as Y from 'yjs'

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

/** The server, on a port of the system's choice: it takes in what a client says and tells the others. */
export const openStar = async (): Promise<{ port: number; clients(): number; close(): void }> => {
  const clients = new Set<Socket>()
  const held = new Y.Doc()
  const server = createServer(socket => {
    clients.add(socket)
    socket.on('error', () => {})
    framed(socket, bytes => {
      const decoder = decoding.createDecoder(bytes)
      protocol.readSyncMessage(decoder, encoding.createEncoder(), held, socket)
      for (const other of clients) if (other !== socket) sendFramed(other, bytes)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  return {
    port: at && typeof at === 'object' ? at.port : 0,
    clients: () => clients.size,
    close: () => void server.close(),
  }
}

/**
 * A client of it; `heard` is called when something of another one is in its document. `keep` is given
 * each update: before it is sent, or after it was heard.
 */
export const joinStar = async (
  port: number,
  heard: () => void,
  keep: (update: Uint8Array) => void = () => {},
): Promise<Y.Text> => {
  const doc = new Y.Doc()
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  framed(socket, bytes => {
    const decoder = decoding.createDecoder(bytes)
    protocol.readSyncMessage(decoder, encoding.createEncoder(), doc, socket)
    heard()
    keep(bytes)
  })
  doc.on('update', (update: Uint8Array, origin) => {
    if (origin === socket) return
    keep(update)
    const encoder = encoding.createEncoder()
    protocol.writeUpdate(encoder, update)
    sendFramed(socket, encoding.toUint8Array(encoder))
  })
  return doc.getText('text')
}

const oneWay = (have: Y.Doc, lacks: Y.Doc): number => {
  const first = encoding.createEncoder()
  protocol.writeSyncStep1(first, lacks)
  const asked = encoding.toUint8Array(first)
  const second = encoding.createEncoder()
  protocol.readSyncMessage(decoding.createDecoder(asked), second, have, 'link')
  const answer = encoding.toUint8Array(second)
  protocol.readSyncMessage(decoding.createDecoder(answer), encoding.createEncoder(), lacks, 'link')
  return asked.length + answer.length
}

/** Bytes both ways until both have the same: each says its state vector and is sent what it lacks. */
export const protocolBytes = (a: Y.Doc, b: Y.Doc): number => oneWay(a, b) + oneWay(b, a)
