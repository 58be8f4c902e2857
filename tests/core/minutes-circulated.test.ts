// Minutes from draft to circulated and to corrections: an officer circulates them, every device shows it, and the act
// names the words that were read.
import { expect, test } from 'vitest'
import { random, sha256, toHex } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { DocumentId, GroupId } from '#shared/ids'
import { askingOf, deciders, meet, type Decider } from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import { decisionAnswers } from '../../src/core/api/decisions.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'

const answersOf = (profile: Decider) => {
  const context = { now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0]
  return { ...meetingAnswers(context), ...decisionAnswers(context) }
}
const circulate = async (profile: Decider, minutes: DocumentId, until: number | null = null) =>
  answersOf(profile)['minutes.circulate']({ minutes, until })
const refusal = (profile: Decider, minutes: DocumentId) => laterRefusal(circulate(profile, minutes))
const circulated = async (profile: Decider, minutes: DocumentId) =>
  answersOf(profile)['minutes.circulated']({ minutes })
const statusOf = (profile: Decider, minutes: DocumentId) => profile.summary(minutes).status

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  profile.documents.editAs(minutes, doc => {
    const { refused } = applyEditScript(doc, steps, { random, now: () => profile.clock.now })
    expect(refused).toEqual([])
  })

const newMinutes = (profile: Decider, group: GroupId) =>
  profile.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'The Rapporteur presented draft 4.' }] }],
  })

const scene = async () => {
  const { group, all } = await deciders(['rapporteur', 'member', 'observer'])
  const [chair, rapporteur, member, observer] = all as [Decider, Decider, Decider, Decider]
  const minutes = await newMinutes(chair, group)
  await chair.documents.share(minutes)
  await meet(group, ...all)
  return { group, all, chair, rapporteur, member, observer, minutes }
}

test('minutes that an officer circulates are circulated on every device, with the day and the words', async () => {
  const { group, all, rapporteur, minutes } = await scene()
  for (const each of all) {
    expect(statusOf(each, minutes)).toBe('draft')
    expect((await circulated(each, minutes)).times).toEqual([])
  }
  rapporteur.clock.now = Date.UTC(2026, 8, 22)
  const until = Date.UTC(2026, 8, 30)
  expect(await circulate(rapporteur, minutes, until)).toEqual({ draft: 1 })
  await meet(group, ...all)
  const by = rapporteur.groups.get(group).self.member
  for (const each of all) {
    expect(statusOf(each, minutes)).toBe('consultation')
    const { times } = await circulated(each, minutes)
    expect(times).toMatchObject([{ by, at: rapporteur.clock.now, draft: 1, until }])
    const [file] = each.documents.attachments(minutes)
    const bytes = each.documents.enclosed(minutes, { what: 'file', hash: file!.hash })
    expect(Buffer.from(bytes!).toString()).toContain('The Rapporteur presented draft 4.')
    expect(toHex(sha256(bytes!)).slice(0, 8)).toBe(times[0]!.text)
  }
})

test('circulated minutes wait for each member but the one who circulated them, until that member reads them', async () => {
  const { group, all, rapporteur, member, minutes } = await scene()
  const waitsFor = ({ summary }: Decider) => summary(minutes).toCorrect
  expect(all.map(waitsFor)).toEqual([undefined, undefined, undefined, undefined])
  const until = Date.UTC(2026, 8, 30)
  await circulate(rapporteur, minutes, until)
  await meet(group, ...all)
  const waits = { until }
  expect(all.map(waitsFor)).toEqual([waits, undefined, waits, waits])
  await member.documents.history.unread(minutes)
  expect(waitsFor(member)).toBeUndefined()
  // Words that came since wait too.
  await edit(rapporteur, minutes, { insert: ' And more.', block: 1, at: 33 })
  await meet(group, ...all)
  expect(waitsFor(member)).toEqual(waits)
  member.documents.history.markRead(minutes)
  expect(waitsFor(member)).toBeUndefined()
})

test('a member without an office, an observer, or minutes of one member alone: nothing is circulated', async () => {
  const { group, chair, member, observer, minutes } = await scene()
  for (const each of [member, observer]) {
    expect((await circulated(each, minutes)).may).toBe(false)
    expect(await refusal(each, minutes)).toBe('not-permitted')
  }
  const own = await newMinutes(chair, group)
  expect((await circulated(chair, own)).may).toBe(false)
  expect(await refusal(chair, own)).toBe('not-shared')
  const statement = await chair.documents.create({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
    blocks: [],
  })
  await chair.documents.share(statement)
  expect(await refusal(chair, statement)).toBe('invalid-input')
  expect((await circulated(chair, minutes)).times).toEqual([])
})

test('words that wait for a verdict are circulated to no one; an open correction is in the way of nothing', async () => {
  const { group, all, chair, member, minutes } = await scene()
  await edit(chair, minutes, { bracket: 1 })
  expect(await refusal(chair, minutes)).toBe('text-open')
  await edit(chair, minutes, { settle: 'keep', block: 1 })
  const why = 'Both were named.'
  await edit(member, minutes, { amend: 'The Chair presented it.', block: 1, why })
  await meet(group, ...all)
  expect(await circulate(chair, minutes)).toEqual({ draft: 1 })
})

test('circulated apart by two officers: the next draft is one more than the greatest known', async () => {
  const { group, all, chair, rapporteur, minutes } = await scene()
  await circulate(chair, minutes)
  await circulate(rapporteur, minutes)
  await meet(group, ...all)
  expect((await circulated(chair, minutes)).times.map(({ draft }) => draft)).toEqual([1, 1])
  await edit(chair, minutes, { insert: ' Three amendments were open.', block: 1, at: 33 })
  expect(await circulate(rapporteur, minutes)).toEqual({ draft: 2 })
})

test('minutes that are put to approval are circulated no more, until the question is withdrawn', async () => {
  const { group, all, chair, minutes } = await scene()
  await circulate(chair, minutes)
  const { decision } = await answersOf(chair)['decisions.ask'](
    askingOf(minutes, { words: 'Are the minutes approved?' }, 2),
  )
  await meet(group, ...all)
  expect(statusOf(chair, minutes)).toBe('deciding')
  expect((await circulated(chair, minutes)).may).toBe(false)
  expect(await refusal(chair, minutes)).toBe('not-permitted')
  await answersOf(chair)['decisions.withdraw']({ decision, reason: 'A correction came.' })
  expect(await circulate(chair, minutes)).toEqual({ draft: 2 })
  await meet(group, ...all)
  for (const each of all) expect(statusOf(each, minutes)).toBe('consultation')
})

test('minutes in another language that are put to approval with the others are circulated no more either', async () => {
  const { group, all, chair, rapporteur, minutes } = await scene()
  const french = await chair.documents.duplicate(minutes, 'Compte rendu', 'fr')
  await chair.documents.share(french)
  await meet(group, ...all)
  expect((await circulated(rapporteur, french)).may).toBe(true)
  await answersOf(chair)['decisions.ask'](askingOf(minutes, { languages: ['fr'] }, 2))
  await meet(group, ...all)
  for (const each of [chair, rapporteur]) {
    expect((await circulated(each, french)).may).toBe(false)
    expect(await refusal(each, french)).toBe('not-permitted')
  }
})
