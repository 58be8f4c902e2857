// Signed messages as they were made, in order of arrival. Closed runs of them lie in packs, and the
// others in rows: no reader sees a difference.
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { runCloser } from './close-runs.ts'
import { orNull, toBlob, toBytes, toId, type Write } from './columns.ts'
import { FeedLengths, feedReader, feedRuns, type FeedReader } from './feeds.ts'
import { packReader, packWriter, type PackReader, type PackWriter } from './packs.ts'
import type { MessageOutline, MessageState, NewMessage, StoredMessage } from './rows.ts'
import type { Reader, Statements } from './statements.ts'

export type MessageStore = FeedReader & {
  /**
   * Keeps a message; false (and no change) when its id is known. Another message in its place of
   * the feed throws a TypeError: that is for `proofs`.
   */
  put(message: NewMessage): boolean
  get(id: MessageId): StoredMessage | null
  has(id: MessageId): boolean
  /** Whether its body is here, without reading it. */
  hasBody(id: MessageId): boolean
  /** The feed or branch that it is kept under; null for one that is not here. */
  lineOf(id: MessageId): FeedId | null
  /** From `seq` on, what is kept under `line` is kept under `branch`. Its messages are signed in `feed`. */
  split(group: GroupId, line: FeedId, seq: number, to: { branch: FeedId; feed: FeedId }): void
  /** Deletes the messages of `line` from `seq` on. */
  drop(group: GroupId, line: FeedId, seq: number): void
  /** The documents of the messages that are kept under `line`. */
  documentsIn(group: GroupId, line: FeedId): DocumentId[]
  /** The message held at one place of a feed, judged or not. */
  idAt(group: GroupId, feed: FeedId, seq: number): MessageId | null
  /** The messages held with `from` <= seq < `to`, by seq. */
  range(group: GroupId, feed: FeedId, from: number, to: number): StoredMessage[]
  /** As `range`, without large columns, so that any number of them costs little. */
  outlines(group: GroupId, feed: FeedId, from: number, to: number): MessageOutline[]
  /**
   * The applied messages of a document that arrived after `position`, in order of arrival; but for pieces of
   * pictures, which are large and change no text.
   */
  ofDocument(document: DocumentId, afterPosition: number): StoredMessage[]
  /** The position of the last of those; 0 where there is none. */
  lastOf(document: DocumentId): number
  /** Whether any applied message of the document arrived after `position`, pieces of pictures too. */
  hasAfter(document: DocumentId, position: number): boolean
  /**
   * By device, the number of messages for all that were kept without effect because they broke a
   * rule. Retirements are not counted: one without the office may count later. Counted since the
   * archive had this version.
   */
  refused(group: GroupId): Map<DeviceId, number>
  /** In order of arrival. */
  waiting(group: GroupId): StoredMessage[]
  /** A waiting message that is applied arrives again: it gets the newest position. */
  setState(id: MessageId, state: MessageState): void
  /** Drops the body; header and signature stay, so the chain still verifies. */
  dropBody(id: MessageId): void
  /** The same of every message of a document. */
  dropBodies(document: DocumentId): void
  /**
   * Moves the closed runs of feeds with messages of a document into packs (`close-runs.ts`). To readers
   * nothing changes.
   */
  closeRuns(document: DocumentId): void
  count(group: GroupId): number
}

type Columns = {
  position: number
  id: Buffer
  group_id: Buffer
  audience: Buffer
  device: Buffer
  feed: Buffer
  signed_feed: Buffer | null
  seq: number
  kind: string
  document: Buffer | null
  header: Buffer
  signature: Buffer | null
  body: Buffer | null
  state: string
}

type OutlineColumns = Pick<Columns, 'id' | 'seq' | 'kind' | 'document' | 'header'> & {
  body_bytes: number
}

const toMessage = (columns: Columns): StoredMessage => ({
  position: columns.position,
  id: toId(columns.id),
  group: toId(columns.group_id),
  audience: toId(columns.audience),
  device: toId(columns.device),
  feed: toId(columns.signed_feed ?? columns.feed),
  line: toId(columns.feed),
  seq: columns.seq,
  kind: columns.kind,
  document: orNull(columns.document, blob => toId(blob)),
  header: toBytes(columns.header),
  signature: orNull(columns.signature, toBytes),
  body: orNull(columns.body, toBytes),
  state: columns.state as MessageState,
})

const outlineOf = ({ id, seq, kind, document, header, body }: StoredMessage): MessageOutline => ({
  id,
  seq,
  kind,
  document,
  header,
  bytes: header.length + (body?.length ?? 0),
})

