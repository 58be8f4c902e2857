// One conversation over one link: digests first, then heads where they differ, then records and the
// missing runs as sealed packs, and from then on what is new. A frame that no honest device sends
// ends the conversation and touches nothing else.
import { equal, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, FeedId } from '#shared/ids'
import { readFrame, writeDigest, writeHave, writeRecords, writeWant, type Frame } from './frames.ts'
import type { Link } from './link.ts'
import type { FeedPoint, Heads, Message } from './message.ts'
import { openArrivals, turn } from './arrivals.ts'
import { readPack } from './pack.ts'
import { presenceMeter, readPresence, type Presence } from './presence.ts'
import type { Replica } from './replica.ts'
import { openSeal, sealTransfer } from './seal.ts'
import { openTransfers } from './transfers.ts'

export type Session = {
  remote: DeviceId
  /** Sends `seals`, which carry `messages`; left out while the other end is slow to take. */
  push(seals: readonly Bytes[], messages: readonly Message[]): void
  /** Says what is new here since it was last said, and asks for what is missing. */
  announce(): void
  /** Sends the records that the other end is not known to have, and begins again with a digest. */
  renew(): void
  send(frame: Bytes): void
  /** Both ends are known to have the same. */
  isLevel(): boolean
  close(): void
}

/** Bytes under way beyond which nothing new is pushed. */
const mostUnderWay = 4 << 20
/** Wishes that may wait to be served, and feeds that the other end may speak of. */
const mostQueued = 64
const mostFeeds = 65_536

export type SessionRooms = {
  replica: Replica
  link: Link
  now(): number
  hear(presence: Presence): void
  /** The other end says that it has `seq` of this feed. */
  acknowledged(feed: FeedId, seq: number): void
  /** The other end said what it has. */
  spoke(): void
  closed(): void
  /** An error that is no refusal. */
  defect(error: unknown): void
}

