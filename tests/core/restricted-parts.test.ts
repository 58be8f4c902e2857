// Figures, tables and files of a text that are given to a circle, on whole cores: Carol, who is not
// in it, has no picture, no cell and no file of it, in archive, search and exports.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { blockText } from '#document/model'
import { partsOf } from '#document/tables'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { openCircleCores, type CircleCores } from '#tests/circle-cores'
import type { Device } from '#tests/cores'
import { eventually, grantOf } from '#tests/core'
import { phrases } from '#tests/phrases'
import { largePng } from '#tests/pictures'
import { laterRefusal } from '#tests/refusal'

const told = phrases(40)
let cores: CircleCores
let [amina, bola, carol] = [] as unknown as [Device, Device, Device]
let circle: GroupId
/** Different for each test: a caption, an alternative, words of cells, the circle's name. */
let [caption, said, cell, circleName] = ['', '', '', '']
let side = 60

beforeAll(async () => {
  cores = await openCircleCores()
  ;({ amina, bola, carol } = cores)
})
beforeEach(async () => {
  ;[caption = '', said = '', cell = '', circleName = ''] = told.splice(0, 4)
  circle = await cores.newCircle(circleName)
})
afterAll(() => cores.close())

/** A picture that no other test has, and some of its pixels as they are in the file. */
const newPicture = (): { bytes: Uint8Array; pixels: Buffer } => {
  const bytes = largePng(side++)
  const at = Math.floor(bytes.length / 2)
  return { bytes, pixels: Buffer.from(bytes.slice(at, at + 48)) }
}
const putFigure = async (
  document: DocumentId,
  after: BlockId,
  bytes: Uint8Array,
): Promise<BlockId> => {
  const path = cores.newFile()
  writeFileSync(path, bytes)
  return amina.core.answers['figures.insert']({
    document,
    after,
    file: grantOf(amina.core, path),
    caption,
    alternative: said,
  })
}
const withTable = async (document: DocumentId): Promise<BlockId> => {
  const table = [
    ['Name', 'Place'],
    [cell, 'Amman'],
  ]
  const { refused } = await amina.core.edit(document, [{ table, after: 1, head: true }])
  expect(refused).toEqual([])
  return cores.blockOf(document, cell)
}
const seenBy = ({ core }: Device, document: DocumentId): string[] =>
  partsOf(core.page(document).blocks).flatMap(part => {
    if ('rows' in part)
      return part.rows.map(({ cells }) => cells.map(all => all.map(blockText)).join('|')).join('/')
    const text = `${part.number} ${part.label ?? ''}${blockText(part)}`.trim()
    return text === '' ? [] : [text]
  })
const listOf = ({ core }: Device, document: DocumentId) =>
  core.answers['restricted.list']({ document })
const textOf = async (who: Device, document: DocumentId): Promise<DocumentId> => {
  const [first] = await listOf(who, document)
  if (!first?.text) throw new TypeError('nothing is open there')
  return first.text
}
const put = (document: DocumentId, block: BlockId, section = false) =>
  amina.core.answers['restricted.put']({ document, block, circle, section })
const words = (...texts: string[]): string[] => texts.flatMap(text => text.split(' '))

test('when a figure of a draft is restricted, others have neither its picture nor a word of it', async () => {
  const { bytes, pixels } = newPicture()
  const draft = await cores.newText('First.', 'Second.')
  const block = await putFigure(draft, cores.blockOf(draft, 'First.'), bytes)
  const { document } = await put(draft, block)
  await amina.core.answers['documents.share']({ document })
  await cores.giveAll(circle)
  for (const who of [amina, bola, carol])
    expect(seenBy(who, document)).toEqual(['1. First.', 'Figure 1 circle', '2. Second.'])
  expect(await listOf(carol, document)).toMatchObject([
    { is: 'withheld', what: 'figure', place: 'Figure 1', text: null },
  ])
  // Nothing is reported missing: no other member could bring it here.
  expect(await carol.core.answers['figures.list']({ document })).toEqual([])
  const text = await textOf(bola, document)
  const [figure] = bola.core.page(text).blocks
  expect(figure).toMatchObject({ kind: 'figure', alternative: said, runs: [{ text: caption }] })
  const hash = figure?.picture?.hash ?? ''
  expect(await bola.core.answers['figures.picture']({ document: text, hash })).toEqual(bytes)
  expect(await carol.core.answers['figures.picture']({ document, hash })).toBe(null)

  const secret = words(caption, said, circleName)
  await eventually(bola.core, async () => (await cores.hits(bola, caption)) === 1)
  expect(await cores.hits(carol, caption)).toBe(0)
  for (const who of [amina, bola, carol])
    expect(await cores.exported(who, document, secret)).toEqual([])
  for (const file of (await cores.exportsOf(bola, document)).values())
    expect(file.includes(pixels)).toBe(false)
  expect(await cores.exported(carol, document, secret, true)).toEqual([])
  // On request it is printed in its place, under the number that all see.
  const html = (await cores.exportsOf(bola, document, true)).get('html')
  expect(html?.toString()).toContain(
    `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`,
  )
  expect(html?.toString()).toMatch(new RegExp(`Figure 1\\..*${caption}`))
  expect(await cores.keptBy(carol, secret)).toEqual(new Set())
  expect([
    ...[(await cores.kept(carol)).includes(pixels), (await cores.kept(bola)).includes(pixels)],
  ]).toEqual([false, true])
})

