// The mailbox client of one group at one host. It reads the mailboxes of all epochs whose keys are
// here to the end, learns of later epochs there, puts in the records that lead to them, and only
// then puts messages that the latest mailbox lacks into it.
import { Failure } from '#shared/failure'
import type { EpochId } from '#shared/ids'
import { writeRecords } from '../link/index.ts'
import type { Later, SyncArchive } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import type { Membership } from './membership.ts'
import { openBox, type Box } from './box.ts'
import type { Ended } from './socket.ts'
import { openMailboxCursors, type MailboxCursors } from './cursor.ts'
import { isKeptOpen, Itinerary } from './itinerary.ts'
import { NamedTimers } from '../named-timers.ts'
import type { Stop } from './route.ts'
import { openSending, type Sending } from './sending.ts'

export type MailboxClientState = 'connecting' | 'in-touch' | 'full' | 'refused' | 'unreachable'

export type MailboxClient = {
  state(): MailboxClientState
  /** Other devices that have the latest mailbox open. */
  others(): number
  /**
   * Messages with content of this device's own that are in no mailbox yet, and edits that are in no
   * message.
   */
  waiting(): number
  /**
   * Resolves when both sides have the same, others' messages included; null, or the reason why not.
   */
  settled(): Promise<'full' | 'refused' | 'unreachable' | null>
  /** Resolves once a host that is in touch has what this device wrote; at once where it is not in touch. */
  sendRest(): Promise<void>
  close(): void
}

const minute = 60_000
const rhythm = {
  /** A device that does not know the new epoch may still write into a replaced mailbox. */
  revisit: 60 * minute,
  /** The time that an author has to put its own messages in before other devices do. */
  bridge: 20_000,
  tell: 300,
  full: 10 * minute,
  firstRetry: 1_000,
  longestRetry: 5 * minute,
} as const
/** Failures in a row for which a device is only connecting: a host is restarted in that time. */
const briefly: Record<Ended, number> = { refused: 0, unreachable: 2, interrupted: 6 }
type Outcome = 'full' | 'refused' | 'unreachable' | null

export type MailboxClientPorts = {
  replica: GroupSync
  /**
   * For a circle: the group's records, where a member of the circle has no other mailbox with them.
   */
  membership: Membership | null
  archive: SyncArchive
  url: string
  ca?: string | undefined
  now(): number
  later: Later
  patience: Later
  random(length: number): Uint8Array
  changed(): void
  defect(error: unknown): void
}

class Client implements MailboxClient {
  readonly #ports: MailboxClientPorts
  readonly #memos: MailboxCursors
  readonly #boxes = new Map<EpochId, Box>()
  readonly #itinerary: Itinerary
  readonly #sending: Sending
  readonly #timers: NamedTimers
  readonly #waiters = new Set<(outcome: Outcome) => void>()
  readonly #unlisten: () => void
  #state: MailboxClientState = 'connecting'
  #failures = 0
  #isClosed = false
  #isWorking = false
  #isAgain = false

