// Restricted paragraphs on whole cores: Amina and Bola are in a circle and read them in their places,
// Carol is in the group only. What Carol's device has is looked through value by value.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCore, type Core } from '#core'
import type { ExportFormat } from '#shared/contract'
import { blockText } from '#shared/document'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { cheapCost, passphrase } from '#tests/archive'
import { eventually, type Device } from '#tests/cores'
import { grantOf } from '#tests/core'
import { foundIn, phrases } from '#tests/phrases'
import { plainCopy } from '#tests/plain-copy'
import { laterRefusal } from '#tests/refusal'

/** Words that occur nowhere else: for each test others. */
const told = phrases(60)
let [secret, later, circleName] = ['', '', '']
const open = 'Everybody reads this.'

let home: string
let files = 0
let [amina, bola, carol] = [] as unknown as [Device, Device, Device]
let group: GroupId
/** Of Amina and Bola, for each test another. */
let circle: GroupId

const newFile = (): string => join(home, `file ${++files}`)

const coreIn = (directory: string): Core =>
  openCore({
    ...{ directory, now: () => 1_700_000_000_000, offline: true, cost: cheapCost },
    onDefect: error => {
      throw error
    },
  })

const deviceNamed = async (name: string): Promise<Device> => {
  const directory = join(home, name)
  const core = coreIn(directory)
  await core.answers['profile.create']({ passphrase })
  return { core, directory }
}

/** What `from` has of a group or circle, by a file. */
const give = async (from: Device, to: Device, space: GroupId): Promise<void> => {
  const path = newFile()
  await from.core.answers['exchange.write']({
    ...{ group: space, for: [], file: grantOf(from.core, path) },
  })
  await to.core.answers['exchange.read']({ file: grantOf(to.core, path) })
}
const giveCircle = (from: Device, to: Device): Promise<void> => give(from, to, circle)

const comesIn = async ({ core }: Device, handle: string): Promise<void> => {
  const [invitation, asked] = [newFile(), newFile()]
  const file = grantOf(amina.core, invitation)
  await amina.core.answers['invitations.write']({ group, role: 'member', file })
  await core.answers['joining.ask']({
    ...{ file: grantOf(core, invitation), handle, reply: grantOf(core, asked) },
  })
  const { reply } = await amina.core.answers['joining.readReply']({
    file: grantOf(amina.core, asked),
  })
  await amina.core.answers['joining.admit']({ group, reply })
}

const memberOf = async (handle: string): Promise<MemberId> => {
  const { memberList } = await amina.core.answers['groups.get']({ group })
  const found = memberList.find(each => each.handle === handle)
  if (!found) throw new TypeError('no such member')
  return found.id
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-restricted-'))
  ;[amina, bola, carol] = [
    await deviceNamed('amina'),
    await deviceNamed('bola'),
    await deviceNamed('carol'),
  ]
  group = await amina.core.answers['groups.create']({
    ...{ name: 'Advisory Group', handle: 'A.D.', level: 'country', language: 'en' },
  })
  await comesIn(bola, 'B.O.')
  await comesIn(carol, 'C.R.')
  await give(amina, carol, group)
})
beforeEach(async () => {
  ;[secret, later, circleName] = [told.pop() ?? '', told.pop() ?? '', told.pop() ?? '']
  circle = await amina.core.answers['circles.create']({ group, name: circleName })
  await amina.core.answers['circles.bring']({ circle, member: await memberOf('B.O.') })
  await give(amina, bola, group)
  // She is asked first.
  await laterRefusal(giveCircle(amina, bola))
  await bola.core.answers['circles.take']({ group, circle })
})
afterAll(async () => {
  for (const { core } of [amina, bola, carol]) await core.close()
  rmSync(home, { recursive: true, force: true })
})

/** What all get, and then what the circle gets. */
const giveAll = async (from: Device = amina): Promise<void> => {
  for (const to of [amina, bola, carol]) if (to !== from) await give(from, to, group)
  for (const to of [amina, bola]) if (to !== from) await giveCircle(from, to)
}

