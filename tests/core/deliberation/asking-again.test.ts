// Refusals of core for its own member, of a window or of the command line: no question about what is being decided or
// was decided, and no words of others without their reason.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import {
  askingOf,
  deciders,
  meet,
  memberIn,
  position,
  type Asking,
  type Decider,
} from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import type { ApiContext } from '../../../src/core/api/api-context.ts'
import { decisionAnswers } from '../../../src/core/api/decisions.ts'
import { meetingAnswers } from '../../../src/core/api/meetings.ts'

const answersOf = (profile: Decider) => {
  const context = { now: () => profile.clock.now, profile: () => profile } as unknown as ApiContext
  return { ...decisionAnswers(context), ...meetingAnswers(context) }
}

type Scene = { group: GroupId; id: DocumentId; all: Decider[]; chair: Decider; bea: Decider }

const scene = async (): Promise<Scene> => {
  const { group, id, all } = await deciders(['rapporteur', 'member'])
  const [chair, bea] = all as [Decider, Decider]
  return { group, id, all, chair, bea }
}

const ask = async (by: Decider, document: DocumentId, more: Partial<Asking> = {}): Promise<ActId> =>
  (await answersOf(by)['decisions.ask'](askingOf(document, more))).decision

const refusal = (by: Decider, document: DocumentId, more: Partial<Asking> = {}) =>
  laterRefusal(ask(by, document, more))

const blockers = async (
  by: Decider,
  document: DocumentId,
  block: BlockId | null = null,
): Promise<string[]> => {
  const prepared = await answersOf(by)['decisions.prepare']({ document, block })
  return prepared.blockers.map(({ code }) => code)
}

/** All support it, and it is closed. */
const agree = async ({ group, all, chair }: Scene, document: DocumentId, decision: ActId) => {
  await meet(group, ...all)
  for (const each of all) each.acts.write(document, decision, position('support'))
  await meet(group, ...all)
  await answersOf(chair)['decisions.close']({ decision })
  await meet(group, ...all)
}

test('a text is being decided, or was adopted: no officer asks about it or a part of it again', async () => {
  const all = await scene()
  const { group, id, chair, bea } = all
  const block = chair.documents.page(id).blocks[0]!.id!
  const decision = await ask(chair, id)
  await meet(group, ...all.all)
  const isRefused = async (by: Decider, code: string, blocker: string) => {
    expect(await blockers(by, id)).toEqual([blocker])
    expect(await blockers(by, id, block)).toEqual([blocker])
    expect(await refusal(by, id)).toBe(code)
    expect(await refusal(by, id, { purpose: 'decide' })).toBe(code)
    expect(await refusal(by, id, { purpose: 'decide', block })).toBe(code)
  }
  for (const by of [chair, bea]) await isRefused(by, 'decision-open', 'deciding')
  await agree(all, id, decision)
  for (const by of [chair, bea]) await isRefused(by, 'decided-already', 'adopted')
  await answersOf(chair)['decisions.declare']({ decision, number: '1' })
  await meet(group, ...all.all)
  const { replaceable } = await answersOf(bea)['decisions.prepare']({ document: id, block: null })
  expect(await refusal(bea, id, { replaces: replaceable[0]!.declaration })).toBe('decided-already')
  for (const { documents } of all.all) expect(documents.isFixed(id)).toBe(true)
})

test('a question that is withdrawn or not agreed lets an officer ask again', async () => {
  const all = await scene()
  const { group, id, chair, bea } = all
  const first = await ask(chair, id)
  await answersOf(chair)['decisions.withdraw']({ decision: first, reason: 'Too early.' })
  await meet(group, ...all.all)
  expect(await blockers(bea, id)).toEqual([])
  const second = await ask(bea, id)
  await meet(group, ...all.all)
  bea.acts.write(id, second, position('object'))
  await answersOf(bea)['decisions.close']({ decision: second })
  await meet(group, ...all.all)
  expect(await blockers(chair, id)).toEqual([])
  expect(await refusal(chair, id)).toBeNull()
})

