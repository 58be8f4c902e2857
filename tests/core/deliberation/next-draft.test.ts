// Words written apart from a decided text: whose they are by signatures alone, and the act that takes
// them into the next draft without losing any.
// @module-tag long
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { addItem } from '#document/meetings'
import { blockText } from '#document/model'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import {
  askingOf,
  bring,
  deciders,
  meet,
  memberIn,
  writeApart,
  type Decider,
} from '#tests/deciding'
import { textIn } from '#tests/documents'
import { laterRefusal } from '#tests/refusal'
import * as Y from 'yjs'
import type { ApiContext } from '../../../src/core/api/api-context.ts'
import { decisionAnswers } from '../../../src/core/api/decisions.ts'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'

const answersOf = (profile: Decider) =>
  decisionAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as ApiContext)

type Apart = {
  language: string
  document: DocumentId
  lines: readonly {
    block: BlockId
    decided: string | null
    now: string | null
    by: unknown
    isTaken: boolean
  }[]
  draft: { document: DocumentId; isWritable: boolean } | null
  mayTake: boolean
}
const textsApart = (profile: Decider, decision: ActId) =>
  answersOf(profile)['decisions.apart']({ decision }) as readonly Apart[]
/** The one text that has words apart. */
const apartOf = (profile: Decider, decision: ActId): Apart => {
  const [text, ...others] = textsApart(profile, decision)
  expect(others).toEqual([])
  return text!
}
const take = async (profile: Decider, decision: ActId, language: string | null = null) =>
  answersOf(profile)['decisions.takeApart']({ decision, language })
const linesIn = ({ documents }: Decider, document: DocumentId): string[] =>
  documents.page(document).blocks.map(blockText)

/** A text that is put to a decision by the chair, and three members. */
const scene = async () => {
  const { group, id, all } = await deciders(['member', 'member', 'observer'])
  const [chair, one, two, observer] = all as [Decider, Decider, Decider, Decider]
  const ask = async (document = id): Promise<ActId> => {
    const { decision } = await answersOf(chair)['decisions.ask'](
      askingOf(document, { languages: [] }),
    )
    return decision
  }
  const first = chair.documents.page(id).blocks[0]!.id!
  return { group, id, all, chair, one, two, observer, ask, first }
}

const type = (profile: Decider, document: DocumentId, at: number, words: string, index = 0) =>
  writeApart(profile, document, doc => textIn(doc, index).insert(at, words))
const add = (profile: Decider, document: DocumentId, words: string) =>
  writeApart(profile, document, doc => void addItem(doc, null, words, random))

test('words written apart name the members whose devices signed them, the one with the most first', async () => {
  const { group, id, all, chair, one, two, ask } = await scene()
  await type(two, id, 0, 'Before the question. ')
  await meet(group, ...all)
  const decision = await ask()
  const decided = linesIn(chair, id)[0]!
  await type(one, id, decided.length, ' Written by one, at length.')
  await type(two, id, 0, 'Two. ')
  await add(two, id, 'A paragraph of two.')
  await meet(group, ...all)
  for (const each of all) {
    const { lines } = apartOf(each, decision)
    expect(lines.map(({ by }) => by)).toEqual([
      [memberIn(one, group), memberIn(two, group)],
      [memberIn(two, group)],
    ])
  }
})

test('a device writes with the client id of another member: its words are refused, and no one is named for them', async () => {
  const { group, id, all, chair, one, two, ask } = await scene()
  await type(two, id, 0, 'Words of two. ')
  await meet(group, ...all)
  const decision = await ask()
  await meet(group, ...all)
  // The member's device signs words under the writer's id of another member, behind the real ones.
  let update: Uint8Array = new Uint8Array()
  await one.documents.flush()
  await one.documents.editAs(id, doc => {
    const copy = new Y.Doc({ gc: false })
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(copy)
    const text = textIn(copy, 0)
    const writer = [...Y.decodeStateVector(before)].find(
      ([client]) => two.documents.authorOf(id, client) === two.groups.get(group).self.device,
    )![0]
    copy.clientID = writer
    text.insert(0, 'Forged in the name of two. ')
    update = Y.encodeStateAsUpdate(copy, before)
  })
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update })
  one.archive.transaction(() => one.sync.publish(group, id, 'update', body))
  await bring(group, one, chair)
  expect(linesIn(chair, id).join('\n')).not.toContain('Forged')
  const ofTwo = textsApart(chair, decision)
    .flatMap(({ lines }) => lines)
    .filter(({ by }) => (by as unknown[]).includes(memberIn(two, group)))
  expect(ofTwo).toEqual([])
})

