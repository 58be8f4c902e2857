// The place of a meeting on whole cores: Amina and Bola are in a circle, Carol is in the group only. The
// data of Carol's device is searched value by value.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DocumentId, GroupId } from '#shared/ids'
import { openCircleCores, type CircleCores } from '#tests/circle-cores'
import type { Device } from '#tests/cores'
import { phrases } from '#tests/phrases'
import { laterRefusal } from '#tests/refusal'

/** Words that occur nowhere else, different for each test. */
const told = phrases(40)
let [place, other, circleName] = ['', '', '']
const hour = 3_600_000
const from = Date.UTC(2026, 8, 20, 14)

let cores: CircleCores
let [amina, bola, carol] = [] as unknown as [Device, Device, Device]
let group: GroupId
let circle: GroupId

beforeAll(async () => {
  cores = await openCircleCores()
  ;({ group, amina, bola, carol } = cores)
})
beforeEach(async () => {
  ;[place, other, circleName] = [told.pop() ?? '', told.pop() ?? '', told.pop() ?? '']
  circle = await cores.newCircle(circleName)
})
afterAll(() => cores.close())

const newAgenda = async (): Promise<DocumentId> => {
  const wanted = { group, title: 'Session', language: 'en' } as const
  return (await amina.core.answers['meetings.create'](wanted)).agenda
}
const call = (agenda: DocumentId) =>
  amina.core.answers['meetings.call']({
    ...{ agenda, from, until: from + hour, zones: [], languages: [] },
  })
const get = ({ core }: Device, agenda: DocumentId) => core.answers['meetings.get']({ agenda })
const placeAt = async (who: Device, agenda: DocumentId) => {
  const { place: words, isPlaceWithheld, withheldPlace } = await get(who, agenda)
  return { words, isPlaceWithheld, withheld: withheldPlace?.words ?? null }
}
const set = async (who: Device, agenda: DocumentId, words: string | null, withheld = false) =>
  (
    await who.core.answers['meetings.place']({
      ...{ agenda, place: words, circle: withheld ? circle : null },
    })
  ).agenda

test('a withheld place is read in its circle; a member outside sees that one is withheld, and has no byte of it', async () => {
  const agenda = await newAgenda()
  await call(agenda)
  await set(amina, agenda, place, true)
  await cores.giveAll(circle)
  for (const who of [amina, bola])
    expect(await placeAt(who, agenda)).toEqual({
      ...{ words: null, isPlaceWithheld: true, withheld: place },
    })
  expect(await placeAt(carol, agenda)).toEqual({
    ...{ words: null, isPlaceWithheld: true, withheld: null },
  })
  // Another place, by another member of the circle: the same text of the circle.
  expect(await set(bola, agenda, other, true)).toBe(agenda)
  await cores.giveAll(circle, bola)
  for (const who of [amina, bola]) expect((await placeAt(who, agenda)).withheld).toBe(other)
  expect([...(await cores.keptBy(carol, [place, other, circleName]))]).toEqual([])
  for (const who of [amina, bola])
    expect((await cores.keptBy(who, [place, other])).size).toBeGreaterThan(0)
  // Items and their numbers do not change by it.
  const { list } = await get(amina, agenda)
  expect(list.map(({ number }) => number)).toEqual(['1', '2', '3'])
  // Carol would replace words that Carol cannot read: the same as in the window.
  const before = carol.core.page(agenda)
  for (const [words, withheld] of [
    ['Elsewhere', true],
    ['Elsewhere', false],
    [null, false],
  ] as const)
    expect(await laterRefusal(set(carol, agenda, words, withheld))).toBe('not-permitted')
  expect(carol.core.page(agenda)).toEqual(before)
  for (const to of [amina, bola]) await cores.give(carol, to, group)
  for (const who of [amina, bola]) expect((await placeAt(who, agenda)).withheld).toBe(other)
})

test('the place of a draft is withheld afterwards: the draft begins again, and its history goes to nobody', async () => {
  const draft = await newAgenda()
  expect(await set(amina, draft, place)).toBe(draft)
  expect((await placeAt(amina, draft)).words).toBe(place)
  const { agenda: closed } = await amina.core.answers['meetings.closeItem']({
    ...{ agenda: draft, after: null, circle, title: 'Safety', minutes: 10 },
  })
  const agenda = await set(amina, draft, other, true)
  expect(agenda).not.toBe(draft)
  await call(agenda)
  await cores.giveAll(circle)
  expect(await placeAt(bola, agenda)).toMatchObject({ isPlaceWithheld: true, withheld: other })
  expect([...(await cores.keptBy(carol, [place, other, circleName]))]).toEqual([])
  // The closed item still stands in it.
  const { list } = await get(bola, agenda)
  expect(list.map(({ agenda: holds }) => holds)).toContain(closed)
})

test('a place is open, withheld, open again, and gone', async () => {
  const agenda = await newAgenda()
  await call(agenda)
  await set(amina, agenda, 'Rome')
  await set(amina, agenda, 'Nairobi')
  expect(amina.core.page(agenda).blocks.filter(({ meeting }) => meeting?.place)).toHaveLength(1)
  await set(amina, agenda, place, true)
  expect(amina.core.page(agenda).blocks.filter(({ meeting }) => meeting?.place)).toHaveLength(1)
  await set(amina, agenda, 'Geneva')
  expect(await placeAt(amina, agenda)).toEqual({
    ...{ words: 'Geneva', isPlaceWithheld: false, withheld: null },
  })
  await set(amina, agenda, null)
  expect((await placeAt(amina, agenda)).words).toBeNull()
  await cores.giveAll(circle)
  expect([...(await cores.keptBy(carol, [place]))]).toEqual([])
})
