// Versions in other languages on whole cores: Amina writes the English text, Badia translates it,
// and each device says the same about translations and translators.
import { expect, test } from 'vitest'
import { laterRefusal } from '#tests/refusal'
import { admitted, create, founded, handFile, newSession, type Opened } from '#tests/sessions'
import type { DocumentId } from '#shared/ids'
import type { Answers } from '../../src/core/api/api-context.ts'
import { toText } from '#core/paper'
import { languageAnswers } from '../../src/core/api/languages.ts'
import { duplicateOf } from '../../src/core/drafting/copies/copying.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'
import { applyEditScript } from '#document/edits'
import { readBrackets, type BracketSet } from '#document/review/brackets'
import { writeVersionOf } from '#document/languages'
import { random } from '#core/keys'

type Asked = ReturnType<typeof languageAnswers>
type Output<K extends keyof Asked> = Awaited<ReturnType<Answers[K] & Asked[K]>>
const ask = (session: Opened) => {
  const answers = languageAnswers({ now: () => 7, profile: () => session } as never)
  return {
    list: async (document: DocumentId) =>
      (await answers['languages.list']({ document })) as Output<'languages.list'>,
    compare: async (document: DocumentId) =>
      (await answers['languages.compare']({ document })) as Output<'languages.compare'>,
    add: async (document: DocumentId, language: 'fr' | 'ar' | 'es') =>
      (await answers['languages.add']({ document, language })) as DocumentId,
    confirm: answers['languages.confirm'],
    bring: answers['languages.bring'],
  }
}
const edit = (session: Opened, document: DocumentId, ...steps: unknown[]) =>
  session.documents.editAs(
    document,
    doc => void applyEditScript(doc, steps, { random, now: () => 1 }),
  )

const both = async () => {
  const [amina, badia] = [await newSession(), await newSession()]
  const group = founded(amina)
  const english = await amina.documents.create({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'num1', runs: [{ text }] }) as const),
  })
  await amina.documents.share(english)
  await admitted(amina, badia, group)
  await handFile(amina, badia, group)
  const french = await ask(badia).add(english, 'fr')
  return { amina, badia, group, english, french }
}
const standings = async (session: Opened, document: DocumentId) =>
  (await ask(session).compare(document)).pairs.map(({ standing }) => standing)

test('when the original changes after a translation, both devices show what is translated', async () => {
  const { amina, badia, group, english, french } = await both()
  expect(badia.summary(french).readers).toEqual({ kind: 'only-you' })
  await edit(badia, french, { insert: 'Premier', block: 1, at: 0 }, { delete: 5, block: 1, at: 7 })
  const { pairs, writes } = await ask(badia).compare(french)
  expect([writes, pairs[0]?.source?.text, pairs[0]?.version?.text]).toEqual([
    ...[true, 'First', 'Premier'],
  ])
  const all = pairs.flatMap(({ block, digest }) => (block ? [{ block, digest }] : []))
  expect(await ask(badia).confirm({ document: french, paragraphs: all.slice(0, 2) })).toEqual({
    confirmed: 2,
    left: [],
  })
  expect((await ask(badia).list(english)).versions).toMatchObject([
    { document: french, language: 'fr', paragraphs: 3, checked: 2, stale: 0, missing: 0, added: 0 },
  ])
  await badia.documents.share(french)
  await handFile(badia, amina, group)
  await edit(amina, english, { insert: ' of all', block: 2, at: 6 })
  expect(await standings(amina, french)).toEqual(['current', 'stale', 'unchecked'])
  const [, second] = (await ask(amina).compare(french)).pairs
  expect(second?.since).toEqual([
    { kind: 'kept', text: 'Second' },
    { kind: 'added', text: ' of all' },
  ])
  const members = amina.groups.get(group).state().members
  expect(second?.said.map(({ by }) => by && members.get(by)?.handle)).toEqual(['B.'])
  // Badia has not received it and confirms an older text, which is stale when both meet.
  expect(await standings(badia, french)).toEqual(['current', 'current', 'unchecked'])
  await handFile(amina, badia, group)
  const late = await ask(badia).confirm({ document: french, paragraphs: all })
  expect(late).toEqual({ confirmed: 2, left: [all[1]?.block] })
  expect(await standings(badia, french)).toEqual(['current', 'stale', 'current'])
  await handFile(badia, amina, group)
  expect(await standings(amina, french)).toEqual(['current', 'stale', 'current'])
  expect((await ask(amina).list(french)).original).toMatchObject({ document: english })
})

test('when paragraphs were added to the original, they are brought into a version once, in their place', async () => {
  const { amina, badia, group, english, french } = await both()
  await edit(amina, english, { new: 'Between', after: 1, kind: 'num2' }, { new: 'Last', after: 9 })
  await handFile(amina, badia, group)
  expect(await standings(badia, french)).toEqual([
    ...['unchecked', 'missing', 'unchecked', 'unchecked', 'missing'],
  ])
  expect((await ask(badia).list(english)).versions).toMatchObject([{ missing: 2, added: 0 }])
  expect(await ask(badia).bring({ document: french })).toBe(2)
  expect(await ask(badia).bring({ document: french })).toBe(0)
  const { blocks } = badia.documents.page(french)
  expect(blocks.map(({ number, kind }) => [number, kind])).toEqual([
    ...[
      ['1.', 'num1'],
      ['a)', 'num2'],
      ['2.', 'num1'],
      ['3.', 'num1'],
      ['', 'paragraph'],
    ],
  ])
  expect(blocks.map(({ id }) => id)).toEqual(
    amina.documents.page(english).blocks.map(({ id }) => id),
  )
})

