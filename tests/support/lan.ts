// A local network of this machine alone: loopback, a multicast port without other users, and time
// that passes a hundred times as fast.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { LanOptions, Later } from '#core/sync'

/** A hundredth of the requested time. */
export const swift: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds / 100)
  return () => clearTimeout(timer)
}

/**
 * The time for a caller without a handshake: more than half a minute in the time of `swift`, so
 * that a busy machine takes no honest caller for a stranger.
 */
const patient = 4_000_000

const loopback = [{ address: '127.0.0.1', family: 'IPv4', internal: true }] as const

/** A UDP port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise<void>(resolve => socket.close(() => resolve()))
  return port
}

/** Options of a network for devices with the same options only. */
export const loopbackNetwork = async (): Promise<LanOptions> => ({
  multicast: { address: '239.255.83.117', port: await freePort() },
  interfaces: () => loopback,
  handshake: patient,
})

/** Members on it are reached at typed addresses only. */
export const typedNetwork: LanOptions = { host: '127.0.0.1', beacon: false, handshake: patient }

/** The same for devices that strangers call, or that call strangers, and that soon give up. */
export const hastyNetwork: LanOptions = { ...typedNetwork, handshake: 30_000 }

/** Time like `swift`, but a silent caller is given up when the test says so. */
export const patience = (): { later: Later; end(): void } => {
  const waiting = new Set<() => void>()
  return {
    later(work, milliseconds) {
      if (milliseconds !== patient) return swift(work, milliseconds)
      waiting.add(work)
      return () => void waiting.delete(work)
    },
    end() {
      for (const work of waiting) work()
      waiting.clear()
    },
  }
}

export type Recorder = {
  address: string
  /** All bytes that passed, both ways. */
  passed(): Buffer
  /** Cuts the present connections through it. */
  cut(): void
  connections(): number
}

/** A way to `address` that keeps the passing bytes. */
export const recorderBefore = async (address: string): Promise<Recorder> => {
  const [host = '', port = ''] = address.split(':')
  const passed: Buffer[] = []
  const open = new Set<Socket>()
  let connections = 0
  const server = createServer(near => {
    connections++
    const far = connect(Number(port), host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.on('data', chunk => {
        passed.push(chunk as Buffer)
        to.write(chunk)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed: () => Buffer.concat(passed),
    cut,
    connections: () => connections,
  }
}
