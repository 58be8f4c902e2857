// The messages of this window to core about one replica, in order, and those that are not known to
// be on the disk yet.
import * as Y from 'yjs'
import type { FromWindow } from '#shared/document-port'
import type { Later } from './after-paint.ts'
import { wordsBeyond } from './not-taken.ts'

export type Outbox = {
  /** Leaves with `later`. */
  put(message: FromWindow): void
  /** An edit; `clock` of this window's client is where it begins. */
  send(update: Uint8Array, clock: number): void
  /** Everything beyond what core has, which this window held already. */
  sendBeyond(stateVector: Uint8Array): void
  /** All that waits leaves now. */
  empty(): void
  /** Edits up to `number` are on the disk. */
  saved(number: number): void
  /** How many are not known to be. */
  count(): number
  /** Words of the edit with that number and of all since. */
  words(number: number): string
}

export const openOutbox = (
  doc: Y.Doc,
  later: Later,
  post: (message: FromWindow) => void,
): Outbox => {
  const waiting: FromWindow[] = []
  let sent = 0
  let durable = 0
  /** By number of those that are not known to be on the disk: the clock at which each begins. */
  const begins = new Map<number, number>()
  /** Words that were held already; with the first edit. */
  let held = ''

  const empty = (): void => {
    for (const message of waiting.splice(0)) post(message)
  }
  const put = (message: FromWindow): void => {
    if (waiting.push(message) === 1) later(empty)
  }
  const send = (update: Uint8Array, clock: number): void => {
    sent++
    begins.set(sent, clock)
    put({ kind: 'edit', number: sent, update: update as Uint8Array<ArrayBuffer> })
  }
  return {
    put,
    send,
    sendBeyond(stateVector) {
      const known = Y.decodeStateVector(stateVector)
      const clients = [...doc.store.clients.keys()]
      held = wordsBeyond(doc, new Map(clients.map(client => [client, known.get(client) ?? 0])))
      send(Y.encodeStateAsUpdate(doc, stateVector), 0)
    },
    empty,
    saved(number) {
      durable = Math.max(durable, Math.min(number, sent))
      for (const each of begins.keys()) {
        if (each > durable) break
        begins.delete(each)
      }
    },
    count: () => sent - durable,
    words(number) {
      const clock = begins.get(number)
      const own = clock === undefined ? '' : wordsBeyond(doc, new Map([[doc.clientID, clock]]))
      return [number === 1 ? held : '', own].filter(words => words !== '').join('\n')
    },
  }
}
