import { firstBlocks } from '#document/reading'
import { readPage } from '#document/tree'
import type { NewBlock } from '#document/blocks'
import { block, documentWith } from '#tests/shared-pages'
import { expect, test } from 'vitest'

const many = (count: number): NewBlock[] =>
  Array.from({ length: count }, (_, index) =>
    index % 10 === 0 ? block('h1', `Part ${index}`) : block('num1', `Words ${index}`),
  )

test('a long text begins as it is read and numbered as a whole', () => {
  const doc = documentWith(many(300))
  const whole = readPage(doc).blocks
  expect(firstBlocks(doc)).toEqual(whole.slice(0, 40))
})

test('a short text has no look before it, for the editor is as fast', () => {
  expect(firstBlocks(documentWith(many(60)))).toEqual([])
})

test('the look ends where something is more than words', () => {
  const blocks = many(300)
  const more: NewBlock[] = [
    { kind: 'num1', runs: [{ text: 'Linked', href: 'https://example.org' }] },
    { kind: 'pagebreak', runs: [] },
    { kind: 'num1', runs: [] },
  ]
  for (const each of more)
    expect(firstBlocks(documentWith([...blocks.slice(0, 5), each, ...blocks]))).toHaveLength(5)
  const bold: NewBlock = { kind: 'num1', runs: [{ text: 'All', bold: true }, { text: ' words' }] }
  expect(firstBlocks(documentWith([bold, ...blocks]))).toHaveLength(40)
})
