// A window and core over one document: acknowledged edits, refused edits, and edits that survive.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import {
  blockNamed,
  noteBody,
  openNote,
  rootOf,
  setAttribute,
  setMeetingStates,
  writeMeta,
} from '#document/tree'
import type { ActId } from '#shared/ids'
import { temporaryArchive, temporaryProfile } from '#tests/archive'
import { linesOf, openPen, openRoom, textIn, written } from '#tests/documents'
import { faultyFile } from '#tests/journal-file'
import { craft, string } from './crafted.ts'

const newRoom = () => openRoom('ana', temporaryArchive())
const note = 'aaaaaaaaaa'

test('a window opens: it gets the page, and its text is on the disk before core acknowledges it', async () => {
  const room = newRoom()
  const id = await written(room, 'Defenders ')
  const pen = openPen(room, id)
  expect(pen.text()).toContain('Defenders')
  pen.type('shall ')
  pen.type('be protected')
  expect(pen.heard.map(({ kind }) => kind)).toEqual(['opened'])
  await pen.saved()
  expect(room.archive.journal.pending()).toHaveLength(2)
  // One message for both.
  expect(pen.heard.slice(1)).toEqual([{ kind: 'durable', number: 2 }])
  expect(linesOf(room, id)).toEqual(['Defenders shall be protected'])
})

test('work beside the words that would change what an exact text has changes nothing; the question of a line is taken', async () => {
  const room = newRoom()
  const id = await written(room, 'Defenders ', 'shall be protected')
  await room.documents.editAs(id, doc => void openNote(doc, note, 'Resolution 68/181'))
  const { documents } = room
  const page = documents.page(id)
  const block = (doc: Y.Doc) => blockNamed(doc, page.blocks[0]!.id!)!
  const works: ((doc: Y.Doc) => void)[] = [
    doc => rootOf(doc).delete(0),
    doc => applyEditScript(doc, [{ new: 'At once.', after: 1 }], { random, now: () => 1 }),
    doc => applyEditScript(doc, [{ insert: 'Women ', block: 1, at: 0 }], { random, now: () => 1 }),
    doc => void openNote(doc, 'bbbbbbbbbb', 'Resolution 53/144'),
    doc => noteBody(doc, note)!.insert(0, 'See '),
    doc => setAttribute(block(doc), 's_kind', 'heading'),
    doc => setMeetingStates(block(doc), { due: '2018-09-27' }),
    doc => writeMeta(doc, { title: 'Another title' }),
  ]
  for (const work of works) {
    await expect(documents.editBeside(id, work)).rejects.toThrow(TypeError)
    expect(documents.page(id)).toEqual(page)
  }
  const question = 'a'.repeat(64) as ActId
  await documents.editBeside(id, doc => setMeetingStates(block(doc), { question }))
  expect(documents.page(id).blocks[0]?.meeting).toMatchObject({ question })
})

test('a text was written a moment ago: the preview shows it where the text is long, and is left out where it is short', async () => {
  const room = newRoom()
  const long = await written(room, ...Array.from({ length: 250 }, (_, at) => `Line ${at + 1}`))
  openPen(room, long).type(', heard')
  const { blocks: seen, isVersion } = room.documents.look(long)
  expect(isVersion).toBe(false)
  expect(seen).toEqual(room.documents.page(long).blocks.slice(0, 40))
  expect(seen[0]?.runs).toEqual([{ text: 'Line 1, heard' }])
  const short = await written(room, 'Few words')
  expect(room.documents.look(short).blocks).toEqual([])
})

test("two windows are open: they write as two clients and show each other's text", async () => {
  const room = newRoom()
  const id = await written(room, 'We ')
  const [one, other] = [openPen(room, id), openPen(room, id)]
  one.type('recommend ')
  other.type('protection')
  expect(one.text()).toBe(other.text())
  expect(linesOf(room, id)).toEqual(['We recommend protection'])
  expect(one.doc.clientID).not.toBe(other.doc.clientID)
})

test("an edit is refused: the window's messages are ignored until it has read the page again", async () => {
  const room = newRoom()
  const id = await written(room, 'Good words')
  const pen = openPen(room, id)
  ;(rootOf(pen.doc).get(0) as Y.XmlElement).setAttribute('__style', 'position:fixed')
  pen.type(' and more')
  await Promise.resolve()
  expect(pen.heard.slice(1)).toEqual([{ kind: 'refused', number: 1, code: 'invalid-input' }])
  expect(linesOf(room, id)).toEqual(['Good words'])
  const next = openPen(room, id)
  next.type(', again')
  await next.saved()
  expect(linesOf(room, id)).toEqual(['Good words, again'])
})

test("an edit names its neighbours in the wrong order: core's replica stays unchanged", async () => {
  const room = newRoom()
  const id = await written(room, 'In order')
  const pen = openPen(room, id)
  const [{ client, clock }] = [(textIn(pen.doc, 0)._start as Y.Item).id]
  const at = { origin: { client, clock: clock + 5 }, right: { client, clock: clock + 1 } }
  const structs = [{ at, is: string('lies') }]
  pen.say({
    kind: 'edit',
    number: 1,
    update: craft([{ client: pen.doc.clientID, clock: 0, structs }]),
  })
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'invalid-input' })
  expect(linesOf(room, id)).toEqual(['In order'])
  const next = openPen(room, id)
  next.type(' again')
  await next.saved()
  expect(linesOf(room, id)).toEqual(['In order again'])
})

