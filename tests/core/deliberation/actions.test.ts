// Action items of minutes: where one is cited, and what changes of one once the minutes are decided.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import type { NewBlock } from '#document/blocks'
import { deciders, meet, memberIn, position, questionOf, type Decider } from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import {
  actionsIn,
  assignAction,
  sayProgress,
} from '../../../src/core/deliberation/follow-up/index.ts'
import { followUpPorts } from '../../../src/core/drafting/deliberation-ports.ts'

const block = (kind: NewBlock['kind'], text: string): NewBlock => ({ kind, runs: [{ text }] })

test('an action item is cited by the numbered paragraph above it, and by none where a heading parts them', async () => {
  const { group, all } = await deciders(['member'])
  const [chair] = all
  if (!chair) throw new Error('no chair')
  await chair.documents.create({
    ...{ group, kind: 'minutes', title: 'Minutes', language: 'en' },
    blocks: [
      block('action', 'Before all.'),
      block('num1', 'The group heard the report.'),
      block('num2', 'It thanked the author.'),
      block('paragraph', 'A note.'),
      block('action', 'Below a part.'),
      block('action', 'Below the same.'),
      block('h1', 'Dates'),
      block('action', 'Below a heading.'),
    ],
  })
  const items = actionsIn(followUpPorts(chair), group, chair.clock.now)
  expect(Object.fromEntries(items.map(({ words, place }) => [words, place]))).toEqual({
    'Before all.': '',
    'Below a part.': '1 (a)',
    'Below the same.': '1 (a)',
    'Below a heading.': '',
  })
})

test('minutes that are being decided or approved keep owner and day of each action item, and progress goes on', async () => {
  const { group, all } = await deciders(['member'])
  const [chair, one] = all as [Decider, Decider]
  const owner = memberIn(one, group)
  const document = await chair.documents.create({
    ...{ group, kind: 'minutes', title: 'Minutes', language: 'en' },
    blocks: [{ ...block('action', 'Ask for a symbol.'), meeting: { owner, due: '2023-12-05' } }],
  })
  await chair.documents.share(document)
  await meet(group, ...all)
  const itemAt = (each: Decider) => actionsIn(followUpPorts(each), group, each.clock.now)[0]!
  const assigned = (each: Decider) =>
    laterRefusal(
      assignAction(
        followUpPorts(each),
        { ...{ document, block: itemAt(each).block, owner: memberIn(chair, group), due: null } },
        each.clock.now,
      ),
    )
  const digest = chair.documents.digest(document)
  const isKept = async () => {
    for (const each of all) {
      expect(itemAt(each)).toMatchObject({
        owner,
        due: '2023-12-05',
        mayAssign: false,
        isDecided: false,
        isFixed: true,
      })
      expect(await assigned(each)).toBe('text-is-fixed')
      expect(each.documents.digest(document)).toBe(digest)
    }
  }
  const question = chair.acts.write(
    document,
    null,
    questionOf(chair, group, document, { purpose: 'adopt' }),
  )
  await meet(group, ...all)
  await isKept()
  one.acts.write(document, question, position('support'))
  await meet(group, ...all)
  chair.acts.write(document, question, { type: 'close' })
  await meet(group, ...all)
  await isKept()
  const said = { document, block: itemAt(chair).block, state: 'open' as const }
  const text = 'The chair takes it over.'
  await sayProgress(followUpPorts(chair), { ...said, text }, { now: chair.clock.now, random })
  await meet(group, ...all)
  for (const each of all) expect(itemAt(each).notes).toMatchObject([{ text }])
  await isKept()
})
