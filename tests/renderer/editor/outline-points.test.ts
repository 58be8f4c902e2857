// Open points of each section, as the outline marks them.
import { expect, test } from 'vitest'
import type { BlockId } from '#shared/ids'
import { suggestedIn } from '../../../src/renderer/editor/review/amendments/points.ts'
import { pointsBySection } from '../../../src/renderer/editor/outline/outline-of.ts'
import type { PageBlock } from '../../../src/renderer/editor/page/page-state.ts'

const block = (id: string, kind: string) => ({ id, kind }) as PageBlock
const blocks = [
  block('preface', 'paragraph'),
  block('one', 'h1'),
  block('first', 'num1'),
  block('two', 'h1'),
  block('second', 'num1'),
]

test('a point counts under the heading that it stands under, with its type', () => {
  const comment = { kind: 'comment', block: 'first' }
  const amendment = { kind: 'amendment', block: 'second' }
  const above = { kind: 'comment', block: 'preface' }
  expect(pointsBySection(blocks, [comment, amendment, above])).toEqual(
    new Map([
      ['one', [comment]],
      ['two', [amendment]],
    ]),
  )
})

test('a suggestion that waits in the text is a point where it begins', () => {
  const places = [{ index: 2, block: 'first' as BlockId, from: 0, to: 4 }]
  expect(suggestedIn([{ places }, { places: [] }], blocks)).toEqual([
    { kind: 'suggestion', block: 'first' },
  ])
})
