// Stands between two devices on loopback and counts what passes: all bytes on the socket, and those of
// the frames alone. The order of things on the socket is that of docs/protocol.md, Local network.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Relay = { address: string; count(): { frames: number; socket: number }; close(): void }

/** Around a frame: its length, and what libsodium's secretstream adds. */
const around = { length: 3, sealed: 17 }

/** Counts one direction, after `greeting` bytes of handshake and the stream's header. */
const counter = (greeting: number) => {
  let held = Buffer.alloc(0)
  let left = greeting
  let isHeader = true
  let [frames, socket] = [0, 0]
  return {
    add(chunk: Buffer): void {
      socket += chunk.length
      held = Buffer.concat([held, chunk])
      const skipped = Math.min(left, held.length)
      left -= skipped
      held = held.subarray(skipped)
      while (left === 0 && held.length >= around.length) {
        const length = held.readUIntLE(0, around.length)
        if (held.length < around.length + length) return
        if (!isHeader) frames += length - around.sealed
        isHeader = false
        held = held.subarray(around.length + length)
      }
    },
    count: () => ({ frames, socket }),
  }
}

/** `target`: host:port. The one who connects to the relay speaks first. */
export const openRelay = async (target: string): Promise<Relay> => {
  const [host = '', port = ''] = target.split(':')
  const there = counter(48 + 64)
  const back = counter(96)
  const sockets: Socket[] = []
  const server = createServer(caller => {
    const callee = connect(Number(port), host)
    sockets.push(caller, callee)
    for (const each of [caller, callee]) each.setNoDelay(true).on('error', () => {})
    caller.on('data', chunk => {
      there.add(chunk as Buffer)
      callee.write(chunk)
    })
    callee.on('data', chunk => {
      back.add(chunk as Buffer)
      caller.write(chunk)
    })
    caller.on('close', () => callee.destroy())
    callee.on('close', () => caller.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  return {
    address: `127.0.0.1:${at && typeof at === 'object' ? at.port : 0}`,
    count: () => ({
      frames: there.count().frames + back.count().frames,
      socket: there.count().socket + back.count().socket,
    }),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
