// Closed runs of messages lie in packs. No reader sees a difference: an archive that closes runs at
// any time answers as one that never does. Nothing that was dropped stays in a pack.
import { expect, test } from 'vitest'
import type { Archive, DocumentRow, NewMessage } from '#core/archive'
import { encode, newDeviceKeys, random, toHex, utf8, type Bytes } from '#core/keys'
import { hashBody, newFeed, none, signMessage, writeMessage, type Message } from '#core/messages'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import {
  crashImage,
  passphrase,
  reopened,
  temporaryArchive,
  temporaryProfile,
} from '#tests/archive'
import { openArchiveFile } from '#tests/packed-content'
import { seenPlain } from '#tests/seen-plain'
import { numbersFrom, trials } from '#tests/trials'

const newId = <Id extends string>(bytes = 32): Id => toHex(random(bytes)) as Id

const group = newId<GroupId>()
const document = (): DocumentRow => ({
  id: newId<DocumentId>(16),
  group,
  kind: 'minutes',
  title: 'Minutes',
  language: 'en',
  reference: '',
  status: 'draft',
  shared: true,
  secret: random(32),
  createdAt: 1,
  changedAt: 2,
  changedBy: null,
  words: 3,
})

type Author = { device: DeviceId; write(of: DocumentRow | null, body: Bytes): NewMessage }

/** A device that writes one feed, each message signed and chained to the one before. */
const author = (): Author => {
  const { signing } = newDeviceKeys()
  const device = toHex(signing.public) as DeviceId
  const feed = newFeed(group, device, random(6))
  let last: Message | null = null
  return {
    device,
    write(of, body) {
      const message = writeMessage({
        group,
        audience: group,
        device,
        feed,
        seq: (last?.seq ?? -1) + 1,
        previous: last?.id ?? none,
        after: { records: [], feeds: [] },
        kind: of ? 'update' : 'seen',
        document: of?.id ?? null,
        bodyHash: hashBody(of?.secret ?? null, body),
      })
      last = message
      const { id, seq, kind, header } = message
      return {
        id,
        group,
        audience: group,
        device,
        feed,
        seq,
        kind,
        document: of?.id ?? null,
        header,
        signature: signMessage(id, signing.secret),
        body,
        state: 'applied',
      }
    },
  }
}

const folded = { state: utf8('state'), coding: 'update', details: utf8('') } as const

const fold = (archive: Archive, id: DocumentId): void =>
  archive.transaction(() => {
    const position = archive.messages.lastOf(id)
    archive.snapshots.put({ document: id, position, ...folded })
    archive.messages.closeRuns(id)
  })

const words = (text: string): Bytes => encode([1, 'update', [], utf8(text)])

/** `count` messages of one feed about one document, folded and closed. */
const closed = (archive: Archive, count: number): { row: DocumentRow; sent: NewMessage[] } => {
  const row = document()
  const writer = author()
  const sent = Array.from({ length: count }, (_, at) => writer.write(row, words(`word ${at}`)))
  archive.documents.put(row)
  archive.transaction(() => {
    for (const message of sent) archive.messages.put(message)
  })
  fold(archive, row.id)
  return { row, sent }
}

test('when a run is closed, it takes a tenth of the place, and each message is as it was', () => {
  const { directory, archive } = temporaryProfile()
  const { row, sent } = closed(archive, 300)
  const { messages } = archive
  const [{ feed }] = sent as [NewMessage]
  expect(messages.range(group, feed, 0, 300)).toEqual(
    sent.map((message, at) => ({ ...message, line: feed, position: at + 1 })),
  )
  expect(messages.ofDocument(row.id, 100)).toHaveLength(200)
  expect(messages.count(group)).toBe(300)
  expect(archive.check()).toEqual({ documents: 1, messages: 300, missing: 0, damaged: 0 })
  archive.close()
  const database = openArchiveFile(directory, passphrase)
  const one = (sql: string): unknown => database.prepare(sql).pluck().get()
  // The first and the last message of a feed are read often.
  expect(one('SELECT count(*) FROM messages')).toBe(2)
  const before = sent.reduce((sum, { header, body }) => sum + header.length + body!.length, 0)
  expect(one('SELECT sum(length(bytes)) FROM packs')).toBeLessThan(before / 10)
  database.close()
})

test('when a document is not folded, its messages stay in rows', () => {
  const { directory, archive } = temporaryProfile()
  const [row, other] = [document(), document()]
  for (const each of [row, other]) archive.documents.put(each)
  const writer = author()
  const sent = Array.from({ length: 300 }, (_, at) =>
    writer.write(at % 150 === 149 ? other : row, words(`word ${at}`)),
  )
  for (const message of sent) archive.messages.put(message)
  fold(archive, row.id)
  expect(archive.messages.range(group, sent[0]!.feed, 0, 300).map(({ id }) => id)).toEqual(
    sent.map(({ id }) => id),
  )
  archive.close()
  const database = openArchiveFile(directory, passphrase)
  const inRows = database.prepare('SELECT seq FROM messages ORDER BY seq').pluck().all()
  expect(inRows).toEqual([0, 149, 299])
  database.close()
})

