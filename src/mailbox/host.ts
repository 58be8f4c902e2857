// The host of a blind mailbox: websockets for members' devices, one page that says how it is, and
// nothing that names anybody. It writes no log of addresses or mailboxes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { Failure } from '#shared/failure'
import { openBoxes } from './boxes.ts'
import { messageLimit } from './frames.ts'
import { openBucket, openNetworks, type Rate } from './rates.ts'
import type { Quotas, Store } from './store.ts'
import { openVisit, type Visit, type Wire } from './visit.ts'

export type HostLimits = {
  quotas: Quotas
  /** Milliseconds for which a part is kept. */
  keeps: number
  connections: number
  /** Of one network: an IPv4 address, or the first half of an IPv6 address. */
  perNetwork: { connections: number; arrivals: Rate; bytes: Rate }
  perConnection: Rate
}

const mebibyte = 1 << 20
const day = 86_400_000

/** What `baraza mailbox` allows unless it is told otherwise. */
export const defaultLimits: HostLimits = {
  quotas: { mailbox: 256 * mebibyte, total: 10_240 * mebibyte },
  keeps: 90 * day,
  connections: 20_000,
  perNetwork: {
    connections: 256,
    arrivals: { burst: 128, perSecond: 4 },
    bytes: { burst: 64 * mebibyte, perSecond: 2 * mebibyte },
  },
  perConnection: { burst: 32 * mebibyte, perSecond: mebibyte },
}

export type HostOptions = {
  host: string
  port: number
  store: Store
  version: string
  limits?: HostLimits
  /** PEM. Left out: plain HTTP, for a proxy on the same machine or a private network. */
  tls?: { cert: string; key: string }
  /** A caller's address is what the proxy in front says last in X-Forwarded-For. */
  trustProxy?: boolean
  /** UTC milliseconds. */
  now(): number
  later?(work: () => void, milliseconds: number): () => void
  defect?(error: unknown): void
}

export type Host = {
  /** The port that it listens on. */
  port: number
  /** A renewed certificate for connections to come. */
  renew(tls: { cert: string; key: string }): void
  /** Removes what has expired; it does so by itself every hour. */
  expire(): Promise<number>
  /** Takes no more, lets what is under way reach the disk, and ends. */
  close(): Promise<void>
}

const hour = 3_600_000
/** A connection that gave no sign of life between two looks is gone. */
const lookEvery = 30_000

const realLater = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds).unref()
  return () => clearTimeout(timer)
}

/** Failure `not-permitted` when the address cannot be listened on, `invalid-input` for a bad key. */
export const openHost = async (options: HostOptions): Promise<Host> => {
  const { store, now, version, trustProxy = false } = options
  const { limits = defaultLimits, later = realLater, defect = () => {} } = options
  const startedAt = now()
  const boxes = openBoxes(later)
  const networks = openNetworks(limits.perNetwork, now)
  const alive = new WeakMap<WebSocket, boolean>()
  const full = { isFull: false }

  const health = async (response: ServerResponse): Promise<void> => {
    const { mailboxes, parts, bytes } = await store.usage()
    full.isFull = bytes + mebibyte > limits.quotas.total
    const page = {
      status: full.isFull ? 'full' : 'ok',
      version,
      uptime: Math.floor((now() - startedAt) / 1000),
      connections: sockets.clients.size,
      ...{ mailboxes, parts, bytes },
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(`${JSON.stringify(page)}\n`)
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'GET' && request.url === '/health') {
      health(response).catch((error: unknown) => {
        defect(error)
        response.writeHead(500).end()
      })
      return
    }
    response.writeHead(404).end()
  }

  let secure: ReturnType<typeof createSecureServer> | null
  try {
    secure = options.tls ? createSecureServer(options.tls, onRequest) : null
  } catch (cause) {
    throw new Failure('invalid-input', { cause })
  }
  const server = secure ?? createServer(onRequest)
  // A caller who says half a request is not waited for.
  server.headersTimeout = 10_000
  server.requestTimeout = 10_000
  server.maxHeadersCount = 64
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    maxPayload: messageLimit,
  })

  const addressOf = ({ headers, socket }: IncomingMessage): string => {
    const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
    const last = (Array.isArray(forwarded) ? forwarded.join() : forwarded)
      ?.split(',')
      .at(-1)
      ?.trim()
    return last === undefined || last === '' ? (socket.remoteAddress ?? '') : last
  }

  const wireOf = (socket: WebSocket): Wire => ({
    send: frame =>
      new Promise(resolve => {
        if (socket.readyState !== socket.OPEN) return resolve()
        socket.send(frame, { binary: true }, () => resolve())
      }),
    buffered: () => socket.bufferedAmount,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close(code) {
      socket.close(code)
      // Whoever does not answer the farewell has no socket here for long.
      later(() => socket.terminate(), 2_000)
    },
  })

  const serve = (socket: WebSocket, network: NonNullable<ReturnType<typeof networks.enter>>) => {
    const visit: Visit = openVisit({
      ...{ wire: wireOf(socket), store, boxes, now, later, defect },
      ...{ quotas: limits.quotas, keeps: limits.keeps },
      buckets: [openBucket(limits.perConnection, now), network.bytes],
    })
    alive.set(socket, true)
    socket.on('pong', () => alive.set(socket, true))
    socket.on('message', (data: Buffer, isBinary) => {
      alive.set(socket, true)
      if (isBinary) visit.hear(new Uint8Array(data.buffer, data.byteOffset, data.length))
      else socket.close(1003)
    })
    // What was wrong with a frame is in its close code; nothing of it is kept here.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      visit.ended()
      network.leave()
    })
  }

  server.on('upgrade', (request, socket, head: Buffer) => {
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    }
    socket.on('error', () => socket.destroy())
    if (sockets.clients.size >= limits.connections) return refuse('503 Service Unavailable')
    const network = networks.enter(addressOf(request))
    if (!network) return refuse('429 Too Many Requests')
    socket.once('close', network.leave)
    sockets.handleUpgrade(request, socket, head, client => serve(client, network))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(new Failure('not-permitted', { cause })))
    server.listen(options.port, options.host, resolve)
  })

  const expire = (): Promise<number> => store.dropExpired(now() - limits.keeps)
  const looking = setInterval(() => {
    networks.forget()
    for (const socket of sockets.clients) {
      if (alive.get(socket) !== true) {
        socket.terminate()
        continue
      }
      alive.set(socket, false)
      socket.ping()
    }
  }, lookEvery).unref()
  const expiring = setInterval(() => void expire().catch(defect), hour).unref()
  await expire()

  return {
    port: (server.address() as AddressInfo).port,
    renew: tls => secure?.setSecureContext(tls),
    expire,
    async close() {
      clearInterval(looking)
      clearInterval(expiring)
      const ended = new Promise<void>(resolve => server.close(() => resolve()))
      for (const socket of sockets.clients) socket.close(1001)
      const cancel = later(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, 1_000)
      await ended
      cancel()
      await store.close()
    },
  }
}
