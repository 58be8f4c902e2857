// Approved minutes stay as they are: a correction is a next version, made from the text that was approved, which says
// what it corrects and replaces it once the group decided so.
// @module-tag long
import { expect, test } from 'vitest'
import { random, sha256, toHex } from '#core/keys'
import { findQuestion } from '#core/deliberation/decisions'
import { actionsIn } from '#core/deliberation/follow-up'
import type { Language } from '#shared/contract'
import { anchorAt, openThread, settleThread } from '#document/review/comments'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import { writeMeetingEntry } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import {
  type Asking,
  askingOf,
  deciders,
  meet,
  memberIn,
  position,
  type Decider,
  writeApart,
} from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import { amendmentsOf, scriptAuthor } from '../../src/core/drafting/review/amendments.ts'
import { decisionAnswers } from '../../src/core/api/decisions.ts'
import { decisionPorts, followUpPorts } from '../../src/core/drafting/deliberation-ports.ts'
import { forwardingAnswers } from '../../src/core/api/forwarding.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'

const answersOf = (profile: Decider) => {
  const context = { now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0]
  return { ...meetingAnswers(context), ...decisionAnswers(context), ...forwardingAnswers(context) }
}

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  writeApart(profile, minutes, doc => {
    const { refused } = applyEditScript(doc, steps, { random, now: () => profile.clock.now })
    expect(refused).toEqual([])
  })
const ids = (profile: Decider, minutes: DocumentId) =>
  profile.documents.page(minutes).blocks.map(({ id }) => id)
const statuses = (all: readonly Decider[], minutes: DocumentId) =>
  all.map(each => each.summary(minutes).status)

const asked = (document: DocumentId, more: Partial<Asking> = {}): Asking =>
  askingOf(document, { words: 'Are the minutes approved?', ...more }, 2)

/** Minutes with an owed action and a decision, shared with a group of four. */
const scene = async (language: Language = 'en') => {
  const { group, all } = await deciders(['rapporteur', 'member', 'observer'])
  const [chair, bea, cleo, observer] = all as [Decider, Decider, Decider, Decider]
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language } as const),
    blocks: [
      { kind: 'num1', runs: [{ text: ' noted that 48 defenders had been trained.' }] },
      {
        kind: 'action',
        runs: [{ text: 'Send the wording.' }],
        meeting: { owner: memberIn(cleo, group), due: '2026-09-24' },
      },
      { kind: 'decision', runs: [{ text: 'The examples move.' }] },
    ],
  })
  await edit(chair, minutes, { who: memberIn(cleo, group), block: 1, at: 0 })
  await chair.documents.share(minutes)
  await meet(group, ...all)
  const decide = async (question: Promise<{ decision: ActId }>, document: DocumentId) => {
    const { decision } = await question
    await meet(group, ...all)
    for (const each of [chair, bea, cleo]) each.acts.write(document, decision, position('support'))
    await meet(group, ...all)
    const { 'decisions.close': close, 'decisions.declare': declare } = answersOf(chair)
    await close({ decision })
    await declare({ decision, number: `D/${document.slice(0, 3)}` })
    await meet(group, ...all)
    return decision
  }
  return { group, all, chair, bea, cleo, observer, minutes, decide }
}

test('a correction has the approved words and paragraphs, and the approved minutes stay as they are', async () => {
  const { group, all, chair, bea, minutes, decide } = await scene()
  const answers = answersOf(chair)
  const line = ids(chair, minutes)[2]!
  const { decision } = await answers['decisions.ask'](
    asked(minutes, { block: line, purpose: 'decide' }),
  )
  const approval = await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  expect(statuses(all, minutes)).toEqual(all.map(() => 'adopted'))
  const before = chair.documents.page(minutes)
  const { minutes: next } = await answersOf(bea)['minutes.correct']({ minutes })
  expect(ids(bea, next)).toEqual(ids(chair, minutes))
  expect(bea.documents.page(next).blocks.map(blockText)).toEqual([
    'A member noted that 48 defenders had been trained.',
    'Send the wording. (Owner: a member; Due: 2026-09-24)',
    'The examples move.',
  ])
  // It is of its author alone until it is shared, and differs in nothing yet.
  expect(bea.archive.documents.keyOf(next)?.shared).toBe(false)
  const corrects = { document: minutes, decision: approval, edition: 'version 2' }
  expect(await answersOf(bea)['minutes.corrects']({ minutes: next })).toMatchObject({
    ...corrects,
    changes: [],
  })
  await edit(bea, next, { delete: 2, block: 1, at: 20 }, { insert: '33', block: 1, at: 20 })
  await bea.documents.share(next)
  await meet(group, ...all)
  for (const each of all) {
    expect(await answersOf(each)['minutes.corrects']({ minutes: next })).toMatchObject({
      ...corrects,
      changes: [
        {
          before: 'A member noted that 48 defenders had been trained.',
          now: 'A member noted that 33 defenders had been trained.',
        },
      ],
    })
    expect(await answersOf(each)['minutes.corrects']({ minutes })).toBeNull()
    // The line still states its decision, and the item is owed once, where it was first.
    expect(await answersOf(each)['minutes.decisions']({ minutes: next })).toMatchObject([
      { question: decision, isChanged: false },
    ])
    const owed = actionsIn(followUpPorts(each), group, each.clock.now)
    expect(owed.map(({ document, words }) => [document, words])).toEqual([
      [minutes, 'Send the wording.'],
    ])
  }
  expect(chair.documents.page(minutes).blocks).toEqual(before.blocks)
})

