// Appends to a mailbox that wait for the host's answer, a limited number at a time.
import type { Bytes } from '#core/keys'
import { ask } from './wire.ts'

export type Appends = {
  /**
   * The place of the part once the host keeps it; null when there is no room. Rejects on the end.
   */
  append(sealed: Bytes): Promise<number | null>
  /** The host answered the append with this tag. */
  settle(tag: number, place: number | null): void
  /** The connection ended: all waiting appends fail. */
  end(): void
}

/** Appends under way at a time. */
const window = 32

/** `post` sends a frame; `isOpen` tells whether the connection takes any. */
export const openAppends = (post: (frame: Bytes) => void, isOpen: () => boolean): Appends => {
  const waiting = new Map<number, { settle(place: number | null): void; fail(): void }>()
  const queue: (() => void)[] = []
  let next = 0
  return {
    async append(sealed) {
      if (waiting.size >= window) await new Promise<void>(go => queue.push(go))
      if (!isOpen()) throw new TypeError('the line has ended')
      const tag = next++
      return new Promise((resolve, reject) => {
        waiting.set(tag, {
          settle: resolve,
          fail: () => reject(new TypeError('the line has ended')),
        })
        post(ask.append(tag, sealed))
      })
    },
    settle(tag, place) {
      waiting.get(tag)?.settle(place)
      waiting.delete(tag)
      queue.shift()?.()
    },
    end() {
      for (const { fail } of waiting.values()) fail()
      waiting.clear()
      for (const go of queue.splice(0)) go()
    },
  }
}
