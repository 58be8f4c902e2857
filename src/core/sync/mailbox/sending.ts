// What goes up into the latest mailbox: what this device wrote and the mailbox lacks, what newcomers
// begin with, and, when their authors had time for it, what the others wrote. Nothing is sealed for
// an epoch that was replaced meanwhile.
import type { EpochId } from '#shared/ids'
import type { SyncArchive } from '../doors.ts'
import { ownsFeed, type FeedPlace } from '../message.ts'
import { readPack } from '../pack.ts'
import type { Replica } from '../replica.ts'
import type { Box } from './box.ts'
import type { Memo, Memos } from './memo.ts'
import type { Stop } from './route.ts'

export type Sending = {
  /**
   * Puts in what is lacking there, as far as there is room. False when the epoch to send in is another
   * now, and its mailbox is to be visited first. Rejects when the line ends.
   */
  push(): Promise<boolean>
  /** From now on until all is there, others' messages go up too. */
  bridge(): void
}

export const openSending = (rooms: {
  replica: Replica
  archive: Pick<SyncArchive, 'messages'>
  memos: Memos
  /** The mailbox of this epoch, where it is open or being opened. */
  boxAt(epoch: EpochId): Box | undefined
  /** Where messages go. */
  home(): Stop | undefined
  /** A mailbox has to be visited. */
  isAnyDue(): boolean
  isClosed(): boolean
  /** The mailbox of this epoch took no more. */
  full(epoch: EpochId): void
  changed(): void
}): Sending => {
  const { replica, archive, memos, boxAt, home, isAnyDue, isClosed, full, changed } = rooms
  const { group } = replica
  const { device } = group.self
  let bridges = false

  const isMember = (): boolean =>
    group.entry().state !== 'joining' && group.state().devices.has(device)
  const isOwn = ({ feed }: FeedPlace): boolean => ownsFeed(group.id, device, feed)

  /** What the mailbox lacks: of this device's own and, when it is time, of everybody's. */
  const lacked = function* (memo: Memo): Generator<{ bytes: Uint8Array }> {
    for (const newcomer of replica.handovers.due()) {
      const feed = replica.handovers.feedFor(newcomer)
      const last = feed && archive.messages.head(group.id, feed)
      if (last && (memo.feeds.get(last.feed) ?? -1) < last.seq) yield* replica.handover(newcomer)
    }
    const there = [...memo.feeds].map(([feed, seq]) => ({ feed, seq }))
    const left = bridges ? [] : replica.heads().feeds.filter(place => !isOwn(place))
    yield* replica.packsBeyond([...there, ...left])
  }

  return {
    async push() {
      const stop = home()
      const guess = stop && memos.of(stop.epoch)
      // Nobody begins an epoch who has nothing to say.
      if (!guess || !isMember() || lacked(guess).next().done === true) return true
      const { id } = group.epoch()
      const box = boxAt(id)
      if (!box?.isOpen()) return !isAnyDue()
      for (const { bytes } of lacked(box.memo())) {
        const last = readPack(bytes)?.items.at(-1)?.message
        if (!last) continue
        if (!(await box.put(bytes, 'packs'))) {
          full(id)
          return true
        }
        const { feeds } = box.memo()
        const line = archive.messages.lineOf(last.id) ?? last.feed
        feeds.set(line, Math.max(last.seq, feeds.get(line) ?? -1))
        changed()
        // Nothing is sealed for an epoch that was replaced while the host was taking its time.
        if (isClosed() || !isMember()) return true
        if (group.epoch().id !== id) return false
      }
      bridges = false
      return true
    },
    bridge() {
      bridges = true
    },
  }
}
