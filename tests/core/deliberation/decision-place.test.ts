// The item of a meeting at which a question is asked: signed into it where the meeting is called, else
// from the text. An agenda of a circle is named to nobody outside it.
import { expect, test } from 'vitest'
import type { Decision, DecisionSummary } from '#shared/contract'
import { setMeetingStates, blockNamed } from '#document/tree'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import { askingOf, deciders, meet, memberIn, questionOf, type Decider } from '#tests/deciding'
import { listAnswers } from '#tests/list-answers'
import { laterRefusal } from '#tests/refusal'

const hour = 3_600_000
const from = Date.UTC(2026, 8, 20, 14)
const consensus = { kind: 'consensus', quorum: 1, threshold: null, heard: false } as const

const committee = async () => {
  const { group, id, all } = await deciders(['rapporteur', 'member'])
  const [chair, rapporteur, one] = all as [Decider, Decider, Decider]
  for (const each of all) each.clock.now = from - 48 * hour
  const answers = listAnswers(chair)
  const { agenda } = await answers['meetings.create']({
    group,
    title: 'Third session',
    language: 'en',
  })
  const { block: strategy } = await answers['meetings.addItem']({
    agenda,
    after: null,
    title: 'Strategy',
    papers: [id],
  })
  const { block: dates } = await answers['meetings.addItem']({
    agenda,
    after: strategy,
    title: 'Dates',
  })
  const time = { agenda, from, until: from + hour, zones: [], languages: [] }
  const call = async (): Promise<void> => {
    await answers['meetings.call'](time)
    await meet(group, ...all)
  }
  return { group, id, all, chair, rapporteur, one, agenda, strategy, dates, call }
}

type Where = { agenda: DocumentId; block: BlockId } | null

const ask = async (
  profile: Decider,
  document: DocumentId,
  block: BlockId | null,
  where: Where,
): Promise<ActId> => {
  const { decision } = await listAnswers(profile)['decisions.ask'](
    askingOf(document, { block, purpose: 'decide', languages: [], rule: consensus, where }),
  )
  return decision
}

const prepared = (profile: Decider, document: DocumentId, block: BlockId | null) =>
  listAnswers(profile)['decisions.prepare']({ document, block }) as { places: readonly object[] }

const shown = (profile: Decider, decision: ActId) =>
  listAnswers(profile)['decisions.get']({ decision }) as Decision

const listed = (profile: Decider, group: GroupId): readonly DecisionSummary[] =>
  (listAnswers(profile)['decisions.list']({ group }) as { decisions: readonly DecisionSummary[] })
    .decisions

test('a paper of an item is asked about at that item: every member sees the meeting and the item', async () => {
  const { group, id, all, chair, agenda, strategy, dates, call } = await committee()
  expect(prepared(chair, id, null).places).toEqual([])
  await call()
  const words = { title: 'Third session', number: '4', words: 'Strategy' }
  expect(prepared(chair, id, null).places).toEqual([{ agenda, block: strategy, ...words }])
  const other = laterRefusal(ask(chair, id, null, { agenda, block: dates }))
  expect(await other).toBe('not-found')
  const decision = await ask(chair, id, null, { agenda, block: strategy })
  const apart = await ask(chair, id, null, null)
  await meet(group, ...all)
  for (const each of all) {
    const where = { agenda, block: strategy, meeting: agenda, title: 'Third session' }
    expect(listed(each, group).map(({ id: one, where: at }) => [one, at])).toEqual(
      expect.arrayContaining([
        [decision, where],
        [apart, null],
      ]),
    )
    expect(shown(each, decision).item).toEqual({ number: '4', words: 'Strategy' })
    expect(shown(each, apart).item).toBe(null)
  }
  const answers = listAnswers(chair)
  await answers['meetings.setItem']({ agenda, block: strategy, title: 'Strategy, again' })
  expect(shown(chair, decision).item?.words).toBe('Strategy, again')
})

