// The line below a decision in minutes: computed from the acts that are here, the same in windows and in files,
// and open about words that were written since.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { partsOf, withOutcomes } from '#core/paper'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import type { Language, LineDecision } from '#shared/contract'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { askingOf, deciders, meet, position, type Decider } from '#tests/deciding'
import { decisionAnswers } from '../../src/core/api/decisions.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'

const answersOf = (profile: Decider) => {
  const context = { now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0]
  return { ...meetingAnswers(context), ...decisionAnswers(context) }
}

const stated = async (profile: Decider, minutes: DocumentId): Promise<readonly LineDecision[]> =>
  answersOf(profile)['minutes.decisions']({ minutes })

const printed = (profile: Decider, minutes: DocumentId): string[] =>
  withOutcomes(sheetOf(profile, minutes)).page.blocks.map(blockText)

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  profile.documents.editAs(minutes, doc => {
    const { refused } = applyEditScript(doc, steps, { random, now: () => profile.clock.now })
    expect(refused).toEqual([])
  })

/** Shared minutes with two decisions, of which none was put to the group. */
const scene = async () => {
  const { group, id, all } = await deciders(['rapporteur', 'member'])
  const [chair, bea, cleo] = all as [Decider, Decider, Decider]
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'decision', runs: [{ text: 'The examples move to an annex.' }] },
      { kind: 'decision', runs: [{ text: 'The list is closed.' }] },
      { kind: 'num1', runs: [{ text: 'The Rapporteur presented draft 4.' }] },
    ],
  })
  await chair.documents.share(minutes)
  await meet(group, ...all)
  const block = chair.documents.page(minutes).blocks[0]!.id!
  const ask = async (of: BlockId = block, languages: Language[] = ['en']): Promise<ActId> =>
    (
      await answersOf(chair)['decisions.ask'](
        askingOf(
          minutes,
          { block: of, purpose: 'decide', words: 'Do the examples move to an annex?', languages },
          2,
        ),
      )
    ).decision
  return { group, id, all, chair, bea, cleo, minutes, block, ask }
}

test('a line that was put to the group names its question, on every device', async () => {
  const { group, all, chair, minutes, block, ask } = await scene()
  expect(await stated(chair, minutes)).toEqual([])
  const question = await ask()
  await meet(group, ...all)
  for (const each of all) {
    expect(await stated(each, minutes)).toEqual([
      {
        ...{ block, question, document: minutes, number: '', state: 'open', closedAt: null },
        ...{ present: null, seats: 3, needed: 2, reservations: 0, isChanged: false },
        text: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
    ])
    expect(printed(each, minutes)[1]).toBe('The list is closed.')
  }
})

test('acts that come change the line on the device that gets them, and no byte of the text', async () => {
  const { group, all, chair, bea, cleo, minutes, ask } = await scene()
  const question = await ask()
  await meet(group, ...all)
  const before = chair.documents.page(minutes).blocks
  chair.acts.write(minutes, question, position('reservations'))
  bea.acts.write(minutes, question, position('support'))
  chair.clock.now = Date.UTC(2026, 2, 12, 18)
  await meet(group, ...all)
  chair.acts.write(minutes, question, { type: 'close' })
  // The member who was not told yet shows what it knows.
  expect(await stated(cleo, minutes)).toMatchObject([{ state: 'open' }])
  await meet(group, ...all)
  for (const each of all) {
    expect(await stated(each, minutes)).toMatchObject([
      { state: 'agreed', present: 2, seats: 3, reservations: 1, closedAt: chair.clock.now },
    ])
    expect(printed(each, minutes)[0]).toMatch(
      /^The examples move to an annex\. \(Agreed by consensus; 2 of 3 answered, 2 needed; 2026-03-12; reservations: 1; text [0-9a-f]{4} [0-9a-f]{4}\)$/,
    )
    expect(each.documents.page(minutes).blocks).toEqual(before)
  }
  bea.acts.write(minutes, question, { type: 'reopen', reason: 'An objection came late.' })
  await meet(group, ...all)
  for (const each of all) expect(await stated(each, minutes)).toMatchObject([{ state: 'open' }])
})

test('people outside are asked about the words of a decision, and not about what came out of it', async () => {
  const { chair, minutes, ask } = await scene()
  await ask()
  expect(printed(chair, minutes)[0]).toContain('(The decision is open;')
  expect(partsOf(sheetOf(chair, minutes))[0]?.text).toBe('The examples move to an annex.')
})

test('words written since: the line says so in the window and in files, until they are as they were', async () => {
  const { group, all, chair, bea, minutes, ask } = await scene()
  const question = await ask()
  await meet(group, ...all)
  chair.acts.write(minutes, question, position('support'))
  bea.acts.write(minutes, question, position('support'))
  await meet(group, ...all)
  chair.acts.write(minutes, question, { type: 'close' })
  await edit(bea, minutes, { insert: 'Not ', block: 1, at: 0 })
  await meet(group, ...all)
  for (const each of all) {
    expect(await stated(each, minutes)).toMatchObject([{ state: 'agreed', isChanged: true }])
    expect(printed(each, minutes)[0]).toMatch(/^Not The examples .*; changed since\)$/)
  }
  await edit(chair, minutes, { delete: 4, block: 1, at: 0 })
  await meet(group, ...all)
  for (const each of all) expect(await stated(each, minutes)).toMatchObject([{ isChanged: false }])
  // A change elsewhere in the minutes is none of the decision.
  await edit(chair, minutes, { insert: 'Later, ', block: 3, at: 0 })
  expect(await stated(chair, minutes)).toMatchObject([{ isChanged: false }])
})

