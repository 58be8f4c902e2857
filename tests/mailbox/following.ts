// A device that follows a mailbox at one host, whatever happens to the host. It calls again where its
// connection ends, and from the beginning where the log has another name.
import { setTimeout as pause } from 'node:timers/promises'
import { toHex } from '#core/keys'
import { opened, type Caller } from '#tests/mailbox'

export type Following = {
  /** The parts that the log of now told, by their places. */
  parts(): ReadonlyMap<number, Uint8Array>
  log(): string
  /** Places that did not follow on the one before. */
  gaps: string[]
  stop(): void
}

export const follow = (url: string, name: string): Following => {
  const gaps: string[] = []
  let log = ''
  let last = 0
  let parts = new Map<number, Uint8Array>()
  let line: Caller | null = null
  let isOver = false
  const listen = async (): Promise<void> => {
    const { answer, ...caller } = await opened(url, name)
    line = caller
    const named = toHex(answer[2] as Uint8Array)
    if (named !== log) {
      log = named
      last = 0
      parts = new Map()
    }
    caller.say([1, 'read', last])
    while (!isOver) {
      const [, , place, bytes] = (await caller.next('part')) as [1, 'part', number, Uint8Array]
      if (last > 0 && place !== last + 1) gaps.push(`${place} after ${last}`)
      parts.set(place, bytes)
      last = place
    }
  }
  const run = async (): Promise<void> => {
    while (!isOver) await listen().catch(() => pause(50))
  }
  void run()
  return {
    parts: () => parts,
    log: () => log,
    gaps,
    stop() {
      isOver = true
      line?.socket.terminate()
    },
  }
}
