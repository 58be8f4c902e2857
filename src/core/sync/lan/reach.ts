// A socket to an address, or the news that nobody is there.
import { connect, type Socket } from 'node:net'
import type { Pending } from './pending.ts'
import type { Endpoint } from './redial.ts'

/** An open socket, or null when nobody answers there in the time that `pending` gives. */
export const reach = (
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
  pending: Pending,
): Promise<Socket | null> =>
  new Promise(resolve => {
    const socket = connect({ host, port, noDelay: true })
    const settle = pending.add(socket)
    const end = (): void => {
      settle()
      socket.destroy()
      resolve(null)
    }
    socket.on('error', end)
    socket.on('close', end)
    socket.once('connect', () => {
      settle()
      socket.off('close', end)
      resolve(socket)
    })
  })
