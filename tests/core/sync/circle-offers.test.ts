// An invitation into a circle is an offer, with its chair, name and members. Until the member
// accepts it, nothing else of it is kept; a declined offer is not shown again; and the others do
// not learn of either.
import { expect, test } from 'vitest'
import { newDeviceKeys, random } from '#core/keys'
import { signFields } from '#core/records'
import type { GroupId } from '#shared/ids'
import { memoryLinks } from '../../acceptance/link.ts'
import { memberOf, threePeople, withCircles, type CircleDevice } from '#tests/circles'
import { until } from '#tests/sync'
import { refusal } from '#tests/refusal'
import { offerLimits } from '../../../src/core/group/circles/offers.ts'

const link = (a: CircleDevice, b: CircleDevice): (() => void) => {
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  a.sync.addLink(a.group.id, ends.a)
  b.sync.addLink(b.group.id, ends.b)
  return () => ends.a.close()
}

/** Bob is asked; Alice and Carol accept their circles. */
const people = () => {
  const [a, b, c] = threePeople()
  return [withCircles(a), withCircles(b, { takes: false }), withCircles(c)] as const
}
const offersOf = ({ circles, group }: CircleDevice) => circles.offers(group.id)
const isAsked = (device: CircleDevice, count = 1) => until(() => offersOf(device).length === count)
const kept = ({ archive, group }: CircleDevice, circle: GroupId) => [
  archive.records.list(circle).length,
  archive.epochs.list(circle).length,
  archive.messages.count(circle),
  archive.documents.list(circle).length,
  archive.circles.count({ group: group.id }),
]

/** Alice's circle with Bob and Carol, and a page in it. */
const brought = async () => {
  const [a, b, c] = people()
  const circle = a.circles.found(a.group.id, 'Closed item').id
  a.circles.get(circle).bring(memberOf(c), 'convener')
  a.circles.get(circle).bring(memberOf(b), 'reader')
  const page = a.bookOf(circle).create()
  a.bookOf(circle).share(page)
  a.bookOf(circle).write(page, 'for the circle')
  const cut = link(a, b)
  await isAsked(b)
  return { a, b, c, circle, page, cut }
}

test('a circle is offered: the offer shows its chair, name and members, and nothing else of it is kept', async () => {
  const { a, b, c, circle } = await brought()
  expect(offersOf(b)).toMatchObject([
    { id: circle, name: 'Closed item', by: memberOf(a), role: 'reader' },
  ])
  const people = offersOf(b)[0]?.people.map(({ member }) => member)
  expect(people?.toSorted()).toEqual([a, b, c].map(memberOf).toSorted())
  await a.sync.level(a.group.id)
  expect(kept(b, circle)).toEqual([0, 0, 0, 0, 0])
  expect(b.circles.of(b.group.id)).toEqual([])
})

test('a file offers a circle with endless records: no more of them are judged than a circle has', async () => {
  const { a, b, circle } = await brought()
  const { recordsBeyond, recordHeads } = a.circles.get(circle)
  const keys = newDeviceKeys()
  let judged = 0
  const more = Array.from({ length: 3_000 }, (_, at) => {
    const record = { group: circle, parents: recordHeads(), at }
    const signed = signFields(keys, record, 'zz-later', [random(40)])
    return {
      ...signed,
      get signatures() {
        judged++
        return signed.signatures
      },
    }
  })
  expect(b.circles.take(b.group.id, [...recordsBeyond([]), ...more], 'a file')).toBe(null)
  expect(judged).toBeGreaterThan(0)
  expect(judged).toBeLessThan(1_000)
  expect(offersOf(b)).toMatchObject([{ id: circle, name: 'Closed item' }])
})

test('an offer is accepted: the circle is here over the open link, with its texts', async () => {
  const { a, b, circle, page } = await brought()
  expect(b.circles.accept(b.group.id, circle)).toBe(true)
  await until(() => b.bookOf(circle).lines(page)?.includes('for the circle') ?? false)
  expect(offersOf(b)).toEqual([])
  expect(a.defects).toEqual([])
})

test('an offer is declined: it leaves nothing and is not made again until the member asks', async () => {
  const { a, b, circle, cut } = await brought()
  b.circles.decline(b.group.id, circle)
  expect(offersOf(b)).toEqual([])
  cut()
  const again = link(a, b)
  await a.sync.level(a.group.id)
  expect([offersOf(b).length, ...kept(b, circle)]).toEqual([0, 0, 0, 0, 0, 0])
  expect(refusal(() => b.circles.accept(b.group.id, circle))).toBe('not-found')
  const { circleOffers, circleAnswers } = b.archive
  expect(circleOffers.list({})).toEqual([])
  expect(circleAnswers.list({})).toMatchObject([{ circle, answer: 'declined' }])
  again()
  b.circles.askAgain(b.group.id)
  link(a, b)
  await isAsked(b)
})

test('an offer is accepted or declined: the others see the member in the circle as before', async () => {
  const { a, b, circle } = await brought()
  const before = a.circles.get(circle).recordHeads()
  b.circles.decline(b.group.id, circle)
  await a.sync.level(a.group.id)
  expect(a.circles.get(circle).recordHeads()).toEqual(before)
})

test('one member offers many circles: few offers show at a time, and others have room', async () => {
  const [a, b, c] = people()
  for (let count = 0; count < offerLimits.ofOne + 3; count++)
    a.circles.found(a.group.id, `Circle ${count}`).bring(memberOf(b))
  c.circles.found(c.group.id, 'Of Carol').bring(memberOf(b))
  link(a, b)
  await isAsked(b, offerLimits.ofOne)
  link(c, b)
  await isAsked(b, offerLimits.ofOne + 1)
  expect(b.archive.circles.list({ group: b.group.id })).toEqual([])
})

test('a member was declined often: its offers show no more', async () => {
  const [a, b] = people()
  link(a, b)
  for (let count = 0; count < offerLimits.declinedOfOne; count++) {
    a.circles.found(a.group.id, `Circle ${count}`).bring(memberOf(b))
    await isAsked(b)
    for (const { id } of offersOf(b)) b.circles.decline(b.group.id, id)
  }
  a.circles.found(a.group.id, 'One more').bring(memberOf(b))
  await a.sync.level(a.group.id)
  expect(offersOf(b)).toEqual([])
  expect(b.circles.declined(b.group.id)).toBe(offerLimits.declinedOfOne)
})
