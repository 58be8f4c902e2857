// A Link over one TCP connection that a handshake has made secret and authentic.
import type { Socket } from 'node:net'
import SecretStream from '@hyperswarm/secret-stream'

import type { Later } from '../ports.ts'
import { frameLimit, type Link } from '../link/index.ts'
import type { Secured } from './handshake.ts'

/**
 * Milliseconds: how often a quiet end sends a sign of life, and how long a silence ends the link.
 */
export type Patience = { keepAlive: number; silence: number }

/** Bytes of frames that may lie here before reading pauses. */
const mostHeld = 1 << 16

/**
 * Delivers each frame as it is decrypted. The stream's own queue would deliver it some turns of
 * promises later, which take longer than decrypting a letter.
 */
class Frames extends SecretStream {
  // Fields without initial values: the constructor that sets them may have filled them already.
  declare private held: Uint8Array[] | undefined
  declare private bytes: number | undefined
  /** A frame came. */
  declare came: (() => void) | undefined

  override push(frame: Uint8Array | null): boolean {
    if (frame === null) return super.push(null)
    this.held ??= []
    this.held.push(frame)
    this.bytes = (this.bytes ?? 0) + frame.length
    this.came?.()
    return (this.bytes ?? 0) < mostHeld
  }

  next(): Uint8Array | null {
    const frame = this.held?.shift()
    if (!frame) return null
    this.bytes = (this.bytes ?? 0) - frame.length
    return frame
  }

  isFull(): boolean {
    return (this.bytes ?? 0) >= mostHeld
  }
}

/** The socket belongs to the link from here on. */
export const tcpLink = (
  socket: Socket,
  secured: Secured,
  patience: Patience,
  later: Later,
): Link => {
  const { handshake, data, isInitiator, remote } = secured
  const { keepAlive, silence } = patience
  const stream = new Frames(isInitiator, socket, {
    handshake,
    keepAlive,
    ...(data.length > 0 ? { data: Buffer.from(data) } : {}),
  })
  stream.setTimeout(silence)
  const onClose = new Set<() => void>()
  let waiting: (() => void)[] = []
  let open = true
  const release = (): void => {
    for (const resolve of waiting) resolve()
    waiting = []
  }
  const ended = (): void => {
    if (!open) return
    open = false
    release()
    for (const listen of onClose) listen()
    onClose.clear()
  }
  let cancel = (): void => {}
  const destroy = (): void => {
    cancel()
    stream.destroy()
    socket.destroy()
    ended()
  }
  /** Frames that were sent before still go out, if the other end takes them within a second. */
  const close = (): void => {
    if (!open) return
    stream.end()
    cancel = later(destroy, 1_000)
    ended()
  }
  stream.on('drain', release)
  stream.on('error', destroy)
  stream.on('close', destroy)
  return {
    remote,
    send(frame) {
      if (!open) return undefined
      if (frame.length > frameLimit || frame.length === 0) return close()
      if (stream.write(frame)) return undefined
      return new Promise<void>(resolve => waiting.push(resolve))
    },
    onFrame(listen) {
      let isBusy = false
      let isEnded = false
      /** Delivers the frames that are here, until `listen` is busy or none is left. */
      const give = (): void => {
        while (!isBusy) {
          const wasFull = stream.isFull()
          const frame = stream.next()
          if (frame === null) return isEnded ? destroy() : undefined
          if (wasFull && !stream.isFull()) socket.resume()
          if (!open || frame.length > frameLimit) return destroy()
          const done = listen(new Uint8Array(frame))
          if (!done) continue
          isBusy = true
          done.then(goOn, destroy)
        }
      }
      const goOn = (): void => {
        isBusy = false
        give()
      }
      stream.came = give
      stream.on('end', () => {
        isEnded = true
        give()
      })
      give()
    },
    onClose(listen) {
      if (open) onClose.add(listen)
      else listen()
    },
    close,
  }
}
