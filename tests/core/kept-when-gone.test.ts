// The archive keeps readings of acts and of the texts of meetings for lists. A reading goes with a document that leaves
// this device, and is made again where this member left a circle.
import { expect, test } from 'vitest'
import type { DocumentId, GroupId } from '#shared/ids'
import {
  bring,
  deciders,
  meet,
  memberIn,
  position,
  questionOf,
  type Decider,
} from '#tests/deciding'
import { keptReadingsAreTrue } from '#tests/kept-readings'
import { listAnswers } from '#tests/list-answers'
import { laterRefusal } from '#tests/refusal'

/** Lists ask for the acts and texts of all documents, and keep what they read. */
const listed = async (profile: Decider, group: GroupId): Promise<string> => {
  const { decisions } = await listAnswers(profile)['decisions.list']({ group })
  const meetings = await listAnswers(profile)['meetings.list']({ group })
  await profile.documents.flush()
  return JSON.stringify([decisions, meetings])
}
const keeps = ({ archive }: Decider, document: DocumentId) => [
  archive.actReadings.has({ document }),
  archive.meetingTexts.has({ document }),
]
const sharedMinutes = async (chair: Decider, group: GroupId): Promise<DocumentId> => {
  const id = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Words.' }] }],
  })
  await chair.documents.share(id)
  return id
}

test('a document leaves this device: no reading of it stays, and a new one is kept when the document returns', async () => {
  const { group, all } = await deciders(['member'])
  const [chair, bea] = all as [Decider, Decider]
  const { agenda } = await listAnswers(chair)['meetings.create']({
    ...{ group, title: 'Session', language: 'en' },
  })
  await chair.documents.share(agenda)
  chair.acts.write(agenda, null, questionOf(chair, group, agenda))
  await meet(group, ...all)
  await listed(bea, group)
  // A text that is in memory is read there.
  bea.archive.meetingTexts.put({ document: agenda, key: '[0]', text: '{}' })
  expect(keeps(bea, agenda)).toEqual([true, true])
  const travel = bea.sync.travel(group)
  travel.ask([agenda])
  await meet(group, ...all)
  await meet(group, ...all)
  expect(travel.leave([agenda])).toEqual([agenda])
  expect(bea.archive.documents.get(agenda)).toBeNull()
  expect(keeps(bea, agenda)).toEqual([false, false])
  expect(await listed(bea, group)).not.toContain(agenda)
  expect(keeps(bea, agenda)).toEqual([false, false])
  travel.giveBack([agenda])
  await meet(group, ...all)
  await meet(group, ...all)
  expect(await listed(bea, group)).toContain(agenda)
  keptReadingsAreTrue(bea, group)
})

test('a member is removed from a circle, or leaves the circle: no earlier reading of the circle stays', async () => {
  const { group, all } = await deciders(['member', 'member'])
  const [chair, one] = all as [Decider, Decider, Decider]
  const circle = chair.circles.found(group, 'Safety')
  circle.bring(memberIn(one, group), 'member')
  const { bytes } = await chair.sync.writeFile({ group: circle.id, members: [] })
  expect(await laterRefusal(one.sync.readFile(bytes))).toBe('circle-offered')
  one.circles.accept(group, circle.id)
  const minutes = await sharedMinutes(chair, circle.id)
  const roll = [memberIn(chair, group), memberIn(one, group)]
    .toSorted()
    .map(seat => ({ seat, alternates: [] }))
  const question = chair.acts.write(minutes, null, questionOf(chair, group, minutes, { roll }))
  await meet(group, ...all)
  await bring(circle.id, chair, one)
  one.acts.write(minutes, question, position('support'))
  await listed(one, group)
  one.archive.meetingTexts.put({ document: minutes, key: '[0]', text: '{}' })
  expect(keeps(one, minutes)).toEqual([true, true])
  await bring(circle.id, one, chair)
  await listed(chair, group)
  const keyIn = ({ archive }: Decider) => archive.actReadings.get({ document: minutes })?.key
  const before = { chair: keyIn(chair), one: keyIn(one) }
  // Each of them knows the removal: the one by whom it is, and the one who leaves.
  circle.remove(memberIn(one, group))
  one.circles.get(circle.id).leave()
  for (const [who, key] of [
    [chair, before.chair],
    [one, before.one],
  ] as const) {
    expect(key).toBeDefined()
    await listed(who, group)
    expect(keyIn(who)).not.toBe(key)
    keptReadingsAreTrue(who, circle.id)
  }
  // The one who left is offered no act, and no writing that nobody would read.
  const { decisions } = await listAnswers(one)['decisions.list']({ group })
  expect(decisions.map(({ acts }) => acts)).toEqual([[]])
  expect([...one.documents.rightsNow(minutes)]).toEqual([])
  expect(one.summary(minutes).rights).toEqual([])
})
