// One connection: proves that it holds a mailbox's key, then appends and reads. A connection that
// sends what no client sends is closed; one that reads slowly is told what is new from the store
// when it is ready, and fills no memory here.
import { random, verify, type Bytes } from '#core/keys'
import type { Boxes, Guest } from './boxes.ts'
import { closing, readHeard, say, type Heard } from './frames.ts'
import type { Bucket } from './bucket.ts'
import type { Share } from './share.ts'
import type { Turns } from './turns.ts'
import { partOverhead, type Quotas, type Refusal, type Store } from './store.ts'

/** The connection as it is needed here. */
export type Wire = {
  /** Resolves when it was handed to the network, or the connection ended. */
  send(frame: Bytes): Promise<void>
  /** Bytes that wait to be handed to the network. */
  buffered(): number
  /** Bytes that the other end may not have read, and the moment when it has read more. */
  unread(): number
  more(): Promise<void>
  pause(): void
  resume(): void
  close(code: number): void
}

export type VisitPorts = {
  wire: Wire
  store: Store
  boxes: Boxes
  quotas: Quotas
  /** Milliseconds for which a part is kept. */
  keeps: number
  /** UTC milliseconds. */
  now(): number
  later(work: () => void, milliseconds: number): () => void
  /** The rates of this connection and its network. */
  buckets: readonly Bucket[]
  /** The share of its network. */
  share: Share
  /** Turns in which connections ask the store. */
  inTurn: Turns
  /** Bytes that may wait for it to read them; the rest is told from the store. */
  unread(): number
  /** It holds the key of a mailbox. */
  proven(): void
  defect(error: unknown): void
}

export type Visit = {
  hear(bytes: Bytes): void
  /** So many bytes came, whatever they are. */
  came(bytes: number): void
  /** A frame that no client sends: it costs more than its bytes say. */
  strayed(): void
  /** Sends it away with a code of websockets: what it says from now on is not heard. */
  close(code: number): void
  ended(): void
}

/** Bytes that a frame counts for which is no message of ours and answers nothing. */
const strayFrame = 1_024

/** Appends that are not on the disk yet, beyond which nothing more is read from the connection. */
const mostPending = 64
const hour = 3_600_000

type Flow = {
  post(frame: Bytes): void
  /** Charges the bytes that came; more are read once they are paid for. */
  pay(bytes: number): void
  /** It has more to read than it may. */
  isTooMuch(): boolean
  /** Resolves when it has read enough, or ended. */
  drained(): Promise<void>
  /** Counts an append until it is done. */
  during(append: () => Promise<void>): Promise<void>
}

/** Reads from a connection only while it pays, reads its answers, and has few open appends. */
const openFlow = (
  { wire, buckets, later, unread }: Pick<VisitPorts, 'wire' | 'buckets' | 'later' | 'unread'>,
  isOpen: () => boolean,
): Flow => {
  let pending = 0
  /** It sent more than it may, and waits. */
  let owing = false
  /** Answers wait for it to read them. */
  let clogged = 0
  const hold = (): void => {
    if (pending >= mostPending || owing || clogged > 0) wire.pause()
    else wire.resume()
  }
  const release = (): void => {
    if (isOpen()) hold()
  }
  /** Nothing more is read from a connection that does not read its answers. */
  const post = (frame: Bytes): void => {
    const sent = wire.send(frame)
    if (wire.buffered() <= unread()) return
    clogged++
    hold()
    void sent.then(() => {
      clogged--
      release()
    })
  }
  const pay = (bytes: number): void => {
    const wait = Math.max(...buckets.map(bucket => bucket.take(bytes)))
    if (owing || wait === 0) return
    owing = true
    hold()
    later(() => {
      owing = false
      pay(0)
      release()
    }, wait)
  }
  const isTooMuch = (): boolean => wire.unread() > unread()
  return {
    post,
    pay,
    isTooMuch,
    async drained() {
      while (isOpen() && isTooMuch()) await wire.more()
    },
    async during(append) {
      pending++
      hold()
      try {
        await append()
      } finally {
        pending--
        release()
      }
    },
  }
}

/** Sends the newest of the given frames, once the connection has read enough. */
const openLatest = (
  { post, isTooMuch, drained }: Pick<Flow, 'post' | 'isTooMuch' | 'drained'>,
  isOpen: () => boolean,
): ((frame: Bytes) => void) => {
  let latest: Bytes | null = null
  const sendLater = async (): Promise<void> => {
    await drained()
    if (isOpen() && latest) post(latest)
    latest = null
  }
  return frame => {
    if (!isTooMuch()) return post(frame)
    if (!latest) void sendLater()
    latest = frame
  }
}

