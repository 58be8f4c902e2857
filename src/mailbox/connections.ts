// The websockets of a host. Each gets a visit; one that gives no sign of having read is ended.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Boxes } from './boxes.ts'
import { openBucket } from './bucket.ts'
import { closing, messageLimit } from './frames.ts'
import { unreadAllowed, type HostLimits } from './limits.ts'
import type { Admission } from './networks.ts'
import { openReading, type Reading } from './reading.ts'
import type { Store } from './store.ts'
import type { Unproven } from './unproven.ts'
import { openTurns } from './turns.ts'
import { openVisit, type Visit, type Wire } from './visit.ts'

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
  /** Ends those that answered no ping since the look before, or since three where much waits. */
  look(): void
  /** Hears no more, and says goodbye with a code of websockets; `terminate` does not. */
  close(code: number): void
  terminate(): void
}

/** Frames, or pieces of one, in numbers that no honest client sends. */
const mostFragments = 16
const mostChunks = 512
/** Milliseconds for the other end to answer the close of a websocket. */
const farewell = 2_000
/** Questions of connections to the store at a time. */
const mostAsking = 16
/** Looks without an answer until a connection is ended, and where it still has much to read. */
const silentLooks = { idle: 1, reading: 3 } as const

/** A connection as a look finds it. */
type Life = { hasAnswered: boolean; silent: number; reading: Reading; visit: Visit }

type Later = (work: () => void, milliseconds: number) => () => void

const wireOf = (socket: WebSocket, reading: Reading, later: Later): Wire => ({
  send: frame =>
    new Promise(resolve => {
      if (socket.readyState !== socket.OPEN) return resolve()
      socket.send(frame, { binary: true }, () => resolve())
      reading.sent(frame.length)
    }),
  buffered: () => socket.bufferedAmount,
  unread: reading.unread,
  more: reading.more,
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  close(code) {
    socket.close(code)
    later(() => socket.terminate(), farewell)
  },
})

export const openConnections = (ports: {
  limits: HostLimits
  store: Store
  boxes: Boxes
  unproven: Unproven
  now(): number
  later: Later
  defect(error: unknown): void
}): Connections => {
  const { limits, store, boxes, unproven, now, later, defect } = ports
  const lives = new WeakMap<WebSocket, Life>()
  const inTurn = openTurns(mostAsking)
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: messageLimit,
    maxFragments: mostFragments,
    maxBufferedChunks: mostChunks,
  })

  const serve = (socket: WebSocket, arrival: Arrival): void => {
    const { request, network, admission } = arrival
    const reading = openReading(nonce => socket.ping(nonce))
    const wire = wireOf(socket, reading, later)
    const late = (): void => wire.close(closing.tooSlow)
    const proven = unproven.asked(request.socket as Socket, network, late)
    const visit = openVisit({
      wire,
      store,
      boxes,
      now,
      later,
      defect,
      proven,
      inTurn,
      share: admission.share,
      quotas: limits.quotas,
      keeps: limits.keeps,
      buckets: [openBucket(limits.perConnection, now), admission.bytes],
      unread: () => unreadAllowed(limits.unread, admission.open()),
    })
    const life: Life = { hasAnswered: true, silent: 0, reading, visit }
    lives.set(socket, life)
    // All that comes counts, also what is no message.
    arrival.socket.on('data', (data: Buffer) => visit.came(data.length))
    socket.on('ping', visit.strayed)
    socket.on('pong', (data: Buffer) => {
      if (reading.answered(new Uint8Array(data))) life.hasAnswered = true
      else visit.strayed()
    })
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return visit.hear(new Uint8Array(data.buffer, data.byteOffset, data.length))
      visit.strayed()
      if (socket.readyState === socket.OPEN) wire.close(1003)
    })
    // The close code says what was wrong with a frame; nothing of it is kept here.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      reading.end()
      visit.ended()
      admission.leave()
    })
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
        if (!life) continue
        life.silent = life.hasAnswered ? 0 : life.silent + 1
        if (life.silent >= silentLooks[life.reading.isMuch() ? 'reading' : 'idle']) {
          socket.terminate()
          continue
        }
        life.hasAnswered = false
        life.reading.ask()
      }
    },
    close(code) {
      for (const socket of sockets.clients) lives.get(socket)?.visit.close(code)
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