export const openSession = (rooms: SessionRooms): Session => {
  const { replica, link, hear, acknowledged, closed, defect } = rooms
  const { group } = replica
  const transfers = openTransfers()
  const arrivals = openArrivals(packs => {
    if (!isShut) replica.receive(packs)
    rooms.spoke()
  }, stumble)
  const mayHear = presenceMeter(() => rooms.now())
  /** What the other end said that it has, and what it was told and asked. */
  const theirs = new Map<FeedId, FeedPoint>()
  let theirRecords: Heads['records'] = []
  const told = new Map<FeedId, string>()
  let toldRecords = ''
  let toldWhole = false
  let settled = false
  let sentRecords = ''
  let knowsTheirs = false
  let gaveHandover = false
  const asked = new Map<FeedId, number>()
  let heardPresence = { session: '', count: -1 }
  let underWay = 0
  let skipped = false
  let open = true
  let work: Promise<void> = Promise.resolve()
  let queued = 0

  /** Ended from here: what still lies about is not taken any more. */
  let isShut = false
  const close = (): void => {
    isShut = true
    link.close()
  }

  const sent = (bytes: number): void => {
    underWay -= bytes
    if (!skipped || underWay > mostUnderWay / 2) return
    skipped = false
    announce()
  }
  const send = async (frame: Bytes): Promise<void> => {
    if (!open) return
    underWay += frame.length
    try {
      await link.send(frame)
    } finally {
      sent(frame.length)
    }
  }
  const post = (frame: Bytes): void => void send(frame).catch(close)

  const have = (whole: boolean): void => {
    const heads = replica.heads()
    const records = heads.records.join()
    const feeds = whole ? heads.feeds : heads.feeds.filter(({ feed, id }) => told.get(feed) !== id)
    const changedRecords = whole || records !== toldRecords
    if (!whole && feeds.length === 0 && !changedRecords) return
    post(writeHave({ records: changedRecords ? heads.records : [], feeds }, whole))
    for (const { feed, id } of feeds) told.set(feed, id)
    toldRecords = records
    if (whole) toldWhole = settled = true
  }

  const giveRecords = (): void => {
    const own = replica.heads().records.join()
    if (!knowsTheirs || sentRecords === own) return
    sentRecords = own
    for (const frame of writeRecords(group.recordsBeyond(theirRecords))) post(frame)
  }

  const ask = (): void => {
    const ranges = replica
      .lacking([...theirs.values()])
      .map(range => ({ ...range, from: Math.max(range.from, (asked.get(range.feed) ?? -1) + 1) }))
      .filter(({ from, to }) => from <= to)
    if (ranges.length === 0) return
    for (const { feed, to } of ranges) asked.set(feed, to)
    post(writeWant(ranges))
  }

  function announce(): void {
    if (!open || !settled) return
    have(false)
    ask()
  }

  /** Runs one after another, so that packs go out in order and only as fast as they are taken. */
  const queue = (packs: () => Iterable<{ bytes: Bytes }>): void => {
    queued++
    work = work
      .then(async () => {
        for (const { bytes } of packs()) {
          for (const seal of sealTransfer(group.epoch(), bytes)) {
            if (!open) return
            await send(seal)
          }
          await turn()
        }
      })
      .catch(stumble)
      .finally(() => queued--)
  }

  const giveHandover = (): void => {
    if (gaveHandover || replica.handovers.feedFor(link.remote) === null) return
    gaveHandover = true
    if (replica.handovers.confirm(link.remote, [...theirs.values()])) return
    queue(() => replica.handover(link.remote))
  }

  const onHave = ({ heads, whole }: { heads: Heads; whole: boolean }): boolean => {
    if (whole) theirs.clear()
    if (theirs.size + heads.feeds.length > mostFeeds) return false
    for (const point of heads.feeds) {
      theirs.set(point.feed, point)
      acknowledged(point.feed, point.seq)
    }
    if (heads.records.length > 0) theirRecords = heads.records
    knowsTheirs = true
    if (!toldWhole) have(true)
    giveRecords()
    giveHandover()
    ask()
    rooms.spoke()
    return true
  }

  const onSame = (): void => {
    const heads = replica.heads()
    for (const point of heads.feeds) {
      theirs.set(point.feed, point)
      told.set(point.feed, point.id)
      acknowledged(point.feed, point.seq)
    }
    theirRecords = heads.records
    toldRecords = sentRecords = heads.records.join()
    knowsTheirs = settled = true
    giveHandover()
    rooms.spoke()
  }

  const onSeal = async (bytes: Bytes): Promise<boolean> => {
    const part = openSeal(bytes, epoch => group.epochKey(epoch))
    // Sealed under a key that its record will bring: it is asked for again then.
    if (part === 'unknown-epoch') return true
    const whole = part && transfers.add(part)
    if (!whole) return false
    if (whole === 'more') return true
    const pack = readPack(whole)
    if (!pack) return false
    const last = (pack.items.at(-1) ?? pack.items[0]).message
    // Whoever sends a message has it.
    if (last.audience === group.id && last.seq > (theirs.get(last.feed)?.seq ?? -1)) {
      theirs.set(last.feed, { feed: last.feed, seq: last.seq, id: last.id })
    }
    await arrivals.add(pack)
    return true
  }

  const onPresence = (bytes: Bytes): boolean => {
    const presence = readPresence(bytes, group.id, link.remote)
    if (!presence) return false
    const { session, count, document, payload } = presence
    const isNew = session !== heardPresence.session || count > heardPresence.count
    if (!isNew || !mayHear()) return true
    heardPresence = { session, count }
    hear({ document, payload })
    return true
  }

  const onFrame = async (frame: Frame): Promise<boolean> => {
    switch (frame.kind) {
      case 'digest':
        if (equal(frame.digest, replica.digest())) onSame()
        else have(true)
        return true
      case 'have':
        return onHave(frame)
      case 'want': {
        const { ranges } = frame
        if (queued > mostQueued) return false
        queue(() => replica.packs(ranges, [...theirs.values()]))
        return true
      }
      case 'records':
        group.addRecords(frame.records)
        return true
      case 'seal':
        return onSeal(frame.bytes)
      case 'presence':
        return onPresence(frame.bytes)
      case 'unknown':
        return true
    }
  }

  /** A full disk or a member who is none any more ends this link; a defect is told as well. */
  function stumble(error: unknown): void {
    close()
    if (!(error instanceof Failure)) defect(error)
  }

  link.onClose(() => {
    open = false
    closed()
  })
  link.onFrame(async bytes => {
    if (!open) return
    try {
      const frame = readFrame(bytes)
      if (!frame || !(await onFrame(frame))) close()
    } catch (error) {
      stumble(error)
    }
  })
  post(writeDigest(replica.digest()))

  return {
    remote: link.remote,
    push(seals, messages) {
      if (underWay > mostUnderWay) {
        skipped = true
        return
      }
      for (const seal of seals) post(seal)
      for (const { feed, id } of messages) told.set(feed, id)
    },
    announce,
    renew() {
      giveRecords()
      asked.clear()
      post(writeDigest(replica.digest()))
    },
    send: post,
    isLevel() {
      const { feeds, records } = replica.heads()
      return (
        knowsTheirs &&
        records.join() === theirRecords.join() &&
        feeds.every(({ feed, seq }) => (theirs.get(feed)?.seq ?? -1) >= seq) &&
        replica.lacking([...theirs.values()]).length === 0
      )
    },
    close,
  }
}