test('when a message in a pack comes again, it is known; another one in its place is refused', () => {
  const archive = temporaryArchive()
  const { sent } = closed(archive, 100)
  const again = sent[50]!
  expect(archive.messages.put(again)).toBe(false)
  expect(() => archive.messages.put({ ...again, id: newId<MessageId>() })).toThrow(TypeError)
  expect(archive.messages.idAt(group, again.feed, 50)).toBe(again.id)
  expect(archive.messages.count(group)).toBe(100)
})

/** The bytes of all packs. */
const packsIn = (directory: string): Buffer[] => {
  const database = openArchiveFile(crashImage(directory), passphrase)
  const bytes = database.prepare<[], Buffer>('SELECT bytes FROM packs').pluck().all()
  database.close()
  return bytes as Buffer[]
}

test('when a document is dropped, its text and secret are in no pack, and the chain stays', async () => {
  const { directory, archive } = temporaryProfile()
  const { row, sent } = closed(archive, 300)
  const packs = packsIn(directory)
  const seen = () => seenPlain(directory, passphrase)
  expect((await seen()).includes('word 1')).toBe(true)
  archive.transaction(() => {
    archive.documents.remove(row.id)
    archive.messages.dropBodies(row.id)
  })
  archive.scrub()
  const [{ feed }] = sent as [NewMessage]
  const left = archive.messages.range(group, feed, 0, 300)
  expect(left.map(({ header }) => header)).toEqual(sent.map(({ header }) => header))
  expect(left.map(({ signature }) => signature)).toEqual(sent.map(({ signature }) => signature))
  expect(left.every(({ body }) => body === null)).toBe(true)
  expect(packsIn(directory).length).toBeGreaterThan(0)
  const after = await seen()
  for (const gone of ['word 1', Buffer.from(row.secret)]) expect(after.includes(gone)).toBe(false)
  // The packs of before are compressed, so their bytes are looked for.
  for (const pack of packs) expect(after.includes(pack.subarray(40, 72))).toBe(false)
})

test('when one body is dropped, the other messages of its pack keep theirs', () => {
  const archive = temporaryArchive()
  const { sent } = closed(archive, 100)
  const { id, feed } = sent[50]!
  archive.messages.dropBody(id)
  expect(archive.messages.hasBody(id)).toBe(false)
  expect(archive.messages.get(id)?.header).toEqual(sent[50]!.header)
  const bodies = archive.messages.range(group, feed, 0, 100).filter(({ body }) => body !== null)
  expect(bodies).toHaveLength(99)
})

test('when earlier messages of a feed come after its run was closed, the feed has one head', () => {
  const archive = temporaryArchive()
  const row = document()
  const writer = author()
  archive.documents.put(row)
  const sent = Array.from({ length: 150 }, (_, at) => writer.write(row, words(`word ${at}`)))
  for (const message of sent.slice(50)) archive.messages.put(message)
  fold(archive, row.id)
  for (const message of sent.slice(0, 50).toReversed()) archive.messages.put(message)
  expect(archive.messages.head(group, sent[0]!.feed)).toMatchObject({ first: 0, seq: 149 })
})

test('when a feed is divided between two packs, each part has its head', () => {
  const archive = temporaryArchive()
  const { sent } = closed(archive, 600)
  const [{ feed }] = sent as [NewMessage]
  const branch = newId<FeedId>(16)
  archive.messages.split(group, feed, 257, { branch, feed })
  expect(archive.messages.head(group, feed)).toMatchObject({ first: 0, seq: 256 })
  expect(archive.messages.head(group, branch)).toMatchObject({ first: 257, seq: 599 })
  archive.messages.drop(group, branch, 257)
  expect(archive.messages.head(group, branch)).toBe(null)
  expect(archive.messages.count(group)).toBe(257)
})

test('when the process is killed around the closing of a run, each message is there once', () => {
  const { directory, archive } = temporaryProfile()
  const row = document()
  const writer = author()
  archive.documents.put(row)
  const sent = Array.from({ length: 200 }, (_, at) => writer.write(row, words(`word ${at}`)))
  for (const message of sent) archive.messages.put(message)
  const images = [crashImage(directory)]
  expect(() =>
    archive.transaction(() => {
      fold(archive, row.id)
      images.push(crashImage(directory))
      throw new Error('the disk refuses')
    }),
  ).toThrow('the disk refuses')
  images.push(crashImage(directory))
  fold(archive, row.id)
  images.push(crashImage(directory))
  for (const image of images) {
    const { messages } = reopened(image)
    expect(messages.ofDocument(row.id, 0).map(({ body }) => body)).toEqual(
      sent.map(({ body }) => body),
    )
    expect(messages.count(group)).toBe(200)
  }
})

