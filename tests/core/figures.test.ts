// Figures on whole cores: a picture reaches every reader of its document in pieces, in any order.
// Bytes that differ from their description, or from an author who may not write, are shown to
// nobody.
// @module-tag long
import { expect, test, vi } from 'vitest'
import { digest, random, toHex, type Bytes } from '#core/keys'
import { Right, type Role } from '#shared/contract'
import { attach, inTurn, safeFileName, takeOut, type Attachment } from '#document/files'
import { insertFigure } from '#document/edits'
import { newBlockId, type EntryId } from '#document/ids'
import { pictureName, type Picture } from '#document/model'
import { sayTemplate } from '#document/templates'
import type { DocumentId, MessageId } from '#shared/ids'
import { admit, committee, meet, now, run } from '#tests/committee'
import { exif, jpeg, largePng, png } from '#tests/pictures'
import { refusal } from '#tests/refusal'
import { duplicateOf, versionIn } from '../../src/core/drafting/copies/copying.ts'
import { consultationAnswers } from '../../src/core/api/consultations.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'
import { attachmentAnswers } from '../../src/core/api/attachments.ts'
import { figureAnswers } from '../../src/core/api/figures.ts'
import { piecesOf, writePiece } from '../../src/core/documents/figures/pieces.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { beginFrom } from '../../src/core/drafting/copies/templates.ts'

const put = async (session: OpenProfile, id: DocumentId, picture: Picture): Promise<void> => {
  const figure = {
    id: newBlockId(random),
    picture,
    alternative: 'A map.',
    caption: 'The districts',
  }
  await session.documents.editAs(id, doc => void insertFigure(doc, null, figure, random))
}
const add = async (session: OpenProfile, id: DocumentId, bytes: Bytes): Promise<Picture> => {
  const picture = session.documents.addPicture(id, bytes)
  await put(session, id, picture)
  return picture
}
const pictureIn = (session: OpenProfile, id: DocumentId, hash: string) =>
  session.documents.enclosed(id, { what: 'picture', hash })
const figuresIn = (session: OpenProfile, id: DocumentId) =>
  session.documents.page(id).blocks.filter(({ kind }) => kind === 'figure')
const draft = (session: OpenProfile, group: Group['group']) =>
  session.documents.create({
    ...({ group, kind: 'statement', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'paragraph', runs: [{ text: 'Words.' }] }],
  })
type Group = Awaited<ReturnType<typeof committee>>
const scene = (roles: readonly Role[] = ['member', 'reviewer']) => committee('Agreed.', roles)

test('when only words are asked for, no picture is read: rounds and consents are listed often', async () => {
  const { chair, id } = await scene()
  await add(chair, id, largePng(400))
  const context = { profile: () => chair, now, files: undefined } as never
  const read = vi.spyOn(chair.documents, 'enclosed')
  expect(consultationAnswers(context)['consultations.list']({ document: id })).toEqual({
    rights: Right.options,
    rounds: [],
  })
  expect(read).not.toHaveBeenCalled()
  expect(sheetOf(chair, id).pictures?.size).toBe(1)
  expect(read).toHaveBeenCalledTimes(1)
})

test('when a figure is added, others have its picture, caption, number and description', async () => {
  const { chair, others, group, id } = await scene()
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const bytes = largePng(400)
  const picture = await add(member, id, bytes)
  await add(member, id, png({ width: 3, height: 2 }))
  await meet(group, chair, member, reviewer)
  for (const session of [chair, member, reviewer]) {
    expect(figuresIn(session, id)).toMatchObject([
      { number: 'Figure 1', picture: { width: 3, height: 2, type: 'png' } },
      { number: 'Figure 2', picture, alternative: 'A map.', runs: [{ text: 'The districts' }] },
    ])
    expect(pictureIn(session, id, picture.hash)).toEqual(bytes)
  }
  expect(chair.documents.digest(id)).toBe(reviewer.documents.digest(id))
})