const bySeq = (a: { seq: number }, b: { seq: number }): number => a.seq - b.seq

/** Rows, and messages out of packs, in one order. */
const merged = <Row>(rows: Row[], inPacks: Row[], order: (a: Row, b: Row) => number): Row[] =>
  inPacks.length === 0 ? rows : [...inPacks, ...rows].toSorted(order)

const toOutline = (columns: OutlineColumns): MessageOutline => ({
  id: toId(columns.id),
  seq: columns.seq,
  kind: columns.kind,
  document: orNull(columns.document, blob => toId(blob)),
  header: toBytes(columns.header),
  bytes: columns.header.length + columns.body_bytes,
})

type WriteCalls = 'put' | 'setState' | 'dropBody' | 'dropBodies' | 'closeRuns'

type Packs = { reader: PackReader; writer: PackWriter }

/** Puts messages that were in a pack back into rows. */
const rowReturner = (database: Statements): ((messages: readonly StoredMessage[]) => void) => {
  const insert = database.prepare(`
    INSERT INTO messages (position, id, group_id, audience, device, feed, signed_feed, seq, kind,
      document, header, signature, body, state)
    VALUES (@position, @id, @group, @audience, @device, @line, @signed, @seq, @kind, @document,
      @header, @signature, @body, @state)`)
  return messages => {
    for (const message of messages) insert.run({ ...message, ...blobsOf(message) })
  }
}

const blobsOf = ({
  id,
  group,
  audience,
  device,
  feed,
  line = feed,
  document,
}: NewMessage): Record<string, Buffer | null> => ({
  id: toBlob(id),
  group: toBlob(group),
  audience: toBlob(audience),
  device: toBlob(device),
  line: toBlob(line),
  signed: line === feed ? null : toBlob(feed),
  document: orNull(document, toBlob),
})

const messageWriter = (
  database: Statements,
  write: Write,
  lengths: FeedLengths,
  { reader, writer }: Packs,
): Pick<MessageStore, WriteCalls> => {
  const insert = database.prepare(`
    INSERT INTO messages (id, group_id, audience, device, feed, signed_feed, seq, kind, document,
      header, signature, body, state)
    VALUES (@id, @group, @audience, @device, @line, @signed, @seq, @kind, @document,
      @header, @signature, @body, @state)
    ON CONFLICT DO NOTHING`)
  const has = database.prepare<[Buffer], { one: number }>(
    'SELECT 1 AS one FROM messages WHERE id = ?',
  )
  const countRefused = database.prepare(`
    INSERT INTO refusals VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1`)
  // Readers ask for messages after a position, so a message that stops waiting gets a new one.
  const setState = database.prepare(`
    UPDATE messages SET state = @state, position = CASE
      WHEN state = 'waiting' AND @state = 'applied' THEN 1 +
        max((SELECT max(position) FROM messages),
          (SELECT seq FROM sqlite_sequence WHERE name = 'messages'))
      ELSE position END
    WHERE id = @id`)
  // SQLite would give the position once more, when the message has left the table.
  const keepPosition = database.prepare(`
    UPDATE sqlite_sequence SET seq = max(seq, (SELECT max(position) FROM messages))
    WHERE name = 'messages'`)
  const dropBody = database.prepare('UPDATE messages SET body = NULL WHERE id = ?')
  const dropBodies = database.prepare('UPDATE messages SET body = NULL WHERE document = ?')
  const dropRow = database.prepare('DELETE FROM messages WHERE id = ?')
  const extendRun = feedRuns(database)
  const putBack = rowReturner(database)
  /** Into a pack, or into rows. */
  const keep = (messages: readonly StoredMessage[]): void => {
    if (!writer.keep(messages)) putBack(messages)
  }
  const closeRuns = runCloser(database, rangeReader(database), messages => {
    if (!writer.keep(messages)) return
    for (const { id } of messages) dropRow.run(toBlob(id))
  })
  return {
    put: message =>
      write(() => {
        const { feed, line = feed, seq, id, group } = message
        if (reader.has(id)) return false
        if (!lengths.isBeyond(group, line, seq) && reader.covers(group, line, seq))
          throw new TypeError('this place is taken')
        lengths.reached(line, seq)
        const { changes } = insert.run({ ...message, ...blobsOf(message) })
        if (changes === 0 && !has.get(toBlob(message.id)))
          throw new TypeError('this place is taken')
        if (changes > 0) extendRun({ ...message, line })
        const isOffence = message.state === 'refused' && message.kind !== 'sealed'
        if (changes > 0 && isOffence && message.audience === message.group)
          countRefused.run(toBlob(message.group), toBlob(message.device))
        return changes > 0
      }),
    setState: (id, state) =>
      write(() => {
        setState.run({ state, id: toBlob(id) })
        keepPosition.run()
      }),
    dropBody: id =>
      write(() => {
        if (dropBody.run(toBlob(id)).changes > 0) return
        keep(writer.takeOut(id).map(each => (each.id === id ? { ...each, body: null } : each)))
      }),
    dropBodies: document =>
      write(() => {
        dropBodies.run(toBlob(document))
        for (const messages of writer.takeOutOf(document))
          keep(messages.map(each => (each.document === document ? { ...each, body: null } : each)))
      }),
    closeRuns: document => write(() => closeRuns(document)),
  }
}

