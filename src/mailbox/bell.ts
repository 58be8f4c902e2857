// The bell between hosts on one store. It says that a mailbox has something up to a place, and never
// what. A host that does not hear it asks the store again within `tickEvery`.
import { random, type Bytes } from '#core/keys'
import { openBellCaller, type BellCaller } from './bell-caller.ts'
import { bellKey, nameBytes, type BellFrame, type Ring } from './bell-frames.ts'
import { openBellListener } from './bell-listener.ts'

export type BellOptions = {
  host: string
  port: number
  /** Bytes that the hosts on this store share, and nobody else has. */
  secret: Bytes
}

export type Bell = {
  port: number
  ring(ring: Ring): void
  /** Rings these hosts, HOST:PORT each, and no others. */
  call(peers: readonly string[]): void
  /** Connections of each other host that rang. */
  connections(): number[]
  tick(): void
  close(): Promise<void>
}

/** Failure `not-permitted` when the address cannot be listened on. */
export const openBell = async (
  { host, port, secret }: BellOptions,
  ports: {
    heard(from: object, frame: BellFrame): void
    gone(from: object): void
    open(): IterableIterator<Ring>
    connections(): number
    later(work: () => void, milliseconds: number): () => void
  },
): Promise<Bell> => {
  const { heard, gone, open, connections, later } = ports
  const key = bellKey(secret)
  const own = random(nameBytes)
  const listener = await openBellListener({ host, port, key, own, heard, gone })
  const callers = new Map<string, BellCaller>()
  const keep = (peers: readonly string[]): void => {
    for (const [peer, caller] of callers) {
      if (peers.includes(peer)) continue
      callers.delete(peer)
      caller.close()
    }
    for (const peer of peers) {
      if (callers.has(peer)) continue
      callers.set(peer, openBellCaller({ peer, key, from: own, open, connections, later }))
    }
  }
  return {
    port: listener.port,
    ring(ring) {
      for (const caller of callers.values()) caller.ring(ring)
    },
    call: keep,
    connections: listener.connections,
    tick() {
      listener.tick()
      for (const caller of callers.values()) caller.tick()
    },
    close() {
      keep([])
      return listener.close()
    },
  }
}
