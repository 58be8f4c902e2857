// The question about an earlier text: positions on it are offered again on the same item, line or document alone.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import { askingOf, deciders, meet, position, type Asking, type Decider } from '#tests/deciding'
import { listAnswers } from '#tests/list-answers'

const hour = 3_600_000

const scene = async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, one] = all as [Decider, Decider]
  const ask = async (document: DocumentId, more: Partial<Asking> = {}): Promise<ActId> => {
    chair.clock.now += hour
    const { decision } = await listAnswers(chair)['decisions.ask'](askingOf(document, more))
    return decision
  }
  return { group, id, all, chair, one, ask }
}

type Scene = Awaited<ReturnType<typeof scene>>

/** The member gives a position, and the chair withdraws the question. */
const withdraw = async ({ group, all, chair, one }: Scene, document: DocumentId, id: ActId) => {
  await meet(group, ...all)
  one.acts.write(document, id, position('support'))
  await meet(group, ...all)
  await listAnswers(chair)['decisions.withdraw']({ decision: id, reason: 'Its words change.' })
  await meet(group, ...all)
}

/** The earlier question as the members see it, once where all see the same. */
const earlierOf = async ({ group, all }: Scene, decision: ActId): Promise<(ActId | null)[]> => {
  await meet(group, ...all)
  const seen = all.map(
    each => (listAnswers(each)['decisions.get']({ decision }) as { earlier: ActId | null }).earlier,
  )
  return [...new Set(seen)]
}

const agendaOf = async (chair: Decider, group: GroupId) => {
  const answers = listAnswers(chair)
  const title = 'Third session'
  const { agenda } = await answers['meetings.create']({ group, title, language: 'en' })
  const add = async (after: BlockId | null, words: string): Promise<BlockId> =>
    (await answers['meetings.addItem']({ agenda, after, title: words })).block
  const strategy = await add(null, 'Strategy')
  const dates = await add(strategy, 'Dates')
  const from = chair.clock.now + 48 * hour
  await answers['meetings.call']({ agenda, from, until: from + hour, zones: [], languages: [] })
  return { agenda, strategy, dates }
}

test('an item of a consent agenda has no earlier text in another item of it', async () => {
  const all = await scene()
  const { group, chair, ask } = all
  const { agenda, strategy, dates } = await agendaOf(chair, group)
  await meet(group, ...all.all)
  const answers = listAnswers(chair)
  const consent = async (...blocks: BlockId[]): Promise<readonly ActId[]> => {
    chair.clock.now += hour
    const until = chair.clock.now + hour
    return (await answers['meetings.consent']({ agenda, blocks, until })).decisions
  }
  const [first] = (await consent(strategy)) as readonly [ActId]
  const [other] = (await consent(dates)) as readonly [ActId]
  expect(await earlierOf(all, other)).toEqual([null])
  await withdraw(all, agenda, first)
  await answers['meetings.setItem']({ agenda, block: strategy, title: 'Strategy for ten years' })
  const [again] = (await consent(strategy)) as readonly [ActId]
  expect(await earlierOf(all, again)).toEqual([first])
  expect(await earlierOf(all, other)).toEqual([null])
  // The whole agenda is another thing than an item of it.
  const whole = await ask(agenda, { purpose: 'decide' })
  expect(await earlierOf(all, whole)).toEqual([null])
})

test('a line of minutes has its own earlier text after its words changed, and that of no other line', async () => {
  const all = await scene()
  const { group, chair, ask } = all
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'decision', runs: [{ text: 'The examples move.' }] },
      { kind: 'decision', runs: [{ text: 'The group meets in May.' }] },
    ],
  })
  await chair.documents.share(minutes)
  const [line, other] = chair.documents.page(minutes).blocks.map(({ id }) => id!) as [
    BlockId,
    BlockId,
  ]
  const first = await ask(minutes, { purpose: 'decide', block: line })
  await withdraw(all, minutes, first)
  expect(await earlierOf(all, await ask(minutes, { purpose: 'decide', block: other }))).toEqual([
    null,
  ])
  const longer = { insert: 'All of ', block: 0, at: 0 }
  await chair.documents.editAs(
    minutes,
    doc => void applyEditScript(doc, [longer], { random, now: () => 1 }),
  )
  expect(await earlierOf(all, await ask(minutes, { purpose: 'decide', block: line }))).toEqual([
    first,
  ])
})

test('a text has the question before it as the earlier one, unless that one decided it', async () => {
  const all = await scene()
  const { id, group, chair, one, ask } = all
  const first = await ask(id)
  expect(await earlierOf(all, first)).toEqual([null])
  await withdraw(all, id, first)
  const second = await ask(id)
  expect(await earlierOf(all, second)).toEqual([first])
  await withdraw(all, id, second)
  const third = await ask(id)
  expect(await earlierOf(all, third)).toEqual([second])
  one.acts.write(id, third, position('support'))
  await meet(group, ...all.all)
  await listAnswers(chair)['decisions.close']({ decision: third })
  // A closed question has no earlier one.
  expect(await earlierOf(all, third)).toEqual([null])
  await listAnswers(chair)['decisions.reopen']({ decision: third, reason: 'A mistake.' })
  expect(await earlierOf(all, third)).toEqual([second])
})

test('a decision that was agreed has no position to give again on the next question', async () => {
  const all = await scene()
  const { id, group, chair, one, ask } = all
  const decided = await ask(id, { purpose: 'decide' })
  await meet(group, ...all.all)
  one.acts.write(id, decided, position('support'))
  await meet(group, ...all.all)
  await listAnswers(chair)['decisions.close']({ decision: decided })
  expect(await earlierOf(all, await ask(id, { purpose: 'decide' }))).toEqual([null])
  expect(await earlierOf(all, await ask(id))).toEqual([null])
})
