// The host of a blind mailbox: websockets for members' devices, one page that says how it is, and
// nothing that names anybody. It writes no log of addresses or mailboxes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { Failure } from '#shared/failure'
import { equal, type Bytes } from '#core/keys'
import { openAsking } from './asking.ts'
import type { BellOptions } from './bell.ts'
import { openBoxes } from './boxes.ts'
import { openConnections } from './connections.ts'
import { sendHealth } from './health.ts'
import { defaultLimits, type HostLimits } from './limits.ts'
import { networkOf, openNetworks } from './networks.ts'
import { openOtherHosts, type OtherHosts } from './other-hosts.ts'
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
  /** Left out by a host that has its store for itself. */
  bell?: BellOptions
  /** UTC milliseconds. */
  now(): number
  later?(work: () => void, milliseconds: number): () => void
  defect?(error: unknown): void
}

export type Host = {
  /** The port that it listens on. */
  port: number
  /** The port of its bell; null without one. */
  bell(): number | null
  /** Rings the bells of these hosts, HOST:PORT each, which have the same store. */
  call(peers: readonly string[]): void
  /** A renewed certificate for connections to come. */
  renew(tls: { cert: string; key: string }): void
  /** Sets another secret path; connections that came by the one before are closed. */
  admit(known: Bytes): void
  /** Removes what has expired; it does so by itself every hour. */
  expire(): Promise<number>
  /** Takes no more, lets what is under way reach the disk, and ends. */
  close(): Promise<void>
}

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

/** Does it now and every hour, and waits for none of it, until the returned function is called. */
const hourly = (work: () => Promise<unknown>, defect: (error: unknown) => void): (() => void) => {
  let isEnded = false
  const start = (): void =>
    void work().catch((error: unknown) => {
      if (!isEnded) defect(error)
    })
  const timer = setInterval(start, hour).unref()
  start()
  return () => {
    isEnded = true
    clearInterval(timer)
  }
}

/** Failure `not-permitted` when the address cannot be listened on, `invalid-input` for a bad key. */
export const openHost = async (options: HostOptions): Promise<Host> => {
  const { store, now, version, trustProxy = false } = options
  const { limits = defaultLimits, later = realLater, defect = () => {} } = options
  const startedAt = now()
  let known = options.admits === 'everybody' ? null : options.admits
  let others: OtherHosts | null = null
  const boxes = openBoxes({ store, later, defect, announce: ring => others?.ring(ring) })
  const { perNetwork, keeps, quotas } = limits
  const networks = openNetworks({ perNetwork, keeps, total: quotas.total }, now)
  const unproven = openUnproven(limits.unproven, later)
  const connections = openConnections({ limits, store, boxes, unproven, now, later, defect })

  const health = (response: ServerResponse): Promise<void> =>
    sendHealth(response, store, {
      version,
      age: now() - startedAt,
      total: quotas.total,
      connections: connections.count(),
      elsewhere: others?.connections() ?? null,
    })
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
  if (options.bell) {
    const count = (): number => connections.count()
    others = await openOtherHosts(options.bell, { boxes, connections: count, later })
  }
  await listening(server, options).catch(async (error: unknown) => {
    await others?.close()
    throw error
  })

  store.whenRenewed?.(() => {
    boxes.forget()
    connections.close(1012)
  })
  let cancelLook = (): void => {}
  const look = (): void => {
    networks.forget()
    connections.look()
    cancelLook = later(look, lookEvery)
  }
  cancelLook = later(look, lookEvery)
  const cancelAsking = openAsking({ store, boxes, later, defect })
  const expire = (): Promise<number> => store.dropExpired(now() - limits.keeps)
  const endExpiring = hourly(expire, defect)

  return {
    port: (server.address() as AddressInfo).port,
    bell: () => others?.port ?? null,
    call: peers => others?.call(peers),
    renew: tls => secure?.setSecureContext(tls),
    admit(next) {
      if (known && equal(known, next)) return
      known = next
      connections.close(1012)
    },
    expire,
    async close() {
      cancelLook()
      cancelAsking()
      endExpiring()
      const ended = new Promise<void>(resolve => server.close(() => resolve()))
      connections.close(1001)
      const cancel = later(() => {
        connections.terminate()
        server.closeAllConnections()
      }, 1_000)
      await ended
      cancel()
      await others?.close()
      await store.close()
    },
  }
}
