// Sockets whose other end is not authenticated yet. They have little time and little room: when
// there are too many, the oldest goes, so that honest ones, which take milliseconds, get in.
import type { Socket } from 'node:net'
import { toHex, type Bytes } from '#core/keys'
import type { Later } from '../ports.ts'

export type Pending = {
  /** Destroys the socket unless the returned function is called in time. */
  add(socket: Socket): () => void
  /** Remembers a beacon as this device's own, and returns it. */
  own(beacon: Bytes): Bytes
  isOwn(beacon: Bytes): boolean
  clear(): void
}

const mostSockets = 64
const mostOwn = 256

export const openPending = (later: Later, milliseconds: number): Pending => {
  const sockets = new Map<Socket, () => void>()
  const own = new Set<string>()
  const drop = (socket: Socket): void => {
    sockets.get(socket)?.()
    sockets.delete(socket)
    socket.destroy()
  }
  const makeRoom = (): void => {
    for (const oldest of sockets.keys()) {
      if (sockets.size <= mostSockets) return
      drop(oldest)
    }
  }
  return {
    add(socket) {
      sockets.set(
        socket,
        later(() => drop(socket), milliseconds),
      )
      makeRoom()
      return () => {
        sockets.get(socket)?.()
        sockets.delete(socket)
      }
    },
    own(beacon) {
      own.add(toHex(beacon.subarray(0, 16)))
      for (const oldest of own) {
        if (own.size <= mostOwn) break
        own.delete(oldest)
      }
      return beacon
    },
    isOwn: beacon => own.has(toHex(beacon.subarray(0, 16))),
    clear() {
      for (const socket of [...sockets.keys()]) drop(socket)
    },
  }
}