test('one act begins the next draft with all words, which keep their paragraphs; undo removes it', async () => {
  const { group, id, all, chair, one, observer, ask, first } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await add(one, id, 'A paragraph apart.')
  await meet(group, ...all)
  expect(apartOf(chair, decision)).toMatchObject({ draft: null, mayTake: true })
  expect(apartOf(observer, decision).mayTake).toBe(false)
  expect(await laterRefusal(take(observer, decision))).toBe('not-permitted')
  const { draft, isNew, taken } = await take(chair, decision)
  expect([isNew, taken]).toEqual([true, []])
  expect(linesIn(chair, draft)).toEqual(linesIn(chair, id))
  expect(chair.documents.page(draft).blocks[0]!.id).toBe(first)
  expect(chair.archive.documents.keyOf(draft)?.shared).toBe(false)
  expect(apartOf(chair, decision)).toMatchObject({
    lines: [{ isTaken: true }, { isTaken: true }],
    draft: { document: draft },
    mayTake: false,
  })
  // Its member alone sees it.
  await meet(group, ...all)
  expect(apartOf(one, decision)).toMatchObject({ draft: null, mayTake: true })
  const back = answersOf(chair)['decisions.takeApartBack']
  const other = { decision, draft: id, isNew, taken: [] }
  expect(await laterRefusal((async () => back(other))())).toBe('not-found')
  await type(chair, draft, 0, 'Typed since. ')
  expect(await back({ decision, draft, isNew, taken })).toEqual({ kept: 1 })
  expect(linesIn(chair, draft)[0]).toMatch(/^Typed since\. Apart\. /)
  await chair.documents.editAs(draft, doc => textIn(doc, 0).delete(0, 'Typed since. '.length))
  expect(await back({ decision, draft, isNew, taken })).toEqual({ kept: 0 })
  expect(chair.archive.documents.get(draft)).toBe(null)
  expect(linesIn(chair, id).join('\n')).toContain('A paragraph apart.')
})

test('later words go into the draft that is there, beside what others wrote in it, and are taken back', async () => {
  const { group, id, all, chair, one, two, ask } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await meet(group, ...all)
  const { draft } = await take(chair, decision)
  await chair.documents.share(draft)
  await meet(group, ...all)
  const end = (): number => linesIn(two, draft)[0]!.length
  await type(two, draft, end(), ' Written in the draft.')
  await type(one, id, linesIn(one, id)[0]!.length, ' And late.')
  await add(one, id, 'A late paragraph.')
  await meet(group, ...all)
  expect(apartOf(chair, decision).mayTake).toBe(true)
  const before = linesIn(chair, draft)
  const { draft: same, isNew, taken } = await take(chair, decision)
  expect([same, isNew]).toEqual([draft, false])
  const words = linesIn(chair, draft).join('\n')
  for (const each of ['Apart. ', ' Written in the draft.', ' And late.', 'A late paragraph.'])
    expect(words.split(each)).toHaveLength(2)
  expect(await laterRefusal(take(chair, decision))).toBe('not-permitted')
  const back = answersOf(chair)['decisions.takeApartBack']
  expect(await back({ decision, draft, isNew, taken })).toEqual({ kept: 0 })
  expect(linesIn(chair, draft)).toEqual(before)
})

