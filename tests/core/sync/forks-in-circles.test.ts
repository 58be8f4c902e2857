// A feed of a circle was forked. A member who is brought in later hands on both contents, with real
// documents, and nothing of it leaves the circle.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, linesOf, textIn, type Dice } from '#tests/documents'
import {
  carry,
  circleAt,
  circleOf,
  creates,
  facesOf,
  playerOf,
  type Game,
  type Player,
} from '#tests/fork-schedule'
import { founder, joiner, meet, type Person } from '#tests/group'
import type { DocumentId } from '#shared/ids'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const turn = (): Promise<void> => new Promise(setImmediate)

const write = async ({ documents }: Player, page: DocumentId, words: string): Promise<void> => {
  await documents.editAs(page, doc => textIn(doc, 0).insert(0, words))
  await documents.flush()
  await turn()
}

test('a member is brought into a circle behind a fork: another one gets both contents of it alone', async () => {
  const host = founder('Amina', { archive: temporaryArchive() })
  const people = ['Ben', 'Chen', 'Dana', 'Eve', 'Mallory'].map(name =>
    joiner(name, host, { archive: temporaryArchive() }),
  ) as unknown as [Person, Person, Person, Person, Person]
  for (const person of people) meet(host, person)
  const [toBen, toChen, toDana, toEve, toMallory] = people
  const all = { chance: () => true } as unknown as Dice
  const circle = circleOf(host, [toBen, toChen, toMallory], all)
  const amina = playerOf(host, random, [circle])
  const { id: page } = await creates(amina, circle.id)
  const own = new Map([toBen, toChen].map(person => [person, circleAt(person, circle)!]))
  const [ben, chen] = [...own].map(([person, each]) => playerOf(person, random, [each])) as [
    Player,
    Player,
  ]
  const eve = playerOf(toEve)
  const [yes, no] = facesOf(toMallory, temporaryArchive(), circle)
  const begin = async (...players: Player[]): Promise<void> => {
    for (const replica of amina.replicas.values()) replica.prepare()
    await turn()
    for (const player of players)
      for (const [space, replica] of amina.replicas) {
        const packs = [...replica.handover(player.id)].map(({ bytes }) => readPack(bytes)!)
        if (packs.length > 0) player.replicas.get(space)?.receive(packs)
      }
  }
  await begin(ben, chen, eve, yes, no)
  const game = { dice: diceFrom(1) } as Game
  await write(yes, page, 'YES ')
  await write(yes, page, 'AND ')
  await write(no, page, 'NO ')
  await carry(game, yes, amina)
  await carry(game, no, ben)
  await write(ben, page, 'BEN ')
  for (let round = 0; round < 2; round++) await carry(game, ben, amina)
  for (const words of ['YES', 'AND', 'NO', 'BEN']) expect(linesOf(amina, page)[0]).toContain(words)
  circle.bring(toDana.group.self.member!)
  const dana = playerOf(toDana, random, [circleAt(toDana, circle)!])
  for (const each of own.values()) each.addRecords(circle.recordsBeyond([]))
  await begin(dana)
  await write(dana, page, 'DANA ')
  for (let round = 0; round < 2; round++) {
    await carry(game, dana, chen)
    await carry(game, dana, eve)
  }
  for (const words of ['YES', 'AND', 'NO', 'BEN', 'DANA'])
    expect(linesOf(chen, page).join(' ')).toContain(words)
  expect(linesOf(chen, page)).toEqual(linesOf(dana, page))
  const replica = chen.replicas.get(circle.id)!
  expect(replica.waiting()).toBe(0)
  expect([...replica.offences()].map(([device, { isStopped }]) => [device, isStopped])).toEqual([
    [yes.id, true],
  ])
  expect(eve.person.archive.documents.get(page)).toBeNull()
})