const newText = async (...lines: string[]): Promise<DocumentId> => {
  const document = await amina.core.answers['documents.create']({
    ...{ group, kind: 'brief', template: 'none', title: 'Working paper', language: 'en' },
  })
  for (const [at, text] of lines.entries())
    await amina.core.edit(document, [{ new: text, after: at, kind: 'num1' }])
  return document
}
const blockOf = (document: DocumentId, text: string): BlockId => {
  const found = amina.core.page(document).blocks.find(block => blockText(block) === text)
  if (!found?.id) throw new TypeError('no such paragraph')
  return found.id
}
const seenBy = ({ core }: Device, document: DocumentId) =>
  core.page(document).blocks.flatMap(({ number, label, runs }) => {
    const text = runs.map(run => run.text).join('')
    return number === '' ? [] : [`${number} ${label === undefined ? text : `[${label}]${text}`}`]
  })
const isListed = async ({ core }: Device, document: DocumentId): Promise<boolean> => {
  const list = await core.answers['documents.list']({ group })
  return list.some(({ id }) => id === document)
}
const listOf = ({ core }: Device, document: DocumentId) =>
  core.answers['restricted.list']({ document })
const textOf = async (who: Device, document: DocumentId): Promise<string | null> => {
  const [first] = await listOf(who, document)
  return first?.text ? who.core.page(first.text).blocks.map(blockText).join('\n') : null
}

const wordsOf = (text: string): string[] => text.split(' ')

/** Those of `words` that are anywhere in what this device keeps. */
const keptBy = async (who: Device, words: readonly string[]): Promise<Set<string>> => {
  const path = newFile()
  await who.core.close()
  await plainCopy(who.directory, passphrase, path)
  who.core = coreIn(who.directory)
  await who.core.answers['profile.unlock']({ passphrase })
  return foundIn(words, readFileSync(path))
}

const hits = async ({ core }: Device, text: string): Promise<number> =>
  (await core.answers['search.query']({ text })).total

const formats: ExportFormat[] = ['docx', 'html', 'md', 'txt', 'json']
const exported = async (
  { core }: Device,
  document: DocumentId,
  words: readonly string[],
  restricted?: boolean,
) => {
  const found = new Set<string>()
  for (const format of formats) {
    const path = newFile()
    await core.answers['paper.export']({
      ...{ document, format, file: grantOf(core, path) },
      ...(restricted !== undefined && { restricted }),
    })
    for (const word of foundIn(words, readFileSync(path))) found.add(word)
  }
  return [...found]
}

test('a new restricted paragraph is written by two of three, and the third has no word of it', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text, block } = await amina.core.answers['restricted.add']({
    ...{ document, after: blockOf(document, 'First.'), kind: 'num1', circle },
  })
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  await bola.core.edit(text, [{ insert: ` ${later}.`, block: 1, at: secret.length }])
  await giveAll(bola)

  for (const who of [amina, bola, carol])
    expect(seenBy(who, document)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
  for (const who of [amina, bola]) {
    expect(await textOf(who, document)).toBe(`${secret} ${later}.`)
    expect(await listOf(who, document)).toMatchObject([
      { is: 'open', block, place: '2', writes: true, circle: { name: circleName, members: 2 } },
    ])
  }
  expect(await listOf(carol, document)).toEqual([
    {
      ...{ is: 'withheld', block, index: 1, place: '2', circle: null, text: null },
      ...{ writes: false, hasWords: false },
    },
  ])

  // Neither in lists nor counted, for anybody.
  for (const who of [amina, bola, carol]) {
    const { words } = await who.core.answers['documents.get']({ document })
    expect([words, await isListed(who, text)]).toEqual([4, false])
  }
  for (const who of [amina, bola]) await eventually(who, async () => (await hits(who, later)) === 1)
  expect(await hits(carol, later)).toBe(0)

  // Remarks on it are in the circle's document.
  expect(await amina.core.answers['comments.list']({ document })).toEqual([])

  const found = await bola.core.answers['search.query']({ text: later })
  expect(found.hits).toMatchObject([{ document, block, number: '2.', circle: circleName }])

  const words = [...wordsOf(`${secret} ${later} ${circleName}`), circle]
  for (const who of [amina, bola, carol])
    expect(await exported(who, document, [...words, text])).toEqual([])
  // Asked for, they go in where they are read, and the file says so; the circle's name stays out.
  const told = [...wordsOf(`${secret} ${later}`), 'Not for distribution.']
  for (const who of [amina, bola])
    expect(new Set(await exported(who, document, [...told, ...wordsOf(circleName)], true))).toEqual(
      new Set(told),
    )
  expect(await exported(carol, document, [...words, ...told], true)).toEqual([])
  expect(await keptBy(carol, words)).toEqual(new Set())
  expect(await keptBy(bola, words)).toEqual(new Set(words))
})