test('only who writes there may correct minutes, and only minutes that a declared decision approved', async () => {
  const { group, all, chair, observer, minutes, decide } = await scene()
  const may = () =>
    Promise.all(all.map(async each => answersOf(each)['minutes.mayCorrect']({ minutes })))
  expect(await may()).toEqual(all.map(() => false))
  await decide((async () => answersOf(chair)['decisions.ask'](asked(minutes)))(), minutes)
  expect(await may()).toEqual(all.map(each => each !== observer))
  for (const each of all) {
    const answers = answersOf(each)
    const correct = async () => answers['minutes.correct']({ minutes })
    const isRefused = await correct().then(
      () => false,
      (failure: unknown) => failure instanceof Failure && failure.code === 'not-permitted',
    )
    expect(isRefused).toBe(each === observer)
  }
  const { minutes: next } = await answersOf(chair)['minutes.correct']({ minutes })
  await chair.documents.share(next)
  await meet(group, ...all)
  expect(await answersOf(chair)['minutes.mayCorrect']({ minutes: next })).toBe(false)
})

test('the group decides on the correction: it replaces the approved minutes on every device', async () => {
  const { group, all, chair, minutes, decide } = await scene()
  const answers = answersOf(chair)
  await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const { minutes: next } = await answers['minutes.correct']({ minutes })
  await edit(chair, next, { insert: 'Later, ', block: 3, at: 0 })
  await chair.documents.share(next)
  await meet(group, ...all)
  const prepared = await answers['decisions.prepare']({ document: next, block: null })
  const { corrects, replaceable } = prepared
  expect(corrects?.edition).toBe('version 2')
  expect(replaceable.map(({ declaration }) => declaration)).toEqual([corrects?.declaration])
  const { declaration: replaces, edition } = corrects!
  await decide((async () => answers['decisions.ask'](asked(next, { replaces, edition })))(), next)
  expect(statuses(all, minutes)).toEqual(all.map(() => 'replaced'))
  expect(statuses(all, next)).toEqual(all.map(() => 'adopted'))
  const { minutes: third } = await answers['minutes.correct']({ minutes: next })
  expect(await answers['minutes.corrects']({ minutes: third })).toMatchObject({
    ...{ document: next, edition: 'version 3', changes: [] },
  })
})

