// Honest people at their windows: each has core's replica, which the gate guards, and the feeds of
// others in order. The network between them mixes the feeds, repeats, and loses for a while.
import * as Y from 'yjs'
import { everyRight } from '#shared/contract'
import {
  clientIds,
  admit,
  newReplica,
  snapshotLimits,
  updateLimits,
  type Rules,
} from '#core/documents'
import {
  deviceNamed,
  diceFrom,
  documentNamed,
  feedNamed,
  newAuthor,
  type Author,
} from '#tests/documents'

const document = documentNamed('shared')
const names = ['ana', 'badia', 'chen', 'dita', 'efua', 'farid', 'gao', 'hana']

export type Message = {
  device: number
  feed: string
  update: Uint8Array
  after: Map<string, number>
}

const rulesFor = (message: Message): Rules => {
  const device = deviceNamed(names[message.device] ?? '')
  const own = new Set(
    [0, 1].map(writer => clientIds.of(document, { device, feed: feedNamed(message.feed), writer })),
  )
  return { limits: updateLimits, allowed: client => own.has(client), rights: () => everyRight }
}

const stateRules: Rules = {
  limits: snapshotLimits,
  isWhole: true,
  isState: true,
  allowed: () => true,
  rights: () => everyRight,
}

/**
 * One device: a window, core's replica, and its messages by feed. `beginning` is the state of
 * another's page, for a device that joins late.
 */
export const newDevice = (index: number, seed: number, beginning?: Uint8Array) => {
  const name = names[index] ?? ''
  const replica = newReplica()
  /** Changes that the replica made unasked: there should be none. */
  let ownDoings = 0
  replica.on('afterTransaction', ({ local }: Y.Transaction) => {
    if (local) ownDoings++
  })
  let session = 0
  let window: Author
  const feeds = new Map<string, Message[]>()
  const refused: unknown[] = []
  if (beginning) {
    const admission = admit(replica, beginning, stateRules)
    if (admission.is !== 'applied') refused.push(admission)
  }
  const open = (): void => {
    session++
    const feed = feedNamed(`${name} ${session}`)
    const parts = { device: deviceNamed(name), feed, document, writer: session % 2 }
    window = newAuthor(parts, seed * 100 + index * 10 + session)
    window.hear(Y.encodeStateAsUpdate(replica))
  }
  open()
  const feedName = (): string => `${name} ${session}`
  return {
    index,
    replica,
    refused,
    ownDoings: () => ownDoings,
    open,
    /** All messages of this device, by feed, in order. */
    feeds,
    write(work: (author: Author) => Uint8Array[]): void {
      for (const update of work(window)) {
        const message = { device: index, feed: feedName(), update, after: new Map() }
        const admission = admit(replica, update, rulesFor(message))
        if (admission.is !== 'applied') refused.push(admission)
        feeds.set(message.feed, [...(feeds.get(message.feed) ?? []), message])
      }
    },
    /** Judges one message; true when it needs no second try. */
    hear(message: Message): boolean {
      const admission = admit(replica, message.update, rulesFor(message))
      if (admission.is === 'refused') refused.push(admission)
      if (admission.is === 'applied') window.hear(message.update)
      return admission.is !== 'waits'
    },
  }
}
export type Device = ReturnType<typeof newDevice>

/** Messages of `from` that `to` lacks: each feed in order, feeds mixed, some twice. */
export const newExchange = (seed: number) => {
  const dice = diceFrom(seed)
  const heard = new Map<string, number>()
  return (all: Device[], to: Device, share: number): void => {
    for (let moved = true; moved;) {
      moved = false
      for (const from of all) {
        if (from === to) continue
        for (const [feed, messages] of from.feeds) {
          const key = `${to.index} ${feed}`
          const next = heard.get(key) ?? 0
          const message = messages[next]
          if (!message || !dice.chance(share)) continue
          if (!to.hear(message)) continue
          heard.set(key, next + 1)
          moved = true
          const again = messages[dice.below(next + 1)]
          if (again && dice.chance(0.1)) to.hear(again)
        }
      }
    }
  }
}