describe('words that were in a text', () => {
  test('that was nobody else’s: nobody who gets it later has them', async () => {
    const draft = await newText('First.', secret, open)
    const given = await amina.core.answers['restricted.put']({
      ...{ document: draft, block: blockOf(draft, secret), circle },
    })
    const { document } = given
    expect(document).not.toBe(draft)
    const gone = Promise.resolve().then(() =>
      amina.core.answers['documents.get']({ document: draft }),
    )
    expect(await laterRefusal(gone)).toBe('not-found')
    await amina.core.answers['documents.share']({ document })
    await giveAll()
    for (const who of [amina, bola, carol])
      expect(seenBy(who, document)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
    expect(await textOf(bola, document)).toBe(secret)
    const words = wordsOf(secret)
    expect(await keptBy(carol, words)).toEqual(new Set())
    expect(await keptBy(bola, words)).toEqual(new Set(words))
  })

  test('that was shared: all keep those, and have none that come after', async () => {
    const document = await newText('First.', secret, open)
    await amina.core.answers['documents.share']({ document })
    await give(amina, carol, group)
    const { text } = await amina.core.answers['restricted.put']({
      ...{ document, block: blockOf(document, secret), circle },
    })
    await amina.core.edit(text, [{ insert: `${later}. `, block: 1, at: 0 }])
    await giveAll()
    expect(seenBy(carol, document)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
    expect(await textOf(bola, document)).toBe(`${later}. ${secret}`)
    await eventually(carol, async () => (await hits(carol, secret)) === 0)
    expect(await hits(amina, secret)).toBe(1)
    expect(await exported(carol, document, wordsOf(secret))).toEqual([])
    expect(await keptBy(carol, wordsOf(later))).toEqual(new Set())
    expect(await keptBy(carol, wordsOf(secret))).toEqual(new Set(wordsOf(secret)))
  })
})

describe('an annex: a heading and all below it', () => {
  const withAnnex = async (): Promise<DocumentId> => {
    const document = await newText(open)
    const steps = [
      ...[{ new: `Annex ${secret}`, after: 1, kind: 'h1' }],
      ...[{ new: later, after: 2, kind: 'num1' }],
      ...[{ new: `Part ${secret}`, after: 3, kind: 'h2' }],
      ...[{ new: `${later} too`, after: 4, kind: 'num2' }],
      ...[{ new: 'Follow-up', after: 5, kind: 'h1' }],
      ...[{ new: 'Last.', after: 6, kind: 'num1' }],
    ]
    expect((await amina.core.edit(document, steps)).refused).toEqual([])
    return document
  }
  const whole = (): string[] => [
    ...[`1. ${open}`, `I. Annex ${secret}`, `2. ${later}`, `A. Part ${secret}`],
    ...[`(a) ${later} too`, 'II. Follow-up', '3. Last.'],
  ]
  const withheld = [
    ...[`1. ${open}`, 'I. [circle]', '2. [circle]', 'A. [circle]', '(a) [circle]'],
    ...['II. Follow-up', '3. Last.'],
  ]
  const put = (document: DocumentId, text: string) =>
    amina.core.answers['restricted.put']({
      ...{ document, block: blockOf(document, text), circle, section: true },
    })
  const refused = (work: () => unknown) => laterRefusal(Promise.resolve().then(work))

  test('of a draft: every number stays, and who gets it later has no word of it', async () => {
    const draft = await withAnnex()
    expect(seenBy(amina, draft)).toEqual(whole())
    const { document } = await put(draft, `Annex ${secret}`)
    expect(document).not.toBe(draft)
    await amina.core.answers['documents.share']({ document })
    await giveAll()
    for (const who of [amina, bola, carol]) expect(seenBy(who, document)).toEqual(withheld)
    const texts = (await listOf(bola, document)).map(({ is, text }) => [
      ...[is, text && bola.core.page(text).blocks.map(blockText).join()],
    ])
    expect(texts).toEqual([
      ...[`Annex ${secret}`, later, `Part ${secret}`, `${later} too`].map(text => ['open', text]),
    ])
    expect((await listOf(carol, document)).map(({ is }) => is)).toEqual([
      ...['withheld', 'withheld', 'withheld', 'withheld'],
    ])
    const words = wordsOf(`${secret} ${later}`)
    expect(await exported(carol, document, words, true)).toEqual([])
    expect(new Set(await exported(bola, document, words, true))).toEqual(new Set(words))
    expect(await keptBy(carol, words)).toEqual(new Set())
  })

  test('of a shared text: in one change, and a part of it by itself', async () => {
    const document = await withAnnex()
    await amina.core.answers['documents.share']({ document })
    await put(document, `Part ${secret}`)
    await giveAll()
    const part = [...whole().slice(0, 3), ...withheld.slice(3)]
    for (const who of [bola, carol]) expect(seenBy(who, document)).toEqual(part)
    // What is a circle's already stays as it is.
    await put(document, `Annex ${secret}`)
    await giveAll()
    for (const who of [bola, carol]) expect(seenBy(who, document)).toEqual(withheld)
    expect((await listOf(bola, document)).map(({ is }) => is)).toEqual([
      ...['open', 'open', 'open', 'open'],
    ])
  })

  test('all of it or nothing: with what waits in it, a table, no heading, too many paragraphs', async () => {
    const document = await withAnnex()
    await amina.core.answers['documents.share']({ document })
    const nothing = async (): Promise<void> => {
      expect(await listOf(amina, document)).toEqual([])
      expect((await amina.core.answers['circles.list']({ group })).at(-1)?.documents).toBe(0)
    }
    expect(await refused(() => put(document, later))).toBe('invalid-input')
    await amina.core.edit(document, [{ bracket: 3 }])
    expect(await refused(() => put(document, `Annex ${secret}`))).toBe('text-unsettled')
    await nothing()
    await amina.core.edit(document, [{ table: [['a', 'b']], after: 7 }])
    expect(await refused(() => put(document, 'Follow-up'))).toBe('section-not-words')
    await nothing()
    const long = await newText()
    await amina.core.edit(long, [
      ...[{ new: 'Annex', after: 0, kind: 'h1' }],
      ...Array.from({ length: 100 }, (_, at) => ({ new: `${at}`, after: 1, kind: 'num1' })),
    ])
    expect(await refused(() => put(long, 'Annex'))).toBe('section-too-long')
  })
})

test('a name of a text that somebody copied to another place brings nothing there', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await amina.core.answers['restricted.add']({
    ...{ document, after: null, kind: 'num1', circle },
  })
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  // Carol, who is not in it, repeats the paragraph in a text of her own and lets all read that.
  const copy = await carol.core.answers['documents.duplicate']({ document, title: 'A copy' })
  await carol.core.answers['documents.share']({ document: copy })
  await give(carol, amina, group)
  expect(await listOf(amina, copy)).toMatchObject([{ is: 'withheld', text: null }])
  expect(await exported(amina, copy, wordsOf(secret))).toEqual([])
  // A copy by who reads it has it no more than hers.
  const own = await amina.core.answers['documents.duplicate']({ document, title: 'Own copy' })
  expect(await listOf(amina, own)).toMatchObject([{ is: 'withheld', text: null }])
})

test('who is taken out of the circle sees “Withheld”, and is told', async () => {
  const document = await newText(open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await amina.core.answers['restricted.add']({
    ...{ document, after: null, kind: 'num1', circle },
  })
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  expect(await textOf(bola, document)).toBe(secret)
  await bola.core.answers['circles.leave']({ circle })
  await amina.core.edit(text, [{ insert: `${later}. `, block: 1, at: 0 }])
  await give(amina, bola, group)
  expect(await listOf(bola, document)).toMatchObject([
    { is: 'left', text: null, writes: false, circle: { name: circleName } },
  ])
  // What she had is hers, and in her list.
  expect([await isListed(bola, document), await isListed(bola, text)]).toEqual([true, true])
  expect(await keptBy(bola, wordsOf(later))).toEqual(new Set())
})

test('lifted, the words are in the text for all, and what was said about them stays in the circle', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text, block } = await amina.core.answers['restricted.add']({
    ...{ document, after: blockOf(document, 'First.'), kind: 'num1', circle },
  })
  await amina.core.edit(text, [
    { insert: secret, block: 1, at: 0 },
    { new: later, after: 1, kind: 'num2' },
  ])
  await giveAll()
  await bola.core.answers['restricted.lift']({ document, block })
  await giveAll(bola)
  for (const who of [amina, bola, carol]) {
    expect(seenBy(who, document)).toEqual([
      '1. First.',
      `2. ${secret}`,
      `(a) ${later}`,
      `3. ${open}`,
    ])
    expect(await listOf(who, document)).toEqual([])
  }
  expect([await isListed(amina, document), await isListed(amina, text)]).toEqual([true, true])
})