test('when a picture is added, only its pixels are kept', async () => {
  const { chair, id } = await scene([])
  const words = 'R. Haddad, 31.95 N 35.91 E'
  const photograph = await add(chair, id, jpeg([exif(words)]))
  const drawing = await add(
    chair,
    id,
    png({
      width: 4,
      height: 4,
      extra: [
        ['tEXt', `Author\0${words}`],
        ['eXIf', words],
      ],
    }),
  )
  for (const { hash } of [photograph, drawing])
    expect(Buffer.from(pictureIn(chair, id, hash) ?? []).includes('Haddad')).toBe(false)
  expect(photograph).toMatchObject({ type: 'jpeg', width: 8, height: 8 })
  // Bytes behind its end go too.
  const longer = new Uint8Array(Buffer.concat([png({ width: 4, height: 4 }), Buffer.from(words)]))
  expect(chair.documents.addPicture(id, longer).hash).toBe(drawing.hash)
})

test('when a file is no picture, cut short or too large, it is refused and nothing is kept', async () => {
  const { chair, id } = await scene([])
  const drawing = png({ width: 20, height: 20 })
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const bomb = png({ width: 1, height: 1 })
  new DataView(bomb.buffer).setUint32(16, 60_000)
  const before = chair.archive.messages.count(chair.archive.documents.get(id)?.group as never)
  for (const bytes of [svg, drawing.slice(0, 40), jpeg().slice(0, -2), bomb, Buffer.alloc(0)])
    expect(refusal(() => chair.documents.addPicture(id, new Uint8Array(bytes)))).toBe(
      'file-wrong-kind',
    )
  expect(refusal(() => chair.documents.addPicture(id, largePng(1500)))).toBe('file-too-large')
  expect(chair.archive.messages.count(chair.archive.documents.get(id)?.group as never)).toBe(before)
})

test('when a draft is not shared, nobody has it, and removed content reaches nobody after sharing', async () => {
  const { chair, others, group } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const id = await draft(chair, group)
  const removed = await add(chair, id, png({ width: 7, height: 7 }))
  await run(chair, id, { remove: 1 })
  const kept = await add(chair, id, largePng(380))
  await meet(group, chair, member)
  expect(member.archive.documents.get(id)).toBeNull()
  await chair.documents.share(id)
  await meet(group, chair, member)
  expect(pictureIn(member, id, kept.hash)).not.toBeNull()
  for (const session of [chair, member]) expect(pictureIn(session, id, removed.hash)).toBeNull()
})

test('when a member may only comment, that member adds no picture and messages with one are refused', async () => {
  const { chair, others, group, id } = await scene(['reviewer'])
  const [reviewer] = others as [OpenProfile]
  const bytes = png({ width: 9, height: 9 })
  expect(refusal(() => reviewer.documents.addPicture(id, bytes))).toBe('not-permitted')
  const hash = digest('picture', bytes)
  for (const body of piecesOf('picture', hash, bytes))
    reviewer.archive.transaction(() => reviewer.sync.publish(group, id, 'blob', body))
  await meet(group, chair, reviewer)
  expect(pictureIn(chair, id, toHex(hash))).toBeNull()
})

test('when bytes differ from what the text says, in order or size, they are shown to nobody', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const bytes = largePng(400)
  const hash = digest('picture', bytes)
  const pieces = piecesOf('picture', hash, bytes)
  const publish = (...bodies: Bytes[]): void =>
    member.archive.transaction(() => {
      for (const body of bodies) member.sync.publish(group, id, 'blob', body)
    })
  const other = new Uint8Array(bytes)
  other[other.length - 20] = (other[other.length - 20] ?? 0) ^ 1
  const words = new TextEncoder().encode('<svg/>')
  publish(...piecesOf('picture', hash, other))
  publish(...pieces.slice(1))
  publish(...pieces.toReversed())
  publish(...piecesOf('picture', digest('picture', words), words))
  publish(writePiece({ what: 'picture', hash, size: 2 ** 40, index: 0, bytes: random(131_072) }))
  publish(writePiece({ what: 'film', hash, size: 3, index: 0, bytes: random(3) }))
  await put(member, id, {
    type: 'png',
    size: bytes.length,
    width: 400,
    height: 400,
    hash: toHex(hash),
  })
  await meet(group, chair, member)
  expect(figuresIn(chair, id)).toHaveLength(1)
  expect(pictureIn(chair, id, toHex(hash))).toBeNull()
  // A member with the picture can still bring it.
  expect(chair.documents.addPicture(id, bytes).hash).toBe(toHex(hash))
  await meet(group, chair, member)
  expect(pictureIn(member, id, toHex(hash))).toEqual(bytes)
})

