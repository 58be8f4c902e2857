// Several documents leave in one ZIP: each is the file that it is alone, by its own rule, and a refused one is named
// while the others go on. Two whole cores, each on a profile of its own.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { unzipSync } from 'fflate'
import { beforeEach, expect, test } from 'vitest'
import type { PrintPage } from '#core/paper'
import type { ExportFormat } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { admit, device, give, type Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

let chair: Device
let writer: Device
let group: GroupId
let whilePrinting = (): void | Promise<void> => {}
/** The pages that were printed, in their order. */
let pages: string[]
const print: PrintPage = async ({ body }) => {
  pages.push(body)
  await whilePrinting()
  const made = await PDFDocument.create()
  made.addPage([100, 100])
  const structure = { K: [{ Type: 'StructElem', S: 'Document', K: [] }] }
  made.catalog.set(PDFName.of('StructTreeRoot'), made.context.obj(structure))
  return made.save({ useObjectStreams: false })
}

const made = async (title: string, isShared = true): Promise<DocumentId> => {
  const { answers, edit } = chair.core
  const wanted = { group, kind: 'recommendations', language: 'en', title } as const
  const document = await answers['documents.create'](wanted)
  await edit(document, [{ new: `Words of ${title}.`, after: 0, kind: 'num1' }])
  if (isShared) await answers['documents.share']({ document })
  return document
}

beforeEach(async () => {
  whilePrinting = () => {}
  pages = []
  chair = await device({ print })
  writer = await device()
  group = await chair.core.answers['groups.create'](foundingOf())
  await admit(chair, writer, group, 'Badia')
})

const together = async (documents: DocumentId[], format: ExportFormat = 'docx') => {
  const path = join(temporaryDirectory(), 'all.zip')
  const file = grantOf(chair.core, path)
  const answer = await chair.core.answers['paper.exportMany']({ documents, format, file })
  const files = existsSync(path) ? unzipSync(Uint8Array.from(readFileSync(path))) : null
  return { ...answer, files }
}

const alone = async (document: DocumentId): Promise<Buffer> => {
  const path = join(temporaryDirectory(), 'one')
  const file = grantOf(chair.core, path)
  await chair.core.answers['paper.export']({ document, format: 'docx', file })
  return readFileSync(path)
}

test('each document is the file that it is alone, under a name of its own', async () => {
  const documents = [await made('On water'), await made('on Water'), await made('Mine', false)]
  const { written, refused, files } = await together(documents)
  expect(refused).toEqual([])
  expect(written.map(({ name }) => name)).toEqual([
    'On water.docx',
    'on Water (2).docx',
    'Mine.docx',
  ])
  for (const { document, name } of written)
    expect(Buffer.compare(Buffer.from(files?.[name] ?? []), await alone(document))).toBe(0)
  expect(Object.keys(files ?? {})).toHaveLength(3)
})

test('a document that waits for a second look is named, and the others go on', async () => {
  const [first, second] = [await made('On water'), await made('On roads')]
  await chair.core.answers['exports.setRule']({ group, isNeeded: true })
  await give(chair, writer, group)
  const choices = { document: first, format: 'docx', paper: 'a4' } as const
  const { request } = await chair.core.answers['exports.ask'](choices)
  const none = await together([first, second])
  expect(none).toEqual({
    written: [],
    refused: [first, second].map(document => ({ document, code: 'second-look-missing' })),
    files: null,
  })
  await give(chair, writer, group)
  await writer.core.answers['exports.confirm']({ request })
  await give(writer, chair, group)
  const { written, refused, files } = await together([first, second])
  expect(refused).toEqual([{ document: second, code: 'second-look-missing' }])
  expect(written).toEqual([{ document: first, name: 'On water.docx' }])
  expect(Object.keys(files ?? {})).toEqual(['On water.docx'])
  // The trace is the one of a single file.
  const [found] = await chair.core.answers['exports.list']({ group })
  expect(found).toMatchObject({ id: request, writtenAt: expect.any(Number) })
})

test('a confirmation that is taken back while other files are made lets its file out no more', async () => {
  const [first, second] = [await made('On water'), await made('Mine', false)]
  await chair.core.answers['exports.setRule']({ group, isNeeded: true })
  const choices = { document: first, format: 'pdf', paper: 'a4' } as const
  const { request } = await chair.core.answers['exports.ask'](choices)
  await give(chair, writer, group)
  await writer.core.answers['exports.confirm']({ request })
  await give(writer, chair, group)
  let printed = 0
  whilePrinting = () => {
    printed++
    if (printed === 2) void chair.core.answers['exports.withdraw']({ request })
  }
  const { written, refused } = await together([first, second], 'pdf')
  expect(printed).toBe(2)
  expect(refused).toEqual([{ document: first, code: 'second-look-missing' }])
  expect(written).toEqual([{ document: second, name: 'Mine.pdf' }])
})

test('a person ends the work, and nothing is written', async () => {
  const documents = [await made('On water'), await made('On roads')]
  const path = join(temporaryDirectory(), 'all.zip')
  const file = grantOf(chair.core, path)
  whilePrinting = () => void chair.core.answers['tasks.cancel']({ task: 'paper.exportMany' })
  const ended = chair.core.answers['paper.exportMany']({ documents, format: 'pdf', file })
  expect(await laterRefusal(Promise.resolve(ended))).toBe('cancelled')
  expect(existsSync(path)).toBe(false)
  whilePrinting = () => {}
  expect((await together(documents, 'pdf')).written).toHaveLength(2)
})

test('the progress goes on over all documents, and begins again for none', async () => {
  const documents = [await made('On water'), await made('On roads')]
  const told: number[] = []
  chair.core.onEvent((name, detail) => {
    if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
    if (detail.task === 'paper.exportMany') told.push((100 * detail.done) / detail.total)
  })
  await together(documents, 'pdf')
  // A print is two fifths of a PDF.
  expect(told).toEqual([0, 20, 50, 70, 100])
})

const minutes = async (): Promise<DocumentId> => {
  const { answers, edit } = chair.core
  const wanted = { group, kind: 'minutes', language: 'en', title: 'Minutes' } as const
  const document = await answers['documents.create'](wanted)
  await edit(document, [{ new: 'A name in confidence.', after: 0, kind: 'information' }])
  return document
}

const offRecord = async (document: DocumentId): Promise<void> => {
  const { refused } = await chair.core.edit(document, [{ states: { off: true }, block: 1 }])
  expect(refused).toEqual([])
}

test('a line that goes off the record while other files are made is in no file', async () => {
  const [first, second] = [await minutes(), await made('On roads')]
  whilePrinting = async () => {
    if (pages.length === 2) await offRecord(first)
  }
  const { written, refused } = await together([first, second], 'pdf')
  expect(refused).toEqual([])
  expect(written.map(({ document }) => document)).toEqual([first, second])
  expect(pages).toHaveLength(3)
  expect(pages[0]).toContain('A name in confidence.')
  expect(pages[2]).not.toContain('A name in confidence.')
})

test('a text that changes whenever its file is made is refused by name, and the others go on', async () => {
  const [first, second] = [await made('On water'), await made('On roads')]
  whilePrinting = async () => {
    if (pages.at(-1)?.includes('On water'))
      await chair.core.edit(first, [{ insert: 'More. ', block: 1, at: 0 }])
  }
  const { written, refused, files } = await together([first, second], 'pdf')
  expect(pages).toHaveLength(4)
  expect(refused).toEqual([{ document: first, code: 'text-changed' }])
  expect(written).toEqual([{ document: second, name: 'On roads.pdf' }])
  expect(Object.keys(files ?? {})).toEqual(['On roads.pdf'])
})

test('a document that is gone, or that cannot be made again, is refused once and in no file', async () => {
  const [first, second] = [await made('Mine', false), await made('On roads')]
  whilePrinting = async () => {
    if (pages.length === 2) await chair.core.edit(first, [{ insert: 'More. ', block: 1, at: 0 }])
    if (pages.length === 3) throw new Failure('not-permitted')
  }
  const unmade = await together([first, second], 'pdf')
  expect(unmade.refused).toEqual([{ document: first, code: 'not-permitted' }])
  expect(Object.keys(unmade.files ?? {})).toEqual(['On roads.pdf'])
  pages = []
  whilePrinting = async () => {
    if (pages.length === 2) await chair.core.answers['documents.delete']({ document: first })
  }
  const gone = await together([first, second], 'pdf')
  expect(gone.refused).toEqual([{ document: first, code: 'not-found' }])
  expect(Object.keys(gone.files ?? {})).toEqual(['On roads.pdf'])
})

test('a paragraph that is given to a circle while other files are made is in no file', async () => {
  const [first, second] = [await made('On water'), await made('On roads')]
  const { answers } = chair.core
  const circle = await answers['circles.create']({ group, name: 'Personnel committee' })
  const block = chair.core.page(first).blocks[0]!.id!
  whilePrinting = async () => {
    if (pages.length === 2) await answers['restricted.put']({ document: first, block, circle })
  }
  const { written, refused } = await together([first, second], 'pdf')
  expect(refused).toEqual([])
  expect(written.map(({ document }) => document)).toEqual([first, second])
  expect(pages.map(page => page.includes('Words of On water.'))).toEqual([true, false, false])
})

test.each(['locked', 'cancelled', 'disk-full', 'not-writable', 'archive-replaced'] as const)(
  'a file that cannot be made because of %s ends the work, and another refusal is of its document alone',
  async code => {
    const documents = [await made('On water'), await made('On roads')]
    const path = join(temporaryDirectory(), 'all.zip')
    const refuse = (refused: FailureCode) => () => {
      if (pages.length === 1) throw new Failure(refused)
    }
    whilePrinting = refuse(code)
    const file = grantOf(chair.core, path)
    const ended = chair.core.answers['paper.exportMany']({ documents, format: 'pdf', file })
    expect(await laterRefusal(Promise.resolve(ended))).toBe(code)
    expect([pages.length, existsSync(path)]).toEqual([1, false])
    pages = []
    whilePrinting = refuse('not-found')
    const { written, refused } = await together(documents, 'pdf')
    expect(refused).toEqual([{ document: documents[0], code: 'not-found' }])
    expect(written).toHaveLength(1)
  },
)

test('a profile that locks while files are made ends the work, and nothing is written', async () => {
  const documents = [await made('On water'), await made('On roads')]
  const path = join(temporaryDirectory(), 'all.zip')
  const file = grantOf(chair.core, path)
  whilePrinting = () => chair.core.close()
  const ended = chair.core.answers['paper.exportMany']({ documents, format: 'pdf', file })
  expect(await laterRefusal(Promise.resolve(ended))).toBe('locked')
  expect(existsSync(path)).toBe(false)
})

test('a single file is made again where its text changed meanwhile, once', async () => {
  const document = await minutes()
  const path = join(temporaryDirectory(), 'one.pdf')
  const write = async () => {
    const file = grantOf(chair.core, path)
    await chair.core.answers['paper.export']({ document, format: 'pdf', file })
  }
  whilePrinting = async () =>
    void (await chair.core.edit(document, [{ insert: 'More. ', block: 1, at: 0 }]))
  expect(await laterRefusal(write())).toBe('text-changed')
  expect(pages).toHaveLength(2)
  expect(existsSync(path)).toBe(false)
  pages = []
  whilePrinting = async () => {
    if (pages.length === 1) await offRecord(document)
  }
  await write()
  expect(pages).toHaveLength(2)
  expect(pages[1]).not.toContain('A name in confidence.')
  expect(existsSync(path)).toBe(true)
})
