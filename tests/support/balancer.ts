// A port in front of several mailbox hosts, as a balancer of TCP that tries one after another.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A port of loopback that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const reached = async (ports: readonly number[]): Promise<Socket | null> => {
  for (const port of ports) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      socket.destroy()
    }
  }
  return null
}

/** The port of a balancer in front of these; each caller begins with the next. */
export const openBalancer = async (ports: readonly number[]): Promise<number> => {
  let next = 0
  const sockets = new Set<Socket>()
  const server = createServer(caller => {
    sockets.add(caller)
    caller.on('error', () => caller.destroy())
    const first = next++ % ports.length
    void reached([...ports.slice(first), ...ports.slice(0, first)]).then(host => {
      if (!host) return caller.destroy()
      sockets.add(host)
      host.on('error', () => host.destroy())
      caller.once('close', () => host.destroy())
      host.once('close', () => caller.destroy())
      caller.pipe(host).pipe(caller)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