test('when a newcomer joins, shared pictures come too, and a retired text’s successor has its own', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const gone = await add(chair, id, png({ width: 5, height: 6 }))
  await run(chair, id, { remove: 1 })
  const kept = await add(chair, id, largePng(390))
  await meet(group, chair, member)
  const newcomer = await admit(chair, group, 'observer', 'newcomer')
  expect(pictureIn(newcomer, id, kept.hash)).toEqual(pictureIn(chair, id, kept.hash))
  const successor = chair.documents.sealing.seal(id)
  await meet(group, chair, member, newcomer)
  for (const session of [chair, member, newcomer]) {
    expect(pictureIn(session, successor, kept.hash)).not.toBeNull()
    expect(pictureIn(session, successor, gone.hash)).toBeNull()
    expect(refusal(() => pictureIn(session, id, gone.hash))).toBe('not-found')
  }
})

test('when the disk lost part of a picture, it is reported missing, sent to nobody, and comes again', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const bytes = largePng(400)
  const picture = await add(chair, id, bytes)
  const hash = await attachTo(chair, id, 'Annex.pdf', random(300_000))
  await meet(group, chair, member)
  const { messages, keptEnclosures } = member.archive
  const lose = (what: 'picture' | 'file', named: string): MessageId => {
    const lost = keptEnclosures.get({ group, document: id, what, hash: named })!.messages.at(-1)!
    messages.dropBody(lost)
    return lost
  }
  const { 'figures.list': list } = figureAnswers({ profile: () => member } as never)
  const isHere = async () => [
    (await list({ document: id }))[0]?.isHere,
    (await filesOf(member, id)).files[0]?.isHere,
  ]
  expect(await isHere()).toEqual([true, true])
  const lost = lose('picture', picture.hash)
  lose('file', hash)
  expect(await isHere()).toEqual([false, false])
  expect(member.documents.enclosedHere(id)).toEqual([])
  // A member who has it adds it again, and the piece itself may come again from a member.
  await attachTo(member, id, 'Annex.pdf', fileIn(chair, id, hash)!)
  const row = chair.archive.messages.get(lost)!
  const piece = { group, feed: row.feed, document: id, id: lost, body: row.body!, handover: false }
  expect(member.documents.receivePiece(piece)).toBe('whole')
  member.documents.addPicture(id, bytes)
  expect(await isHere()).toEqual([true, true])
  expect(pictureIn(member, id, picture.hash)).toEqual(bytes)
})

test('when a text is copied, its pictures go along', async () => {
  const { chair, id } = await scene([])
  const picture = await add(chair, id, png({ width: 5, height: 5 }))
  const copy = await chair.documents.duplicate(id, 'Copy')
  expect(figuresIn(chair, copy)).toMatchObject([{ picture, alternative: 'A map.' }])
  expect(pictureIn(chair, copy, picture.hash)).not.toBeNull()
  chair.documents.remove(copy)
  expect(chair.archive.draftEnclosures.count({ document: copy })).toBe(0)
})

test('when a text begins with files, those that are here go along to its readers', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const hash = await attachTo(chair, id, 'Annex.pdf', random(300))
  await chair.documents.editAs(id, doc => {
    const file = { name: 'Nowhere.pdf', hash: 'a'.repeat(64), size: 9 }
    attach(doc, file, { at: now(), random })
    sayTemplate(doc, true, { at: now(), random })
  })
  const language = 'fr'
  const begun = {
    copy: await duplicateOf(chair, id, 'Copy'),
    version: await versionIn(chair, { original: id, language }),
    fromTemplate: await beginFrom(chair, id, 'Begun'),
  }
  for (const document of Object.values(begun)) {
    expect((await filesOf(chair, document)).files).toMatchObject([
      { name: 'Annex.pdf', isHere: true },
    ])
    expect(fileIn(chair, document, hash)).toHaveLength(300)
  }
  await chair.documents.share(begun.copy)
  await meet(group, chair, member)
  expect(fileIn(member, begun.copy, hash)).toHaveLength(300)
})

test('when a figure names no usable picture, it is shown without one', async () => {
  const { chair, id } = await scene([])
  const hash = 'a'.repeat(64)
  const named = { type: 'png', size: 10, width: 5000, height: 10, hash } as const
  await put(chair, id, named)
  expect(pictureName(named)).toContain('5000x10')
  expect(figuresIn(chair, id)[0]?.picture).toBeUndefined()
})

