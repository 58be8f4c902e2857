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
import type { FeedPlace, FeedPoint, Message } from '#core/messages'
import { openReceiveBatch, openTurns, type ReceiveBatch } from '../inbox/index.ts'
import { openComparing, type Comparing } from './comparing.ts'
import type { Later } from '../ports.ts'
import { openSendBuffer, type SendBuffer } from './send-buffer.ts'
import { readPacks } from '../packs/index.ts'
import { openLinkTimeout, type LinkTimeout } from './link-timeout.ts'
import { openHearing, type Presence } from './presence.ts'
import type { Spoken } from './membership.ts'
import { openEnvelope } from './envelope.ts'
import { openRequestQueue, type RequestQueue } from './request-queue.ts'
import { openLinkState, type LinkState } from './link-state.ts'
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

/**
 * `ended`: the other end closed the link; packs that came before are taken in. `shut`: this device
 * ended it; what lies here is not taken in.
 */
type State = 'open' | 'ended' | 'shut'

class Conversation implements LinkConversation {
  readonly remote: DeviceId
  readonly #ports: LinkConversationPorts
  readonly #arrivals: ReceiveBatch
  readonly #transfers = openTransfers()
  readonly #linkState: LinkState
  readonly #buffer: SendBuffer
  readonly #timeout: LinkTimeout
  readonly #requests: RequestQueue
  readonly #comparing: Comparing
  readonly #onPresence: (bytes: Bytes) => boolean
  #state: State = 'open'
  /** News was left out since the last heads: heads go out before any other news. */
  #isBehind = false
  /** How far the bootstrap snapshot for the other end was given on this link. */
  #gave: FeedPlace | null = null
  /** How far the other end stated that it has its bootstrap snapshot. */
  #begun: Have['began'] = []