test('a window is reloaded: it sends the edits that core never got', async () => {
  const room = newRoom()
  const id = await written(room, 'end')
  const pen = openPen(room, id)
  pen.type('.')
  pen.typeUnsent('The ')
  const reloaded = pen.reload()
  await reloaded.saved()
  expect(linesOf(room, id)).toEqual(['The end.'])
  reloaded.type(' Really.')
  await reloaded.saved()
  expect(linesOf(room, id)).toEqual(['The end. Really.'])
  expect(reloaded.doc.clientID).not.toBe(pen.doc.clientID)
  await room.documents.flush()
  const later = openRoom('ana', room.archive)
  expect(linesOf(later, id)).toEqual(['The end. Really.'])
})

test('a window is reloaded over a text with more deletions than an edit may have: its edits arrive', async () => {
  const room = newRoom()
  const blocks = 10
  const id = await written(room, ...Array.from({ length: blocks }, () => ''))
  const pen = openPen(room, id)
  const many = 2001
  // Each one apart from the next.
  for (let block = 0; block < blocks; block++) {
    pen.type('xy'.repeat(many), block)
    const text = textIn(pen.doc, block)
    pen.doc.transact(() => {
      for (let at = 0; at < many; at++) text.delete(at, 1)
    })
  }
  await pen.saved()
  pen.typeUnsent('The ')
  const reloaded = pen.reload()
  expect(reloaded.heard.map(({ kind }) => kind)).toEqual(['opened'])
  await reloaded.saved()
  expect(linesOf(room, id).slice(0, 2)).toEqual([`The ${'y'.repeat(many)}`, 'y'.repeat(many)])
})

test('a window reconnects without news: nothing changes, and it learns so', async () => {
  const room = newRoom()
  const id = await written(room, 'Same')
  const pen = openPen(room, id)
  pen.type('!')
  await pen.saved()
  const before = room.archive.journal.pending().length
  const reloaded = pen.reload()
  await reloaded.saved()
  expect(room.archive.journal.pending()).toHaveLength(before)
})

test('a window closes in good order: the next one gets its number', async () => {
  const room = newRoom()
  const id = await written(room, 'Text')
  const numbers = new Set<number>()
  for (let times = 0; times < 3000; times++) {
    const pen = openPen(room, id)
    numbers.add(pen.doc.clientID)
    pen.close()
  }
  expect(numbers.size).toBe(1)
})

test('windows close in good order one after another: each next one continues with the number, behind the former text', async () => {
  const room = newRoom()
  const id = await written(room, 'Text')
  const open = openPen(room, id)
  const numbers = new Set<number>()
  for (let times = 0; times < 300; times++) {
    const pen = openPen(room, id)
    numbers.add(pen.doc.clientID)
    pen.type(`, ${times}`)
    await pen.saved()
    pen.close()
  }
  expect(numbers.size).toBe(1)
  expect(numbers).not.toContain(open.doc.clientID)
  expect(linesOf(room, id)[0]?.split(', ')).toHaveLength(301)
  expect(open.text()).toContain(', 299')
})

test('a window with a refused edit closes: the next one continues with its number from the accepted edits', async () => {
  const room = newRoom()
  const id = await written(room, 'Good words')
  const pen = openPen(room, id)
  pen.type(', and more')
  ;(rootOf(pen.doc).get(0) as Y.XmlElement).setAttribute('__style', 'position:fixed')
  pen.type(' that is lost')
  await Promise.resolve()
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused' })
  pen.close()
  const next = openPen(room, id)
  expect(next.doc.clientID).toBe(pen.doc.clientID)
  next.type(', again')
  await next.saved()
  expect(linesOf(room, id)).toEqual(['Good words, and more, again'])
})

test('a window sends malformed messages: they are ignored', async () => {
  const room = newRoom()
  const id = await written(room, 'Text')
  const pen = openPen(room, id)
  for (const message of [null, 7, { kind: 'edit' }, { kind: 'open', stateVector: 'x' }])
    pen.say(message as never)
  pen.say({ kind: 'open', stateVector: new Uint8Array([255, 255, 255]) })
  expect(pen.heard.at(-1)?.kind).toBe('opened')
  pen.say({ kind: 'edit', number: 9, update: new Uint8Array([1, 2, 3]) })
  expect(pen.heard.at(-1)).toEqual({ kind: 'refused', number: 9, code: 'invalid-input' })
  expect(linesOf(room, id)).toEqual(['Text'])
})

test('the disk is full: the acknowledgement is late, and no text is lost', async () => {
  const disk = faultyFile()
  const room = openRoom('ana', temporaryProfile({ wrapJournalFile: disk.wrap }).archive)
  const id = await written(room, 'Text')
  const pen = openPen(room, id)
  disk.failAfter = 0
  pen.type(' one')
  await new Promise(resolve => setImmediate(resolve))
  expect(pen.heard.map(({ kind }) => kind)).toEqual(['opened'])
  disk.failAfter = null
  await pen.saved()
  expect(linesOf(room, id)).toEqual(['Text one'])
})

test('carets move: they go out for a shared document only, and end with the last window', async () => {
  const room = newRoom()
  const id = await written(room, 'Text')
  const pen = openPen(room, id)
  const presence = { anchor: { item: 1 }, focus: { item: 1 } }
  pen.say({ kind: 'presence', presence })
  expect(room.carets).toEqual([])
  await room.documents.share(id)
  pen.say({ kind: 'presence', presence })
  pen.close()
  expect(room.carets).toEqual([presence, null])
})