const attachTo = async (session: OpenProfile, id: DocumentId, name: string, bytes: Bytes) => {
  const kept = session.documents.enclose(id, bytes)
  await session.documents.editAs(
    id,
    doc => void attach(doc, { name, ...kept }, { at: now(), random }),
  )
  return kept.hash
}
const fileIn = (session: OpenProfile, id: DocumentId, hash: string) =>
  session.documents.enclosed(id, { what: 'file', hash })
const filesOf = (session: OpenProfile, id: DocumentId) => {
  const { 'attachments.list': list } = attachmentAnswers({ now, profile: () => session } as never)
  return list({ document: id })
}

test('when a file is attached, others have it unchanged with its author, and a writer can remove it', async () => {
  const { chair, others, group, id, nameOf } = await scene()
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const bytes = random(300_000)
  const hash = await attachTo(member, id, 'Annex II.pdf', bytes)
  await meet(group, chair, member, reviewer)
  for (const session of [chair, member, reviewer]) {
    const { rights, files } = await filesOf(session, id)
    expect(rights.includes('write')).toBe(session !== reviewer)
    expect(files).toMatchObject([{ name: 'Annex II.pdf', size: 300_000, isHere: true, at: now() }])
    expect(nameOf(files[0]?.by ?? null)).toBe('member')
    expect(fileIn(session, id, hash)).toEqual(bytes)
  }
  expect(refusal(() => reviewer.documents.enclose(id, bytes))).toBe('not-permitted')
  expect(refusal(() => chair.documents.enclose(id, random(8 * 1024 * 1024 + 1)))).toBe(
    'file-too-large',
  )
  const newcomer = await admit(chair, group, 'observer', 'newcomer')
  expect(fileIn(newcomer, id, hash)).toEqual(bytes)
  // The successor of a retired text has its files and no others, also where earlier messages arrive
  // without bodies.
  const gone = await attachTo(chair, id, 'Wrong.docx', random(2_000))
  const wrong = chair.documents.attachments(id).find(({ name }) => name === 'Wrong.docx')
  await chair.documents.editAs(id, doc => wrong && takeOut(doc, wrong.id, { at: now(), random }))
  expect((await filesOf(chair, id)).files).toHaveLength(1)
  const successor = chair.documents.sealing.seal(id)
  await meet(group, chair, member)
  expect((await filesOf(member, successor)).files).toMatchObject([
    { name: 'Annex II.pdf', isHere: true },
  ])
  expect(fileIn(member, successor, hash)).toEqual(bytes)
  expect(fileIn(member, successor, gone)).toBeNull()
})

test('when a member names hundreds of files, others’ files stay visible and go along at a retirement', async () => {
  const { chair, others, group, id, nameOf } = await scene(['member', 'rapporteur'])
  const [member, other] = others as [OpenProfile, OpenProfile]
  const hash = await attachTo(chair, id, 'Annex II.pdf', random(300))
  await attachTo(other, id, 'Map.pdf', random(200))
  const kept = member.documents.enclose(id, random(40))
  // The earliest possible times, from two starts of one member, for one file.
  await member.documents.editAs(id, doc => {
    for (let n = 0; n < 260; n++) attach(doc, { name: `a${n}.pdf`, ...kept }, { at: 0, random })
  })
  await meet(group, chair, member, other)
  for (const session of [chair, member, other]) {
    const { files } = await filesOf(session, id)
    expect(files.filter(({ by }) => nameOf(by) === 'member')).toHaveLength(200)
    // A member who retires or copies is told which of them have no place there.
    expect(files.filter(({ goesAlong }) => !goesAlong)).toHaveLength(2)
    expect(files.every(({ by, goesAlong }) => goesAlong || nameOf(by) === 'member')).toBe(true)
    const rest = files.filter(({ by }) => nameOf(by) !== 'member').map(({ name }) => name)
    expect(rest.toSorted()).toEqual(['Annex II.pdf', 'Map.pdf'])
  }
  expect(member.documents.hasAllAttachments(id)).toBe(true)
  expect(chair.documents.hasAllAttachments(id)).toBe(false)
  const leaves = (await filesOf(chair, id)).files.filter(({ goesAlong }) => !goesAlong)
  // Only a member who was told which are missing retires it without them.
  expect(refusal(() => chair.documents.sealing.seal(id))).toBe('figure-missing')
  const successor = chair.documents.sealing.seal(
    id,
    leaves.map(file => file.id),
  )
  await meet(group, chair, member)
  const names = (await filesOf(member, successor)).files.map(({ name }) => name)
  expect(names).toHaveLength(200)
  expect(names).toEqual(expect.arrayContaining(['Annex II.pdf', 'Map.pdf']))
  expect(fileIn(member, successor, hash)).toHaveLength(300)
})

