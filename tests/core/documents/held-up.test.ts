// Documents that cannot be flushed: each delays only itself, its edits stay, and go out whole and
// in order later.
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

/** Documents that are held up, and parked edits. */
const aside = ({ archive }: Room) => [
  ...archive.heldUpDocuments.list({}),
  ...archive.parkedEdits.list({}),
]

const hear = (badia: Room, { sent }: Room, from: number) =>
  sent.slice(from).map(message => badia.hear(message))

test.for([new Failure('not-permitted'), new TypeError('a fault')])(
  'a document cannot be flushed (%s): other documents go on, and the defect is reported once',
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
    expect(ana.archive.search.query({ text: 'more' }).length).toBe(2)
    // The document cannot be retired meanwhile.
    expect(() => ana.documents.sealing.seal(stuck)).toThrow(error.message)

    ana.failing.clear()
    const from = ana.sent.length
    ana.timers.pass(30_000)
    expect(hear(badia, ana, from)).toEqual(['applied'])
    expect(linesOf(badia, stuck)).toEqual(['Stuck words and more'])
    expect(ana.documents.unsealed({ group: sharedGroup })).toBe(0)
    expect(aside(ana)).toEqual([])
  },
)

test('a member gets the right that was missing: the document is tried again', async () => {
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

test('a crash happens while a document is held up: all of it is shown, counted, and goes out whole and in order', async () => {
  const { directory, ana, badia, stuck } = await setting()
  ana.failing.set(stuck, new TypeError('a fault'))
  // Two windows that write by turns: each builds on the other's text.
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
  expect(twice.archive.parkedEdits.list({})).toEqual([])
})

test('the disk is full: the journal keeps everything, earlier held up edits included', async () => {
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

test('a private text that is held up is removed: none of its edits stays', async () => {
  const { ana } = await setting()
  const id = await written(ana, 'Mine')
  const { append } = ana.archive.drafts
  ana.archive.drafts.append = () => {
    throw new TypeError('a fault')
  }
  openPen(ana, id).type(' elderberry')
  await ana.documents.flush()
  expect(ana.archive.heldUpDocuments.count({})).toBe(1)
  ana.documents.remove(id)
  ana.archive.drafts.append = append
  expect(aside(ana)).toEqual([])
  await ana.documents.flush()
})

test('a text that is held up is retired: none of its edits stays', async () => {
  const { ana, stuck, free } = await setting()
  ana.failing.set(stuck, new TypeError('a fault'))
  const pen = openPen(ana, stuck)
  pen.type(' elderberry')
  await ana.documents.flush()
  pen.type(' and rowan')
  await pen.saved()
  ana.archive.transaction(() => ana.documents.sealing.drop(sharedGroup, stuck))
  ana.timers.pass(0)
  expect([aside(ana), ana.archive.journal.pending()]).toEqual([[], []])
  openPen(ana, free).type(' goes on')
  await ana.documents.flush()
  expect(ana.sent).toHaveLength(3)
  expect(ana.documents.unsealed({ group: sharedGroup })).toBe(0)
})

test('held up edits build on lost text: they go out once, when the text comes again', async () => {
  const { directory, ana, badia, stuck } = await setting()
  const early = crashImage(directory)
  openPen(badia, stuck).type(' of badia')
  await badia.documents.flush()
  const [lost] = badia.sent
  ana.hear(lost!)
  ana.failing.set(stuck, new TypeError('a fault'))
  openPen(ana, stuck).type(', answered')
  await ana.documents.flush()
  // The database from before with edits that were parked after it.
  const archive = reopened(early)
  for (const each of ana.archive.parkedEdits.list({})) archive.parkedEdits.put(each)
  for (const each of ana.archive.heldUpDocuments.list({})) archive.heldUpDocuments.put(each)
  const after = openRoom('ana', archive)
  after.timers.pass(0)
  expect([linesOf(after, stuck), after.sent]).toEqual([['Stuck'], []])
  after.hear(lost!)
  await Promise.resolve()
  expect(linesOf(after, stuck)).toEqual(['Stuck of badia, answered'])
  await after.documents.flush()
  expect([hear(badia, after, 0), aside(after)]).toEqual([['applied'], []])
  expect(linesOf(badia, stuck)).toEqual(['Stuck of badia, answered'])
})

test('parked edits go out beside a text that cannot be flushed: they are parked no longer', async () => {
  const { directory, ana, badia, stuck, free } = await setting()
  const early = crashImage(directory)
  openPen(badia, free).type(' of badia')
  await badia.documents.flush()
  const [lost] = badia.sent
  ana.hear(lost!)
  const pen = openPen(ana, free)
  pen.type(', answered')
  await pen.saved()
  // The database from before with the journal from after.
  const archive = reopened(early)
  for (const entry of ana.archive.journal.pending()) await archive.journal.append(entry)
  const after = openRoom('ana', archive)
  after.timers.pass(0)
  expect(aside(after)).toHaveLength(1)
  after.hear(lost!)
  await Promise.resolve()
  after.failing.set(stuck, new TypeError('a fault'))
  openPen(after, stuck).type(' words')
  await after.documents.flush()
  expect(aside(after).filter(({ document }) => document === free)).toEqual([])
  expect([badia.hear(after.sent.at(-1)!), linesOf(badia, free)]).toEqual([
    'applied',
    ['Free of badia, answered'],
  ])
})

test('the disk is full while a document is held up: its edits stay in the journal', async () => {
  const { ana, stuck } = await setting()
  ana.failing.set(stuck, new TypeError('a fault'))
  const pen = openPen(ana, stuck)
  pen.type(' words')
  await ana.documents.flush()
  pen.type(' more')
  await pen.saved()
  const { put } = ana.archive.documents
  ana.archive.documents.put = () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  expect(ana.documents.sealNow()).toBe(false)
  expect(ana.archive.journal.pending()).toHaveLength(1)
  ana.archive.documents.put = put
  ana.failing.clear()
  await ana.documents.flush()
  expect([ana.sent.length, aside(ana)]).toEqual([3, []])
})

test('a text with held up edits is retired: the edits are offered as late text', async () => {
  const { ana, stuck, free } = await setting()
  ana.failing.set(stuck, new TypeError('a fault'))
  const pen = openPen(ana, stuck)
  pen.type(' elderberry')
  await ana.documents.flush()
  pen.type(' and rowan')
  await pen.saved()
  const given = { group: sharedGroup, document: stuck, successor: free }
  ana.archive.transaction(() => ana.documents.sealing.sealed({ ...given, covers: () => true }))
  expect(ana.documents.sealing.late(free).map(({ text }) => text)).toEqual([
    ' elderberry and rowan',
  ])
  ana.timers.pass(60_000)
  expect(aside(ana)).toEqual([])
})

test('many documents cannot be flushed: each is read once per try', async () => {
  const { ana } = await setting()
  const all = await Promise.all(Array.from({ length: 12 }, (_, at) => written(ana, `Text ${at}`)))
  for (const id of all) {
    await ana.documents.share(id)
    ana.failing.set(id, new TypeError('a fault'))
    openPen(ana, id).type(' words')
  }
  await ana.documents.flush()
  const { list } = ana.archive.parkedEdits
  let reads = 0
  ana.archive.parkedEdits.list = where => {
    reads++
    return list(where)
  }
  await ana.documents.flush()
  expect(reads).toBe(all.length)
})
