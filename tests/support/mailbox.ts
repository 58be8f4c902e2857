// A mailbox host on loopback, and callers that speak to it frame by frame.
import { onTestFinished } from 'vitest'
import type { Later } from '#core/sync'
import { WebSocket, type ClientOptions } from 'ws'
import { decodeStrict, digest, encode, random, sign, signingPairFrom } from '#core/keys'
import {
  defaultLimits,
  openHost,
  type Host,
  type HostLimits,
  type HostOptions,
  type Store,
} from '#mailbox'
import { memoryStore } from './memory-store.ts'

export type Hosted = { host: Host; url: string; store: Store; clock: { time: number } }

/** Limits that no test runs into unless it sets its own. */
export const wide: HostLimits = {
  ...defaultLimits,
  perNetwork: {
    connections: 1_000,
    arrivals: { burst: 10_000, perSecond: 10_000 },
    bytes: { burst: 1 << 30, perSecond: 1 << 30 },
    share: 1,
  },
  perConnection: { burst: 1 << 30, perSecond: 1 << 30 },
}

/** A host on a port of its own, closed when the test ends. */
export const hosted = async (
  given: Partial<HostOptions> & { limits?: HostLimits } = {},
): Promise<Hosted> => {
  const store = given.store ?? memoryStore()
  const clock = { time: 1_700_000_000_000 }
  const defects: unknown[] = []
  const host = await openHost({
    host: '127.0.0.1',
    port: 0,
    store,
    version: '0.0.0',
    limits: wide,
    admits: 'everybody',
    now: () => clock.time,
    defect: error => defects.push(error),
    ...given,
  })
  onTestFinished(async () => {
    await host.close()
    if (defects.length > 0) throw new Error('a host met a defect', { cause: defects[0] })
  })
  const scheme = given.tls ? 'wss' : 'ws'
  return { host, store, clock, url: `${scheme}://127.0.0.1:${host.port}/` }
}

/**
 * Timers of a device: those due within a minute fire at once, and later ones when the test says so.
 */
export const brisk = (): { later: Later; elapse(): void } => {
  const long = new Set<() => void>()
  return {
    later(work, milliseconds) {
      if (milliseconds > 60_000) {
        long.add(work)
        return () => void long.delete(work)
      }
      const timer = setImmediate(work)
      return () => clearImmediate(timer)
    },
    elapse() {
      const due = [...long]
      long.clear()
      for (const work of due) work()
    },
  }
}

/** Timers of a host: those due after `milliseconds` fire when the test says so, and no others. */
export const handshakes = (): { later: Later; elapse(milliseconds?: number): void } => {
  const waiting = new Set<{ work: () => void; after: number }>()
  return {
    later(work, after) {
      const timer = { work, after }
      waiting.add(timer)
      return () => void waiting.delete(timer)
    },
    elapse(milliseconds = 10_000) {
      for (const timer of [...waiting]) {
        if (timer.after !== milliseconds || !waiting.delete(timer)) continue
        timer.work()
      }
    },
  }
}

/** A store that notes what a host sees of it. */
export const recording = (store: Store = memoryStore()) => {
  const appended: { mailbox: Uint8Array; bytes: Uint8Array }[] = []
  const reads: { mailbox: Uint8Array; after: number }[] = []
  const recorder: Store = {
    ...store,
    append(mailbox, bytes, given) {
      appended.push({ mailbox: mailbox.slice(), bytes: bytes.slice() })
      return store.append(mailbox, bytes, given)
    },
    read(mailbox, after, most) {
      reads.push({ mailbox: mailbox.slice(), after })
      return store.read(mailbox, after, most)
    },
  }
  return { store: recorder, appended, reads }
}

export type Frame = unknown[]

export type Caller = {
  socket: WebSocket
  /** Sends any value, or bytes as they are. */
  say(value: Parameters<typeof encode>[0] | Uint8Array): void
  /** The next frame of this kind, skipping all before it. */
  next(kind: string): Promise<Frame>
  /** The next frame of one of these kinds, skipping all before it. */
  either(...kinds: string[]): Promise<Frame>
  /** All frames that came and were not read yet. */
  heard: Frame[]
  /** The code that the connection was closed with. */
  closed: Promise<number>
}

export const call = (url: string, options: ClientOptions = {}): Caller => {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options })
  onTestFinished(() => socket.terminate())
  const heard: Frame[] = []
  const looks = new Set<() => void>()
  socket.on('error', () => {})
  socket.on('message', (data: Buffer) => {
    heard.push(decodeStrict(new Uint8Array(data), 1 << 16) as Frame)
    for (const look of looks) look()
  })
  const ends = new Set<(code: number) => void>()
  const closed = new Promise<number>(resolve => socket.on('close', resolve))
  void closed.then(code => {
    for (const end of ends) end(code)
  })
  const either = (...kinds: string[]): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const at = heard.findIndex(frame => kinds.includes(String(frame[1])))
        if (at < 0) return
        looks.delete(look)
        ends.delete(end)
        resolve(heard.splice(0, at + 1).at(-1) as Frame)
      }
      const end = (code: number): void =>
        reject(new Error(`closed with ${code} before ${kinds.join(' or ')}`))
      looks.add(look)
      ends.add(end)
      look()
      if (socket.readyState === socket.CLOSED) void closed.then(end)
    })
  return {
    socket,
    heard,
    closed,
    say: value => socket.send(value instanceof Uint8Array ? value : encode(value)),
    next: kind => either(kind),
    either,
  }
}

export const pairOf = (name: string) =>
  signingPairFrom(digest('a mailbox of a test', new TextEncoder().encode(name)))

/** Proves that it holds the key of a mailbox; returns the host's answer. */
export const opened = async (
  url: string,
  name: string,
  options: ClientOptions = {},
): Promise<Caller & { answer: Frame }> => {
  const caller = call(url, options)
  const pair = pairOf(name)
  const [, , nonce] = await caller.next('challenge')
  caller.say([1, 'open', pair.public, sign('mailbox', nonce as Uint8Array, pair.secret)])
  return { ...caller, answer: await caller.next('opened') }
}

/** Bytes of a size that a sealed part can have. */
export const sealed = (size = 512): Uint8Array => random(size + 40)