test('a correction says why: by the accepted amendment, else by the first open comment beside the paragraph', async () => {
  const { group, all, chair, bea, minutes, decide } = await scene()
  const answers = answersOf(chair)
  await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const { minutes: next } = await answers['minutes.correct']({ minutes })
  await edit(chair, next, { delete: 2, block: 1, at: 20 }, { insert: '33', block: 1, at: 20 })
  const changes = async (each: Decider) =>
    (await answersOf(each)['minutes.corrects']({ minutes: next }))?.changes
  expect(await changes(chair)).toMatchObject([{ place: '1', reasons: [] }])
  const text = '48 was the number in Jordan.'
  const comment = (words: string, at: number, isResolved = false) =>
    chair.documents.editAs(next, doc => {
      const anchor = anchorAt(doc, { index: 0, from: 0, to: 8 })!
      const id = openThread(doc, { kind: 'comment', at, text: words, ...anchor }, random)
      if (isResolved) settleThread(doc, id, 'resolve', at, random)
    })
  // One about the approved words, and one that was dealt with, are no reason.
  await comment('Is this the right region?', chair.clock.now - 86_400_000)
  await comment('A typing mistake?', chair.clock.now, true)
  expect(await changes(chair)).toMatchObject([{ reasons: [] }])
  await comment(text, chair.clock.now)
  const own = { what: 'comment', words: text, by: memberIn(chair, group) }
  // Private, and read by all.
  expect(await changes(chair)).toMatchObject([{ reasons: [own] }])
  await chair.documents.share(next)
  await meet(group, ...all)
  for (const each of all) expect(await changes(each)).toMatchObject([{ reasons: [own] }])
  // A proposal counts once it is accepted; a member who asked not to be named is not.
  const now = (): number => bea.clock.now
  const amend = (as: 'named' | 'withheld', wording: string) =>
    bea.documents.editAs(next, doc => {
      const author = scriptAuthor(bea, next, now())
      const step = { amend: wording, block: 1, why: `Because ${as}.`, as }
      expect(applyEditScript(doc, [step], { random, now, author }).refused).toEqual([])
    })
  await amend('named', 'A member noted that 34 defenders had been trained.')
  bea.clock.now += 1000
  await amend('withheld', 'A member noted that 33 women had been trained.')
  await meet(group, ...all)
  for (const each of all) expect(await changes(each)).toMatchObject([{ reasons: [own] }])
  for (const { label } of amendmentsOf(chair, next))
    await chair.documents.editAs(next, doc => {
      const author = scriptAuthor(chair, next, now())
      applyEditScript(doc, [{ accept: label }], { random, now, author })
    })
  await meet(group, ...all)
  for (const each of all)
    expect(await changes(each)).toMatchObject([
      {
        reasons: [
          { what: 'amendment', words: 'Because named.', by: memberIn(bea, group) },
          { what: 'amendment', words: 'Because withheld.', by: null },
        ],
      },
    ])
})

test('a correction was approved: its decision stands with it, and words written apart are none of it', async () => {
  const { group, all, chair, bea, minutes, decide } = await scene()
  const answers = answersOf(chair)
  await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const { minutes: next } = await answers['minutes.correct']({ minutes })
  await edit(chair, next, { insert: 'Later, ', block: 3, at: 0 })
  await chair.documents.share(next)
  await meet(group, ...all)
  const { corrects } = await answers['decisions.prepare']({ document: next, block: null })
  const { declaration: replaces, edition } = corrects!
  expect(await answers['minutes.corrects']({ minutes: next })).toMatchObject({
    ...{ outcome: 'agreed', number: `D/${minutes.slice(0, 3)}`, approved: null },
    text: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
  })
  const decision = await decide(
    (async () => answers['decisions.ask'](asked(next, { replaces, edition })))(),
    next,
  )
  await edit(bea, next, { insert: 'Apart: ', block: 1, at: 0 })
  await meet(group, ...all)
  const { closes } = await answers['decisions.get']({ decision })
  const closedAt = closes[0]?.at
  for (const each of all)
    expect(await answersOf(each)['minutes.corrects']({ minutes: next })).toMatchObject({
      approved: { decision, outcome: 'agreed', number: `D/${next.slice(0, 3)}`, closedAt },
      changes: [{ before: 'The examples move.', now: 'Later, The examples move.' }],
    })
})

test('the paragraphs of a correction are cited in one way before and after its approval', async () => {
  const { group, all, chair, minutes, decide } = await scene()
  const answers = answersOf(chair)
  await edit(
    chair,
    minutes,
    { new: 'They trained others.', after: 1, kind: 'num1' },
    { new: 'In three regions.', after: 2, kind: 'num2' },
    { new: 'The group met twice.', after: 3, kind: 'num1' },
  )
  await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const { minutes: next } = await answers['minutes.correct']({ minutes })
  await edit(chair, next, { insert: 'Later, ', block: 3, at: 0 }, { remove: 4 })
  await chair.documents.share(next)
  await meet(group, ...all)
  const changes = [
    { place: '2 (a)', before: 'In three regions.', now: 'Later, In three regions.' },
    { place: '3', before: 'The group met twice.', now: null },
  ]
  for (const each of all)
    expect(await answersOf(each)['minutes.corrects']({ minutes: next })).toMatchObject({
      ...{ approved: null, changes },
    })
  const { corrects } = await answers['decisions.prepare']({ document: next, block: null })
  const { declaration: replaces, edition } = corrects!
  await decide((async () => answers['decisions.ask'](asked(next, { replaces, edition })))(), next)
  for (const each of all)
    expect(await answersOf(each)['minutes.corrects']({ minutes: next })).toMatchObject({
      ...{ approved: { outcome: 'agreed' }, changes },
    })
})

