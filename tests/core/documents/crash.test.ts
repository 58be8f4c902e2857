// Edits after a crash: every acknowledged edit is published once and in a feed of its own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { drawRound } from '#core/consultation'
import { random } from '#core/keys'
import { anchorAt, openThread, type Thread } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import {
  crashImage,
  passphrase,
  reopened,
  temporaryArchive,
  temporaryProfile,
} from '#tests/archive'
import {
  linesOf,
  openPen,
  openRoom,
  sharedGroup,
  textIn,
  written,
  type Sent,
} from '#tests/documents'
import { areOfContent } from '../../../src/core/documents/contested/leftover.ts'
import { readUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'

const lastOf = ({ sent }: { sent: Sent[] }): Sent => sent.at(-1) as Sent

/** Ana shared "Before" with Badia, wrote on, and the edit was in the journal alone when Ana's device crashed. */
async function crashed() {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const id = await written(ana, 'Before')
  await ana.documents.share(id)
  const shared = lastOf(ana)
  const badia = openRoom('badia', temporaryArchive())
  badia.hear(shared)
  const pen = openPen(ana, id)
  pen.type(' the crash')
  await pen.saved()
  /** A copy of the disk as the crash left it. */
  const image = () => crashImage(directory)
  return { id, shared, badia, image, after: openRoom('ana', reopened(image())) }
}

test('a crash left edits in the journal: they go out in the new feed, under ids that follow from their content', async () => {
  const { id, badia, image, after } = await crashed()
  expect(linesOf(after, id)).toEqual(['Before the crash'])
  expect(after.sent).toEqual([])
  after.timers.pass(0)
  const left = readUpdateBody(lastOf(after).body)!
  expect(left.writers).toEqual([{ feed: expect.any(String), writer: 0 }])
  expect(areOfContent(left)).toBe(true)
  expect(after.archive.journal.pending()).toEqual([])
  expect(badia.hear(lastOf(after))).toBe('applied')
  const later = openPen(after, id)
  later.type(', and on')
  await after.documents.flush()
  expect(readUpdateBody(lastOf(after).body)).toMatchObject({ writers: [{ feed: null }] })
  expect(badia.hear(lastOf(after))).toBe('applied')
  expect(linesOf(badia, id)).toEqual(['Before the crash, and on'])

  // The copy is opened too: the same text comes a second time and is the same.
  const twin = openRoom('ana', reopened(image()))
  twin.timers.pass(0)
  expect(badia.hear(lastOf(twin))).toBe('applied')
  expect(badia.documents.digest(id)).toBe(after.documents.digest(id))
})

test('a window shows edits that a crash left: text beside them goes out too', async () => {
  const { id, badia, after } = await crashed()
  const [window, stale] = [openPen(after, id), openPen(after, id)]
  window.type(', beside')
  await window.saved()
  after.timers.pass(0)
  // This one still uses the former ids of the text.
  stale.type(', later')
  await stale.saved()
  await after.documents.flush()
  expect(after.sent.map(message => badia.hear(message))).toEqual(after.sent.map(() => 'applied'))
  expect(linesOf(after, id)).toEqual(['Before the crash, beside, later'])
  expect(linesOf(badia, id)).toEqual(linesOf(after, id))
  expect(badia.documents.digest(id)).toBe(after.documents.digest(id))
  expect(linesOf(openRoom('ana', after.archive), id)).toEqual(linesOf(after, id))
})

test('a newcomer is admitted before edits that a crash left go out: the newcomer gets them once', async () => {
  const { id, shared, after } = await crashed()
  expect(linesOf(after, id)).toEqual(['Before the crash'])
  const chen = openRoom('chen', temporaryArchive())
  const given = after.documents.snapshotFor(id, [[], []])
  for (const content of given) expect(chen.hear({ ...shared, ...content }, true)).toBe('applied')
  after.timers.pass(0)
  expect(chen.hear(lastOf(after))).toBe('applied')
  expect(linesOf(chen, id)).toEqual(['Before the crash'])
  expect(chen.documents.digest(id)).toBe(after.documents.digest(id))
})

test('a part of the edits that a crash left goes out in the next session: the edits on top of it go out in the one after', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, 'Text')
  await ana.documents.share(id)
  badia.hear(lastOf(ana))
  const early = crashImage(directory)
  const pen = openPen(ana, id)
  pen.type(' of ana')
  await pen.saved()
  textIn(openPen(badia, id).doc, 0).insert(0, 'BADIA ')
  await badia.documents.flush()
  ana.hear(lastOf(badia))
  textIn(pen.doc, 0).insert('BA'.length, 'ana')
  await pen.saved()
  textIn(pen.doc, 0).insert('BAanaDIA Text of'.length, '!')
  await pen.saved()

  const mixed = reopened(early)
  for (const entry of archive.journal.pending()) await mixed.journal.append(entry)
  const next = openRoom('ana', mixed)
  next.timers.pass(0)
  await next.documents.flush()
  expect(linesOf(next, id)).toEqual(['Text of ana'])
  const [first] = next.sent
  next.documents.close()
  const last = openRoom('ana', mixed)
  expect(last.hear(lastOf(badia))).toBe('applied')
  await new Promise(resolve => setImmediate(resolve))
  await last.documents.flush()
  expect([first!, ...last.sent].map(message => badia.hear(message))).toEqual(['applied', 'applied'])
  expect(linesOf(badia, id)).toEqual(linesOf(ana, id))
  expect(linesOf(last, id)).toEqual(linesOf(ana, id))
  expect(badia.documents.digest(id)).toBe(last.documents.digest(id))
  for (const kept of [mixed.parkedEdits, mixed.movedText]) expect(kept.count({})).toBe(0)
})

