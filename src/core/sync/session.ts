// A link conversation: first digests, then heads where they differ, then records and the missing
// runs as sealed packs, and from then on news. A frame that no honest device sends ends the
// conversation and changes nothing else.
import { equal, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, FeedId } from '#shared/ids'
import { readFrame, writeDigest, writeGiven } from './frames.ts'
import { writeRecords, writeWant } from './frames.ts'
import type { Frame } from './frames.ts'
import type { Link } from './link.ts'
import type { FeedPoint, Message } from '#core/messages'
import { openReceiveBatch, openTurns } from './receive-batch.ts'
import { openComparing } from './comparing.ts'
import type { Later } from './ports.ts'
import { openSendBuffer } from './send-buffer.ts'
import { readPacks } from './pack.ts'
import { openLinkTimeout } from './link-timeout.ts'
import { openHearing, type Presence } from './presence.ts'
import type { Spoken } from './membership.ts'
import { openEnvelope } from './envelope.ts'
import { openRequestQueue } from './request-queue.ts'
import { openLinkState } from './link-state.ts'
import { openTransfers } from './transfers.ts'

export type LinkConversation = {
  remote: DeviceId
  /** Sends `seals`, which carry `messages`; left out while the other end is slow to take frames. */
  push(seals: readonly Bytes[], messages: readonly Message[]): void
  /** Sends the heads that are new since the last time, and requests missing ranges. */
  announce(): void
  /**
   * Records or keys are new here: sends them, announces them, and requests again the messages that
   * they open.
   */
  renew(): void
  send(frame: Bytes): void
  /** The other end is not active any more: it gets the records that say so, and nothing else. */
  part(): void
  /** Both ends are known to have the same. */
  isLevel(): boolean
  /** Sends the digest of the readable content, once for the same heads. */
  compare(): void
  close(): void
}

type Have = Extract<Frame, { kind: 'have' }>

export type LinkConversationPorts = {
  replica: Spoken
  link: Link
  now(): number
  later: Later
  hear(presence: Presence): void
  /** The other end stated that it has `seq` of this feed. */
  acknowledged(feed: FeedId, seq: number): void
  /** The other end stated its heads. */
  spoke(): void
  /** The other end, with the same heads, had another readable content. */
  differed(): void
  closed(): void
  /** An error that is no refusal. */
  defect(error: unknown): void
}

/** Feeds that are looked up as fast as an envelope is opened. */
const fewNames = 1_000

