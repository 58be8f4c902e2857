// One count of paragraphs for every screen: of a page, and of the lines of its text file.
import { expect, test } from 'vitest'
import { countParagraphs, countParagraphsOn } from '#document/reading'
import { restrictedLabel } from '#document/restricted'
import { readTextFile, summaryOfPack, type Checked, type TextFile } from '#shared/adoption'
import type { BlockId } from '#shared/ids'
import { block } from '#tests/shared-pages'
import { writeTextFile } from '#core/deliberation/adoption'
import { shownLines } from '#core/deliberation/decisions'

const cell = (row: string, text: string) => ({
  ...block('paragraph', text),
  cell: { table: 'tttttttttt', row: row.repeat(10), column: 'cccccccccc' },
})
const blocks = [
  block('h1', 'Context'),
  block('num1', 'One.'),
  block('num2', 'Its half.'),
  block('num1', ' '),
  cell('r', 'Year'),
  cell('s', '2019'),
  { ...block('num1', ''), label: restrictedLabel },
  block('paragraph', ''),
  block('pagebreak', ''),
  block('bullet1', 'A point.'),
].map((each, at) => ({ ...each, id: 'abcdefghij'.charAt(at).repeat(10) as BlockId, number: '' }))

test('words that are no heading, and restricted paragraphs: a table and an empty line are none', () => {
  expect(countParagraphsOn(blocks)).toBe(4)
})

const meta = {
  ...({ kind: 'brief', language: 'en', title: 'Brief', reference: '', symbol: '' } as const),
  ...({ status: 'draft', schema: 1 } as const),
}

const textFile = (): TextFile => {
  const page = { meta, blocks }
  const written = writeTextFile({ page, open: [], edition: '', pictureOf: () => null })
  if (!('bytes' in written)) throw new Error(JSON.stringify(written))
  const read = readTextFile(written.bytes)
  if (!('value' in read)) throw new Error(JSON.stringify(read))
  return read.value
}

test('the exact text and a pack have as many as the page', () => {
  const file = textFile()
  expect(countParagraphs(shownLines(file))).toBe(4)
  const texts = [{ file: 'text-en.jsonl', text: file, language: 'en' }]
  const checked = { texts, statement: null, record: [], names: [] } as unknown as Checked
  expect(summaryOfPack(checked).texts).toMatchObject([{ paragraphs: 4 }])
})

test('a table of the exact text is one, by the rows and columns of its cells', () => {
  const lines = shownLines(textFile())
  expect(lines.flatMap(({ cell: own, text }) => (own ? [{ ...own, text }] : []))).toEqual([
    { table: '1', row: '1', column: '1', text: 'Year' },
    { table: '1', row: '2', column: '1', text: '2019' },
  ])
  expect(lines.map(({ place }) => place).slice(1, 4)).toEqual(['1', '1 (a)', '2'])
})
