// Feeds: the unbroken run of each that is held, and its highest known place.
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import { orNull, toBlob, toId } from './columns.ts'
import type { FeedHead, NewMessage } from './rows.ts'
import type { Reader, Statements } from './statements.ts'

type HeadColumns = {
  feed: Buffer
  device: Buffer
  audience: Buffer
  first: number
  seq: number
  id: Buffer
}

const toHead = (columns: HeadColumns): FeedHead => ({
  feed: toId(columns.feed),
  device: toId(columns.device),
  audience: toId(columns.audience),
  first: columns.first,
  seq: columns.seq,
  id: toId(columns.id),
})

/** Keeps `feeds` true: each row is the unbroken run from the lowest seq that is held. */
export const feedRuns = (database: Statements) => {
  const find = database.prepare<[Buffer, Buffer], { first: number; seq: number }>(
    'SELECT first, seq FROM feeds WHERE group_id = ? AND feed = ?',
  )
  const put = database.prepare(`
    INSERT INTO feeds VALUES (@group, @feed, @device, @audience, @first, @seq)
    ON CONFLICT DO UPDATE SET first = excluded.first, seq = excluded.seq`)
  // As a rule the message is the next one, and one statement is enough.
  const goOn = database.prepare(`
    UPDATE feeds SET seq = @seq WHERE group_id = @group AND feed = @feed AND seq = @seq - 1
      AND NOT EXISTS (SELECT 1 FROM messages
        WHERE group_id = @group AND feed = @feed AND seq = @seq + 1)`)
  const held = database.prepare<
    { group: Buffer; feed: Buffer; from: number }[],
    { seq: number; last: number }
  >(
    `SELECT seq, seq AS last FROM messages WHERE group_id = @group AND feed = @feed AND seq >= @from
     UNION ALL
     SELECT first, last FROM packs WHERE group_id = @group AND feed = @feed AND first >= @from
     ORDER BY seq`,
  )
  return (message: NewMessage & { line: FeedId }): void => {
    const group = toBlob(message.group)
    const feed = toBlob(message.line)
    if (goOn.run({ group, feed, seq: message.seq }).changes > 0) return
    const run = find.get(group, feed)
    if (run && message.seq > run.seq + 1) return
    const first = Math.min(run?.first ?? message.seq, message.seq)
    let seq = message.seq
    for (const row of held.iterate({ group, feed, from: message.seq + 1 })) {
      if (row.seq !== seq + 1) break
      seq = row.last
    }
    put.run({
      group,
      feed,
      device: toBlob(message.device),
      audience: toBlob(message.audience),
      first,
      seq,
    })
  }
}

/** Most feeds whose length is cached. */
const mostFurthest = 4_096

/** The highest known `seq` of each feed, cached: as a rule the next one is asked for. */
export class FeedLengths {
  private readonly known = new Map<FeedId, { group: GroupId; seq: number }>()
  private readonly last: { get(group: Buffer, feed: Buffer): { seq: number | null } | undefined }

  constructor(database: Reader) {
    this.last = database.prepare<[Buffer, Buffer], { seq: number | null }>(
      'SELECT max(seq) AS seq FROM messages WHERE group_id = ? AND feed = ?',
    )
  }

  /** Whether no message of the feed is at `seq` or behind it. */
  isBeyond(group: GroupId, feed: FeedId, seq: number): boolean {
    const known = this.known.get(feed)
    if (known?.group === group) return seq > known.seq
    const found = this.last.get(toBlob(group), toBlob(feed))?.seq ?? -1
    if (this.known.size >= mostFurthest) this.known.clear()
    this.known.set(feed, { group, seq: found })
    return seq > found
  }

  /** A message is put at `seq`. A rollback leaves the cache too high; then the table is asked. */
  reached(feed: FeedId, seq: number): void {
    const known = this.known.get(feed)
    if (known && known.seq < seq) known.seq = seq
  }

  forget(feed: FeedId): void {
    this.known.delete(feed)
  }
}

export type FeedReader = {
  /** The end of the run that begins with the lowest `seq` held of the feed; null when none is. */
  head(group: GroupId, feed: FeedId): FeedHead | null
  heads(group: GroupId): FeedHead[]
  /** `head` of each of these feeds that has one, in no order: one question for all of them. */
  headsOf(group: GroupId, feeds: readonly FeedId[]): FeedHead[]
  /** The feeds of which it holds a message by this device, in no order. */
  feedsOf(group: GroupId, device: DeviceId): FeedId[]
}

/** Reads the ends of feeds. */
export const feedReader = (database: Reader): FeedReader => {
  const heads =
    `SELECT feeds.feed, feeds.device, feeds.audience, feeds.first, feeds.seq, messages.id
    FROM feeds JOIN messages USING (group_id, feed, seq) WHERE feeds.group_id = ?` as const
  const head = database.prepare<[Buffer, Buffer], HeadColumns>(`${heads} AND feeds.feed = ?`)
  const headsOf = database.prepare<[Buffer, string], HeadColumns>(
    `${heads} AND feeds.feed IN (SELECT unhex(value) FROM json_each(?))`,
  )
  const feedsOf = database.prepare<[Buffer, Buffer], { feed: Buffer }>(
    'SELECT feed FROM feeds WHERE group_id = ? AND device = ?',
  )
  const allHeads = database.prepare<[Buffer], HeadColumns>(`${heads} ORDER BY feeds.feed`)
  return {
    head: (group, feed) => orNull(head.get(toBlob(group), toBlob(feed)) ?? null, toHead),
    headsOf: (group, feeds) => headsOf.all(toBlob(group), JSON.stringify(feeds)).map(toHead),
    feedsOf: (group, device) =>
      feedsOf.all(toBlob(group), toBlob(device)).map(({ feed }) => toId(feed)),
    heads: group => allHeads.all(toBlob(group)).map(toHead),
  }
}