  constructor(ports: LinkConversationPorts) {
    const { replica, link, spoke, closed } = ports
    const isOpen = (): boolean => this.#state === 'open'
    this.#ports = ports
    this.remote = link.remote
    this.#linkState = openLinkState(replica, link.remote)
    this.#onPresence = openHearing({ ...ports, group: replica.group.id, remote: link.remote })
    this.#arrivals = openReceiveBatch({
      look: pack => (this.#state === 'shut' ? 'due' : replica.look(pack)),
      deferred: replica.deferred,
      receive: packs => (this.#state === 'shut' ? null : replica.receive(packs)),
      taken: tally => {
        // A message waits for another one, which its sender has.
        if (isOpen() && tally && tally.waiting.size > 0) this.#ask()
        spoke()
      },
      failed: error => this.#stumble(error),
    })
    this.#buffer = openSendBuffer({
      ...ports,
      lost: () => this.close(),
      freed: () => {
        this.#isBehind = false
        this.announce()
      },
    })
    this.#timeout = openLinkTimeout({
      ...ports,
      // After a hang-up the archive may be closed before the link reports its end.
      isOwed: () => this.#state !== 'shut' && this.#linkState.isOwed(),
      lost: () => this.close(),
    })
    this.#requests = openRequestQueue({
      epoch: () => replica.group.epoch(),
      send: this.#buffer.send,
      isOpen,
      headsOf: feeds => replica.headsOf(feeds),
      given: () => this.#post(writeGiven()),
      failed: error => this.#stumble(error),
    })
    this.#comparing = openComparing({
      replica,
      post: frame => this.#post(frame),
      differed: ports.differed,
      isLevel: () => isOpen() && this.#linkState.isLevel(),
    })
    link.onClose(() => {
      if (isOpen()) this.#state = 'ended'
      this.#buffer.close()
      this.#timeout.close()
      closed()
    })
    const takeTurns = openTurns()
    link.onFrame(bytes => this.#onBytes(bytes, takeTurns))
    this.#post(writeDigest(replica.digest()))
  }

  push(seals: readonly Bytes[], messages: readonly Message[]): void {
    this.#isBehind ||= this.#buffer.isFull()
    if (this.#state !== 'open' || this.#isBehind) return
    for (const seal of seals) this.#post(seal)
    this.#linkState.sent(messages)
  }

  announce(): void {
    if (this.#state !== 'open' || !this.#linkState.isSettled()) return
    // Otherwise deferred messages of the other end would be requested.
    this.#ports.replica.deferred.settle()
    if (this.#isShut()) return
    this.#say(false)
    this.#giveHandover()
    this.#ask()
  }

  renew(): void {
    if (this.#state !== 'open') return
    this.#giveRecords()
    this.#linkState.askAgain()
    if (this.#linkState.isSettled()) this.announce()
    else this.#post(writeDigest(this.#ports.replica.digest()))
  }

  send(frame: Bytes): void {
    this.#post(frame)
  }

  isLevel(): boolean {
    return this.#linkState.isLevel()
  }

  compare(): void {
    this.#comparing.say()
  }

  part(): void {
    if (this.#state !== 'open') return
    this.#state = 'shut'
    const say = async (): Promise<void> => {
      for (const frame of writeRecords(this.#linkState.records())) await this.#buffer.send(frame)
    }
    const close = (): void => this.close()
    void say().then(close, close)
  }

  close(): void {
    this.#state = 'shut'
    this.#ports.link.close()
  }

  /** Asked behind work that may have ended the conversation. */
  #isShut(): boolean {
    return this.#state === 'shut'
  }

  /**
   * A full disk, or a member who is none any more, ends this link; a defect is reported as well.
   */
  #stumble(error: unknown): void {
    this.close()
    if (!(error instanceof Failure)) this.#ports.defect(error)
  }

  #post(frame: Bytes): void {
    this.#buffer.post(frame)
  }

  #say(whole: boolean): void {
    for (const frame of this.#linkState.have(whole)) this.#post(frame)
  }

  #giveRecords(): void {
    for (const frame of writeRecords(this.#linkState.records())) this.#post(frame)
  }

  #ask(): void {
    const wishes = this.#linkState.wishes()
    if (wishes.length === 0) return
    this.#post(writeWant(wishes))
    this.#timeout.owed()
  }

  #giveHandover(): void {
    const { replica } = this.#ports
    const end = replica.snapshots.endFor(this.remote)
    if (!end) return
    const known = [...this.#begun, ...(this.#gave ? [this.#gave] : [])]
    const from = Math.max(
      0,
      ...known.filter(({ feed }) => feed === end.feed).map(({ seq }) => seq + 1),
    )
    if (from > end.seq) return
    this.#gave = end
    this.#requests.give(() => replica.bundles(replica.handover(this.remote, from)))
  }

  #acknowledge(said: readonly FeedPoint[]): void {
    for (const { feed, seq } of said) this.#ports.acknowledged(feed, seq)
    this.#ports.spoke()
  }

  async #onBytes(bytes: Bytes, takeTurns: (bytes: number) => Promise<void>): Promise<void> {
    if (this.#state !== 'open') return
    try {
      const frame = readFrame(bytes)
      if (!frame || !(await this.#onFrame(frame))) return this.close()
      // These frames are looked up among all feeds that the end ever named: others get a turn in
      // between.
      const isLookedUp = ['have', 'want', 'given'].includes(frame.kind)
      const isLong = isLookedUp && this.#linkState.theirs().length > fewNames
      await takeTurns(isLong ? Infinity : bytes.length)
      await this.#buffer.room()
    } catch (error) {
      this.#stumble(error)
    }
  }

  /** False for a frame that no honest device sends. */
  async #onFrame(frame: Frame): Promise<boolean> {
    const { replica } = this.#ports
    switch (frame.kind) {
      case 'digest':
        if (equal(frame.digest, replica.digest())) this.#onSame()
        else this.#say(true)
        return true
      case 'have':
        return this.#onHave(frame)
      case 'want': {
        const { ranges } = frame
        const packs = () => replica.bundles(replica.packs(ranges, this.#linkState.theirs()))
        return this.#requests.take(ranges, packs)
      }
      case 'content':
        this.#comparing.heardDigest(frame.digest)
        return true
      case 'contents':
        this.#comparing.heardAll(frame.contents)
        return true
      case 'given':
        await this.#onGiven()
        return true
      case 'records':
        // Edits that were written by the former roles count by them.
        if (replica.group.hasNews(frame.records)) await replica.sealOwn()
        if (this.#isShut()) return true
        // Records that break a rule, or were never signed, are kept and sent by no honest device.
        return replica.addRecords(frame.records).refused === 0
      case 'seal':
        return this.#onSeal(frame.bytes)
      case 'presence':
        return this.#onPresence(frame.bytes)
      case 'unknown':
        return true
    }
  }

  #onSame(): void {
    this.#linkState.same()
    // Heads carry the progress of the other end's bootstrap, which is no part of the digest.
    if (this.#ports.replica.snapshots.endFor(this.remote) !== null) this.#say(true)
    this.#acknowledge(this.#linkState.theirs())
  }

  #onHave(have: Have): boolean {
    const { replica } = this.#ports
    replica.snapshots.confirm(this.remote, have.began)
    this.#begun = have.began
    replica.deferred.settle(have.heads.feeds)
    this.#linkState.heard(have)
    const isWhole = !this.#linkState.toldWhole()
    if (isWhole || have.heads.records.length > 0) this.#say(isWhole)
    this.#giveRecords()
    this.#giveHandover()
    this.#ask()
    this.#acknowledge(have.heads.feeds)
    return true
  }

  async #onGiven(): Promise<void> {
    await this.#arrivals.taken()
    if (this.#isShut()) return
    this.#linkState.answered()
    this.#timeout.progress()
    this.#ask()
    this.#ports.spoke()
  }

  async #onSeal(bytes: Bytes): Promise<boolean> {
    const part = openEnvelope(bytes, epoch => this.#ports.replica.group.epochKey(epoch))
    // The key is in a record that will come: the range is requested again then.
    if (part === 'unknown-epoch') return true
    const whole = part && this.#transfers.add(part)
    if (!whole) return false
    if (whole === 'more') return true
    const packs = readPacks(whole)
    if (!packs) return false
    for (const pack of packs) {
      this.#linkState.received((pack.items.at(-1) ?? pack.items[0]).message)
      this.#timeout.progress()
      await this.#arrivals.add(pack)
    }
    return true
  }
}

export const openLinkConversation = (ports: LinkConversationPorts): LinkConversation =>
  new Conversation(ports)
