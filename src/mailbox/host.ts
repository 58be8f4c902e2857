// The host of a blind mailbox: websockets for members' devices, one page that says how it is, and
// nothing that names anybody. It writes no log of addresses or mailboxes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { Failure } from '#shared/failure'
import { equal, type Bytes } from '#core/keys'
import { openBoxes } from './boxes.ts'
import { openConnections } from './connections.ts'
import { defaultLimits, type HostLimits } from './limits.ts'
import { networkOf, openNetworks } from './networks.ts'
import { beyondPath } from './secret-path.ts'
import type { Store } from './store.ts'
import { openUnproven } from './unproven.ts'

export type HostOptions = {
  host: string
  port: number
  store: Store
  version: string
  /** Clients that it admits: those that know the secret path of this digest, or all. */
  admits: Bytes | 'everybody'
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
  /** Sets another secret path; connections that came by the one before are closed. */
  admit(known: Bytes): void
  /** Removes what has expired; it does so by itself every hour. */
  expire(): Promise<number>
  /** Takes no more, lets what is under way reach the disk, and ends. */
  close(): Promise<void>
}

const mebibyte = 1 << 20
const hour = 3_600_000
/** A connection that gave no sign of life between two looks is gone. */
const lookEvery = 30_000
/** More than any client sends before it is told to go on. */
const longestHeaders = 8_192

const realLater = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds).unref()
  return () => clearTimeout(timer)
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Failure `invalid-input` for a certificate or a key that is none. */
const serverFor = (
  { tls, limits = defaultLimits }: HostOptions,
  handler: Handler,
): { server: Server; secure: SecureServer | null } => {
  const options = { maxHeaderSize: longestHeaders }
  try {
    const secure = tls ? createSecureServer({ ...options, ...tls }, handler) : null
    const server = secure ?? createServer(options, handler)
    server.maxHeadersCount = 64
    server.maxConnections = limits.connections + limits.unproven.total
    return { server, secure }
  } catch (cause) {
    throw new Failure('invalid-input', { cause })
  }
}

const addressOf = ({ headers, socket }: IncomingMessage, trustProxy: boolean): string => {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
  const all = Array.isArray(forwarded) ? forwarded.join() : forwarded
  const last = all?.split(',').at(-1)?.trim()
  return last === undefined || last === '' ? (socket.remoteAddress ?? '') : last
}

const listening = (server: Server, { port, host }: HostOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', cause => reject(new Failure('not-permitted', { cause })))
    server.listen(port, host, resolve)
  })

/** Failure `not-permitted` when the address cannot be listened on, `invalid-input` for a bad key. */
export const openHost = async (options: HostOptions): Promise<Host> => {
  const { store, now, version, trustProxy = false } = options
  const { limits = defaultLimits, later = realLater, defect = () => {} } = options
  const startedAt = now()
  let known = options.admits === 'everybody' ? null : options.admits
  const boxes = openBoxes(later)
  const { perNetwork, keeps, quotas } = limits
  const networks = openNetworks({ perNetwork, keeps, total: quotas.total }, now)
  const unproven = openUnproven(limits.unproven, later)
  const connections = openConnections({ limits, store, boxes, unproven, now, later, defect })

  const health = async (response: ServerResponse): Promise<void> => {
    const { mailboxes, parts, bytes } = await store.usage()
    const page = {
      status: bytes + mebibyte > quotas.total ? 'full' : 'ok',
      version,
      uptime: Math.floor((now() - startedAt) / 1000),
      connections: connections.count(),
      mailboxes,
      parts,
      bytes,
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(`${JSON.stringify(page)}\n`)
  }
  const { server, secure } = serverFor(options, ({ method, url = '' }, response) => {
    response.setHeader('connection', 'close')
    if (method === 'GET' && beyondPath(url, known) === 'health') {
      health(response).catch((error: unknown) => {
        defect(error)
        response.writeHead(500).end()
      })
      return
    }
    response.writeHead(404).end()
  })

  // The socket under TLS too: its time begins before the handshake of TLS.
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy())
    unproven.begin(socket, trustProxy ? null : networkOf(socket.remoteAddress ?? ''))
  })
  server.on('upgrade', (request, duplex, head: Buffer) => {
    const socket = duplex as Socket
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      socket.destroySoon()
    }
    socket.on('error', () => socket.destroy())
    if (beyondPath(request.url ?? '', known) !== '') return refuse('404 Not Found')
    if (connections.count() >= limits.connections) return refuse('503 Service Unavailable')
    const network = networkOf(addressOf(request, trustProxy))
    const admission = networks.enter(network)
    if (!admission) return refuse('429 Too Many Requests')
    connections.upgrade({ request, socket, head, network, admission })
  })
  await listening(server, options)

  const expire = (): Promise<number> => store.dropExpired(now() - limits.keeps)
  let cancelLook = (): void => {}
  const look = (): void => {
    networks.forget()
    connections.look()
    cancelLook = later(look, lookEvery)
  }
  cancelLook = later(look, lookEvery)
  const expiring = setInterval(() => void expire().catch(defect), hour).unref()
  await expire()

  return {
    port: (server.address() as AddressInfo).port,
    renew: tls => secure?.setSecureContext(tls),
    admit(next) {
      if (known && equal(known, next)) return
      known = next
      connections.close(1012)
    },
    expire,
    async close() {
      cancelLook()
      clearInterval(expiring)
      const ended = new Promise<void>(resolve => server.close(() => resolve()))
      connections.close(1001)
      const cancel = later(() => {
        connections.terminate()
        server.closeAllConnections()
      }, 1_000)
      await ended
      cancel()
      await store.close()
    },
  }
}