test('when a file is saved, its name is only a name', () => {
  const names = [
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Users\\R.Haddad\\report.docx', 'C Users R.Haddad report.docx'],
    ['invoice\u202Efdp.exe', 'invoice fdp.exe'],
    ['CON.txt', '_CON.txt'],
    ['...', 'file'],
    ['CON .txt', '_CON.txt'],
    ['com\u00b9.txt', '_com\u00b9.txt'],
    [`report.pdf${'\u3164'.repeat(80)}.exe`, 'report.pdf.exe'],
    [`report.pdf${'\u2800'.repeat(80)}.exe`, 'report.pdf.exe'],
    ['half \ud83d.pdf', 'half.pdf'],
    ['e\u034f\u0301.pdf', '\u00e9.pdf'],
    ['  .hidden ', 'hidden'],
    [`${'long '.repeat(60)}.pdf`, `${'long '.repeat(60).slice(0, 116)}.pdf`],
    ['\u062A\u0642\u0631\u064A\u0631.pdf', '\u062A\u0642\u0631\u064A\u0631.pdf'],
  ] as const
  for (const [given, safe] of names) {
    expect(safeFileName(given)).toBe(safe)
    expect(safeFileName(safe)).toBe(safe)
  }
})

test('when the text names a file as a picture, nobody sees it as one', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const photograph = jpeg([exif('R. Haddad, 31.95 N 35.91 E')])
  const hash = await attachTo(member, id, 'Annex.jpg', photograph)
  const size = photograph.length
  await put(member, id, { type: 'jpeg', size, width: 8, height: 8, hash })
  await meet(group, chair, member)
  expect(fileIn(chair, id, hash)).toEqual(photograph)
  for (const session of [chair, member]) expect(pictureIn(session, id, hash)).toBeNull()
})

test('when several brought files, a newcomer has all, even more than one member may bring', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const hashes: string[] = []
  for (const [session, count] of [
    [chair, 120],
    [member, 90],
  ] as const)
    session.archive.transaction(() => {
      for (let n = 0; n < count; n++) hashes.push(session.documents.enclose(id, random(40)).hash)
    })
  await meet(group, chair, member)
  const newcomer = await admit(chair, group, 'observer', 'newcomer')
  expect(hashes.filter(hash => fileIn(newcomer, id, hash) === null)).toEqual([])
})

test('when a file was dropped on the window, it is attached like a chosen one', async () => {
  const { chair, others, id } = await scene(['reviewer'])
  const bringOf = (session: OpenProfile) =>
    attachmentAnswers({ now, profile: () => session } as never)['attachments.bring']
  const bytes = random(300)
  await bringOf(chair)({ document: id, name: '../Annex\u202E.pdf', bytes })
  const { files } = await filesOf(chair, id)
  expect(files).toMatchObject([{ name: 'Annex.pdf', size: 300, isHere: true }])
  const refused = [
    [chair, new Uint8Array(8 * 1024 * 1024 + 1), 'file-too-large'],
    [chair, new Uint8Array(), 'file-wrong-kind'],
    [others[0]!, bytes, 'not-permitted'],
  ] as const
  for (const [session, given, why] of refused)
    await expect(bringOf(session)({ document: id, name: 'a.pdf', bytes: given })).rejects.toThrow(
      why,
    )
  expect((await filesOf(chair, id)).files).toHaveLength(1)
})

test('when a text is full, no more is added than can be shared and retired with it', async () => {
  const { chair, group } = await scene([])
  const id = await draft(chair, group)
  const file = { read: async () => random(40), name: () => 'Annex.pdf' }
  const answers = attachmentAnswers({ files: file, now, profile: () => chair } as never)
  const one = { document: id, file: 'a' as never }
  await answers['attachments.add'](one)
  for (let n = 0; n < 8; n++)
    await attachTo(chair, id, `a${n}.pdf`, new Uint8Array(8 * 1024 * 1024 - 5).fill(n))
  await expect(answers['attachments.add'](one)).rejects.toThrow('file-too-large')
  expect((await filesOf(chair, id)).files).toHaveLength(9)
})