test('when a version has a version, it is one of the original, and a plain copy is none', async () => {
  const { badia, english, french } = await both()
  const spanish = await ask(badia).add(french, 'es')
  await badia.documents.duplicate(english, 'Copy')
  const { original, versions } = await ask(badia).list(spanish)
  expect([original?.document, versions.map(({ language }) => language)]).toEqual([
    english,
    ['es', 'fr'],
  ])
  await expect(ask(badia).compare(english)).rejects.toThrow('not-found')
  // In print only the original says that it is: a reader of a version need not have the original.
  const printed = [english, french, spanish].map(each => toText(sheetOf(badia, each)))
  expect(printed.map(text => /Original: \w+/.exec(text)?.[0])).toEqual([
    ...['Original: English', undefined, undefined],
  ])
})

test('when a circle’s text claims to be an original, none of it enters a version that others read', async () => {
  const { amina, badia, group, french } = await both()
  const circle = amina.circles.found(group, 'Safety desk')
  const closed = await create(amina, circle.id, 'Names of the witnesses', 'And their towns')
  await amina.documents.share(closed)
  // Its id is in a text that all read.
  await badia.documents.editAs(french, doc => writeVersionOf(doc, closed))
  await badia.documents.share(french)
  await handFile(badia, amina, group)
  const [pair] = (await ask(amina).compare(french)).pairs
  // The first paragraph of every text has the same id, so the forger can name that one too.
  expect([pair?.standing, pair?.source?.text]).toEqual(['unchecked', 'Names of the witnesses'])
  expect(await standings(amina, french)).toContain('missing')
  const bring = async () => ask(amina).bring({ document: french })
  const paragraphs = [{ block: pair?.block as never, digest: pair?.digest ?? '' }]
  const confirm = async () => ask(amina).confirm({ document: french, paragraphs })
  expect(await laterRefusal(bring())).toBe('narrower-original')
  expect(await laterRefusal(confirm())).toBe('narrower-original')
  let written = ''
  await amina.documents.editAs(french, doc => void (written = JSON.stringify(doc)))
  expect(written).toContain('Second')
  expect(written).not.toMatch(/witnesses|towns/u)
  // Nor from a private text into one that others read.
  const draft = await create(amina, group, 'Not yet for others')
  const arabic = await ask(amina).add(draft, 'ar')
  expect((await ask(amina).compare(arabic)).pairs).toHaveLength(1)
  await amina.documents.share(arabic)
  await edit(amina, draft, { new: 'Nor this', after: 9 })
  const brought = async () => ask(amina).bring({ document: arabic })
  expect(await laterRefusal(brought())).toBe('narrower-original')
  await amina.documents.share(draft)
  expect(await brought()).toBe(1)
})

test('when a circle’s text gets a version, the version is the circle’s', async () => {
  const { amina, group } = await both()
  const circle = amina.circles.found(group, 'Safety desk')
  const closed = await create(amina, circle.id, 'Names of the witnesses')
  await amina.documents.share(closed)
  const spanish = await ask(amina).add(closed, 'es')
  expect(amina.archive.documents.get(spanish)?.group).toBe(circle.id)
  expect(amina.summary(spanish).readers).toMatchObject({ kind: 'circle', circle: circle.id })
  await edit(amina, closed, { new: 'And their towns', after: 1 })
  expect(await ask(amina).bring({ document: spanish })).toBe(1)
})

test('wordings in brackets read apart beside a translation, and make none of it out of date', async () => {
  const { amina, badia, group, english, french } = await both()
  await edit(badia, french, { insert: 'Premier', block: 1, at: 0 }, { delete: 5, block: 1, at: 7 })
  const { pairs } = await ask(badia).compare(french)
  const [first] = pairs.flatMap(({ block, digest }) => (block ? [{ block, digest }] : []))
  await ask(badia).confirm({ document: french, paragraphs: first ? [first] : [] })
  await edit(amina, english, { bracket: 1, from: 0, to: 5 })
  await handFile(amina, badia, group)
  const shown = async () => (await ask(badia).compare(french)).pairs[0]
  expect(await shown()).toMatchObject({ standing: 'current', source: { text: '[First]' } })
  await edit(amina, english, { alternative: 'Foremost', block: 1 })
  await handFile(amina, badia, group)
  expect(await shown()).toMatchObject({
    standing: 'stale',
    source: { text: '[First] [Foremost]' },
    since: [
      { kind: 'added', text: '[' },
      { kind: 'kept', text: 'First' },
      { kind: 'added', text: '] [Foremost]' },
    ],
  })
})

test('a copy and a translation keep the proposer of each wording in brackets', async () => {
  const { amina, badia, group, english } = await both()
  await edit(amina, english, { bracket: 1 }, { alternative: 'Foremost', block: 1 })
  await handFile(amina, badia, group)
  const proposers = async (document: DocumentId) => {
    let sets: BracketSet[] = []
    await badia.documents.editAs(document, doc => void (sets = readBrackets(doc)))
    return sets.flatMap(({ versions }) =>
      versions.map(({ quoted }) => [quoted?.name, quoted?.file]),
    )
  }
  const copy = await duplicateOf(badia, english, 'Copy')
  expect(await proposers(copy)).toEqual([
    ['A.', 'Statement'],
    ['A.', 'Statement'],
  ])
  // A copy of the copy names them as the first one does.
  expect(await proposers(await duplicateOf(badia, copy, 'Again'))).toEqual(await proposers(copy))
  expect(await proposers(await ask(badia).add(english, 'es'))).toEqual(await proposers(copy))
})
