// Where other hosts on the same store tell this one what is new. One that has not the hosts' secret
// is not heard.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { Failure } from '#shared/failure'
import { equal, random, type Bytes } from '#core/keys'
import { bellLimit, nonceBytes, readBell, type BellFrame } from './bell-frames.ts'

export type BellListener = {
  port: number
  /** Connections of each other host that was heard. */
  connections(): number[]
  /** Ends callers of which nothing was heard for two ticks. */
  tick(): void
  close(): Promise<void>
}

export type BellListenerPorts = {
  host: string
  port: number
  key: Bytes
  /** The name of this host: what it says itself is not heard. */
  own: Bytes
  /** `from` names the connection of that host. */
  heard(from: object, frame: BellFrame): void
  gone(from: object): void
}

/** Connections at a time; a shard has a few hosts. */
const mostCallers = 256
const silentTicks = 2
/** Milliseconds in which a call is to be made. */
const callWithin = 5_000

/** Failure `not-permitted` when the address cannot be listened on. */
export const openBellListener = async (ports: BellListenerPorts): Promise<BellListener> => {
  const { key, own, heard, gone } = ports
  const callers = new Map<WebSocket, { silent: number; connections: number | null }>()
  const options = { headersTimeout: callWithin, connectionsCheckingInterval: callWithin }
  const server = createServer(options, (_, response) => response.writeHead(404).end())
  server.maxConnections = mostCallers
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: bellLimit })

  sockets.on('connection', socket => {
    const nonce = random(nonceBytes)
    const caller = { silent: 0, connections: null as number | null }
    let turn = 0
    callers.set(socket, caller)
    socket.on('message', (data: Buffer) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length)
      const frame = readBell({ key, nonce, turn: turn++ }, bytes)
      if (!frame) return socket.terminate()
      caller.silent = 0
      if (equal(frame.from, own)) return
      caller.connections = frame.connections
      heard(socket, frame)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      callers.delete(socket)
      gone(socket)
    })
    socket.send(nonce)
  })
  server.listen(ports.port, ports.host)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Failure('not-permitted', { cause })
  })

  return {
    port: (server.address() as AddressInfo).port,
    connections: () => [...callers.values()].flatMap(({ connections }) => connections ?? []),
    tick() {
      for (const [socket, caller] of callers) {
        if (++caller.silent > silentTicks) socket.terminate()
      }
    },
    async close() {
      const ended = new Promise<void>(resolve => server.close(() => resolve()))
      for (const socket of callers.keys()) socket.terminate()
      server.closeAllConnections()
      await ended
    },
  }
}