test('when a shared figure is restricted, earlier readers keep it; lifted, all have it again', async () => {
  const { bytes } = newPicture()
  const document = await cores.newText('First.', 'Second.')
  const block = await putFigure(document, cores.blockOf(document, 'First.'), bytes)
  await amina.core.answers['documents.share']({ document })
  await cores.giveAll(circle)
  const { hash = '' } =
    carol.core.page(document).blocks.find(({ id }) => id === block)?.picture ?? {}
  await put(document, block)
  await cores.giveAll(circle)
  for (const who of [amina, bola, carol])
    expect(seenBy(who, document)).toEqual(['1. First.', 'Figure 1 circle', '2. Second.'])
  const text = await textOf(bola, document)
  expect(await carol.core.answers['figures.picture']({ document, hash })).toEqual(bytes)
  expect(await cores.exported(carol, document, words(caption, said), true)).toEqual([])

  // The circle replaces the picture; lifting brings the new one to all.
  const { bytes: other } = newPicture()
  const picture = await bola.core.answers['figures.keep']({ document: text, bytes: other })
  await bola.core.edit(text, [{ insert: 'Now: ', block: 1, at: 0 }])
  await cores.giveAll(circle, bola)
  expect(await carol.core.answers['figures.picture']({ document, hash: picture.hash })).toBe(null)
  await bola.core.answers['restricted.lift']({ document, block })
  await cores.giveAll(circle, bola)
  for (const who of [amina, bola, carol]) {
    expect(seenBy(who, document)).toEqual(['1. First.', `Figure 1 Now: ${caption}`, '2. Second.'])
    expect(who.core.page(document).blocks.find(({ id }) => id === block)).toMatchObject({
      kind: 'figure',
      alternative: said,
      picture: { hash },
    })
    expect(await who.core.answers['figures.picture']({ document, hash })).toEqual(bytes)
    expect(await listOf(who, document)).toEqual([])
  }
})

test('when a whole table is restricted, only the circle has its cells, and they return unchanged', async () => {
  const draft = await cores.newText('First.', 'Second.')
  const block = await withTable(draft)
  const { document } = await put(draft, block)
  await amina.core.answers['documents.share']({ document })
  await cores.giveAll(circle)
  for (const who of [amina, bola, carol])
    expect(seenBy(who, document)).toEqual(['1. First.', 'circle', '2. Second.'])
  const table = `Name|Place/${cell}|Amman`
  expect(seenBy(bola, await textOf(bola, document))).toEqual([table])
  expect(await listOf(bola, document)).toMatchObject([{ is: 'open', what: 'table' }])
  expect(await listOf(carol, document)).toMatchObject([{ is: 'withheld', what: 'paragraph' }])
  const secret = words(cell, circleName, 'Amman')
  await eventually(bola.core, async () => (await cores.hits(bola, cell)) === 1)
  expect(await cores.hits(carol, cell)).toBe(0)
  expect(await cores.exported(bola, document, secret)).toEqual([])
  expect(await cores.exported(carol, document, secret, true)).toEqual([])
  const html = (await cores.exportsOf(bola, document, true)).get('html')
  expect(html?.toString()).toMatch(new RegExp(`<table>[^]*${cell}[^]*</table>`))
  expect(await cores.keptBy(carol, secret)).toEqual(new Set())

  const place = (await listOf(bola, document))[0]?.block as BlockId
  await bola.core.answers['restricted.lift']({ document, block: place })
  await cores.giveAll(circle, bola)
  for (const who of [amina, bola, carol])
    expect(seenBy(who, document)).toEqual(['1. First.', table, '2. Second.'])
})

test('when an annex with figure and table is restricted, one act does it, and retiring keeps it so', async () => {
  const document = await cores.newText('First.')
  await withTable(document)
  await putFigure(document, cores.blockOf(document, 'Amman'), newPicture().bytes)
  await amina.core.edit(document, [{ new: 'Annex', after: 1, kind: 'h1' }])
  await amina.core.answers['documents.share']({ document })
  await put(document, cores.blockOf(document, 'Annex'), true)
  await cores.giveAll(circle)
  // The last one is the empty paragraph that a text begins with.
  const withheld = ['1. First.', 'I. circle', 'circle', 'Figure 1 circle', 'circle']
  for (const who of [amina, bola, carol]) expect(seenBy(who, document)).toEqual(withheld)
  expect((await listOf(bola, document)).map(({ what }) => what)).toEqual([
    ...['paragraph', 'table', 'figure', 'paragraph'],
  ])
  const sealed = await amina.core.answers['documents.eraseHistory']({ document, leaves: [] })
  await cores.giveAll(circle)
  for (const who of [amina, bola, carol]) expect(seenBy(who, sealed.document)).toEqual(withheld)
  expect((await listOf(bola, sealed.document)).map(({ is }) => is)).toEqual([
    ...['open', 'open', 'open', 'open'],
  ])
  // A copy of it has none of them.
  const copy = await bola.core.answers['documents.duplicate']({
    document: sealed.document,
    title: 'A copy',
  })
  expect(await cores.exported(bola, copy, words(cell, caption, said), true)).toEqual([])
})