/** Divides a feed into branches, and drops a branch. */
const branchWriter = (
  database: Statements,
  write: Write,
  lengths: FeedLengths,
  { writer }: Packs,
): Pick<MessageStore, 'split' | 'drop'> => {
  const putBack = rowReturner(database)
  /** The last message of each part lies in a row. */
  const open = (group: GroupId, line: FeedId, seq: number): void =>
    putBack(writer.takeOutFrom(group, line, seq - 1))
  const move = database.prepare(`
    UPDATE messages SET feed = @branch, signed_feed = @feed
    WHERE group_id = @group AND feed = @line AND seq >= @seq`)
  const copyRun = database.prepare(`
    INSERT INTO feeds SELECT group_id, @branch, device, audience, @seq, seq FROM feeds
    WHERE group_id = @group AND feed = @line`)
  const dropRun = database.prepare(
    'DELETE FROM feeds WHERE group_id = @group AND feed = @line AND first >= @seq',
  )
  const cutRun = database.prepare(
    'UPDATE feeds SET seq = @seq - 1 WHERE group_id = @group AND feed = @line',
  )
  const uncountRefused = database.prepare(`
    UPDATE refusals SET count = count - (SELECT count(*) FROM messages
      WHERE messages.group_id = refusals.group_id AND messages.device = refusals.device
      AND feed = @line AND seq >= @seq AND state = 'refused' AND kind <> 'sealed'
      AND audience = messages.group_id)
    WHERE group_id = @group`)
  const dropRows = database.prepare(
    'DELETE FROM messages WHERE group_id = @group AND feed = @line AND seq >= @seq',
  )
  return {
    split: (group, line, seq, { branch, feed }) =>
      write(() => {
        open(group, line, seq)
        const of = { group: toBlob(group), line: toBlob(line), seq }
        copyRun.run({ ...of, branch: toBlob(branch) })
        move.run({ ...of, branch: toBlob(branch), feed: toBlob(feed) })
        if (dropRun.run(of).changes === 0) cutRun.run(of)
        lengths.forget(line)
        lengths.forget(branch)
      }),
    drop: (group, line, seq) =>
      write(() => {
        open(group, line, seq)
        const of = { group: toBlob(group), line: toBlob(line), seq }
        uncountRefused.run(of)
        dropRows.run(of)
        if (dropRun.run(of).changes === 0) cutRun.run(of)
        lengths.forget(line)
      }),
  }
}

type ReadCalls = Exclude<keyof MessageStore, WriteCalls | 'split' | 'drop' | keyof FeedReader>

/** Messages that lie in rows. */
const rangeReader = (
  database: Reader,
): ((group: GroupId, feed: FeedId, from: number, to: number) => StoredMessage[]) => {
  const range = database.prepare<[Buffer, Buffer, number, number], Columns>(
    `SELECT * FROM messages WHERE group_id = ? AND feed = ? AND seq >= ? AND seq < ?
     ORDER BY seq`,
  )
  return (group, feed, from, to) => range.all(toBlob(group), toBlob(feed), from, to).map(toMessage)
}