  constructor(ports: MailboxClientPorts) {
    const { replica, membership, archive, url, now, later } = ports
    const { group } = replica
    const boxes = this.#boxes
    this.#ports = ports
    this.#timers = new NamedTimers(later)
    const memos = openMailboxCursors(archive, group.id, url)
    const isOpen = (epoch: EpochId): boolean => boxes.get(epoch)?.isOpen() === true
    const itinerary = new Itinerary({ group, membership, memos, now, isOpen })
    this.#memos = memos
    this.#itinerary = itinerary
    this.#sending = openSending({
      ...ports,
      memos,
      home: () => itinerary.home(),
      changed: this.#changed,
      boxAt: epoch => boxes.get(epoch),
      isAnyDue: () => itinerary.due() !== undefined,
      isClosed: () => this.#isClosed,
      full: epoch => void itinerary.noRoom.add(epoch),
    })
    this.#unlisten = replica.onNews(news =>
      news.kind === 'received' ? this.#bridgeLater() : this.#kick(),
    )
    this.#bridgeLater()
    // Not at once: the caller may be in the middle of something.
    this.#timers.begin('begin', 0, this.#kick)
  }

  state(): MailboxClientState {
    return this.#state
  }

  others(): number {
    const stop = this.#itinerary.home()
    return (stop && this.#boxes.get(stop.epoch)?.others()) ?? 0
  }

  waiting(): number {
    const { replica } = this.#ports
    const stop = this.#itinerary.home()
    const feeds = (stop && this.#memos.of(stop.epoch)?.feeds) ?? new Map()
    const up = [...feeds].map(([feed, seq]) => ({ feed, seq }))
    return replica.words.unheard(up).messages + replica.unsealed()
  }

  settled(): Promise<Outcome> {
    this.#sending.bridge()
    return this.#nextOutcome()
  }

  async sendRest(): Promise<void> {
    if (this.#state === 'in-touch' && this.waiting() > 0) await this.#nextOutcome()
  }

  #nextOutcome(): Promise<Outcome> {
    return new Promise(resolve => {
      this.#waiters.add(resolve)
      this.#kick()
    })
  }

  close(): void {
    this.#isClosed = true
    this.#unlisten()
    this.#timers.close()
    for (const box of this.#boxes.values()) box.close()
    this.#boxes.clear()
    this.#answer('unreachable')
  }

  #show(next: MailboxClientState): void {
    if (this.#state === next) return
    this.#state = next
    this.#ports.changed()
  }

  readonly #changed = (): void => this.#timers.begin('tell', rhythm.tell, this.#ports.changed)

  /** Up to half as long again, so that devices which lost a host do not all come back at once. */
  #about(milliseconds: number): number {
    return Math.round(milliseconds * (1 + (this.#ports.random(1)[0] ?? 0) / 512))
  }

  #bridgeLater(): void {
    this.#timers.begin('bridge', this.#about(rhythm.bridge), () => {
      this.#sending.bridge()
      this.#kick()
    })
  }

  #boxOf(epoch: EpochId): Box | null {
    const { replica, archive } = this.#ports
    const open = this.#boxes.get(epoch)
    const key = replica.group.epochKey(epoch)
    if (open || !key) return open ?? null
    const box: Box = openBox({
      ...this.#ports,
      epoch: { id: epoch, key },
      messages: archive.messages,
      memos: this.#memos,
      changed: this.#changed,
      ended: why => {
        const wasOpen = this.#boxes.get(epoch) === box
        this.#boxes.delete(epoch)
        if (wasOpen && !this.#isClosed) this.#lost(why)
      },
      failed: error => this.#stumble(error),
    })
    this.#boxes.set(epoch, box)
    return box
  }

  #shut(epoch: EpochId): void {
    const box = this.#boxes.get(epoch)
    this.#boxes.delete(epoch)
    box?.close()
  }

  async #leaveRecords(box: Box, stop: Stop): Promise<void> {
    const records = this.#itinerary.lacking(stop)
    if (records.length === 0) return
    for (const frame of writeRecords(records)) {
      if (await box.put(frame, 'records')) continue
      this.#itinerary.noRoom.add(stop.epoch)
      return
    }
    for (const { id } of records) box.memo().records.add(id)
    this.#memos.save(stop.epoch)
  }

  /** False when the host could not be reached. */
  async #visit({ epoch }: Stop): Promise<boolean> {
    const itinerary = this.#itinerary
    const box = this.#boxOf(epoch)
    if (!box) return true
    if (!box.isOpen() && !(await box.drain())) return false
    // The parts that were there may have brought other records.
    const stop = itinerary.stops().find(each => each.epoch === epoch)
    if (!stop) return true
    await this.#leaveRecords(box, stop)
    if (this.#isClosed || isKeptOpen(stop)) return true
    itinerary.visited.add(epoch)
    // Records that did not fit there go into the mailbox of the next epoch.
    if (itinerary.lacking(stop).length === 0) itinerary.noRoom.delete(epoch)
    box.memo().replacedAt ??= this.#ports.now()
    this.#memos.save(epoch)
    this.#shut(epoch)
    return true
  }

  async #round(): Promise<boolean> {
    const itinerary = this.#itinerary
    do {
      for (let stop = itinerary.due(); stop; stop = itinerary.due()) {
        if (this.#isClosed || !(await this.#visit(stop))) return false
      }
    } while (!this.#isClosed && !(await this.#sending.push()))
    return !this.#isClosed
  }

  #answer(outcome: Outcome): void {
    for (const tell of this.#waiters) tell(outcome)
    this.#waiters.clear()
  }

  readonly #kick = (): void => {
    if (this.#isClosed) return
    this.#isAgain = true
    if (this.#isWorking || this.#timers.isRunning('retry')) return
    this.#isWorking = true
    void this.#work()
  }

  async #work(): Promise<void> {
    let isDone = true
    try {
      while (this.#isAgain && isDone) {
        this.#isAgain = false
        isDone = await this.#round()
      }
      if (isDone) this.#reached()
    } catch (error) {
      this.#stumble(error)
    } finally {
      this.#isWorking = false
    }
    if (this.#isAgain && isDone) this.#kick()
  }

  #reached(): void {
    const { noRoom, visited } = this.#itinerary
    this.#failures = 0
    const isFull = noRoom.size > 0
    const stop = this.#itinerary.home()
    // A removed device has no mailbox left to keep open, and has read its parts.
    const isOpen = stop
      ? this.#boxes.get(stop.epoch)?.isOpen() === true
      : this.#itinerary.stops().length > 0
    this.#show(isFull ? 'full' : isOpen ? 'in-touch' : 'connecting')
    if (isFull) {
      // A host reports the free space when a mailbox is opened.
      this.#timers.begin('full', this.#about(rhythm.full), () => {
        for (const epoch of noRoom) this.#shut(epoch)
        noRoom.clear()
        this.#kick()
      })
    }
    this.#timers.begin('revisit', this.#about(rhythm.revisit), () => {
      visited.clear()
      this.#kick()
    })
    this.#answer(isFull ? 'full' : null)
  }

  #lost(ended: Ended): void {
    const why = ended === 'interrupted' ? 'unreachable' : ended
    this.#show(this.#failures < briefly[ended] ? 'connecting' : why)
    this.#answer(why)
    // Several mailboxes at one host are lost together: that is one failure.
    if (this.#timers.isRunning('retry')) return
    const wait = rhythm.firstRetry * 2 ** Math.min(this.#failures++, 12)
    this.#timers.begin('retry', this.#about(Math.min(rhythm.longestRetry, wait)), this.#kick)
  }

  /**
   * A full disk, or a device that is no member any more, is tried again later. A defect is
   * reported.
   */
  #stumble(error: unknown): void {
    const isLineEnd = error instanceof TypeError && error.message === 'the line has ended'
    // Work that was under way at the close may find the archive closed too.
    if (this.#isClosed) return
    if (!(error instanceof Failure) && !isLineEnd) this.#ports.defect(error)
    this.#lost(isLineEnd ? 'interrupted' : 'unreachable')
  }
}

export const openMailboxClient = (ports: MailboxClientPorts): MailboxClient => new Client(ports)