test('a version in another language that is fixed is not asked about together with its original', async () => {
  const all = await scene()
  const { group, id, chair } = all
  const french = await chair.documents.duplicate(id, 'Déclaration', 'fr')
  await chair.documents.share(french)
  await meet(group, ...all.all)
  const prepared = () => answersOf(chair)['decisions.prepare']({ document: id, block: null })
  expect((await prepared()).texts.map(({ language }) => language)).toEqual(['en', 'fr'])
  await ask(chair, french, { languages: [] })
  expect((await prepared()).texts.map(({ language }) => language)).toEqual(['en'])
  expect(await refusal(chair, id, { languages: ['fr'] })).toBe('decision-open')
  const decision = await ask(chair, id, { languages: [] })
  const { texts } = await answersOf(chair)['decisions.get']({ decision })
  expect(texts.map(({ language }) => language)).toEqual(['en'])
})

const minutesOf = async ({ group, all, chair }: Scene) => {
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'decision', runs: [{ text: 'The examples move.' }] },
      { kind: 'decision', runs: [{ text: 'The group meets in May.' }] },
    ],
  })
  await chair.documents.share(minutes)
  await meet(group, ...all)
  const [block, other] = chair.documents.page(minutes).blocks.map(({ id }) => id!)
  return { minutes, block: block!, other: other! }
}

test('a line that is being decided, or was agreed: no second question takes its place', async () => {
  const all = await scene()
  const { group, chair, bea } = all
  const { minutes, block, other } = await minutesOf(all)
  const asked = { purpose: 'decide', block } as const
  const decision = await ask(chair, minutes, asked)
  await meet(group, ...all.all)
  for (const by of [chair, bea]) {
    expect(await blockers(by, minutes, block)).toEqual(['line-deciding'])
    expect(await refusal(by, minutes, asked)).toBe('decision-open')
  }
  await agree(all, minutes, decision)
  for (const by of [chair, bea]) {
    expect(await blockers(by, minutes, block)).toEqual(['line-decided'])
    expect(await refusal(by, minutes, asked)).toBe('decided-already')
    expect(await answersOf(by)['minutes.settled']({ minutes })).toMatchObject([
      { block, question: decision },
    ])
  }
  expect(await blockers(chair, minutes, other)).toEqual([])
  // The way back is to reopen the decision, and a withdrawn one frees the line.
  await answersOf(bea)['decisions.reopen']({ decision, reason: 'A mistake.' })
  expect(await blockers(bea, minutes, block)).toEqual(['line-deciding'])
  await answersOf(bea)['decisions.withdraw']({ decision, reason: 'A mistake.' })
  await meet(group, ...all.all)
  const second = await ask(chair, minutes, asked)
  expect(chair.documents.page(minutes).blocks[0]?.meeting?.question).toBe(second)
})

