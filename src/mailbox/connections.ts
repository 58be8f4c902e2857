// The websockets of a host. Each gets a visit; one that gives no sign of life, or takes nothing of
// what waits for it, is ended.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Boxes } from './boxes.ts'
import { openBucket } from './bucket.ts'
import { closing, messageLimit } from './frames.ts'
import { unreadAllowed, type HostLimits } from './limits.ts'
import type { Admission } from './networks.ts'
import type { Store } from './store.ts'
import type { Unproven } from './unproven.ts'
import { openVisit, type Wire } from './visit.ts'

export type Arrival = {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  network: string
  admission: Admission
}

export type Connections = {
  count(): number
  upgrade(arrival: Arrival): void
  /** Ends those that gave no sign of life, or took nothing, since the look before. */
  look(): void
  /** Says goodbye with a code of websockets; `terminate` does not. */
  close(code: number): void
  terminate(): void
}

/** Frames, or pieces of one, that nobody here sends in such numbers. */
const mostFragments = 16
const mostChunks = 512
/** Milliseconds for the other end to answer the close of a websocket. */
const farewell = 2_000
/** Looks without a byte taken, after which a connection with something to take is ended. */
const mostIdleLooks = 2

type Life = { isAlive: boolean; taken: number; atLastLook: number; idleLooks: number }

export const openConnections = (rooms: {
  limits: HostLimits
  store: Store
  boxes: Boxes
  unproven: Unproven
  now(): number
  later(work: () => void, milliseconds: number): () => void
  defect(error: unknown): void
}): Connections => {
  const { limits, store, boxes, unproven, now, later, defect } = rooms
  const lives = new WeakMap<WebSocket, Life>()
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: messageLimit,
    maxFragments: mostFragments,
    maxBufferedChunks: mostChunks,
  })

  const wireOf = (socket: WebSocket, life: Life): Wire => ({
    send: frame =>
      new Promise(resolve => {
        if (socket.readyState !== socket.OPEN) return resolve()
        socket.send(frame, { binary: true }, () => {
          life.taken++
          resolve()
        })
      }),
    buffered: () => socket.bufferedAmount,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close(code) {
      socket.close(code)
      later(() => socket.terminate(), farewell)
    },
  })

  const serve = (socket: WebSocket, { request, network, admission }: Arrival): void => {
    const life: Life = { isAlive: true, taken: 0, atLastLook: 0, idleLooks: 0 }
    const wire = wireOf(socket, life)
    const late = (): void => wire.close(closing.tooSlow)
    const proven = unproven.asked(request.socket as Socket, network, late)
    const visit = openVisit({
      ...{ wire, store, boxes, now, later, defect, proven, share: admission.share },
      ...{ quotas: limits.quotas, keeps: limits.keeps },
      buckets: [openBucket(limits.perConnection, now), admission.bytes],
      unread: () => unreadAllowed(limits.unread, admission.open()),
    })
    lives.set(socket, life)
    socket.on('pong', () => (life.isAlive = true))
    socket.on('message', (data: Buffer, isBinary) => {
      life.isAlive = true
      if (isBinary) visit.hear(new Uint8Array(data.buffer, data.byteOffset, data.length))
      else socket.close(1003)
    })
    // What was wrong with a frame is in its close code; nothing of it is kept here.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      visit.ended()
      admission.leave()
    })
  }

  const isIdle = (socket: WebSocket, life: Life): boolean => {
    const isStuck = socket.bufferedAmount > 0 && life.taken === life.atLastLook
    life.idleLooks = isStuck ? life.idleLooks + 1 : 0
    life.atLastLook = life.taken
    return life.idleLooks >= mostIdleLooks
  }

  return {
    count: () => sockets.clients.size,
    upgrade(arrival) {
      const { request, socket, head, admission } = arrival
      socket.once('close', admission.leave)
      sockets.handleUpgrade(request, socket, head, client => serve(client, arrival))
    },
    look() {
      for (const socket of sockets.clients) {
        const life = lives.get(socket)
        if (!life?.isAlive || isIdle(socket, life)) {
          socket.terminate()
          continue
        }
        life.isAlive = false
        socket.ping()
      }
    },
    close(code) {
      for (const socket of sockets.clients) socket.close(code)
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
