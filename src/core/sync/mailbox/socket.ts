// One connection to one mailbox of a host: it proves that this device holds the key, reads from a
// place on, and appends. Parts are delivered one after another, and the host waits meanwhile.
import { WebSocket } from 'ws'
import { sign, type Bytes } from '#core/keys'
import type { Later } from '../ports.ts'
import { openAppends } from './appends.ts'
import { ask, messageLimit, readSaid, type Said } from './wire.ts'

export type Opened = Extract<Said, { kind: 'opened' }>

/**
 * The reason why a connection ended: the host refused, broke the protocol, is not there, or was
 * there and will be again.
 */
export type Ended = 'refused' | 'unreachable' | 'interrupted'

export type MailboxSocket = {
  /** Starts reading beyond a place: first the stored parts, then `onEnd`, then new parts. */
  read(after: number): void
  /**
   * The place of the part once the host keeps it; null when there is no room. Rejects on the end.
   */
  append(sealed: Bytes): Promise<number | null>
  close(): void
}

export type MailboxSocketPorts = {
  url: string
  pair: { public: Bytes; secret: Bytes }
  /** A certificate to trust beside those of the system, PEM. */
  ca?: string | undefined
  patience: Later
  onOpened(opened: Opened): void
  onPart(place: number, sealed: Bytes): void | Promise<void>
  /** All stored parts have been delivered. */
  onEnd(): void | Promise<void>
  onOthers(count: number): void
  onEnded(why: Ended): void
}

const openWithin = 15_000
/** A host sends a sign of life every half minute. */
const silentFor = 100_000
/** The host is restarted, or cannot reach its store for a moment. */
const interruptions = [1001, 1011, 1012, 1013]

export const openMailboxSocket = (ports: MailboxSocketPorts): MailboxSocket => {
  const { url, pair, ca, patience } = ports
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: messageLimit,
    handshakeTimeout: openWithin,
    followRedirects: false,
    skipUTF8Validation: true,
    ...(ca !== undefined && { ca }),
  })
  let why: Ended = 'unreachable'
  let ended = false
  let handing = Promise.resolve()
  let held = 0

  const end = (reason?: Ended): void => {
    if (reason) why = reason
    socket.terminate()
  }
  const cancelOpening = patience(() => end(), openWithin)
  let cancelSilence = patience(() => end(), silentFor)
  const alive = (): void => {
    cancelSilence()
    cancelSilence = patience(() => end(), silentFor)
  }
  const post = (frame: Bytes): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame, { binary: true })
  }
  const appends = openAppends(post, () => !ended && socket.readyState === socket.OPEN)

  /** In order; nothing more is read while one part is in work. */
  const hand = (work: () => void | Promise<void>): void => {
    held++
    socket.pause()
    handing = handing
      .then(async () => {
        if (!ended) await work()
      })
      .catch(() => end())
      .finally(() => {
        if (--held === 0 && !ended) socket.resume()
      })
  }

  const onSaid = (said: Said): void => {
    switch (said.kind) {
      case 'challenge':
        return post(ask.open(pair.public, sign('mailbox', said.nonce, pair.secret)))
      case 'opened':
        cancelOpening()
        why = 'interrupted'
        return ports.onOpened(said)
      case 'part':
        return hand(() => ports.onPart(said.place, said.sealed))
      case 'end':
        return hand(() => ports.onEnd())
      case 'kept':
        return appends.settle(said.tag, said.place)
      case 'refused':
        return appends.settle(said.tag, null)
      case 'others':
        return ports.onOthers(said.count)
      case 'unknown':
        return undefined
    }
  }

  socket.on('message', (data: Buffer, isBinary) => {
    const said = isBinary ? readSaid(new Uint8Array(data)) : null
    if (said) onSaid(said)
    else end('refused')
  })
  socket.on('ping', alive)
  socket.on('unexpected-response', (_, response) => {
    const status = response.statusCode ?? 0
    // Too many connections at once, or a proxy whose host is away, is no refusal of this device.
    end(status === 429 || status >= 500 ? 'unreachable' : 'refused')
  })
  socket.on('error', () => end())
  socket.on('close', code => {
    if (code >= 4000 && code < 4408) why = 'refused'
    if (interruptions.includes(code)) why = 'interrupted'
    ended = true
    cancelOpening()
    cancelSilence()
    appends.end()
    ports.onEnded(why)
  })

  return {
    read: after => post(ask.read(after)),
    append: appends.append,
    close: () => socket.close(),
  }
}
