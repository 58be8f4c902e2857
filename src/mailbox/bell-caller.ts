// The connection to the bell of one other host. It tells that host what is new, and drops rings that
// the other does not read in time: no memory here waits for it.
import { WebSocket } from 'ws'
import { toHex, type Bytes } from '#core/keys'
import { mostRings, nonceBytes, writeBell, type Ring } from './bell-frames.ts'

export type BellCaller = {
  ring(ring: Ring): void
  /** Tells all again, and ends a connection that gave no sign of life since the tick before. */
  tick(): void
  close(): void
}

export type BellCallerPorts = {
  /** HOST:PORT */
  peer: string
  key: Bytes
  /** The name of this host. */
  from: Bytes
  /** All open mailboxes, and connections of this host. */
  open(): IterableIterator<Ring>
  connections(): number
  later(work: () => void, milliseconds: number): () => void
}

/** Mailboxes that wait for a slow peer; there is no room for more. */
export const mostPending = 32_768
const dialEvery = 1_000
const openWithin = 5_000

/** Sends what is pending, one frame at a time, and fills frames up with all that is open. */
const openRinging = (
  socket: Pick<WebSocket, 'send'>,
  given: { key: Bytes; nonce: Bytes; from: Bytes; connections(): number },
) => {
  const pending = new Map<string, Ring>()
  let rest: Iterator<Ring> | null = null
  let isSending = false
  let turn = 0
  const send = (): void => {
    const rings = [...pending.values().take(mostRings)]
    for (const { address } of rings) pending.delete(toHex(address))
    while (rest && rings.length < mostRings) {
      const { done, value } = rest.next()
      if (done === true) rest = null
      else rings.push(value)
    }
    const { key, nonce, from } = given
    const told = { from, connections: given.connections(), rings }
    const frame = writeBell({ key, nonce, turn: turn++ }, told)
    socket.send(frame, { binary: true }, () => {
      isSending = false
      if (pending.size > 0 || rest) sendSoon()
    })
  }
  /** Rings of one turn of the event loop go together. */
  const sendSoon = (): void => {
    if (isSending) return
    isSending = true
    setImmediate(send)
  }
  return {
    /** Sends a frame also where nothing is open: a host that hears nothing believes that this one is gone. */
    tellAll(all: Iterator<Ring>): void {
      rest = all
      sendSoon()
    },
    ring(ring: Ring): void {
      const name = toHex(ring.address)
      const known = pending.get(name)
      if (!known && pending.size >= mostPending) return
      pending.set(name, { ...ring, place: Math.max(ring.place, known?.place ?? 0) })
      sendSoon()
    },
  }
}

export const openBellCaller = (ports: BellCallerPorts): BellCaller => {
  const { peer, key, from, open, connections, later } = ports
  let socket: WebSocket | null = null
  let ringing: ReturnType<typeof openRinging> | null = null
  let isAlive = true
  let isClosed = false
  let cancel = (): void => {}

  const dial = (): void => {
    const dialed = new WebSocket(`ws://${peer}/`, {
      perMessageDeflate: false,
      maxPayload: nonceBytes,
      handshakeTimeout: openWithin,
      followRedirects: false,
    })
    socket = dialed
    isAlive = true
    dialed.on('message', (data: Buffer) => {
      if (ringing || data.length !== nonceBytes) return dialed.terminate()
      isAlive = true
      ringing = openRinging(dialed, { key, from, nonce: new Uint8Array(data), connections })
      ringing.tellAll(open())
    })
    dialed.on('pong', () => (isAlive = true))
    dialed.on('error', () => dialed.terminate())
    dialed.on('close', () => {
      ringing = null
      if (!isClosed) cancel = later(dial, dialEvery)
    })
  }
  dial()
  return {
    ring: ring => ringing?.ring(ring),
    tick() {
      if (!isAlive) return socket?.terminate()
      isAlive = false
      if (!ringing) return
      socket?.ping()
      ringing.tellAll(open())
    },
    close() {
      isClosed = true
      cancel()
      socket?.terminate()
    },
  }
}
