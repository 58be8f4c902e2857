// Restricted paragraphs on whole cores: Amina and Bola are in a circle and read them in their
// places, Carol is in the group only. The data of Carol's device is searched value by value.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { blockText } from '#document/model'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { openCircleCores, type CircleCores } from '#tests/circle-cores'
import { eventually } from '#tests/core'
import type { Device } from '#tests/cores'
import { phrases } from '#tests/phrases'
import { laterRefusal } from '#tests/refusal'

/** Words that occur nowhere else, different for each test. */
const told = phrases(60)
let [secret, later, circleName] = ['', '', '']
const open = 'Everybody reads this.'

let cores: CircleCores
let [amina, bola, carol] = [] as unknown as [Device, Device, Device]
let group: GroupId
/** A circle of Amina and Bola, another one for each test. */
let circle: GroupId

beforeAll(async () => {
  cores = await openCircleCores()
  ;({ group, amina, bola, carol } = cores)
})
beforeEach(async () => {
  ;[secret, later, circleName] = [told.pop() ?? '', told.pop() ?? '', told.pop() ?? '']
  circle = await cores.newCircle(circleName)
})
afterAll(() => cores.close())

const give = (from: Device, to: Device, space: GroupId) => cores.give(from, to, space)
const giveCircle = (from: Device, to: Device): Promise<void> => give(from, to, circle)
const giveAll = (from?: Device): Promise<void> => cores.giveAll(circle, from)
const memberOf = (handle: string) => cores.memberOf(handle)
/** A new paragraph for the circle, behind `after` or at the beginning. */
const addRestricted = (document: DocumentId, after: BlockId | null = null) =>
  amina.core.answers['restricted.add']({ document, after, kind: 'num1', circle })
const newText = (...lines: string[]) => cores.newText(...lines)
const blockOf = (document: DocumentId, text: string): BlockId => cores.blockOf(document, text)
const keptBy = (who: Device, words: readonly string[]) => cores.keptBy(who, words)
const hits = (who: Device, text: string) => cores.hits(who, text)
const exported = (
  who: Device,
  document: DocumentId,
  words: readonly string[],
  restricted?: boolean,
) => cores.exported(who, document, words, restricted)
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

test('when a new paragraph is restricted, two of three write it and the third has no word of it', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text, block } = await addRestricted(document, blockOf(document, 'First.'))
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
      is: 'withheld',
      block,
      index: 1,
      place: '2',
      circle: null,
      text: null,
      what: 'paragraph',
      writes: false,
      hasWords: false,
    },
  ])

  // Neither in lists nor in counts, for anyone.
  for (const who of [amina, bola, carol]) {
    const { words } = await who.core.answers['documents.get']({ document })
    expect([words, await isListed(who, text)]).toEqual([4, false])
  }
  for (const who of [amina, bola])
    await eventually(who.core, async () => (await hits(who, later)) === 1)
  expect(await hits(carol, later)).toBe(0)

  // Comments on it are in the circle's document.
  expect(await amina.core.answers['comments.list']({ document })).toEqual([])

  const found = await bola.core.answers['search.query']({ text: later })
  expect(found.hits).toMatchObject([{ document, block, number: '2.', circle: circleName }])

  const words = [...wordsOf(`${secret} ${later} ${circleName}`), circle]
  for (const who of [amina, bola, carol])
    expect(await exported(who, document, [...words, text])).toEqual([])
  // On request they are printed in their places, and the file says so; the circle's name stays out.
  const told = [...wordsOf(`${secret} ${later}`), 'Not for distribution.']
  for (const who of [amina, bola])
    expect(new Set(await exported(who, document, [...told, ...wordsOf(circleName)], true))).toEqual(
      new Set(told),
    )
  expect(await exported(carol, document, [...words, ...told], true)).toEqual([])
  expect(await keptBy(carol, words)).toEqual(new Set())
  expect(await keptBy(bola, words)).toEqual(new Set(words))
})

