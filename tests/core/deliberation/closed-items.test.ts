// A closed item on whole cores: Amina and Bola are in its circle and see it where it stands. Carol sees no
// item, no gap between numbers and none between times, and has no byte of it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { openCircleCores, type CircleCores } from '#tests/circle-cores'
import type { Device } from '#tests/cores'
import { phrases } from '#tests/phrases'

const [title = '', ask = '', circleName = ''] = phrases(3)
const hour = 3_600_000
const from = Date.UTC(2026, 8, 20, 14)

let cores: CircleCores
let [amina, bola, carol] = [] as unknown as [Device, Device, Device]
let group: GroupId

beforeAll(async () => {
  cores = await openCircleCores()
  ;({ group, amina, bola, carol } = cores)
})
afterAll(() => cores.close())

const get = ({ core }: Device, agenda: DocumentId) => core.answers['meetings.get']({ agenda })
const shown = async (who: Device, agenda: DocumentId) =>
  (await get(who, agenda)).list.map(each => [each.number, each.title, each.begins])

test('a closed item stands between two items: its circle sees it there, and for others nothing is there at all', async () => {
  const circle = await cores.newCircle(circleName)
  const { answers } = amina.core
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  const add = async (words: string, after: BlockId | null) =>
    (await answers['meetings.addItem']({ agenda, title: words, minutes: 20, after })).block
  const first = await add('Strategy', null)
  const second = await add('Protocol', first)
  const time = { agenda, from, until: from + hour, zones: [], languages: [] }
  await answers['meetings.call'](time)
  await cores.giveAll(circle)
  const before = await get(carol, agenda)
  const { agenda: closed } = await answers['meetings.closeItem']({
    ...{ agenda, after: first, circle, title, minutes: 15 },
  })
  const [own] = (await get(amina, closed)).list
  await answers['meetings.setItem']({ agenda: closed, block: own!.block, ask })
  await cores.giveAll(circle)
  for (const who of [amina, bola]) {
    expect((await shown(who, agenda)).slice(-3)).toEqual([
      ['4', 'Strategy', 0],
      ['', title, 20],
      ['5', 'Protocol', 35],
    ])
    expect((await get(who, agenda)).list.at(-2)).toMatchObject({ ask, agenda: closed })
    // Its page opens: it is a meeting of its own to the circle.
    expect((await get(who, closed)).list).toMatchObject([{ title, ask }])
  }
  expect((await shown(carol, agenda)).slice(-2)).toEqual([
    ['4', 'Strategy', 0],
    ['5', 'Protocol', 20],
  ])
  expect(await get(carol, agenda)).toEqual(before)
  // Bola changes it in place; still nothing is with Carol.
  await bola.core.answers['meetings.setItem']({ agenda: closed, block: own!.block, minutes: 30 })
  await cores.giveAll(circle, bola)
  expect((await shown(amina, agenda)).at(-1)).toEqual(['5', 'Protocol', 50])
  expect(await get(carol, agenda)).toEqual(before)

  // In session: the item is debated and ended, and has minutes.
  const { minutes } = await answers['meetings.open']({ agenda })
  await answers['meetings.item']({ agenda, block: first, state: 'debated' })
  await answers['meetings.item']({ agenda: closed, block: own!.block, state: 'debated' })
  const { minutes: closedMinutes } = await answers['meetings.open']({ agenda: closed })
  await cores.giveAll(circle)
  expect((await get(amina, agenda)).debated).toEqual({ agenda: closed, block: own!.block })
  const seen = await get(carol, agenda)
  expect(seen.debated).toEqual({ agenda, block: first })
  expect(seen.undecided.some(each => each.agenda !== agenda)).toBe(false)
  expect(JSON.stringify(carol.core.page(minutes))).not.toContain(title)
  for (const each of seen.list)
    await answers['meetings.item']({ agenda, block: each.block, state: 'noted' })
  await answers['meetings.item']({ agenda: closed, block: own!.block, state: 'noted' })
  await answers['meetings.end']({ agenda })
  await cores.giveAll(circle)
  expect((await get(carol, agenda)).state).toBe('closed')
  const words = [title, ask, circleName, closed, closedMinutes]
  expect([...(await cores.keptBy(carol, words))]).toEqual([])
  expect((await cores.keptBy(bola, words)).size).toBeGreaterThan(0)
  expect(second).not.toBe(first)
})
