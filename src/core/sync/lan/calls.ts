// Calls of this device to addresses: to a member's device, and to an inviter's. A call that began
// before the network was switched off ends without a link.
import type { Socket } from 'node:net'
import type { Bytes, DeviceKeys } from '#core/keys'
import type { DeviceId } from '#shared/ids'
import { initiate, type Secured } from './handshake.ts'
import type { Pending } from './pending.ts'
import { reach } from './reach.ts'
import type { Endpoint } from './redial.ts'

/** The identity of the caller, and the devices that it talks to. */
export type Caller = { keys: DeviceKeys['signing']; accepts(device: DeviceId): boolean }

export type Called = { socket: Socket; secured: Secured }

export class Calls {
  readonly #pending: Pending
  /** Rises with every stop. */
  #era = 0

  constructor(pending: Pending) {
    this.#pending = pending
  }

  /** Tries the keys one by one: the other end may have been away for some epochs. */
  async call(
    endpoint: Endpoint,
    discoveries: readonly Bytes[],
    { keys, accepts }: Caller,
    purpose?: 'join',
  ): Promise<Called | 'unreachable' | 'nobody'> {
    const begun = this.#era
    for (const discovery of discoveries) {
      const socket = await reach(endpoint, this.#pending)
      if (!socket) return 'unreachable'
      if (begun !== this.#era) {
        socket.destroy()
        return 'nobody'
      }
      const settle = this.#pending.add(socket)
      const secured = await initiate(socket, keys, discovery, accepts, purpose)
        .catch(() => null)
        .finally(settle)
      if (secured && begun === this.#era) return { socket, secured }
      // A device that does not know the key hangs up. An end that stays silent gets no second call.
      const hungUp = socket.readableEnded
      socket.destroy()
      if (!hungUp) return 'nobody'
    }
    return 'nobody'
  }

  /** Calls that are under way make no link. */
  stop(): void {
    this.#era++
  }
}