test('an unsent answer and a round name a comment before a crash: both name it after the crash', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const id = await written(ana, 'Before')
  await ana.documents.share(id)
  let thread = '' as EntryId
  await ana.documents.editAs(id, doc => {
    const anchor = anchorAt(doc, { index: 0, from: 0, to: 6 })!
    thread = openThread(doc, { kind: 'comment', at: 1, text: 'Why?', ...anchor }, random)
  })
  const begun = { place: `answer/${thread}`, fields: { text: 'Because' } }
  archive.typed.put({ document: id, ...begun })
  const round = { ...drawRound('Before', []).kept, entry: thread }
  archive.consultationRounds.put({ ...round, document: id })

  const after = openRoom('ana', reopened(crashImage(directory)))
  after.timers.pass(0)
  const [{ id: now }] = after.documents.remarks(id).threads as [Thread]
  expect(now).not.toBe(thread)
  expect(after.archive.typed.list({ document: id })).toEqual([
    { document: id, ...begun, place: `answer/${now}` },
  ])
  expect(after.archive.consultationRounds.list({})).toMatchObject([{ entry: now }])
  const badia = openRoom('badia', temporaryArchive())
  for (const message of [...ana.sent, ...after.sent]) expect(badia.hear(message)).toBe('applied')
  expect(badia.documents.remarks(id).threads[0]?.id).toBe(now)
})

test('a crash left private edits: they stay private', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const id = await written(ana, 'Mine')
  const pen = openPen(ana, id)
  pen.type(' alone')
  await pen.saved()
  const after = openRoom('ana', reopened(crashImage(directory)))
  after.timers.pass(0)
  expect(after.sent).toEqual([])
  expect(after.archive.journal.pending()).toEqual([])
  await after.documents.share(id)
  const badia = openRoom('badia', temporaryArchive())
  expect(badia.hear(lastOf(after))).toBe('applied')
  expect(linesOf(badia, id)).toEqual(['Mine alone'])
})

test('an edit builds on text that was lost with SQLite: it is kept until the text comes again', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, 'Text')
  await ana.documents.share(id)
  badia.hear(lastOf(ana))
  const early = crashImage(directory)
  openPen(badia, id).type(' of badia')
  await badia.documents.flush()
  ana.hear(lastOf(badia))
  const pen = openPen(ana, id)
  pen.type(', answered')
  await pen.saved()

  // The database from before with the journal from after.
  const mixed = reopened(early)
  for (const entry of archive.journal.pending()) await mixed.journal.append(entry)
  const after = openRoom('ana', mixed)
  after.timers.pass(0)
  expect(after.sent).toEqual([])
  expect(linesOf(after, id)).toEqual(['Text'])
  const window = openPen(after, id)
  expect(after.hear(lastOf(badia))).toBe('applied')
  await Promise.resolve()
  expect(linesOf(after, id)).toEqual(['Text of badia, answered'])
  expect(window.text()).toContain('answered')
  await new Promise(resolve => setImmediate(resolve))
  await after.documents.flush()
  expect(badia.hear(lastOf(after))).toBe('applied')
  expect(linesOf(badia, id)).toEqual(['Text of badia, answered'])
  expect(after.archive.parkedEdits.list({})).toEqual([])
})