describe('restricting words of a text', () => {
  test('when the text was private, later readers never have them', async () => {
    const draft = await newText('First.', secret, open)
    const given = await amina.core.answers['restricted.put']({
      document: draft,
      block: blockOf(draft, secret),
      circle,
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

  test('when the text was shared, all keep them and have none of the later ones', async () => {
    const document = await newText('First.', secret, open)
    await amina.core.answers['documents.share']({ document })
    await give(amina, carol, group)
    const { text } = await amina.core.answers['restricted.put']({
      document,
      block: blockOf(document, secret),
      circle,
    })
    await amina.core.edit(text, [{ insert: `${later}. `, block: 1, at: 0 }])
    await giveAll()
    expect(seenBy(carol, document)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
    expect(await textOf(bola, document)).toBe(`${later}. ${secret}`)
    await eventually(carol.core, async () => (await hits(carol, secret)) === 0)
    expect(await hits(amina, secret)).toBe(1)
    expect(await exported(carol, document, wordsOf(secret))).toEqual([])
    expect(await keptBy(carol, wordsOf(later))).toEqual(new Set())
    expect(await keptBy(carol, wordsOf(secret))).toEqual(new Set(wordsOf(secret)))
  })
})

describe('restricting an annex: a heading and all below it', () => {
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
      document,
      block: blockOf(document, text),
      circle,
      section: true,
    })
  const refused = (work: () => unknown) => laterRefusal(Promise.resolve().then(work))

  test('when the text was private, every number stays and later readers have no word of it', async () => {
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

  test('when the text is shared, one change does it, and a part of it can be restricted alone', async () => {
    const document = await withAnnex()
    await amina.core.answers['documents.share']({ document })
    await put(document, `Part ${secret}`)
    await giveAll()
    const part = [...whole().slice(0, 3), ...withheld.slice(3)]
    for (const who of [bola, carol]) expect(seenBy(who, document)).toEqual(part)
    // Content of a circle stays as it is.
    await put(document, `Annex ${secret}`)
    await giveAll()
    for (const who of [bola, carol]) expect(seenBy(who, document)).toEqual(withheld)
    expect((await listOf(bola, document)).map(({ is }) => is)).toEqual([
      ...['open', 'open', 'open', 'open'],
    ])
  })

  test('when suggestions are open, without a heading or with too many paragraphs, nothing is restricted', async () => {
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
    const long = await newText()
    await amina.core.edit(long, [
      ...[{ new: 'Annex', after: 0, kind: 'h1' }],
      ...Array.from({ length: 100 }, (_, at) => ({ new: `${at}`, after: 1, kind: 'num1' })),
    ])
    expect(await refused(() => put(long, 'Annex'))).toBe('section-too-long')
  })
})

test('when a placeholder is copied to another place, it shows nothing there', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await addRestricted(document)
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  // Carol, who is not in it, repeats the placeholder in an own text and lets all read that.
  const copy = await carol.core.answers['documents.duplicate']({ document, title: 'A copy' })
  await carol.core.answers['documents.share']({ document: copy })
  await give(carol, amina, group)
  expect(await listOf(amina, copy)).toMatchObject([{ is: 'withheld', text: null }])
  expect(await exported(amina, copy, wordsOf(secret))).toEqual([])
  // A copy by a reader has it no more than Carol's.
  const own = await amina.core.answers['documents.duplicate']({ document, title: 'Own copy' })
  expect(await listOf(amina, own)).toMatchObject([{ is: 'withheld', text: null }])
})

test('when a member is removed from the circle, the member sees “Withheld” and is told', async () => {
  const document = await newText(open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await addRestricted(document)
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  expect(await textOf(bola, document)).toBe(secret)
  const searched = async (): Promise<number[]> => {
    const { total, counts } = await bola.core.answers['search.query']({ text: secret })
    const first = await bola.core.answers['search.first']({ text: secret, limit: 5 })
    const around = await bola.core.answers['search.around']({ document, text: secret, cites: [] })
    return [total, counts.kinds.length, first.length, around.length]
  }
  await eventually(bola.core, async () => (await hits(bola, secret)) === 1)
  expect(await searched()).toEqual([1, 1, 1, 1])
  await bola.core.answers['circles.leave']({ circle })
  // The document no longer shows the words. The text is found by itself, as it is listed.
  expect(await searched()).toEqual([1, 1, 1, 0])
  const { hits: found } = await bola.core.answers['search.query']({ text: secret })
  expect(found.map(hit => hit.document)).toEqual([text])
  expect(await isListed(bola, text)).toBe(true)
  await amina.core.edit(text, [{ insert: `${later}. `, block: 1, at: 0 }])
  await give(amina, bola, group)
  expect(await listOf(bola, document)).toMatchObject([
    { is: 'left', text: null, writes: false, circle: { name: circleName } },
  ])
  // Earlier text stays with Bola, and in the list.
  expect([await isListed(bola, document), await isListed(bola, text)]).toEqual([true, true])
  expect(await keptBy(bola, wordsOf(later))).toEqual(new Set())
})

test('when it is lifted, all have the words in the text, and its comments stay in the circle', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text, block } = await addRestricted(document, blockOf(document, 'First.'))
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

test('when it is refused, nothing changes', async () => {
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
    circle,
    member: await memberOf('B.O.'),
    role: 'reader',
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

test('when a text is retired, restricted paragraphs stay restricted and their readers read on', async () => {
  const document = await newText('First.', open)
  await amina.core.answers['documents.share']({ document })
  const { text } = await addRestricted(document, blockOf(document, 'First.'))
  await amina.core.edit(text, [{ insert: secret, block: 1, at: 0 }])
  await giveAll()
  const { document: successor } = await amina.core.answers['documents.eraseHistory']({
    document,
    leaves: [],
  })
  await giveAll()
  for (const who of [amina, bola]) expect(await textOf(who, successor)).toBe(secret)
  expect(seenBy(carol, successor)).toEqual(['1. First.', '2. [circle]', `3. ${open}`])
  expect(await listOf(carol, successor)).toMatchObject([{ is: 'withheld' }])
})