/** Attached by Amina, with bytes that no other test has. */
const attachTo = async (document: DocumentId, name: string) => {
  const path = cores.newFile()
  const bytes = newPicture().bytes
  writeFileSync(path, bytes)
  const id = await amina.core.answers['attachments.bring']({ document, name, bytes })
  return { id, bytes, part: Buffer.from(bytes.slice(-80, -20)) }
}
const filesOf = async ({ core }: Device, document: DocumentId) =>
  (await core.answers['attachments.list']({ document })).files.map(
    ({ name, isHere, circle: of, writes }) => ({ name, isHere, of: of?.name ?? null, writes }),
  )

test('when a file of a draft is restricted, others have no bytes, no name and no sign of it', async () => {
  const draft = await cores.newText('First.')
  const { text } = await amina.core.answers['restricted.add']({
    document: draft,
    after: null,
    kind: 'h1',
    circle,
  })
  const file = await attachTo(draft, `${caption}.pdf`)
  const stays = await attachTo(draft, 'For all.pdf')
  const document = await amina.core.answers['attachments.restrict']({
    document: draft,
    attachment: file.id,
    text,
  })
  expect(document).not.toBe(draft)
  await amina.core.answers['documents.share']({ document })
  await cores.giveAll(circle)
  const open = { name: 'For all.pdf', isHere: true, of: null, writes: true }
  const closed = { name: `${caption}.pdf`, isHere: true, of: circleName, writes: true }
  for (const who of [amina, bola]) expect(await filesOf(who, document)).toEqual([open, closed])
  expect(await filesOf(carol, document)).toEqual([open])
  const secret = words(caption, circleName)
  expect(await cores.keptBy(carol, secret)).toEqual(new Set())
  const carols = await cores.kept(carol)
  expect([carols.includes(file.part), carols.includes(stays.part)]).toEqual([false, true])

  // Saved by a member of the circle, from the list of the document.
  const { files } = await bola.core.answers['attachments.list']({ document })
  const attachment = files.find(({ circle: of }) => of !== null)?.id
  if (!attachment) throw new TypeError('no such file')
  const path = cores.newFile()
  const target = { document, attachment, file: grantOf(bola.core, path) }
  await bola.core.answers['attachments.save'](target)
  expect(new Uint8Array(readFileSync(path))).toEqual(file.bytes)
  // The successor of a retired text has it in the same place.
  const sealed = await amina.core.answers['documents.eraseHistory']({ document, leaves: [] })
  await cores.giveAll(circle)
  expect(await filesOf(bola, sealed.document)).toEqual([open, closed])
  await bola.core.answers['attachments.lift']({ document: sealed.document, attachment })
  await cores.giveAll(circle, bola)
  for (const who of [amina, bola, carol])
    expect(new Set(await filesOf(who, sealed.document))).toEqual(
      new Set([open, { ...closed, of: null }]),
    )
})

test('when a shared file is restricted, earlier readers keep it, and only the circle lists it', async () => {
  const document = await cores.newText('First.')
  const file = await attachTo(document, `${caption}.pdf`)
  await amina.core.answers['documents.share']({ document })
  const { text } = await amina.core.answers['restricted.add']({
    document,
    after: null,
    kind: 'h1',
    circle,
  })
  await cores.giveAll(circle)
  const given = { document, attachment: file.id, text }
  const refused = (who: Device, wanted: typeof given) =>
    laterRefusal(Promise.resolve().then(() => who.core.answers['attachments.restrict'](wanted)))
  expect(await refused(carol, given)).toBe('not-permitted')
  expect(await refused(amina, { ...given, text: document })).toBe('not-permitted')
  expect(await amina.core.answers['attachments.restrict'](given)).toBe(document)
  expect(await refused(amina, given)).toBe('not-found')
  await cores.giveAll(circle)
  expect((await filesOf(bola, document)).map(({ of }) => of)).toEqual([circleName])
  expect(await filesOf(carol, document)).toEqual([])
  expect((await cores.kept(carol)).includes(file.part)).toBe(true)
})

test('when an earlier version is restored, it brings back neither cells nor a picture', async () => {
  const document = await cores.newText('First.')
  const block = await withTable(document)
  const figure = await putFigure(document, cores.blockOf(document, 'Amman'), newPicture().bytes)
  await amina.core.answers['documents.share']({ document })
  const version = await amina.core.answers['history.name']({ document, name: 'Before' })
  await put(document, block)
  await put(document, figure)
  await amina.core.answers['history.restore']({ document, version })
  expect(seenBy(amina, document)).toEqual(['1. First.', 'circle', 'Figure 1 circle'])
})