test('parked edits can go out: each goes out once, and the text is read again once for all', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const id = await written(ana, 'Text')
  await ana.documents.share(id)
  badia.hear(lastOf(ana))
  const early = crashImage(directory)
  const first = badia.sent.length
  for (const words of [' of badia', ' and', ' on']) {
    openPen(badia, id).type(words)
    await badia.documents.flush()
  }
  const backlog = badia.sent.slice(first)
  backlog.forEach(message => ana.hear(message))
  const pen = openPen(ana, id)
  pen.type(', answered')
  await pen.saved()

  const mixed = reopened(early)
  for (const entry of archive.journal.pending()) await mixed.journal.append(entry)
  let readings = 0
  const messages: typeof mixed.messages = {
    ...mixed.messages,
    ofDocument(...given) {
      readings++
      return mixed.messages.ofDocument(...given)
    },
  }
  const after = openRoom('ana', { ...mixed, messages })
  after.timers.pass(0)
  const window = openPen(after, id)
  const before = readings
  backlog.forEach(message => after.hear(message))
  await Promise.resolve()
  expect(window.text()).toContain('answered')
  expect(readings - before).toBe(1)
  // Like a document that is opened again before the journal is flushed.
  after.documents.rebuild(id)
  expect(mixed.journal.pending()).toHaveLength(1)
  await after.documents.flush()
  expect(after.sent).toHaveLength(1)
  expect(mixed.parkedEdits.list({})).toEqual([])
})

test('a private document is removed: its parked edits go with it', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const id = await written(ana, 'Text')
  const early = crashImage(directory)
  openPen(ana, id).type(' that was lost')
  await ana.documents.flush()
  const pen = openPen(ana, id)
  pen.type(', elderberry')
  await pen.saved()
  // The database from before with the journal from after.
  const mixed = reopened(early)
  for (const entry of archive.journal.pending()) await mixed.journal.append(entry)
  const after = openRoom('ana', mixed)
  after.timers.pass(0)
  const traces = () => mixed.parkedEdits.list({ document: id })
  expect(
    traces()
      .map(({ entry }) => Buffer.from(entry).toString('latin1'))
      .join(),
  ).toContain('elderberry')
  after.documents.remove(id)
  after.timers.pass(60_000)
  expect(traces()).toEqual([])
  expect(mixed.journal.pending()).toEqual([])
})

test('edits are in no message yet: they are counted by document and by group', async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const [id, mine] = [await written(ana, 'Ours'), await written(ana, 'Mine')]
  await ana.documents.share(id)
  const [pen, other] = [openPen(ana, id), openPen(ana, mine)]
  pen.type(' and')
  pen.type(' yours')
  other.type(' alone')
  await other.saved()
  const counted = ({ documents }: typeof ana) => [
    documents.unsealed({ document: id }),
    documents.unsealed({ document: mine }),
    documents.unsealed({ group: sharedGroup }),
  ]
  expect(counted(ana)).toEqual([2, 1, 2])
  const after = openRoom('ana', reopened(crashImage(directory)))
  expect(counted(after)).toEqual([2, 1, 2])
  after.timers.pass(0)
  expect(counted(after)).toEqual([0, 0, 0])
})

/**
 * Writes until it is killed after so many acknowledged words; returns the profile and the output.
 */
const killedAfter = async (directory: string, words: number) => {
  const writer = join(import.meta.dirname, 'writer.ts')
  const child = spawn(process.execPath, [writer, directory, passphrase])
  const said: string[] = []
  child.stderr.on('data', (data: Buffer) => said.push(`error: ${data.toString()}`))
  const ended = new Promise(resolve => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length === words + 1) child.kill('SIGKILL')
  }
  await ended
  return { document: said[0] as never, acknowledged: said.slice(1) }
}

test('kill -9 between journal and SQLite: every acknowledged word is in the text', async () => {
  for (const words of [1, 7, 40]) {
    const { directory, archive } = temporaryProfile()
    archive.close()
    const { document, acknowledged } = await killedAfter(directory, words)
    expect(acknowledged.length).toBeGreaterThanOrEqual(words)
    const after = openRoom('writer', reopened(directory))
    const text = linesOf(after, document).join('')
    for (const word of acknowledged) expect(text).toContain(`<${word}>`)
    after.timers.pass(0)
    expect(linesOf(openRoom('writer', after.archive), document).join('')).toBe(text)
  }
})
