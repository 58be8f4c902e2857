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

const earlier = (profile: Decider, decision: ActId) =>
  listAnswers(profile)['decisions.get']({ decision }) as { earlier: ActId | null }

/** Every member sees this question as the earlier one. */
const isEarlier = async ({ group, all }: Scene, decision: ActId, than: ActId | null) => {
  await meet(group, ...all)
  for (const each of all) expect(earlier(each, decision)).toMatchObject({ earlier: than })
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
  await isEarlier(all, other, null)
  await withdraw(all, agenda, first)
  await answers['meetings.setItem']({ agenda, block: strategy, title: 'Strategy for ten years' })
  const [again] = (await consent(strategy)) as readonly [ActId]
  await isEarlier(all, again, first)
  await isEarlier(all, other, null)
  // The whole agenda is another thing than an item of it.
  const whole = await ask(agenda, { purpose: 'decide' })
  await isEarlier(all, whole, null)
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
  await isEarlier(all, await ask(minutes, { purpose: 'decide', block: other }), null)
  const longer = { insert: 'All of ', block: 0, at: 0 }
  await chair.documents.editAs(
    minutes,
    doc => void applyEditScript(doc, [longer], { random, now: () => 1 }),
  )
  await isEarlier(all, await ask(minutes, { purpose: 'decide', block: line }), first)
})

test('a text has the question before it as the earlier one, unless that one decided it', async () => {
  const all = await scene()
  const { id, group, chair, one, ask } = all
  const first = await ask(id)
  await isEarlier(all, first, null)
  await withdraw(all, id, first)
  const second = await ask(id)
  await isEarlier(all, second, first)
  await withdraw(all, id, second)
  const third = await ask(id)
  await isEarlier(all, third, second)
  one.acts.write(id, third, position('support'))
  await meet(group, ...all.all)
  await listAnswers(chair)['decisions.close']({ decision: third })
  // It is open no more.
  await isEarlier(all, third, null)
  await listAnswers(chair)['decisions.reopen']({ decision: third, reason: 'A mistake.' })
  await isEarlier(all, third, second)
})

test('a decision that was agreed has no position to give again on the next question', async () => {
  const all = await scene()
  const { id, group, chair, one, ask } = all
  const decided = await ask(id, { purpose: 'decide' })
  await meet(group, ...all.all)
  one.acts.write(id, decided, position('support'))
  await meet(group, ...all.all)
  await listAnswers(chair)['decisions.close']({ decision: decided })
  await isEarlier(all, await ask(id, { purpose: 'decide' }), null)
  await isEarlier(all, await ask(id), null)
})