test('words are written apart from approved minutes: they go into the correction that is there, and begin no other', async () => {
  const { group, all, chair, bea, minutes, decide } = await scene()
  const answers = answersOf(chair)
  const approval = await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const { minutes: next } = await answers['minutes.correct']({ minutes })
  await chair.documents.share(next)
  // The link is that of a next draft, and the minutes came from no other group.
  expect(chair.documents.draftOf(next)).toBe(approval)
  expect(answers['forwarding.origin']({ document: next })).toBeNull()
  await edit(bea, minutes, { insert: 'Apart: ', block: 3, at: 0 })
  await meet(group, ...all)
  expect(answersOf(bea)['decisions.apart']({ decision: approval })).toMatchObject([
    { document: minutes, draft: { document: next }, mayTake: true },
  ])
  const taking = { decision: approval, language: null }
  const taken = await answersOf(bea)['decisions.takeApart'](taking)
  expect(taken).toMatchObject({ draft: next, isNew: false })
  await meet(group, ...all)
  for (const each of all)
    expect(await answersOf(each)['minutes.corrects']({ minutes: next })).toMatchObject({
      changes: [{ before: 'The examples move.', now: 'Apart: The examples move.' }],
    })
})

test('a correction of an earlier program names the statement of the approval: it is read as before', async () => {
  const { group, all, chair, bea, minutes, decide } = await scene()
  const answers = answersOf(chair)
  const approval = await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  const found = findQuestion(
    decisionPorts(chair, () => chair.clock.now),
    approval,
  )
  const adoption = toHex(sha256(found.proceedings.statement(approval, found.today)!.adoption))
  const earlier = await chair.documents.duplicate(minutes, 'Minutes')
  await chair.documents.editAs(earlier, doc => {
    const origin = { level: 'country', adoption, checked: 'unknown' } as const
    writeMeetingEntry(doc, { kind: 'from', at: 1, ...origin }, random)
  })
  await chair.documents.share(earlier)
  await meet(group, ...all)
  expect(bea.documents.draftOf(earlier)).toBeNull()
  for (const each of all)
    expect(await answersOf(each)['minutes.corrects']({ minutes: earlier })).toMatchObject({
      document: minutes,
      decision: approval,
      edition: 'version 2',
    })
  const { corrects, replaceable } = await answers['decisions.prepare']({
    document: earlier,
    block: null,
  })
  expect(replaceable.map(({ declaration }) => declaration)).toEqual([corrects?.declaration])
})

test('minutes that were not approved, or a member who does not write: no correction begins', async () => {
  const { all, chair, observer, minutes, decide } = await scene()
  const correct = (profile: Decider) =>
    laterRefusal((async () => answersOf(profile)['minutes.correct']({ minutes }))())
  expect(await correct(chair)).toBe('not-permitted')
  const answers = answersOf(chair)
  await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
  expect(await correct(observer)).toBe('not-permitted')
  expect(await correct(chair)).toBeNull()
  expect(statuses(all, minutes)).toEqual(all.map(() => 'adopted'))
})

test('a paragraph is decided on and never adopted: the minutes around it stay open', async () => {
  const { group, all, chair, minutes } = await scene()
  const block = ids(chair, minutes)[2]!
  const ask = async (purpose: 'adopt' | 'decide') =>
    answersOf(chair)['decisions.ask'](asked(minutes, { block, purpose }))
  expect(await laterRefusal(ask('adopt'))).toBe('invalid-input')
  await ask('decide')
  await meet(group, ...all)
  expect(statuses(all, minutes)).toEqual(all.map(() => 'draft'))
  await edit(chair, minutes, { insert: 'Then', block: 1, at: 1 })
})

test.each([
  ['fr', 'version 2'],
  ['es', 'versión 2'],
  ['ar', 'النسخة 2'],
] as const)(
  'minutes in %s: the edition of their next version is in their language',
  async (language, edition) => {
    const { chair, minutes, decide } = await scene(language)
    const answers = answersOf(chair)
    await decide((async () => answers['decisions.ask'](asked(minutes)))(), minutes)
    const { minutes: next } = await answers['minutes.correct']({ minutes })
    expect(await answers['minutes.corrects']({ minutes: next })).toMatchObject({ edition })
  },
)
