// A document that cannot be sealed: it holds up itself alone, what was written in it stays, and goes out
// whole and in order when it can.
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { crashImage, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { linesOf, openPen, openRoom, sharedGroup, written, type Room } from '#tests/documents'

/** Two documents of Ana's that Badia has too. */
const setting = async () => {
  const { directory, archive } = temporaryProfile()
  const ana = openRoom('ana', archive)
  const badia = openRoom('badia', temporaryArchive())
  const [stuck, free] = [await written(ana, 'Stuck'), await written(ana, 'Free')]
  for (const id of [stuck, free]) await ana.documents.share(id)
  for (const message of ana.sent) badia.hear(message)
  return { directory, ana, badia, stuck, free }
}

const hear = (badia: Room, { sent }: Room, from: number) =>
  sent.slice(from).map(message => badia.hear(message))

test.for([new Failure('not-permitted'), new TypeError('a fault')])(
  'a document that cannot be sealed (%s) holds up no other, and is told once',
  async error => {
    const { ana, badia, stuck, free } = await setting()
    ana.failing.set(stuck, error)
    const [pen, other] = [openPen(ana, stuck), openPen(ana, free)]
    for (const words of [' words', ' and', ' more']) {
      pen.type(words)
      other.type(words)
      await other.saved()
      ana.timers.pass(30_000)
    }
    hear(badia, ana, 2)
    expect(linesOf(badia, free)).toEqual(['Free words and more'])
    expect(ana.archive.journal.pending()).toEqual([])
    expect(ana.defects).toEqual([error])
    expect(ana.documents.unsealed({ document: stuck })).toBe(3)
    expect(ana.documents.unsealed({ document: free })).toBe(0)
    expect(linesOf(ana, stuck)).toEqual(['Stuck words and more'])
    expect(ana.archive.search.query({ text: 'more' }).total).toBe(2)
    // Nothing is given up of it meanwhile.
    expect(() => ana.documents.sealing.seal(stuck)).toThrow(error.message)

    ana.failing.clear()
    const from = ana.sent.length
    ana.timers.pass(30_000)
    expect(hear(badia, ana, from)).toEqual(['applied'])
    expect(linesOf(badia, stuck)).toEqual(['Stuck words and more'])
    expect(ana.documents.unsealed({ group: sharedGroup })).toBe(0)
    expect(ana.archive.notes.list(sharedGroup, 'documents/held/')).toEqual([])
    expect(ana.archive.notes.list(null, 'documents/held-up/')).toEqual([])
  },
)

test('it is tried again when somebody may do what she might not', async () => {
  const { ana, badia, stuck } = await setting()
  ana.failing.set(stuck, new Failure('not-permitted'))
  const pen = openPen(ana, stuck)
  pen.type(' then')
  await ana.documents.flush()
  ana.failing.clear()
  pen.type(' now')
  ana.documents.renewRights()
  ana.timers.pass(0)
  expect(hear(badia, ana, 2)).toEqual(['applied'])
  expect(linesOf(badia, stuck)).toEqual(['Stuck then now'])
})

test('after a crash all of it is shown, counted, and goes out whole and in order', async () => {
  const { directory, ana, badia, stuck } = await setting()
  ana.failing.set(stuck, new TypeError('a fault'))
  // Two windows that write by turns: each builds on what the other wrote.
  const pens = [openPen(ana, stuck), openPen(ana, stuck)]
  let text = 'Stuck'
  for (let number = 0; number < 40; number++) {
    const pen = pens[number % 2]
    pen?.type(` ${number}`)
    text += ` ${number}`
    await pen?.saved()
    if (number % 7 === 0) await ana.documents.flush()
  }
  expect(ana.archive.journal.pending()).not.toEqual([])
  const after = openRoom('ana', reopened(crashImage(directory)))
  expect(after.documents.unsealed({ document: stuck })).toBe(40)
  expect(linesOf(after, stuck)).toEqual([text])
  after.failing.set(stuck, new TypeError('a fault'))
  after.timers.pass(0)
  expect(after.sent).toEqual([])
  const twice = openRoom('ana', reopened(crashImage(directory)))
  expect(linesOf(twice, stuck)).toEqual([text])
  twice.timers.pass(0)
  expect(hear(badia, twice, 0)).toEqual(['applied'])
  expect(linesOf(badia, stuck)).toEqual([text])
  expect(twice.archive.notes.list(sharedGroup, 'documents/held/')).toEqual([])
})

test('a full disk holds all of it in the journal, and what was held up before', async () => {
  const { ana, stuck, free } = await setting()
  ana.failing.set(stuck, new Failure('not-permitted'))
  const [pen, other] = [openPen(ana, stuck), openPen(ana, free)]
  pen.type(' words')
  await ana.documents.flush()
  ana.failing.clear()
  ana.isFull = true
  pen.type(' and')
  other.type(' too')
  await other.saved()
  await ana.documents.flush()
  expect([ana.sent.length, ana.archive.journal.pending().length]).toEqual([2, 2])
  expect(ana.documents.unsealed({ group: sharedGroup })).toBe(3)
  ana.isFull = false
  ana.timers.pass(30_000)
  expect(ana.sent.length).toBe(4)
  expect(ana.documents.unsealed({ group: sharedGroup })).toBe(0)
})

test('a private text that is removed leaves nothing of what was held up', async () => {
  const { ana } = await setting()
  const id = await written(ana, 'Mine')
  const { append } = ana.archive.drafts
  ana.archive.drafts.append = () => {
    throw new TypeError('a fault')
  }
  openPen(ana, id).type(' elderberry')
  await ana.documents.flush()
  expect(ana.archive.notes.list(null, 'documents/held-up/')).toHaveLength(1)
  ana.documents.remove(id)
  ana.archive.drafts.append = append
  for (const group of [sharedGroup, null])
    expect(ana.archive.notes.list(group, 'documents/held')).toEqual([])
  await ana.documents.flush()
})
