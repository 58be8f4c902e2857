// One conversation over one link: digests first, then heads where they differ, then records and the
// missing runs as sealed packs, and from then on what is new. A frame that no honest device sends
// ends the conversation and touches nothing else.
import { equal, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, FeedId } from '#shared/ids'
import { readFrame, writeDigest, writeRecords, writeWant, type Frame } from './frames.ts'
import type { Link } from './link.ts'
import type { Message } from './message.ts'
import { openArrivals, turn } from './arrivals.ts'
import { readPack } from './pack.ts'
import { presenceMeter, readPresence, type Presence } from './presence.ts'
import type { Replica } from './replica.ts'
import { openSeal, sealTransfer } from './seal.ts'
import { openStanding } from './standing.ts'
import { openTransfers } from './transfers.ts'

export type Session = {
  remote: DeviceId
  /** Sends `seals`, which carry `messages`; left out while the other end is slow to take. */
  push(seals: readonly Bytes[], messages: readonly Message[]): void
  /** Says what is new here since it was last said, and asks for what is missing. */
  announce(): void
  /** Records or keys are new here: gives them, tells of them, and asks again for what they open. */
  renew(): void
  send(frame: Bytes): void
  /** Both ends are known to have the same. */
  isLevel(): boolean
  close(): void
}

/** Bytes under way beyond which nothing new is pushed. */
const mostUnderWay = 4 << 20
/** Wishes that may wait to be served. */
const mostQueued = 64

type Have = Extract<Frame, { kind: 'have' }>

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
  const standing = openStanding(replica, link.remote)
  let gaveHandover = false
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

  const say = (whole: boolean): void => {
    const frame = standing.have(whole)
    if (frame) post(frame)
  }
  const giveRecords = (): void => {
    for (const frame of writeRecords(standing.records())) post(frame)
  }
  const ask = (): void => {
    const wishes = standing.wishes()
    if (wishes.length > 0) post(writeWant(wishes))
  }

  function announce(): void {
    if (!open || !standing.isSettled()) return
    say(false)
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
    queue(() => replica.handover(link.remote))
  }

  const acknowledge = (): void => {
    for (const { feed, seq } of standing.theirs()) acknowledged(feed, seq)
    rooms.spoke()
  }

  const onHave = (have: Have): boolean => {
    replica.handovers.confirm(link.remote, have.began)
    if (!standing.heard(have)) return false
    if (!standing.toldWhole()) say(true)
    giveRecords()
    giveHandover()
    ask()
    acknowledge()
    return true
  }

  const onSame = (): void => {
    standing.same()
    // Whether she has what she begins with is no part of the digest: she says it with her heads.
    if (replica.handovers.feedFor(link.remote) !== null) say(true)
    acknowledge()
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
    standing.received((pack.items.at(-1) ?? pack.items[0]).message)
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
        else say(true)
        return true
      case 'have':
        return onHave(frame)
      case 'want': {
        const { ranges } = frame
        if (queued > mostQueued) return false
        queue(() => replica.packs(ranges, standing.theirs()))
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
      standing.sent(messages)
    },
    announce,
    renew() {
      giveRecords()
      standing.askAgain()
      if (standing.isSettled()) announce()
      else post(writeDigest(replica.digest()))
    },
    send: post,
    isLevel: standing.isLevel,
    close,
  }
}