const messageReader = (
  database: Reader,
  lengths: FeedLengths,
  { reader: packs }: Packs,
): Pick<MessageStore, ReadCalls> => {
  const at = database.prepare<[Buffer, Buffer, number], { id: Buffer }>(
    'SELECT id FROM messages WHERE group_id = ? AND feed = ? AND seq = ?',
  )
  const lineOf = database.prepare<[Buffer], { feed: Buffer }>(
    'SELECT feed FROM messages WHERE id = ?',
  )
  const documentsIn = database.prepare<[Buffer, Buffer], { document: Buffer }>(
    `SELECT DISTINCT document FROM messages
     WHERE group_id = ? AND feed = ? AND document IS NOT NULL`,
  )
  const hasBody = database.prepare<[Buffer], { one: number }>(
    'SELECT 1 AS one FROM messages WHERE id = ? AND body IS NOT NULL',
  )
  const has = database.prepare<[Buffer], { one: number }>(
    'SELECT 1 AS one FROM messages WHERE id = ?',
  )
  const get = database.prepare<[Buffer], Columns>('SELECT * FROM messages WHERE id = ?')
  const range = rangeReader(database)
  // SQLite reads columns behind a body only through the body.
  const outlines = database.prepare<[Buffer, Buffer, number, number], OutlineColumns>(
    // The length of a blob is read without the blob.
    `SELECT id, seq, kind, document, header, coalesce(length(body), 0) AS body_bytes FROM messages
     WHERE group_id = ? AND feed = ? AND seq >= ? AND seq < ? ORDER BY seq`,
  )
  // The kind first, for the same reason: SQLite looks at them in this order.
  const ofDocument = database.prepare<[Buffer, number], Columns>(
    `SELECT * FROM messages WHERE document = ? AND position > ? AND kind <> 'blob'
     AND state = 'applied' ORDER BY position`,
  )
  const lastOf = database.prepare<[Buffer], { position: number }>(
    `SELECT position FROM messages WHERE document = ? AND kind <> 'blob' AND state = 'applied'
     ORDER BY position DESC LIMIT 1`,
  )
  const hasAfter = database.prepare<[Buffer, number], { one: number }>(
    `SELECT 1 AS one FROM messages WHERE document = ? AND position > ? AND state = 'applied' LIMIT 1`,
  )
  const refused = database.prepare<[Buffer], { device: Buffer; count: number }>(
    'SELECT device, count FROM refusals WHERE group_id = ? AND count > 0',
  )
  const waiting = database.prepare<[Buffer], Columns>(
    `SELECT * FROM messages WHERE group_id = ? AND state = 'waiting' ORDER BY position`,
  )
  const count = database.prepare<[Buffer], { count: number }>(
    'SELECT count(*) AS count FROM messages WHERE group_id = ?',
  )
  const rowAt = (group: GroupId, feed: FeedId, seq: number): MessageId | null =>
    orNull(at.get(toBlob(group), toBlob(feed), seq) ?? null, ({ id }) => toId<MessageId>(id))
  return {
    get: id => orNull(get.get(toBlob(id)) ?? null, toMessage) ?? packs.get(id),
    has: id => has.get(toBlob(id)) !== undefined || packs.has(id),
    lineOf: id =>
      orNull(lineOf.get(toBlob(id)) ?? null, ({ feed }) => toId<FeedId>(feed)) ?? packs.lineOf(id),
    documentsIn: (group, line) => [
      ...new Set([
        ...documentsIn
          .all(toBlob(group), toBlob(line))
          .map(({ document }) => toId<DocumentId>(document)),
        ...packs.documentsIn(group, line),
      ]),
    ],
    hasBody: id => hasBody.get(toBlob(id)) !== undefined || (packs.get(id)?.body ?? null) !== null,
    idAt: (group, feed, seq) =>
      lengths.isBeyond(group, feed, seq)
        ? null
        : (rowAt(group, feed, seq) ?? packs.range(group, feed, seq, seq + 1)[0]?.id ?? null),
    range: (group, feed, from, to) =>
      merged(range(group, feed, from, to), packs.range(group, feed, from, to), bySeq),
    outlines: (group, feed, from, to) =>
      merged(
        outlines.all(toBlob(group), toBlob(feed), from, to).map(toOutline),
        packs.range(group, feed, from, to).map(outlineOf),
        bySeq,
      ),
    ofDocument: (document, after) =>
      merged(
        ofDocument.all(toBlob(document), after).map(toMessage),
        packs.ofDocument(document, after),
        (a, b) => a.position - b.position,
      ),
    lastOf: document =>
      Math.max(lastOf.get(toBlob(document))?.position ?? 0, packs.lastOf(document)),
    hasAfter: (document, after) =>
      hasAfter.get(toBlob(document), after) !== undefined || packs.lastOf(document) > after,
    refused: group =>
      new Map(
        refused
          .all(toBlob(group))
          .map(({ device, count: messages }) => [toId<DeviceId>(device), messages]),
      ),
    waiting: group => waiting.all(toBlob(group)).map(toMessage),
    count: group => (count.get(toBlob(group))?.count ?? 0) + packs.count(group),
  }
}

export const messageStore = (database: Statements, write: Write): MessageStore => {
  const lengths = new FeedLengths(database)
  const packs = { reader: packReader(database), writer: packWriter(database) }
  return {
    ...messageWriter(database, write, lengths, packs),
    ...branchWriter(database, write, lengths, packs),
    ...messageReader(database, lengths, packs),
    ...feedReader(database),
  }
}
