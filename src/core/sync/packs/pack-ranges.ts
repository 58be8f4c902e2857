// Runs of one feed as packs, from one place to another, cut where a signature is, so that every
// pack proves itself.
import type { FeedId, GroupId, MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { SyncArchive } from '../ports.ts'
import type { Written } from '../outbox/index.ts'
import type { Waiting } from '../waiting/index.ts'
import {
  encodeBundle,
  type FeedPlace,
  type Message,
  mostBundled,
  mostItems,
  readMessage,
  type SecretOf,
} from '#core/messages'
import { fitsPack, itemBytes, unpackedBytes, writeLivePack, writeShortPack } from './pack.ts'
import type { Item, Pack } from './pack.ts'

const pageOf = 256
/**
 * Messages of the first page, and of the page after one with more than this many bytes of bodies.
 */
const least = { messages: 16, bytes: 512 << 10 }
/** Feeds that are read together; only a device that begins feed after feed has more. */
const mostAtOnce = 1_024

/** The source of runs: the judged messages, and behind them the waiting ones. */
export type Held = {
  messages: SyncArchive['messages']
  waiting: Pick<Waiting, 'at' | 'get'>
  /** The feed that messages under this name are signed in. */
  signedIn(line: FeedId): FeedId
  /** The branches that follow the last message under this name. */
  leadingOff(line: FeedId): FeedId[]
  /** Spares the hashes of bodies. */
  secretOf?: SecretOf
  /** Each pack goes out at once, in envelopes of its own. */
  isLive?: true
}

type Row = {
  seq: number
  message?: Message
  header: Bytes
  body: Bytes | null
  signature: Bytes | null
  /** Its place in the order of arrival here; left out while it waits. */
  position?: number
}

/**
 * A pack's bytes, its number of messages, the place of the first of them in the order of arrival
 * here, and up to which place of a feed or branch it brings what was asked for.
 */
export type Run = {
  bytes: Bytes
  count: number
  position: number
  upTo: FeedPlace
  /** The pack itself, where it is small enough to travel with others. */
  small: Pack | null
}

/**
 * Bytes before deflation up to which a pack is small: small packs of many feeds may wait at once.
 */
const smallBytes = 64 << 10

/**
 * Bytes of the bodies of a pack, unless one message has more: a cut loses at most this. Headers
 * take almost nothing in columns.
 */
const usual = 256 << 10
const headerOnTheWay = 16

/** The rows of a branch up to its first signature; null where it has none. */
const proofIn = (held: Held, group: GroupId, branch: FeedId, from: number): Row[] | null => {
  const rows: Row[] = []
  for (const row of rowsFrom(held, group, branch, from)) {
    rows.push(row)
    if (row.signature) return rows
    if (rows.length >= mostItems) return null
  }
  return null
}

/**
 * The rows of a feed from `from` on, a page at a time. Waiting messages follow the judged ones:
 * messages that came together have one signature, and the one that carries it may wait, or be in a
 * branch.
 */
function* rowsFrom(held: Held, group: GroupId, feed: FeedId, from: number): Generator<Row> {
  let at = from
  let last: { id: MessageId; signature: Bytes | null } | undefined
  // Feeds are read beside each other, and each holds a page: with pictures few messages are many
  // bytes.
  for (let most = least.messages; ;) {
    const page = held.messages.range(group, feed, at, at + most)
    yield* page
    at = (page.at(-1)?.seq ?? at - 1) + 1
    last = page.at(-1) ?? last
    if (page.length < most) break
    const bytes = page.reduce((sum, { body }) => sum + (body?.length ?? 0), 0)
    most = bytes > least.bytes ? least.messages : Math.min(pageOf, most * 4)
  }
  const branches = last?.signature === null ? held.leadingOff(feed) : []
  for (const branch of branches) {
    const rows = proofIn(held, group, branch, at)
    if (rows) return yield* rows
  }
  for (;;) {
    const id = held.waiting.at(held.signedIn(feed), at, last?.id)
    const waiter = id && held.waiting.get(id)
    if (!waiter) return
    const { message, body, signature } = waiter
    yield { seq: message.seq, header: message.header, body, signature }
    last = { id, signature }
    at++
  }
}

const rowsOf = (written: readonly Written[]): Row[] =>
  written.map(({ message, body, signature }) => {
    const { seq, header } = message
    return { seq, message, header, body, signature }
  })

const onTheWay = ({ body }: { body: Bytes | null }): number => (body?.length ?? 0) + headerOnTheWay

const runOf = (
  pack: Pack,
  { position, upTo }: Pick<Run, 'position' | 'upTo'>,
  { secretOf = () => null, isLive }: Held,
): Run => {
  const run = { count: pack.items.length, position, upTo }
  if (unpackedBytes(pack) > smallBytes)
    return { ...run, bytes: writeShortPack(pack, secretOf), small: null }
  // Encoded only on request: small packs are mostly written together.
  return {
    ...run,
    get bytes() {
      return isLive ? writeLivePack(pack, secretOf) : writeShortPack(pack, secretOf)
    },
    small: pack,
  }
}

/**
 * The messages of `feed` from `from` to `to`, both included, as packs in order. The last pack goes
 * on to the next signature where `to` has none of its own; messages that no signature follows are
 * left out. `written`: the messages themselves, where they need not be read.
 */
export function* packsOf(
  held: Held,
  group: GroupId,
  feed: FeedId,
  from: number,
  to: number,
  written: readonly Written[] = [],
): Generator<Run> {
  let items: (Item & { position: number })[] = []
  let bytes = 0
  let sent = 0
  let signed: { length: number; signature: Bytes } | null = null
  const cut = function* (): Generator<Run> {
    const [first, ...rest] = items.slice(0, signed?.length ?? 0)
    if (!first || !signed) return
    const pack: Pack = { items: [first, ...rest], signature: signed.signature }
    const last = first.message.seq + signed.length - 1
    const upTo = { feed, seq: Math.min(to, last) }
    yield runOf(pack, { position: first.position, upTo }, held)
    items = items.slice(signed.length)
    bytes = items.reduce((sum, item) => sum + itemBytes(item.message, item.body), 0)
    sent = items.reduce((sum, item) => sum + onTheWay(item), 0)
    signed = null
  }
  let next = from
  for (const row of written.length > 0 ? rowsOf(written) : rowsFrom(held, group, feed, from)) {
    const message = row.message ?? readMessage(row.header)
    if (!message || row.seq !== next) break
    next++
    const size = itemBytes(row, row.body)
    const way = onTheWay(row)
    const isFull = items.length >= mostItems || sent + way > usual || !fitsPack(bytes + size)
    if (isFull) yield* cut()
    items.push({ message, body: row.body, position: row.position ?? Number.MAX_SAFE_INTEGER })
    bytes += size
    sent += way
    if (row.signature) signed = { length: items.length, signature: row.signature }
    if (row.seq >= to && row.signature) break
  }
  yield* cut()
}

/**
 * Several feeds' packs as one sequence, in the order in which their first messages arrived here: a
 * receiver that takes them in that order keeps few waiting, however long the feeds are.
 */
export function* inOrderOfArrival(feeds: readonly Generator<Run>[]): Generator<Run> {
  for (let from = 0; from < feeds.length; from += mostAtOnce)
    yield* ordered(feeds.slice(from, from + mostAtOnce))
}

function* ordered(feeds: readonly Generator<Run>[]): Generator<Run> {
  const open = feeds.flatMap(packs => {
    const next = packs.next()
    return next.done ? [] : [{ packs, run: next.value }]
  })
  while (open.length > 0) {
    let first = 0
    for (const [index, { run }] of open.entries())
      if (run.position < (open[first]?.run.position ?? 0)) first = index
    const entry = open[first]
    if (!entry) return
    yield entry.run
    const next = entry.packs.next()
    if (next.done) open.splice(first, 1)
    else entry.run = next.value
  }
}

/** The packs of the same runs for sending, adjacent small ones joined into one. */
export function* bundled(runs: Iterable<Run>, secretOf: SecretOf): Generator<Bytes> {
  let small: { run: Run; pack: Pack }[] = []
  let bytes = 0
  let count = 0
  const cut = function* (): Generator<Bytes> {
    const packs = small.map(({ pack }) => pack)
    const bundle = packs.length > 1 ? encodeBundle(packs, secretOf) : null
    if (bundle) yield bundle
    else for (const { run } of small) yield run.bytes
    small = []
    bytes = 0
    count = 0
  }
  for (const run of runs) {
    const more = run.small ? run.small.items.reduce((sum, item) => sum + onTheWay(item), 0) : 0
    const isFull = small.length >= mostBundled || count + run.count > mostItems
    if (!run.small || bytes + more > usual || isFull) yield* cut()
    if (run.small) small.push({ run, pack: run.small })
    else yield run.bytes
    bytes += more
    count += run.count
  }
  yield* cut()
}