/** All answers of an archive about these feeds, documents and ids. */
const answers = (
  { messages }: Archive,
  { lines, documents, ids }: { lines: FeedId[]; documents: DocumentId[]; ids: MessageId[] },
): unknown => ({
  count: messages.count(group),
  waiting: messages.waiting(group),
  heads: messages.heads(group),
  refused: messages.refused(group),
  byLine: lines.map(line => [
    messages.range(group, line, 0, 1000),
    messages.range(group, line, 7, 91),
    messages.outlines(group, line, 3, 120),
    messages.idAt(group, line, 40),
    messages.documentsIn(group, line).toSorted(),
  ]),
  byDocument: documents.map(id => {
    const all = messages.ofDocument(id, 0)
    const middle = all[40]?.position ?? 0
    const last = messages.lastOf(id)
    return [
      all,
      messages.ofDocument(id, middle),
      messages.hasAfter(id, middle),
      messages.ofDocument(id, last - 1),
      messages.hasAfter(id, last),
    ]
  }),
  byId: ids.map(id => [
    messages.has(id),
    messages.hasBody(id),
    messages.lineOf(id),
    messages.get(id)?.seq,
  ]),
})

test.each(Array.from({ length: trials(40, 4) }, (_, at) => at + 1))(
  'when runs are closed at any time (seed %i), every answer is that of an archive without packs',
  seed => {
    const next = numbersFrom(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!
    const [plain, packing] = [temporaryArchive(), temporaryArchive()]
    const both = (work: (archive: Archive) => void): void => [plain, packing].forEach(work)
    const rows = Array.from({ length: 3 }, document)
    both(archive => rows.forEach(archive.documents.put))
    const writers = Array.from({ length: 3 }, author)
    const sent = writers.flatMap(writer =>
      Array.from({ length: 120 }, (_, at) => {
        const row = next() < 0.05 ? null : pick(rows.slice(0, next() < 0.8 ? 1 : 3))
        const message = writer.write(row, words(`word ${at} ${next()}`))
        const state = next() < 0.97 ? 'applied' : next() < 0.5 ? 'refused' : 'waiting'
        const isProven = next() < 0.2 && at < 119
        return {
          ...message,
          signature: isProven ? null : message.signature,
          state: state as NewMessage['state'],
        }
      }),
    )
    const lines = [...new Set(sent.map(({ feed }) => feed))]
    const asked = { lines, documents: rows.map(({ id }) => id), ids: sent.map(({ id }) => id) }
    const steps: (() => void)[] = [
      () => both(({ messages }) => messages.dropBody(chosen.id)),
      () => both(({ messages }) => messages.dropBodies(rows[2]!.id)),
      () => both(({ messages }) => messages.setState(chosen.id, 'applied')),
      () => {
        const branch = newId<FeedId>(16)
        const line = plain.messages.lineOf(chosen.id)
        if (line === null) return
        lines.push(branch)
        both(({ messages }) =>
          messages.split(group, line, chosen.seq, { branch, feed: chosen.feed }),
        )
      },
      () => {
        const line = plain.messages.lineOf(chosen.id)
        if (line !== null) both(({ messages }) => messages.drop(group, line, chosen.seq))
      },
    ]
    let chosen = sent[0]!
    // Each feed arrives in its order, and the feeds beside each other; a few messages come late.
    const queues = writers.map(({ device }) => sent.filter(each => each.device === device))
    while (queues.some(queue => queue.length > 0)) {
      const queue = pick(queues.filter(each => each.length > 0))
      const at = next() < 0.02 ? Math.min(3, queue.length - 1) : 0
      const [message] = queue.splice(at, 1)
      both(({ messages }) => messages.put(message!))
      chosen = pick(sent)
      if (next() < 0.03) pick(steps)()
      if (next() < 0.06) {
        const { id } = pick(rows)
        fold(packing, id)
        plain.snapshots.put({ document: id, position: plain.messages.lastOf(id), ...folded })
      }
    }
    for (const { id } of rows) fold(packing, id)
    asked.ids.push(newId<MessageId>())
    expect(answers(packing, asked)).toEqual(answers(plain, asked))
    // A message that comes again is known, or is taken in again where a branch was dropped.
    for (const message of sent) {
      const put = ({ messages }: Archive) => {
        try {
          return messages.put(message)
        } catch (error) {
          return String(error)
        }
      }
      expect(put(packing)).toBe(put(plain))
    }
    const unplaced = (archive: Archive): unknown =>
      JSON.parse(
        JSON.stringify(answers(archive, asked), (key, value) => (key === 'position' ? 0 : value)),
      )
    expect(unplaced(packing)).toEqual(unplaced(plain))
  },
)