test('a paragraph of an agenda or of minutes stands at its item, also where it was asked before the call', async () => {
  const { group, all, chair, one, agenda, dates, strategy, call } = await committee()
  await chair.documents.share(agenda)
  const early = await ask(chair, agenda, dates, null)
  await call()
  expect(prepared(chair, agenda, dates).places).toMatchObject([{ agenda, block: dates }])
  const late = await ask(chair, agenda, dates, { agenda, block: dates })
  const { minutes } = await listAnswers(chair)['meetings.open']({ agenda })
  const heading = chair.documents
    .page(minutes)
    .blocks.findIndex(({ meeting }) => meeting?.item === strategy)
  expect(heading).toBeGreaterThan(-1)
  await chair.documents.editAs(minutes, doc => {
    const element = blockNamed(doc, chair.documents.page(minutes).blocks[heading]!.id!)!
    setMeetingStates(element, { question: late })
  })
  const line = chair.documents.page(minutes).blocks[heading]!.id!
  const inMinutes = await ask(chair, minutes, line, { agenda, block: strategy })
  const whole = await ask(chair, minutes, null, null)
  // Sentences say that minutes are approved.
  const isMinutes = new Map(listed(chair, group).map(each => [each.id, each.isMinutes]))
  expect([isMinutes.get(whole), isMinutes.get(inMinutes)]).toEqual([true, true])
  await meet(group, ...all)
  for (const each of [chair, one]) {
    const places = [early, late, inMinutes].map(id => shown(each, id).where?.block)
    expect(places).toEqual([dates, dates, strategy])
    expect(shown(each, whole).where).toBe(null)
    expect(shown(each, early).recorded).toEqual([])
    expect(shown(each, late).recorded).toMatchObject([
      { document: minutes, block: line, title: 'Third session' },
    ])
  }
})

test('a closed item: its circle sees the place, and no question of the group can name it', async () => {
  const { group, id, all, chair, one, rapporteur, agenda, strategy, call } = await committee()
  await call()
  const circle = chair.circles.found(group, 'Safety')
  circle.bring(memberIn(one, group), 'member')
  const { bytes } = await chair.sync.writeFile({ group: circle.id, members: [] })
  // The first file of the circle offers it.
  expect(await laterRefusal(one.sync.readFile(bytes))).toBe('circle-offered')
  one.circles.accept(group, circle.id)
  await meet(circle.id, chair, one)
  const answers = listAnswers(chair)
  const { agenda: closed } = await answers['meetings.closeItem']({
    ...{ agenda, after: strategy, circle: circle.id, title: 'Routes', minutes: 15 },
  })
  const block = chair.documents.page(closed).blocks.findLast(({ kind }) => kind === 'num1')!.id!
  await answers['meetings.setItem']({ agenda: closed, block, papers: [id] })
  await answers['meetings.open']({ agenda })
  await answers['meetings.open']({ agenda: closed })
  // A text of the group, as a paper of a closed item: the group's question is not asked there.
  expect(prepared(chair, id, null).places).toMatchObject([{ agenda, block: strategy }])
  const named = laterRefusal(ask(chair, id, null, { agenda: closed, block }))
  expect(await named).toBe('not-found')
  const place = { agenda: closed, block }
  const decision = await ask(chair, closed, block, place)
  await meet(circle.id, chair, one)
  await meet(group, ...all)
  for (const each of [chair, one]) {
    expect(shown(each, decision).where).toEqual({
      ...{ agenda: closed, block, meeting: agenda, title: 'Third session' },
    })
    expect(shown(each, decision).item).toEqual({ number: '', words: 'Routes' })
  }
  expect(listed(rapporteur, group)).toEqual([])
  // One that names it all the same: shown without a place.
  const [call0] = [...(chair.acts.actsOf(closed)?.own?.nodes.keys() ?? [])]
  const wrong = questionOf(chair, group, id, { where: { ...place, call: call0! } })
  const forged = chair.acts.write(id, null, wrong)
  expect(shown(chair, forged).where).toBe(null)
})
