// Where an action item of minutes is cited.
import { expect, test } from 'vitest'
import type { NewBlock } from '#document/blocks'
import { deciders } from '#tests/deciding'
import { actionsIn } from '../../../src/core/deliberation/follow-up/index.ts'
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