test('a question replaces the declarations that are offered alone', async () => {
  const all = await scene()
  const { group, id, chair, bea } = all
  const decision = await ask(chair, id)
  await agree(all, id, decision)
  await answersOf(chair)['decisions.declare']({ decision, number: '1' })
  await meet(group, ...all.all)
  const { declarations } = await answersOf(chair)['decisions.get']({ decision })
  const other = await bea.documents.create({
    ...({ group, kind: 'statement', title: 'Other', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Another matter.' }] }],
  })
  await bea.documents.share(other)
  const replaces = declarations[0]!.id
  expect(await refusal(bea, other, { purpose: 'decide', replaces })).toBe('not-found')
  expect(await refusal(bea, other, { purpose: 'decide' })).toBeNull()
})

test('an objection that was heard has the reason that it had, as one that is given', async () => {
  const all = await scene()
  const { group, id, chair, bea } = all
  const decision = await ask(chair, id, {
    rule: { kind: 'consensus', quorum: 1, threshold: null, heard: true },
  })
  const member = memberIn(bea, group)
  const hear = (reason: string) =>
    laterRefusal(
      (async () =>
        answersOf(chair)['decisions.hear']({
          decision,
          said: [{ member, choice: 'object', reason }],
        }))(),
    )
  for (const reason of ['', '  ']) expect(await hear(reason)).toBe('reason-missing')
  const seatOf = async () =>
    (await answersOf(chair)['decisions.get']({ decision })).seats.find(
      each => each.member === member,
    )
  expect(await seatOf()).toMatchObject({ heard: [], choice: null })
  expect(await hear('It names people.')).toBeNull()
  expect(await seatOf()).toMatchObject({ from: 'heard', choice: 'object' })
})

/** A meeting that was called, with two items; `ready`: before the call. */
const meeting = async (
  ready: (all: Scene, agenda: DocumentId, item: BlockId) => Promise<void> = async () => {},
) => {
  const all = await scene()
  const answers = answersOf(all.chair)
  const { agenda } = await answers['meetings.create']({
    ...({ group: all.group, title: 'Session', language: 'en' } as const),
  })
  const add = async (title: string) =>
    (await answers['meetings.addItem']({ agenda, title, minutes: 20, after: null })).block
  const [strategy, protocol] = [await add('Strategy'), await add('Protocol')]
  await ready(all, agenda, strategy)
  const time = { agenda, from: Date.UTC(2026, 8, 20), until: Date.UTC(2026, 8, 21) }
  await answers['meetings.call']({ ...time, zones: [], languages: [] })
  await meet(all.group, ...all.all)
  const consent = (...blocks: BlockId[]) =>
    laterRefusal((async () => answers['meetings.consent']({ agenda, blocks, until: time.until }))())
  const asked = async () =>
    (await answers['decisions.list']({ group: all.group })).decisions.map(({ words }) => words)
  /** The items that are offered; `open`: those whose text is open. */
  const offered = async (open = false) =>
    (await answers['meetings.consentable']({ agenda })).items.flatMap(({ block, isTextOpen }) =>
      isTextOpen === open ? [block] : [],
    )
  return { ...all, answers, agenda, strategy, protocol, consent, asked, offered }
}

test('items that were decided, or ended otherwise, go into no consent agenda until they are debated again', async () => {
  const { answers, agenda, strategy, protocol, consent, asked, offered } = await meeting()
  await answers['meetings.open']({ agenda })
  for (const state of ['decided', 'deferred', 'dropped', 'noted'] as const) {
    await answers['meetings.item']({ agenda, block: strategy, state })
    expect(await consent(protocol, strategy)).toBe('decided-already')
    expect(await offered()).not.toContain(strategy)
    expect(await offered()).toContain(protocol)
  }
  expect(await asked()).toEqual([])
  await answers['meetings.item']({ agenda, block: strategy, state: 'debated' })
  expect(await offered()).toContain(strategy)
  expect(await consent(protocol, strategy)).toBeNull()
  expect(await asked()).toEqual(expect.arrayContaining(['Strategy', 'Protocol']))
})

test('an item to which the group agreed before the session goes into no second consent agenda', async () => {
  const all = await meeting()
  const { answers, agenda, strategy, protocol, consent, asked } = all
  const until = Date.UTC(2026, 8, 21)
  const { decisions } = await answers['meetings.consent']({ agenda, blocks: [strategy], until })
  await agree(all, agenda, decisions[0]!)
  expect(await consent(protocol, strategy)).toBe('decided-already')
  expect(await asked()).toEqual(['Strategy'])
  await answers['meetings.open']({ agenda })
  await answers['meetings.item']({ agenda, block: strategy, state: 'debated' })
  expect(await consent(strategy)).toBeNull()
})

test('an item about which another question is open goes into no consent agenda', async () => {
  const { chair, agenda, strategy, protocol, consent, asked, offered } = await meeting()
  const where = { agenda, block: strategy }
  const words = 'Is the strategy ready?'
  await ask(chair, agenda, { purpose: 'decide', block: strategy, words, where })
  expect(await consent(protocol, strategy)).toBe('decision-open')
  expect(await offered()).not.toContain(strategy)
  expect(await asked()).toEqual([words])
})

test('an item that was asked about before the call goes into no consent agenda', async () => {
  const early = async (all: Scene, agenda: DocumentId, block: BlockId): Promise<ActId> => {
    await all.chair.documents.share(agenda)
    return ask(all.chair, agenda, { purpose: 'decide', block, words: 'Early' })
  }
  const open = await meeting(async (...item) => void (await early(...item)))
  expect(await open.consent(open.protocol, open.strategy)).toBe('decision-open')
  expect(await open.asked()).toEqual(['Early'])
  expect(await open.offered()).toContain(open.protocol)
  expect(await open.offered()).not.toContain(open.strategy)
  const agreed = await meeting(async (all, agenda, block) =>
    agree(all, agenda, await early(all, agenda, block)),
  )
  expect(await agreed.consent(agreed.protocol, agreed.strategy)).toBe('decided-already')
  expect(await agreed.asked()).toEqual(['Early'])
  expect(await agreed.offered()).toContain(agreed.protocol)
  expect(await agreed.offered()).not.toContain(agreed.strategy)
  expect(await agreed.consent(agreed.protocol)).toBeNull()
})

test('an item with an open text is offered apart, until it is settled', async () => {
  const { chair, agenda, strategy, protocol, consent, offered } = await meeting()
  const at = chair.documents.page(agenda).blocks.findIndex(({ id }) => id === strategy) + 1
  const edit = (step: object) =>
    chair.documents.editAs(
      agenda,
      doc => void applyEditScript(doc, [step], { random, now: () => 1 }),
    )
  await edit({ bracket: at, from: 0, to: 3 })
  expect(await consent(protocol, strategy)).toBe('text-open')
  expect(await offered(true)).toEqual([strategy])
  expect(await offered()).toContain(protocol)
  expect(await offered()).not.toContain(strategy)
  await edit({ settle: 'keep', block: at })
  expect(await offered(true)).toEqual([])
  expect(await offered()).toContain(strategy)
})

test('a meeting that ended or was called off has no consent agenda', async () => {
  const held = await meeting()
  const { answers, agenda } = held
  await answers['meetings.open']({ agenda })
  for (const { agenda: holds, block, title } of (await answers['meetings.get']({ agenda })).list)
    if (title !== '') await answers['meetings.item']({ agenda: holds, block, state: 'noted' })
  await answers['meetings.end']({ agenda })
  expect(await held.consent(held.strategy)).toBe('not-permitted')
  expect(await held.offered()).toEqual([])
  const cancelled = await meeting()
  await cancelled.answers['meetings.cancel']({ agenda: cancelled.agenda, reason: 'No quorum.' })
  expect(await cancelled.consent(cancelled.strategy)).toBe('not-permitted')
  expect(await cancelled.offered()).toEqual([])
})

test('items of an agenda that the group adopted are decided one by one', async () => {
  const all = await meeting()
  const { chair, agenda, strategy, protocol, consent } = all
  const decision = await ask(chair, agenda)
  await agree(all, agenda, decision)
  expect(chair.documents.isFixed(agenda)).toBe(true)
  expect(await blockers(chair, agenda, strategy)).toEqual([])
  expect(await refusal(chair, agenda, { purpose: 'decide', block: strategy })).toBeNull()
  expect(await consent(protocol)).toBeNull()
  expect(await blockers(chair, agenda)).toEqual(['adopted'])
})

test('an item of an agenda that was adopted in two languages is decided in both', async () => {
  const all = await scene()
  const { chair, group } = all
  const answers = answersOf(chair)
  const { agenda } = await answers['meetings.create']({
    ...({ group, title: 'Session', language: 'en' } as const),
  })
  const wanted = { agenda, title: 'Strategy', minutes: 20, after: null }
  const { block } = await answers['meetings.addItem'](wanted)
  await chair.documents.share(agenda)
  await chair.documents.share(await chair.documents.duplicate(agenda, 'Ordre du jour', 'fr'))
  await meet(group, ...all.all)
  await agree(all, agenda, await ask(chair, agenda, { languages: ['fr'] }))
  const prepared = await answers['decisions.prepare']({ document: agenda, block })
  expect(prepared.texts.map(({ language }) => language)).toEqual(['en', 'fr'])
  const decision = await ask(chair, agenda, { purpose: 'decide', block, languages: ['fr'] })
  const { texts } = await answers['decisions.get']({ decision })
  expect(texts.map(({ language }) => language)).toEqual(['en', 'fr'])
})