test('words that others changed in the draft are in the way: both stay, the words come behind as a paragraph', async () => {
  const { group, id, all, chair, one, two, ask } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await meet(group, ...all)
  const { draft } = await take(chair, decision)
  await chair.documents.share(draft)
  await meet(group, ...all)
  const [decided] = linesIn(chair, id)
  await two.documents.editAs(draft, doc => {
    const text = textIn(doc, 0)
    text.delete(0, text.length)
    text.insert(0, 'Something else.')
  })
  await writeApart(one, id, doc => {
    const text = textIn(doc, 0)
    text.delete(0, text.length)
    text.insert(0, 'Quite another wording.')
  })
  await meet(group, ...all)
  await take(chair, decision)
  expect(decided).toContain('Apart. ')
  expect(linesIn(chair, draft)).toEqual(['Something else.', 'Quite another wording.'])
  expect(apartOf(chair, decision)).toMatchObject({ lines: [{ isTaken: true }], mayTake: false })
})

test('a next draft that is put to a decision itself takes no words of its first text, and gives none back', async () => {
  const { group, id, all, chair, one, ask } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await meet(group, ...all)
  const { draft } = await take(chair, decision)
  await chair.documents.share(draft)
  await type(one, id, 0, 'Late. ')
  await meet(group, ...all)
  const { isNew, taken } = await take(chair, decision)
  await type(one, id, 0, 'Later. ')
  await meet(group, ...all)
  expect(apartOf(chair, decision).mayTake).toBe(true)
  await ask(draft)
  expect(apartOf(chair, decision)).toMatchObject({ draft: { isWritable: false }, mayTake: false })
  const before = linesIn(chair, draft)
  expect(await laterRefusal(take(chair, decision))).toBe('not-permitted')
  const back = answersOf(chair)['decisions.takeApartBack']({ decision, draft, isNew, taken })
  expect(await laterRefusal(Promise.resolve(back))).toBe('text-is-fixed')
  expect(linesIn(chair, draft)).toEqual(before)
})

test('a decision is withdrawn: its words are in the draft already, and none are to be taken', async () => {
  const { group, id, all, chair, one, ask } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await meet(group, ...all)
  await answersOf(chair)['decisions.withdraw']({ decision, reason: 'Other words.' })
  expect(apartOf(chair, decision)).toMatchObject({
    lines: [{ by: [memberIn(one, group)] }],
    mayTake: false,
  })
  expect(await laterRefusal(take(chair, decision))).toBe('not-permitted')
})

test('the next draft of an adopted text is asked about: the question can replace the adoption', async () => {
  const { group, id, all, chair, one, ask } = await scene()
  const decision = await ask()
  await type(one, id, 0, 'Apart. ')
  await meet(group, ...all)
  const answers = answersOf(chair)
  const given = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await answers['decisions.position'](given)
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: '2026/4' })
  const { draft } = await take(chair, decision)
  await chair.documents.share(draft)
  const { replaceable, corrects } = (await answers['decisions.prepare']({
    document: draft,
    block: null,
  })) as { replaceable: readonly { number: string; declaration: ActId }[]; corrects: unknown }
  expect(replaceable).toMatchObject([{ number: '2026/4' }])
  // The question begins with it, and with the edition of the text that follows.
  expect(corrects).toEqual({ declaration: replaceable[0]?.declaration, edition: 'Rev.1' })
  const elsewhere = await chair.documents.duplicate(id, 'Another text')
  const other = await answers['decisions.prepare']({ document: elsewhere, block: null })
  expect(other.replaceable).toEqual([])
})

const bilingual = async () => {
  const { group, id, all, chair, one, two } = await scene()
  const french = await chair.documents.duplicate(id, 'Avis', 'fr')
  await chair.documents.editAs(french, doc => {
    const text = textIn(doc, 0)
    text.delete(0, text.length)
    text.insert(0, 'Nous appelons l’État.')
  })
  await chair.documents.share(french)
  await meet(group, ...all)
  const answers = answersOf(chair)
  const { decision } = await answers['decisions.ask'](askingOf(id, { languages: ['fr'] }))
  await type(one, french, 0, 'À part. ')
  await meet(group, ...all)
  return { group, id, all, chair, one, two, french, answers, decision }
}

