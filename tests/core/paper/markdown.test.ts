// Markdown as it is written reads back as it was: kinds, words and notes.
import { expect, test } from 'vitest'
import { toMarkdown, type Sheet } from '#core/paper'
import { blockText, noteSign, type Block, type BlockKind, type Note } from '#document/model'
import { numberBlocks } from '#document/numbering'
import { blocksFromMarkdown } from '#tests/imported'

const sheetOf = (lines: readonly (readonly [BlockKind, string])[], notes: Note[] = []): Sheet => {
  const blocks = lines.map(([kind, text]) => ({ kind, runs: [{ text }] }))
  const numbers = numberBlocks(blocks, { kind: 'recommendations', language: 'en' })
  return {
    group: 'Group',
    page: {
      meta: {
        kind: 'recommendations',
        title: 'Title',
        language: 'en',
        reference: '',
        symbol: '',
        status: 'draft',
        schema: 1,
      },
      blocks: blocks.map((block, at): Block => ({ ...block, id: null, number: numbers[at] ?? '' })),
      notes,
    },
  }
}

/** Behind the group, which a reader takes for text; the title leaves the text. */
const readBack = (sheet: Sheet) => {
  const { blocks, footnotes } = blocksFromMarkdown(toMarkdown(sheet), 'recommendations')
  return { blocks: blocks.slice(1), footnotes }
}

test('when words look like signs of Markdown, they read back as words', () => {
  const words = [
    '- not an item',
    '+ nor this',
    '--- no rule',
    '7. no number of ours',
    '12) nor this',
    '# no heading',
    '> no quote',
    '*a* _b_ `c` [d](https://un.org) <b>e</b> ~~f~~ | g',
    '&amp; stays, AT&T; &#65; too',
    'a\\*b',
  ]
  const kinds = ['paragraph', 'quote', 'bullet1'] as const
  const lines = words.flatMap(text => kinds.map(kind => [kind, text] as const))
  expect(readBack(sheetOf(lines)).blocks.map(each => [each.kind, blockText(each)])).toEqual(lines)
})

test('when a run has signs of its own, its neighbour is written as beside letters, not as beside its last sign', () => {
  const sheet = sheetOf([['paragraph', '']])
  const runs = [
    { text: 'said (', bold: true as const },
    { text: 'now', italic: true as const },
  ]
  const blocks = sheet.page.blocks.map(block => ({ ...block, runs: [...runs, { text: ')' }] }))
  expect(toMarkdown({ ...sheet, page: { ...sheet.page, blocks } })).toContain(
    '<strong>said (</strong><em>now</em>)',
  )
})

test('when items lie in each other, or deep items in none, they read back at their levels', () => {
  const lines = (
    [
      ...['bullet1', 'bullet2', 'bullet3', 'bullet2', 'bullet1', 'paragraph', 'bullet3'],
      ...['bullet2', 'paragraph', 'bullet2', 'bullet2', 'bullet3', 'bullet1', 'num1', 'num2'],
      ...['bullet2', 'num1', 'quote'],
    ] as const
  ).map((kind, at) => [kind, `words ${at}`] as const)
  const read = readBack(sheetOf(lines)).blocks
  expect(read.map(blockText)).toEqual(lines.map(([, text]) => text))
  expect(read.map(({ kind }) => kind)).toEqual(lines.map(([kind]) => kind))
})

test('when there are notes, their signs and words read back', () => {
  const notes = [
    { id: 'aaaaaaaaaa', text: '1. See *A/RES/68/181*' },
    { id: 'bbbbbbbbbb', text: '- [x]' },
  ]
  const sheet = sheetOf([['paragraph', 'One']], notes)
  const [block] = sheet.page.blocks
  for (const { id } of notes) block?.runs.push({ text: noteSign, note: id })
  const { blocks, footnotes } = readBack(sheet)
  expect(blocks.map(blockText)).toEqual([`One${noteSign}${noteSign}`])
  expect(footnotes.map(({ text }) => text)).toEqual(notes.map(({ text }) => text))
})