/** Keeps a part within the quotas and the share of the network. */
const keepPart = async (
  { store, quotas, share, now }: Pick<VisitPorts, 'store' | 'quotas' | 'share' | 'now'>,
  box: Bytes,
  sealed: Bytes,
): Promise<{ place: number } | Refusal> => {
  // Never before its time: the hour in which it came is counted as over. No finer time is kept.
  const at = Math.ceil(now() / hour) * hour
  const size = sealed.length + partOverhead
  const total = share.claim(size)
  let isKept = false
  try {
    const outcome = await store.append(box, sealed, { at, quotas: { ...quotas, total } })
    isKept = typeof outcome !== 'string'
    return outcome
  } finally {
    if (!isKept) share.giveBack(size)
  }
}

/** Keeps what a guest appends, answers, and tells the others. */
const openAppending =
  (ports: VisitPorts, { post, during }: Flow, guest: Guest) =>
  (box: Bytes, { tag, sealed }: Heard & { kind: 'append' }): Promise<void> =>
    during(async () => {
      const outcome = await keepPart(ports, box, sealed)
      if (typeof outcome === 'string') return post(say.refused(tag, outcome))
      post(say.kept(tag, outcome.place))
      await ports.boxes.publish(box, outcome.place, sealed, guest)
    })

export const openVisit = (ports: VisitPorts): Visit => {
  const { wire, store, boxes, quotas, keeps, inTurn, unread, defect } = ports
  const nonce = random(32)
  let hasAsked = false
  /** Set when the mailbox is open. */
  let address: Bytes | null = null
  let leave = (): void => {}
  let open = true
  let reads = false
  /** Told of everything up to `told`; what comes is sent as it comes. */
  let live = false
  let told = 0
  let newest = 0
  let pumping = false

  const ended = (): void => {
    open = false
    leave()
  }
  const close = (code: number): void => {
    ended()
    wire.close(code)
  }

  const flow = openFlow(ports, () => open)
  const { post, pay, isTooMuch } = flow

  const pump = async (): Promise<void> => {
    if (pumping || address === null) return
    const box = address
    pumping = true
    try {
      while (open) {
        const before = newest
        const page = await inTurn(async () => (open ? store.read(box, told, unread()) : null))
        if (!page) return
        for (const { place, bytes } of page) {
          post(say.part(place, bytes))
          told = place
          await flow.drained()
          if (!open) return
        }
        // Parts that came between the read and now are found by reading again.
        if (page.length > 0 || newest > before) continue
        live = true
        post(say.end(told))
        return
      }
    } finally {
      pumping = false
    }
  }
  const catchUp = (): void => void pump().catch(fail)

  function fail(error: unknown): void {
    close(1011)
    defect(error)
  }

  const guest: Guest = {
    appended(place, frame, own) {
      newest = Math.max(newest, place)
      // It may have been told of it from the store.
      if (!live || !reads || place <= told) return
      if (isTooMuch()) {
        live = false
        return catchUp()
      }
      told = place
      if (!own) post(frame)
    },
    counted: openLatest(flow, () => open),
  }
  const append = openAppending(ports, flow, guest)

  const onOpen = async ({ address: asked, signature }: Heard & { kind: 'open' }): Promise<void> => {
    if (hasAsked) return close(closing.malformed)
    if (!verify('mailbox', nonce, signature, asked)) return close(closing.notProven)
    ports.proven()
    hasAsked = true
    const usage = await inTurn(async () => (open ? store.usage(asked) : null))
    if (!open || !usage) return
    address = asked
    const { log, last, bytes: used } = usage
    post(say.opened({ log, last, used, most: quotas.mailbox, keeps }))
    leave = boxes.enter({ address: asked, last, guest })
  }

  const onHeard = async (heard: Heard): Promise<void> => {
    if (heard.kind === 'open') return onOpen(heard)
    if (address === null) return close(hasAsked ? closing.malformed : closing.notProven)
    if (heard.kind === 'append') return append(address, heard)
    if (reads) return close(closing.malformed)
    reads = true
    told = heard.after
    return pump()
  }

  post(say.challenge(nonce))
  return {
    hear(bytes) {
      if (!open) return pay(strayFrame)
      const heard = readHeard(bytes)
      if (!heard) return close(closing.malformed)
      onHeard(heard).catch(fail)
    },
    came: pay,
    strayed: () => pay(strayFrame),
    close,
    ended,
  }
}