test('the draft in French begins before that in English: it is a version of that, until that is taken back', async () => {
  const { group, id, all, chair, two, answers, decision } = await bilingual()
  const french = await take(chair, decision, 'fr')
  expect(chair.documents.versionOf(french.draft)).toBe(null)
  await type(two, id, 0, 'Apart. ')
  await meet(group, ...all)
  const english = await take(chair, decision, 'en')
  expect(english.isNew).toBe(true)
  expect(chair.documents.versionOf(french.draft)).toBe(english.draft)
  expect(await answers['decisions.takeApartBack']({ decision, ...english })).toEqual({ kept: 0 })
  expect(chair.documents.versionOf(french.draft)).toBe(null)
  expect(linesIn(chair, french.draft)).toEqual(['À part. Nous appelons l’État.'])
  const again = await take(chair, decision, 'en')
  expect(chair.documents.versionOf(french.draft)).toBe(again.draft)
})

test('words that are typed into a draft while it is taken back stay, and so does the draft', async () => {
  const { group, id, all, chair, two, answers, decision } = await bilingual()
  const french = await take(chair, decision, 'fr')
  await type(two, id, 0, 'Apart. ')
  await meet(group, ...all)
  const english = await take(chair, decision, 'en')
  const taking = answers['decisions.takeApartBack']({ decision, ...english })
  await type(chair, english.draft, 0, 'Typed. ')
  expect(await taking).toEqual({ kept: 1 })
  expect(linesIn(chair, english.draft)[0]).toContain('Typed. ')
  expect(chair.documents.versionOf(french.draft)).toBe(english.draft)
})

test('a decision has versions in two languages: words apart are listed and taken for each, into a draft of its own', async () => {
  const { group, id, all, chair, one, two, french, answers, decision } = await bilingual()
  for (const each of all)
    expect(textsApart(each, decision)).toMatchObject([
      {
        document: french,
        language: 'fr',
        lines: [
          {
            decided: 'Nous appelons l’État.',
            now: 'À part. Nous appelons l’État.',
            by: [memberIn(one, group)],
          },
        ],
      },
    ])
  await type(two, id, 0, 'Apart. ')
  await meet(group, ...all)
  expect(textsApart(chair, decision).map(({ language }) => language)).toEqual(['en', 'fr'])
  const english = await take(chair, decision)
  const other = await take(chair, decision, 'fr')
  expect(linesIn(chair, english.draft)[0]).toMatch(/^Apart\. /)
  expect(linesIn(chair, other.draft)).toEqual(['À part. Nous appelons l’État.'])
  // The draft in French is a version of the draft in English.
  expect(chair.documents.versionOf(other.draft)).toBe(english.draft)
  expect(textsApart(chair, decision)).toMatchObject([
    { draft: { document: english.draft }, lines: [{ isTaken: true }], mayTake: false },
    { draft: { document: other.draft }, lines: [{ isTaken: true }], mayTake: false },
  ])
  const back = answers['decisions.takeApartBack']
  expect(await back({ decision, ...other })).toEqual({ kept: 0 })
  expect(textsApart(chair, decision)).toMatchObject([{ mayTake: false }, { mayTake: true }])
})

test('a text of a circle is decided: its next draft is for the circle alone, also when it is shared', async () => {
  const { group, all, chair, one, two, ask } = await scene()
  const circle = chair.circles.found(group, 'Safety')
  circle.bring(memberIn(one, group), 'member')
  const { bytes } = await chair.sync.writeFile({ group: circle.id, members: [] })
  expect(await laterRefusal(one.sync.readFile(bytes))).toBe('circle-offered')
  one.circles.accept(group, circle.id)
  const text = await chair.documents.create({
    ...({ group: circle.id, kind: 'statement', title: 'Routes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'By the river.' }] }],
  })
  await chair.documents.share(text)
  await meet(circle.id, chair, one)
  const decision = await ask(text)
  await type(one, text, 0, 'Apart. ')
  await meet(circle.id, chair, one)
  const { draft } = await take(chair, decision)
  expect(chair.archive.documents.get(draft)).toMatchObject({ group: circle.id, shared: false })
  await chair.documents.share(draft)
  await meet(circle.id, chair, one)
  await meet(group, ...all)
  expect(linesIn(one, draft)).toEqual(['Apart. By the river.'])
  expect(apartOf(one, decision)).toMatchObject({ draft: { document: draft }, mayTake: false })
  expect(two.archive.documents.get(draft)).toBe(null)
})