test('when a member names absent files, they use no room of others and do not go along at a retirement', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  // More than the whole room, by files and pictures that nobody has.
  await member.documents.editAs(id, doc => {
    for (let n = 0; n < 9; n++) {
      const made = { name: `a${n}.pdf`, hash: toHex(random(32)), size: 8 * 1024 * 1024 }
      attach(doc, made, { at: 0, random })
    }
  })
  const size = 2 * 1024 * 1024
  for (let n = 0; n < 33; n++)
    await put(member, id, { type: 'png', size, width: 9, height: 9, hash: toHex(random(32)) })
  await meet(group, chair, member)
  const file = { read: async () => random(40), name: () => 'Annex.pdf' }
  const answers = attachmentAnswers({ files: file, now, profile: () => chair } as never)
  await answers['attachments.add']({ document: id, file: 'a' as never })
  const copy = await duplicateOf(chair, id, 'Copy')
  expect((await filesOf(chair, copy)).files).toMatchObject([{ name: 'Annex.pdf', isHere: true }])
  while (figuresIn(chair, id).length > 0)
    await run(chair, id, { remove: chair.documents.page(id).blocks.length - 1 })
  const leaves = (await filesOf(chair, id)).files.filter(({ goesAlong }) => !goesAlong)
  expect(leaves).toHaveLength(9)
  const next = chair.documents.sealing.seal(
    id,
    leaves.map(each => each.id),
  )
  expect((await filesOf(chair, next)).files).toMatchObject([{ name: 'Annex.pdf', isHere: true }])
})

test('when two fill the room of a text apart, a copy and a successor have as much of each', () => {
  const large = 7 * 1024 * 1024
  const named = (client: number, sizes: readonly number[]) =>
    sizes.map((size, n) => ({
      ...({ kind: 'attached', at: 0, client, size, name: `${client} ${n}.pdf` } as const),
      id: `${client}-${n}` as EntryId,
      hash: `${client}${n}`.padEnd(64, '0'),
    }))
  const carried = (...files: Attachment[]) =>
    inTurn(files, client => client, { bytes: 64 * 1024 * 1024, files: 200 }).map(({ name }) => name)
  const five = Array<number>(5).fill(large)
  const both = carried(...named(1, five), ...named(2, five))
  expect(both).toHaveLength(9)
  expect(both).not.toContain('2 4.pdf')
  // A few large ones of one member do not displace many small ones of another, nor the other way
  // round.
  const many = Array<number>(190).fill(9)
  for (const one of [
    [...named(1, many), ...named(2, [...five, ...five])],
    [...named(1, [...five, ...five]), ...named(2, many)],
  ]) {
    const names = carried(...one)
    expect(names.length).toBeGreaterThan(190)
    expect(names.length).toBeLessThanOrEqual(200)
  }
  // Bytes that are there already take no room.
  const same = named(1, five).map(file => ({ ...file, hash: 'a'.repeat(64) }))
  expect(carried(...same, ...named(2, five), ...named(3, [large]))).toHaveLength(11)
})

test('when a changed app sends words beside pixels, or noise as pixels, it is refused on arrival', async () => {
  const { chair, others, group, id } = await scene(['member'])
  const [member] = others as [OpenProfile]
  const sea = png({ width: 1, height: 1 })
  new DataView(sea.buffer).setUint32(16, 60_000)
  const sent = [
    jpeg([exif('R. Haddad')]),
    png({ width: 4, height: 4, extra: [['tEXt', 'Author\0R. Haddad']] }),
    new Uint8Array(Buffer.concat([png({ width: 4, height: 4 }), Buffer.from('R. Haddad')])),
    sea,
    jpeg(),
  ].map(bytes => ({ bytes, hash: digest('picture', bytes) }))
  member.archive.transaction(() => {
    for (const { bytes, hash } of sent)
      for (const body of piecesOf('picture', hash, bytes))
        member.sync.publish(group, id, 'blob', body)
  })
  await meet(group, chair, member)
  const arrived = sent.map(({ hash }) => pictureIn(chair, id, toHex(hash)) !== null)
  expect(arrived).toEqual([false, false, false, false, true])
})
