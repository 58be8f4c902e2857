// How much of what was sent to a connection its other end has not read. A socket takes megabytes
// for a reader who reads nothing; only the answer to a ping says that what was before it was read.
import { equal, random, type Bytes } from '#core/keys'

export type Reading = {
  /** So many bytes were sent. */
  sent(bytes: number): void
  /** Whether this is the answer to a ping: only a client that has read it knows it. */
  answered(pong: Bytes): boolean
  /** Bytes that may not have been read yet. */
  unread(): number
  /** More of them than are asked about by themselves. */
  isMuch(): boolean
  /** Resolves when more has been read, or the connection ended. */
  more(): Promise<void>
  /** Asks what has been read, also where little waits. */
  ask(): void
  end(): void
}

/** Less is not asked about: an answer to each part would be more than the part. */
const littleBytes = 8_192
const nonceBytes = 8

export const openReading = (ping: (nonce: Bytes) => void): Reading => {
  let sent = 0
  let read = 0
  /** The ping that has no answer yet, and what was sent before it. */
  let asked: { nonce: Bytes; sent: number } | null = null
  let isOver = false
  let waiting: (() => void)[] = []

  const wake = (): void => {
    const all = waiting
    waiting = []
    for (const each of all) each()
  }
  const ask = (): void => {
    if (asked || isOver) return
    asked = { nonce: random(nonceBytes), sent }
    ping(asked.nonce)
  }
  const isMuch = (): boolean => sent - read > littleBytes
  const askWhereMuch = (): void => {
    if (isMuch()) ask()
  }
  return {
    sent(bytes) {
      sent += bytes
      askWhereMuch()
    },
    answered(pong) {
      if (!asked || pong.length !== nonceBytes || !equal(pong, asked.nonce)) return false
      read = asked.sent
      asked = null
      wake()
      askWhereMuch()
      return true
    },
    unread: () => sent - read,
    isMuch,
    more: () =>
      new Promise(resolve => {
        if (isOver) resolve()
        else waiting.push(resolve)
      }),
    ask,
    end() {
      isOver = true
      wake()
    },
  }
}