test('a line that is discussion again, or names no right question, states no decision', async () => {
  const { chair, minutes, ask } = await scene()
  const question = await ask()
  const states = (named: string) => ({ states: { question: named }, block: 1 })
  await edit(chair, minutes, { kind: 'num1', block: 1 })
  expect(await stated(chair, minutes)).toEqual([])
  expect(printed(chair, minutes)[0]).toBe('The examples move to an annex.')
  await edit(chair, minutes, { kind: 'decision', block: 1 }, states('f'.repeat(64)))
  expect(await stated(chair, minutes)).toEqual([])
  await edit(chair, minutes, states(question))
  expect(await stated(chair, minutes)).toMatchObject([{ question }])
})

test('lines are counted by kind, and those of an item are read up to the next item', async () => {
  const { group, chair } = await scene()
  const item = (letter: string) => letter.repeat(10) as BlockId
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'h1', runs: [{ text: 'Strategy' }], meeting: { item: item('a') } },
      { kind: 'num1', runs: [{ text: 'The draft was read.' }] },
      { kind: 'action', runs: [{ text: 'Send it.' }] },
      { kind: 'num1', runs: [] },
      { kind: 'h1', runs: [{ text: 'Other matters' }], meeting: { item: item('b') } },
      { kind: 'decision', runs: [{ text: 'The list is closed.' }] },
    ],
  })
  const recorded = async (of: BlockId | null) =>
    answersOf(chair)['minutes.recorded']({ minutes, item: of })
  const counts = { decision: 1, reservation: 0, action: 1, information: 0 }
  expect(await recorded(null)).toEqual({ counts, lines: [], last: null, next: null })
  expect(await recorded(item('a'))).toMatchObject({
    counts,
    lines: [
      { kind: 'num1', number: '1.', text: 'The draft was read.' },
      { kind: 'action', text: 'Send it.' },
    ],
  })
  expect((await recorded(item('b'))).lines.map(({ text }) => text)).toEqual(['The list is closed.'])
  expect(await recorded(item('c'))).toMatchObject({ lines: [], last: null })
  // Members go on writing in the last block of a part, which may be empty, or behind its heading.
  const { blocks } = chair.documents.page(minutes)
  expect((await recorded(item('a'))).last).toBe(blocks[3]!.id)
  expect((await recorded(item('b'))).last).toBe(blocks[5]!.id)
  // The next item begins there.
  expect((await recorded(item('a'))).next).toBe(blocks[4]!.id)
  expect((await recorded(item('b'))).next).toBeNull()
  await edit(chair, minutes, { remove: 6 })
  expect((await recorded(item('b'))).last).toBe(blocks[4]!.id)
})

test('a line has a version in another language: each is compared with the decided words of its own', async () => {
  const { group, all, chair, minutes, ask } = await scene()
  const french = await chair.documents.duplicate(minutes, 'Compte rendu', 'fr')
  await edit(chair, french, { insert: 'Les exemples ', block: 1, at: 0 })
  await chair.documents.share(french)
  await ask(undefined, ['en', 'fr'])
  await meet(group, ...all)
  for (const each of all) expect(await stated(each, minutes)).toMatchObject([{ isChanged: false }])
})
