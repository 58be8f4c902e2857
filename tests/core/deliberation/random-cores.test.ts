// Random deliberations through whole profiles: the same acts, outcome, status and statement on every
// device that remains; no answer counts that its author did not give; no word is lost.
// @module-tag long
import { describe, expect, test } from 'vitest'
import { Proceedings } from '#core/deliberation/acts'
import { membershipOfGroup } from '#core/deliberation/membership'
import type { DocumentId } from '#shared/ids'
import { decidingGroup, type DecidingGroup, type Player } from '#tests/deliberation-cores'
import { diceFrom, shuffled, type Dice } from '#tests/documents'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'

const step = async (world: DecidingGroup, dice: Dice, steps: number): Promise<void> => {
  const { players } = world
  const remain = (): Player[] => players.filter(({ isOut }) => !isOut)
  const [chair] = players as [Player]
  const one = (): Player => dice.one(dice.chance(0.9) ? remain() : players)
  const what = dice.below(100)
  if (what < 42) return world.act(one())
  if (what < 52) return world.type(one())
  if (what < 76) {
    const [from, to] = [one(), one()]
    return from === to ? undefined : world.give(from, to)
  }
  if (what < 84) {
    const [a, b] = [one(), one()]
    return a === b || a.isOut || b.isOut ? undefined : world.link(a, b)
  }
  if (what < 88) return world.mailbox(dice.one(remain()))
  if (what < 91) return world.restart(dice.one(remain()))
  if (what < 93) return world.restore(dice.one(remain().slice(1)))
  if (what < 95)
    return world.setRole(chair, dice.one(remain().slice(1)), dice.one(['member', 'rapporteur']))
  if (what === 95 && remain().length > 3) return world.remove(chair, dice.one(remain().slice(1)))
  if (what === 96 && remain().length > 3) return world.fork(dice.one(remain().slice(1)))
  if (what === 97) return world.seal(chair)
  if (what === 98 && players.length < 7) return world.newcomer(chair, `late ${steps}`)
}

/** Each answer that counts was signed by a device that wrote it; no seat counts twice. */
const expectSaid = (seed: number, world: DecidingGroup, { profile }: Player, id: DocumentId) => {
  const acts = profile.acts.actsOf(id)
  for (const proceedings of acts?.graphs.values() ?? [])
    for (const { question, state } of proceedings.asked(acts?.today ?? [])) {
      if (!('outcome' in state)) continue
      const { seats } = state.outcome
      expect({ seed, seats: new Set(seats.map(({ seat }) => seat)).size }).toEqual({
        seed,
        seats: seats.length,
      })
      for (const { from, choice, act } of seats) {
        const isAnswer = from !== 'none' && from !== 'void' && from !== 'seen'
        const isSilent = choice === null || choice === 'seen'
        expect({ seed, from, is: isAnswer || isSilent }).toEqual({ seed, from, is: true })
        if (!isAnswer) continue
        const said = act && world.written.get(act.record.id)
        expect({ seed, question: question.id, device: said?.device }).toEqual({
          seed,
          question: question.id,
          device: act?.record.device,
        })
        if (said?.body.type === 'position' && from !== 'heard')
          expect({ seed, choice: said.body.choice }).toEqual({ seed, choice })
      }
    }
}

const expectWords = (seed: number, world: DecidingGroup, { profile }: Player, id: DocumentId) => {
  const { blocks } = profile.documents.page(id)
  const page = blocks.flatMap(({ runs }) => runs.map(({ text }) => text)).join('\n')
  for (const author of world.players) {
    if (author.isOut) continue
    const own = author.profile.documents.sealing.late(world.documentOf(author))
    const late = own.map(({ text }) => text).join('\n')
    for (const word of author.words)
      expect({ seed, word, is: page.includes(word) || late.includes(word) }).toEqual({
        seed,
        word,
        is: true,
      })
  }
}

/** The same acts in another order of arrival, read alone. */
const expectInAnyOrder = (
  seed: number,
  { group }: DecidingGroup,
  { profile }: Player,
  id: DocumentId,
  dice: Dice,
) => {
  const acts = profile.acts.actsOf(id)
  const membership = membershipOfGroup(profile.groups.get(group))
  for (const [document, proceedings] of acts?.graphs ?? []) {
    const fresh = new Proceedings({ audience: group, document }, membership)
    const records = [...proceedings.nodes.values()].map(({ record }) => record)
    for (const record of shuffled(records, dice)) fresh.add([record])
    while (fresh.add(records).accepted.length > 0);
    const shown = (of: Proceedings) =>
      of
        .asked(acts?.today ?? [])
        .map(({ question, state }) => ({
          ...{ id: question.id, is: state.is },
          ...('outcome' in state && { code: state.outcome.code, counts: state.outcome.counts }),
        }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect({ seed, shown: shown(fresh) }).toEqual({ seed, shown: shown(proceedings) })
  }
}

const expectAlike = (seed: number, world: DecidingGroup, dice: Dice): void => {
  const remain = world.players.filter(({ isOut }) => !isOut)
  const [first] = remain
  if (!first) return
  const all = (each: Player) => ({ acts: world.actsOf(each), shown: world.shownBy(each) })
  for (const each of remain) {
    const id = world.documentOf(each)
    expect({ seed, name: each.name, ...all(each) }).toEqual({
      seed,
      name: each.name,
      ...all(first),
    })
    expectSaid(seed, world, each, id)
    expectWords(seed, world, each, id)
  }
  expectInAnyOrder(seed, world, first, world.documentOf(first), dice)
}

const counts = new Map<string, number>()
const { seeds, passed } = series('deliberation-cores', 2000)

// A test for each seed: the folders and mailboxes of a schedule go with it.
describe.runIf(seeds.length > 0)('random schedules through whole profiles', () => {
  test.each(seeds)(
    'seed %i: all who remain agree, and no word is lost',
    async seed => {
      const dice = diceFrom(seed)
      const world = await decidingGroup(dice, 3 + dice.below(3))
      for (let at = 0; at < 40; at++) await step(world, dice, at)
      await world.settle()
      expectAlike(seed, world, dice)
      for (const [what, number] of world.counts) counts.set(what, (counts.get(what) ?? 0) + number)
      const closing = world.players.map(({ profile }) => profile.close())
      await expect(Promise.all(closing)).resolves.toHaveLength(world.players.length)
      passed(seed, [...world.counts].map(([what, number]) => `${what} ${number}`).join(', '))
    },
    patiently.timeout,
  )

  test.runIf(seeds.length >= 20)('together they reach every act and every way', () => {
    const reached = ['question', 'position', 'close', 'declare', 'sign', 'reopen', 'file', 'link']
    for (const what of reached)
      expect({ what, reached: (counts.get(what) ?? 0) > 0 }).toEqual({ what, reached: true })
  })
})