export const openLinkConversation = (ports: LinkConversationPorts): LinkConversation => {
  const { replica, link, acknowledged, closed, defect } = ports
  const { group } = replica
  const transfers = openTransfers()
  const arrivals = openReceiveBatch({
    look: pack => (isShut ? 'due' : replica.look(pack)),
    deferred: replica.deferred,
    // Packs that come after the end are not taken in.
    receive: packs => (isShut ? null : replica.receive(packs)),
    taken(tally) {
      // A message waits for another one, which its sender has.
      if (open && !isShut && tally && tally.waiting.size > 0) ask()
      ports.spoke()
    },
    failed: error => stumble(error),
  })
  const onPresence = openHearing({ ...ports, group: group.id, remote: link.remote })
  const standing = openLinkState(replica, link.remote)
  let gaveHandover: FeedId | null = null
  /** How far the other end stated that it has its bootstrap snapshot. */
  let begun: Have['began'] = []
  let open = true
  const takeTurns = openTurns()

  /** This device ended the link: frames that still lie here are not taken in. */
  let isShut = false
  const hangUp = (): void => {
    isShut = true
    link.close()
  }
  const close = hangUp
  /**
   * A full disk, or a member who is none any more, ends this link; a defect is reported as well.
   */
  const stumble = (error: unknown): void => {
    close()
    if (!(error instanceof Failure)) defect(error)
  }

  /** News was left out since the last heads: heads go out before any other news. */
  let isBehind = false
  const outlet = openSendBuffer({
    ...ports,
    lost: close,
    freed() {
      isBehind = false
      announce()
    },
  })
  const { send, post } = outlet
  const patience = openLinkTimeout({
    ...ports,
    // After a hang-up the archive may be closed before the link reports its end.
    isOwed: () => !isShut && standing.isOwed(),
    lost: close,
  })
  const serving = openRequestQueue({
    epoch: () => group.epoch(),
    send,
    isOpen: () => open && !isShut,
    headsOf: feeds => replica.headsOf(feeds),
    given: () => post(writeGiven()),
    failed: stumble,
  })

  const say = (whole: boolean): void => {
    for (const frame of standing.have(whole)) post(frame)
  }
  const giveRecords = (): void => {
    for (const frame of writeRecords(standing.records())) post(frame)
  }
  const ask = (): void => {
    const wishes = standing.wishes()
    if (wishes.length === 0) return
    post(writeWant(wishes))
    patience.owed()
  }

  function announce(): void {
    if (!open || isShut || !standing.isSettled()) return
    // Otherwise deferred messages of the other end would be requested.
    replica.deferred.settle()
    if (isShut) return
    say(false)
    giveHandover()
    ask()
  }

  const giveHandover = (): void => {
    const feed = replica.snapshots.feedFor(link.remote)
    if (feed === null || feed === gaveHandover) return
    gaveHandover = feed
    const from = (begun.find(place => place.feed === feed)?.seq ?? -1) + 1
    serving.give(() => replica.bundles(replica.handover(link.remote, from)))
  }

  const acknowledge = (said: readonly FeedPoint[]): void => {
    for (const { feed, seq } of said) acknowledged(feed, seq)
    ports.spoke()
  }

  const onHave = (have: Have): boolean => {
    replica.snapshots.confirm(link.remote, have.began)
    begun = have.began
    replica.deferred.settle(have.heads.feeds)
    standing.heard(have)
    const isWhole = !standing.toldWhole()
    if (isWhole || have.heads.records.length > 0) say(isWhole)
    giveRecords()
    giveHandover()
    ask()
    acknowledge(have.heads.feeds)
    return true
  }

  const onSame = (): void => {
    standing.same()
    // Heads carry the progress of the other end's bootstrap, which is no part of the digest.
    if (replica.snapshots.feedFor(link.remote) !== null) say(true)
    acknowledge(standing.theirs())
  }

  const onSeal = async (bytes: Bytes): Promise<boolean> => {
    const part = openEnvelope(bytes, epoch => group.epochKey(epoch))
    // The key is in a record that will come: the range is requested again then.
    if (part === 'unknown-epoch') return true
    const whole = part && transfers.add(part)
    if (!whole) return false
    if (whole === 'more') return true
    const packs = readPacks(whole)
    if (!packs) return false
    for (const pack of packs) {
      standing.received((pack.items.at(-1) ?? pack.items[0]).message)
      patience.progress()
      await arrivals.add(pack)
    }
    return true
  }

  const comparing = openComparing({
    replica,
    post,
    differed: ports.differed,
    isLevel: () => open && !isShut && standing.isLevel(),
  })

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
        return serving.take(ranges, () => replica.bundles(replica.packs(ranges, standing.theirs())))
      }
      case 'content':
        comparing.heardDigest(frame.digest)
        return true
      case 'contents':
        comparing.heardAll(frame.contents)
        return true
      case 'given':
        await arrivals.taken()
        if (isShut) return true
        standing.answered()
        patience.progress()
        ask()
        ports.spoke()
        return true
      case 'records':
        // Edits that were written by the former roles count by them.
        if (group.hasNews(frame.records)) await replica.sealOwn()
        if (isShut) return true
        // Records that break a rule, or were never signed, are kept and sent by no honest device.
        return replica.addRecords(frame.records).refused === 0
      case 'seal':
        return onSeal(frame.bytes)
      case 'presence':
        return onPresence(frame.bytes)
      case 'unknown':
        return true
    }
  }

  link.onClose(() => {
    open = false
    outlet.close()
    patience.close()
    closed()
  })
  link.onFrame(async bytes => {
    if (!open || isShut) return
    try {
      const frame = readFrame(bytes)
      if (!frame || !(await onFrame(frame))) return close()
      // These frames are looked up among all feeds that the end ever named: others get a turn in
      // between.
      const isLookedUp = ['have', 'want', 'given'].includes(frame.kind)
      const isLong = isLookedUp && standing.theirs().length > fewNames
      await takeTurns(isLong ? Infinity : bytes.length)
      await outlet.room()
    } catch (error) {
      stumble(error)
    }
  })
  post(writeDigest(replica.digest()))

  return {
    remote: link.remote,
    push(seals, messages) {
      isBehind ||= outlet.isFull()
      if (isShut || isBehind) return
      for (const seal of seals) post(seal)
      standing.sent(messages)
    },
    announce,
    renew() {
      if (isShut) return
      giveRecords()
      standing.askAgain()
      if (standing.isSettled()) announce()
      else post(writeDigest(replica.digest()))
    },
    send: post,
    isLevel: standing.isLevel,
    compare: () => comparing.say(),
    part() {
      if (isShut) return
      isShut = true
      const say = async (): Promise<void> => {
        for (const frame of writeRecords(standing.records())) await send(frame)
      }
      void say().then(close, close)
    },
    close: hangUp,
  }
}
