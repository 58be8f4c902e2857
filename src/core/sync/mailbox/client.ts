// The mailbox client of one group at one host. It reads the mailboxes of all epochs whose keys are
// here to the end, learns of later epochs there, puts in the records that lead to them, and only
// then puts messages that the latest mailbox lacks into it.
import { Failure } from '#shared/failure'
import type { EpochId } from '#shared/ids'
import { writeRecords } from '../frames.ts'
import type { Later, SyncArchive } from '../ports.ts'
import type { GroupSync } from '../replica.ts'
import type { Membership } from './membership.ts'
import { openBox, type Box } from './box.ts'
import { openMailboxCursors } from './cursor.ts'
import { routeOf, type Stop } from './route.ts'
import { openSending } from './sending.ts'

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
/** A replaced mailbox is not visited any more once all of its parts have expired. */
const retiredAfter = 91 * 24 * 60 * minute

export const openMailboxClient = (ports: {
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
}): MailboxClient => {
  const { replica, membership, archive, url, ca, now, later, patience, random, defect } = ports
  const { group } = replica
  const memos = openMailboxCursors(archive, group.id, url)
  const boxes = new Map<EpochId, Box>()
  /** Replaced mailboxes that were read to the end in this hour. */
  const visited = new Set<EpochId>()
  const noRoom = new Set<EpochId>()
  const timers = new Map<string, () => void>()
  const waiters = new Set<(outcome: 'full' | 'refused' | 'unreachable' | null) => void>()
  let state: MailboxClientState = 'connecting'
  let failures = 0
  let closed = false
  let working = false
  let again = false

  const show = (next: MailboxClientState): void => {
    if (state === next) return
    state = next
    ports.changed()
  }
  const soon = (name: string, milliseconds: number, work: () => void): void => {
    if (closed || timers.has(name)) return
    const cancel = later(() => {
      timers.delete(name)
      work()
    }, milliseconds)
    timers.set(name, cancel)
  }
  const changed = (): void => soon('tell', rhythm.tell, ports.changed)

  /** Up to half as long again, so that devices which lost a host do not all come back at once. */
  const about = (milliseconds: number): number =>
    Math.round(milliseconds * (1 + (random(1)[0] ?? 0) / 512))

  const isKeptOpen = ({ isHome, isReplaced }: Stop): boolean => isHome || !isReplaced
  const withMembership = (stop: Stop): Stop =>
    isKeptOpen(stop)
      ? { ...stop, records: [...(membership?.records() ?? []), ...stop.records] }
      : stop
  let known: { heads: string; stops: Stop[] } = { heads: '', stops: [] }
  const route = (): Stop[] => {
    const beside = membership?.heads().join() ?? ''
    const heads = `${group.recordHeads().join()} ${group.state().epochs.length} ${beside}`
    if (known.heads !== heads) known = { heads, stops: routeOf(group).map(withMembership) }
    return known.stops
  }
  const isRetired = ({ epoch, isReplaced, isHome }: Stop): boolean => {
    const since = memos.of(epoch)?.replacedAt ?? null
    return isReplaced && !isHome && since !== null && now() - since > retiredAfter
  }
  const lacking = ({ epoch, records }: Stop): Stop['records'] =>
    records.filter(({ id }) => !memos.of(epoch)?.records.has(id))
  const isDue = (stop: Stop): boolean => {
    if (isRetired(stop)) return false
    const isRead = isKeptOpen(stop) ? boxes.get(stop.epoch)?.isOpen() : visited.has(stop.epoch)
    return isRead !== true || (!noRoom.has(stop.epoch) && lacking(stop).length > 0)
  }
  /** The stop for messages. */
  const home = (): Stop | undefined =>
    route().find(({ isHome }) => isHome) ?? route().findLast(({ isReplaced }) => !isReplaced)
  const sending = openSending({
    replica,
    archive,
    memos,
    home,
    changed,
    boxAt: epoch => boxes.get(epoch),
    isAnyDue: () => route().some(isDue),
    isClosed: () => closed,
    full: epoch => void noRoom.add(epoch),
  })

  const boxOf = (epoch: EpochId): Box | null => {
    const open = boxes.get(epoch)
    const key = group.epochKey(epoch)
    if (open || !key) return open ?? null
    const box: Box = openBox({
      epoch: { id: epoch, key },
      replica,
      membership,
      messages: archive.messages,
      memos,
      url,
      ca,
      patience,
      changed,
      ended(why) {
        const wasOpen = boxes.get(epoch) === box
        boxes.delete(epoch)
        if (wasOpen && !closed) lost(why)
      },
      failed: stumble,
    })
    boxes.set(epoch, box)
    return box
  }

  const shut = (epoch: EpochId): void => {
    const box = boxes.get(epoch)
    boxes.delete(epoch)
    box?.close()
  }

  const leaveRecords = async (box: Box, stop: Stop): Promise<void> => {
    const records = lacking(stop)
    if (records.length === 0) return
    for (const frame of writeRecords(records)) {
      if (await box.put(frame, 'records')) continue
      noRoom.add(stop.epoch)
      return
    }
    for (const { id } of records) box.memo().records.add(id)
    memos.save(stop.epoch)
  }

  /** False when the host could not be reached. */
  const visit = async ({ epoch }: Stop): Promise<boolean> => {
    const box = boxOf(epoch)
    if (!box) return true
    if (!box.isOpen() && !(await box.drain())) return false
    // The parts that were there may have brought other records.
    const stop = route().find(each => each.epoch === epoch)
    if (!stop) return true
    await leaveRecords(box, stop)
    if (closed || isKeptOpen(stop)) return true
    visited.add(epoch)
    // Records that did not fit there go into the mailbox of the next epoch.
    if (lacking(stop).length === 0) noRoom.delete(epoch)
    box.memo().replacedAt ??= now()
    memos.save(epoch)
    shut(epoch)
    return true
  }

  const round = async (): Promise<boolean> => {
    do {
      for (let stop = route().find(isDue); stop; stop = route().find(isDue)) {
        if (closed || !(await visit(stop))) return false
      }
    } while (!closed && !(await sending.push()))
    return !closed
  }

  const answer = (outcome: 'full' | 'refused' | 'unreachable' | null): void => {
    for (const tell of waiters) tell(outcome)
    waiters.clear()
  }

  const kick = (): void => {
    if (closed) return
    again = true
    if (working || timers.has('retry')) return
    working = true
    void (async () => {
      let isDone = true
      try {
        while (again && isDone) {
          again = false
          isDone = await round()
        }
        if (isDone) reached()
      } catch (error) {
        stumble(error)
      } finally {
        working = false
      }
      if (again && isDone) kick()
    })()
  }

  const reached = (): void => {
    failures = 0
    const isFull = noRoom.size > 0
    const stop = home()
    // A removed device has no mailbox left to keep open, and has read its parts.
    const isOpen = stop ? boxes.get(stop.epoch)?.isOpen() === true : route().length > 0
    show(isFull ? 'full' : isOpen ? 'in-touch' : 'connecting')
    if (isFull) {
      // A host reports the free space when a mailbox is opened.
      soon('full', about(rhythm.full), () => {
        for (const epoch of noRoom) shut(epoch)
        noRoom.clear()
        kick()
      })
    }
    soon('revisit', about(rhythm.revisit), () => {
      visited.clear()
      kick()
    })
    answer(isFull ? 'full' : null)
  }

  function lost(why: 'refused' | 'unreachable'): void {
    show(why)
    answer(why)
    const wait = Math.min(rhythm.longestRetry, rhythm.firstRetry * 2 ** Math.min(failures++, 12))
    soon('retry', about(wait), kick)
  }

  /**
   * A full disk, or a device that is no member any more, is tried again later. A defect is
   * reported.
   */
  function stumble(error: unknown): void {
    const isLineEnd = error instanceof TypeError && error.message === 'the line has ended'
    // Work that was under way at the close may find the archive closed too.
    if (closed) return
    if (!(error instanceof Failure) && !isLineEnd) defect(error)
    lost('unreachable')
  }

  const unlisten = replica.onNews(news => {
    if (news.kind !== 'received') return kick()
    soon('bridge', about(rhythm.bridge), () => {
      sending.bridge()
      kick()
    })
  })
  soon('bridge', about(rhythm.bridge), () => {
    sending.bridge()
    kick()
  })
  // Not at once: the caller may be in the middle of something.
  soon('begin', 0, kick)

  return {
    state: () => state,
    others: () => {
      const stop = home()
      return (stop && boxes.get(stop.epoch)?.others()) ?? 0
    },
    waiting() {
      const stop = home()
      const feeds = (stop && memos.of(stop.epoch)?.feeds) ?? new Map()
      const up = [...feeds].map(([feed, seq]) => ({ feed, seq }))
      return replica.words.unheard(up).messages + replica.unsealed()
    },
    settled: () =>
      new Promise(resolve => {
        sending.bridge()
        waiters.add(resolve)
        kick()
      }),
    close() {
      closed = true
      unlisten()
      for (const cancel of timers.values()) cancel()
      for (const box of boxes.values()) box.close()
      boxes.clear()
      answer('unreachable')
    },
  }
}
