// The server of the local network: where it listens, and where others can call it.
import { once } from 'node:events'
import { createServer, isIP, type Server, type Socket } from 'node:net'
import { Failure } from '#shared/failure'
import type { Interface } from './addresses.ts'

/** Listens at the given host, else everywhere, with IPv6 where the machine has it. */
const listen = async (
  opened: Server,
  { port, host }: { port: number; host: string | undefined },
): Promise<void> => {
  const hosts = host === undefined ? ['::', '0.0.0.0'] : [host]
  for (const [index, at] of hosts.entries()) {
    opened.listen({ port, host: at })
    try {
      await once(opened, 'listening')
      return
    } catch (error) {
      if (index === hosts.length - 1) throw error
    }
  }
}

/** Where others can call it: at the given host, unless that one stands for all. */
export const callable = (
  host: string | undefined,
  interfaces: () => readonly Interface[],
): readonly Interface[] => {
  const family = isIP(host ?? '')
  if (host === undefined || family === 0 || host === '::' || host === '0.0.0.0') return interfaces()
  return [{ address: host, family: family === 6 ? 'IPv6' : 'IPv4', internal: false }]
}

/** `port`: 0 lets the system choose. */
type Place = { port: number; host: string | undefined }

export class CallServer {
  readonly #place: Place
  readonly #onCaller: (socket: Socket) => void
  #server: Server | null = null

  constructor(place: Place, onCaller: (socket: Socket) => void) {
    this.#place = place
    this.#onCaller = onCaller
  }

  get isOn(): boolean {
    return this.#server !== null
  }

  /** The port where it listens; 0 where it does not. */
  get port(): number {
    const at = this.#server?.address()
    return at && typeof at === 'object' ? at.port : 0
  }

  /**
   * Resolves when it can be reached; false when it was stopped meanwhile. Failure `not-permitted`
   * where the machine refuses a socket.
   */
  async start(): Promise<boolean> {
    const opened = createServer(this.#onCaller)
    opened.maxConnections = 1_000
    this.#server = opened
    try {
      await listen(opened, this.#place)
    } catch (error) {
      if (this.#server === opened) this.#server = null
      throw new Failure('not-permitted', { cause: error })
    }
    opened.on('error', () => {})
    return this.#server === opened
  }

  stop(): void {
    this.#server?.close()
    this.#server = null
  }
}