test('what is refused changes nothing', async () => {
  const document = await newText('First.', open)
  const block = blockOf(document, open)
  const put = (who: Device, wanted: { document: DocumentId; block: BlockId; circle: GroupId }) =>
    laterRefusal(Promise.resolve().then(() => who.core.answers['restricted.put'](wanted)))
  await amina.core.edit(document, [{ bracket: 1 }])
  expect(await put(amina, { document, block, circle })).toBe('text-unsettled')
  await amina.core.edit(document, [{ settle: 'keep', block: 1 }])
  await amina.core.answers['documents.share']({ document })
  await giveAll()
  expect(await put(carol, { document, block, circle })).toBe('not-found')
  await amina.core.answers['circles.appoint']({
    ...{ circle, member: await memberOf('B.O.'), role: 'reader' },
  })
  await giveCircle(amina, bola)
  expect(await put(bola, { document, block, circle })).toBe('not-permitted')
  const { text } = await amina.core.answers['restricted.put']({ document, block, circle })
  expect(await put(amina, { document, block, circle })).toBe('not-permitted')
  const within = amina.core.page(text).blocks[0]?.id as BlockId
  expect(await put(amina, { document: text, block: within, circle })).toBe('not-permitted')
  await giveAll()
  const lifted = Promise.resolve().then(() =>
    bola.core.answers['restricted.lift']({ document, block }),
  )
  expect(await laterRefusal(lifted)).toBe('not-permitted')
  expect(await listOf(bola, document)).toMatchObject([{ is: 'open', writes: false }])
})

test('sealed, a text keeps what is restricted in it, and its readers read on', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await amina.core.answers['restricted.add']({
    ...{ document, after: blockOf(document, 'First.'), kind: 'num1', circle },
  })
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  const { document: successor } = await amina.core.answers['documents.seal']({
    document,
    leaves: [],
  })
  await giveAll()
  for (const who of [amina, bola]) expect(await textOf(who, successor)).toBe(secret)
  expect(seenBy(carol, successor)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
  expect(await listOf(carol, successor)).toMatchObject([{ is: 'withheld' }])
})
