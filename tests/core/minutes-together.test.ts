// Two note-takers write minutes apart, in the same item and in the same paragraph, and one changes how speakers read.
// They meet by files or over a link, as whole profiles: every word is there once, in one order on each device.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { blockText, type SpeakerNaming } from '#document/model'
import type { DocumentId } from '#shared/ids'
import { deciders, link, meet, memberIn, type Decider } from '#tests/deciding'
import { diceFrom } from '#tests/documents'
import { meetingAnswers } from '../../src/core/api/meetings.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'

const edit = (profile: Decider, minutes: DocumentId, ...steps: object[]) =>
  profile.documents.editAs(minutes, doc => {
    const { refused } = applyEditScript(doc, steps, { random, now: () => profile.clock.now })
    expect(refused).toEqual([])
  })

const name = (profile: Decider, minutes: DocumentId, naming: SpeakerNaming) =>
  meetingAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as Parameters<
    typeof meetingAnswers
  >[0])['minutes.name']({ what: 'minutes', minutes, naming })

const linesOf = (profile: Decider, minutes: DocumentId): string[] =>
  profile.documents.page(minutes).blocks.map(blockText)

const namingOf = (profile: Decider, minutes: DocumentId): SpeakerNaming =>
  profile.documents.meeting(minutes).meta.naming

const first = 'The Rapporteur presented the fourth draft of the strategy.'

const scene = async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair, rapporteur, member] = all as [Decider, Decider, Decider]
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'h1', runs: [{ text: 'Strategy' }], meeting: { item: 'abcdefghij' as never } },
      { kind: 'num1', runs: [{ text: first }] },
      { kind: 'h1', runs: [{ text: 'Other matters' }] },
    ],
  })
  await chair.documents.share(minutes)
  await meet(group, ...all)
  return { group, all, chair, rapporteur, member, minutes }
}

/** Writes words of its own into the item: within the first paragraph, as new lines, and a speaker. */
const noteTaker = (profile: Decider, minutes: DocumentId, sign: string, seed: number) => {
  const dice = diceFrom(seed)
  const written: string[] = []
  const word = (): string => {
    written.push(`${sign}${written.length}`)
    return written.at(-1) ?? ''
  }
  const steps = (): object[] => {
    const lines = linesOf(profile, minutes)
    const end = lines.indexOf('Other matters')
    const at = 1 + dice.below(end - 1)
    const line = lines[at] ?? ''
    // Before a word: another word that was written there at the same time is not taken apart.
    const starts = [...line.matchAll(/(?<=^| )\S/g)].map(({ index }) => index)
    const place = starts.length === 0 ? 0 : dice.one(starts)
    if (dice.chance(0.25)) return [{ new: `${word()} ${word()}.`, after: at + 1, kind: 'decision' }]
    if (dice.chance(0.25)) return [{ new: `${word()}.`, after: at + 1, kind: 'num1' }]
    return [{ insert: `${word()} ${word()} `, block: at + 1, at: place }]
  }
  return {
    written,
    async write(times: number): Promise<void> {
      for (let time = 0; time < times; time++) await edit(profile, minutes, ...steps())
    },
  }
}

test('two note-takers write apart in one item and one paragraph: every word once, in one order, on all', async () => {
  const { group, all, chair, rapporteur, minutes } = await scene()
  const takers = [
    noteTaker(chair, minutes, 'Kw', 1),
    noteTaker(rapporteur, minutes, 'Ms', 2),
  ] as const
  const namings = ['named', 'none', 'role'] as const
  for (let round = 0; round < 6; round++) {
    const [one, other] = takers
    await one.write(3)
    await name(round % 2 === 0 ? chair : rapporteur, minutes, namings[round % 3]!)
    await other.write(3)
    expect(linesOf(chair, minutes)).not.toEqual(linesOf(rapporteur, minutes))
    if (round % 2 === 0) await meet(group, ...all)
    else await Promise.all([link(group, chair, rapporteur), meet(group, ...all)])
    await meet(group, ...all)
    const lines = linesOf(chair, minutes)
    for (const each of all) {
      expect(linesOf(each, minutes)).toEqual(lines)
      expect(namingOf(each, minutes)).toBe(namings[round % 3])
    }
    const words = lines.join(' ').split(/[ .]+/)
    for (const { written } of takers)
      for (const word of written)
        expect([word, words.filter(each => each === word).length]).toEqual([word, 1])
    // The words of the paragraph stay in their order, between those that came.
    const kept = first.replace('.', '').split(' ')
    expect(words.filter(each => kept.includes(each)).slice(0, kept.length)).toEqual(kept)
    // All of it stays within its item.
    expect([lines[0], lines.at(-1)]).toEqual(['Strategy', 'Other matters'])
  }
  expect(takers.map(({ written }) => written.length).every(count => count > 20)).toBe(true)
})

test('the switch is changed apart by both: one value on all, and the next change stands', async () => {
  const { group, all, chair, rapporteur, member, minutes } = await scene()
  await edit(chair, minutes, { who: memberIn(member, group), block: 2, at: 0 })
  await meet(group, ...all)
  const files = () => all.map(each => sheetOf(each, minutes).page.blocks.map(blockText)[1])
  await name(chair, minutes, 'named')
  await name(rapporteur, minutes, 'none')
  await edit(rapporteur, minutes, { states: { naming: 'none' }, block: 2 })
  await meet(group, ...all)
  expect(new Set(all.map(each => namingOf(each, minutes))).size).toBe(1)
  // A line with a choice of its own stays as narrow as it was made, whatever the switch says.
  for (const file of files()) expect(file).toMatch(/^A participant/)
  await edit(chair, minutes, { states: { naming: null }, block: 2 })
  await name(rapporteur, minutes, 'role')
  await meet(group, ...all)
  await name(chair, minutes, 'named')
  await meet(group, ...all)
  expect(all.map(each => namingOf(each, minutes))).toEqual(['named', 'named', 'named'])
  for (const file of files()) expect(file).toMatch(/^Member 1/)
})
