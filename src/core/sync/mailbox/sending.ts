// Putting messages into the latest mailbox: this device's messages that it lacks, bootstrap
// snapshots, and, after their authors had time for it, messages of other devices. Nothing is sealed
// for an epoch that was replaced meanwhile.
import type { EpochId } from '#shared/ids'
import { type FeedPlace, ownsFeed } from '#core/messages'
import type { Run } from '../packs/index.ts'
import type { GroupSync } from '../group-sync.ts'
import type { Box } from './box.ts'
import type { MailboxCursor, MailboxCursors } from './cursor.ts'
import type { Stop } from './route.ts'

export type Sending = {
  /**
   * Puts in what is lacking there, as far as there is room. False when the epoch to send in
   * changed, and its mailbox must be visited first. Rejects when the socket closes.
   */
  push(): Promise<boolean>
  /** From now on until everything is there, messages of other devices go up too. */
  bridge(): void
}

export const openSending = (ports: {
  replica: GroupSync
  memos: MailboxCursors
  /** The mailbox of this epoch, where it is open or being opened. */
  boxAt(epoch: EpochId): Box | undefined
  /** The stop for messages. */
  home(): Stop | undefined
  /** Whether a mailbox has to be visited. */
  isAnyDue(): boolean
  isClosed(): boolean
  /** The mailbox of this epoch took no more. */
  full(epoch: EpochId): void
  changed(): void
}): Sending => {
  const { replica, memos, boxAt, home, isAnyDue, isClosed, full, changed } = ports
  const { group } = replica
  const { device } = group.self
  let bridges = false

  const isMember = (): boolean =>
    group.entry().state !== 'joining' && group.state().devices.has(device)
  const isOwn = ({ feed }: FeedPlace): boolean => ownsFeed(group.id, device, feed)

  /**
   * Packs that the mailbox lacks: this device's messages and, when it is time, those of all.
   * `isNext`: its feed is there up to this pack. A newcomer passes on the last messages of a feed
   * alone, and what came before them may not be there.
   */
  const lacked = function* (memo: MailboxCursor): Generator<Run & { isNext: boolean }> {
    for (const newcomer of replica.snapshots.due()) {
      const last = replica.snapshots.endFor(newcomer)
      if (last && (memo.feeds.get(last.feed) ?? -1) < last.seq)
        for (const run of replica.handover(newcomer))
          yield { ...run, isNext: run.upTo.feed === last.feed }
    }
    const there = [...memo.feeds].map(([feed, seq]) => ({ feed, seq }))
    const left = bridges ? [] : replica.heads().feeds.filter(place => !isOwn(place))
    for (const run of replica.packsBeyond([...there, ...left])) yield { ...run, isNext: true }
  }

  return {
    async push() {
      const stop = home()
      const guess = stop && memos.of(stop.epoch)
      // A device with nothing to send opens no mailbox of a new epoch.
      if (!guess || !isMember() || lacked(guess).next().done === true) return true
      const { id } = group.epoch()
      const box = boxAt(id)
      if (!box?.isOpen()) return !isAnyDue()
      for (const { bytes, upTo, isNext } of lacked(box.memo())) {
        if (!(await box.put(bytes, 'packs'))) {
          full(id)
          return true
        }
        const { feeds } = box.memo()
        if (isNext) feeds.set(upTo.feed, Math.max(upTo.seq, feeds.get(upTo.feed) ?? -1))
        changed()
        // Nothing is sealed for an epoch that was replaced while the host was busy.
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
