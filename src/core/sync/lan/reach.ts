// A socket to an address, or null where nobody answers.
import { connect, type Socket } from 'node:net'
import type { Pending } from './pending.ts'
import type { Endpoint } from './redial.ts'

/** An open socket, or null when nobody answers within the time that `pending` allows. */
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
