// The cursor of one epoch's mailbox at one host: how far it was read, and what it contains, so that
// nothing is read twice or put in twice. Kept in the archive.
import { digest, equal, toHex, utf8, type Bytes } from '#core/keys'
import type { EpochId, FeedId, GroupId, RecordId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import { none, readMessage } from '#core/messages'
import { hostOf } from './address.ts'

export type MailboxCursor = {
  /** The identity of the host's log that the places belong to; null before the first opening. */
  log: Bytes | null
  /** Everything up to this place was taken in. */
  cursor: number
  /** Up to which place the mailbox has each feed. */
  feeds: Map<FeedId, number>
  records: Set<RecordId>
  /** UTC milliseconds by this device's clock when the epoch was first seen replaced; else null. */
  replacedAt: number | null
}

export type MailboxCursors = {
  of(epoch: EpochId): MailboxCursor | null
  /**
   * A cursor for an epoch that was never visited: what other mailboxes hold is not put in again.
   */
  begin(epoch: EpochId): MailboxCursor
  save(epoch: EpochId): void
  /** The host has another log now, or lost a part of this one: the former cursor is void. */
  forget(epoch: EpochId, log: Bytes): MailboxCursor
}

const emptyMemo = (): MailboxCursor => ({
  log: null,
  cursor: 0,
  feeds: new Map(),
  records: new Set(),
  replacedAt: null,
})

export const openMailboxCursors = (
  archive: Pick<SyncArchive, 'mailboxCursors' | 'messages'>,
  group: GroupId,
  url: string,
): MailboxCursors => {
  const host = toHex(digest('mailbox-host', utf8(hostOf(url)))).slice(0, 16)
  const memos = new Map<EpochId, MailboxCursor>()
  const sizes = new Map<EpochId, number>()
  for (const row of archive.mailboxCursors.list({ group, host })) {
    const { epoch, log, cursor, feeds, records, replacedAt } = row
    memos.set(epoch, { log, cursor, feeds: new Map(feeds), records: new Set(records), replacedAt })
  }

  /**
   * Only the last of a device's many feeds needs a name: each feed begins by naming the one before.
   */
  const shorten = (feeds: Map<FeedId, number>): void => {
    for (const feed of [...feeds.keys()]) {
      const row = archive.messages.range(group, feed, 0, 1)[0]
      const previous = row && readMessage(row.header)?.previous
      const before = previous && previous !== none ? archive.messages.get(previous) : null
      if (before && (feeds.get(before.line) ?? Infinity) <= before.seq) feeds.delete(before.line)
    }
  }

  return {
    of: epoch => memos.get(epoch) ?? null,
    begin(epoch) {
      const memo = emptyMemo()
      for (const { feeds } of memos.values()) {
        for (const [feed, seq] of feeds)
          memo.feeds.set(feed, Math.max(seq, memo.feeds.get(feed) ?? -1))
      }
      memos.set(epoch, memo)
      return memo
    },
    save(epoch) {
      const memo = memos.get(epoch)
      if (!memo) return
      if (memo.feeds.size > (sizes.get(epoch) ?? 0) + 32) {
        shorten(memo.feeds)
        sizes.set(epoch, memo.feeds.size)
      }
      const { feeds, records } = memo
      archive.mailboxCursors.put({
        ...memo,
        group,
        host,
        epoch,
        feeds: [...feeds],
        records: [...records],
      })
    },
    forget(epoch, log) {
      const memo = { ...emptyMemo(), log, replacedAt: memos.get(epoch)?.replacedAt ?? null }
      memos.set(epoch, memo)
      return memo
    },
  }
}

/** Whether the host still has the log of `memo`. */
export const isSameLog = (memo: MailboxCursor, log: Bytes, last: number): boolean =>
  memo.log !== null && equal(memo.log, log) && memo.cursor <= last
