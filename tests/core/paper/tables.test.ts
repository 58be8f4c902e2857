// Tables in files for people outside: real tables with their header in Word, on the web page and in
// print, pipe tables in Markdown, and the same tables back from Markdown.
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Sheet, toDocx, toHtml, toMarkdown, toPrintable, toText } from '#core/paper'
import { blockText, type Block } from '#document/model'
import { newTable, partsOf } from '#document/tables'
import type { NewBlock } from '#document/blocks'
import { countedRandom } from '#tests/editor-peer'
import { blocksFromMarkdown } from '#tests/imported'

const block = (kind: Block['kind'], number: string, text: string): Block => ({
  id: null,
  kind,
  number,
  runs: text === '' ? [] : [{ text }],
})

const tableOf = (words: string[][], head = true, seed = 1): Block[] => {
  const size = { rows: words.length, columns: words[0]?.length ?? 0, head }
  const cells = newTable(size, countedRandom(seed)) ?? []
  return words.flat().map((text, at) => ({ ...block('paragraph', '', text), cell: cells[at]! }))
}

const sheetOf = (blocks: Block[], language: 'en' | 'ar' = 'en'): Sheet => ({
  group: 'Group',
  page: {
    meta: {
      kind: 'recommendations',
      title: 'Comments',
      language,
      reference: '',
      symbol: '',
      status: 'draft',
      schema: 1,
    },
    blocks,
  },
})

const table = tableOf([
  ['Paragraph', 'Comment', ''],
  ['3 | 4', 'Clear & <short>', ''],
])
table[4] = { ...table[4]!, direction: 'rtl', language: 'ar' }
const sheet = sheetOf([block('num1', '1.', 'before'), ...table, block('num1', '2.', 'behind')])

test('when it is a web page or a print, the tables are in it', () => {
  for (const markup of [toHtml(sheet), toPrintable(sheet).body])
    expect(markup).toContain(
      [
        '<p class="num1"><span class="number">1.</span> before</p>',
        '<table>',
        '<thead>',
        '<tr><th scope="col">Paragraph</th><th scope="col">Comment</th><td></td></tr>',
        '</thead>',
        '<tbody>',
        '<tr><td>3 | 4</td><td lang="ar" dir="rtl">Clear &amp; &lt;short&gt;</td><td></td></tr>',
        '</tbody>',
        '</table>',
        '<p class="num1"><span class="number">2.</span> behind</p>',
      ].join('\n'),
    )
})

test('when it is a Word file, the header repeats, columns are even, and no table joins the next', async () => {
  const xmlOf = async (of: Sheet): Promise<string> =>
    strFromU8(unzipSync(await toDocx(of))['word/document.xml'] ?? new Uint8Array())
  const xml = await xmlOf(sheet)
  expect(xml.match(/<w:tr[ >]/g)).toHaveLength(2)
  expect(xml.match(/<w:tc>/g)).toHaveLength(6)
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(new Set(xml.match(/<w:gridCol w:w="\d+"\/>/g)).size).toBe(1)
  expect(xml).not.toContain('bidiVisual')
  expect(xml).toMatch(/<w:b\/>.*Paragraph/)
  const two = sheetOf([...tableOf([['a']], false, 2), ...tableOf([['b']], false, 3)], 'ar')
  const other = await xmlOf(two)
  expect(other).toContain('<w:bidiVisual/>')
  expect(other).not.toContain('</w:tbl><w:tbl>')
  expect(other).not.toContain('</w:tbl><w:sectPr')
})

/** Parts as words, tables as rows. */
const shown = (blocks: readonly NewBlock[]): unknown[] =>
  partsOf(blocks).map(part =>
    'rows' in part
      ? part.rows.map(({ head, cells }) => [
          ...(head ? ['#'] : []),
          ...cells.map(all => all.map(blockText).join()),
        ])
      : `${part.kind} ${blockText(part)}`,
  )

test('when it is Markdown, it is a pipe table, and is read back', () => {
  const markdown = toMarkdown(sheet)
  expect(markdown).toContain(
    '\n\n| Paragraph | Comment |  |\n| --- | --- | --- |\n| 3 \\| 4 | Clear & \\<short\\> |  |\n\n',
  )
  expect(toText(sheet)).toContain('\nParagraph | Comment |\n3 | 4 | Clear & <short> |\n')
  const read = (text: string): unknown[] => shown(blocksFromMarkdown(text).blocks).slice(-3)
  expect(read(markdown)).toEqual([
    'num1 before',
    [
      ['#', 'Paragraph', 'Comment', ''],
      ['3 | 4', 'Clear & <short>', ''],
    ],
    'num1 behind',
  ])
  const bare = sheetOf([block('h1', '', 'Title'), ...tableOf([['1. a', '# b']], false)])
  expect(read(toMarkdown(bare)).at(-1)).toEqual([['1. a', '# b']])
})

test('when Markdown is by others, ragged rows, a paragraph above and code are read, and no false table', () => {
  const read = (...lines: string[]): unknown[] => shown(blocksFromMarkdown(lines.join('\n')).blocks)
  expect(read('Said above', 'a | b', ':-: | ---', 'one', 'c', '', '| x |', 'after')).toEqual([
    'paragraph Said above',
    [
      ['#', 'a', 'b'],
      ['one', ''],
      ['c', ''],
    ],
    'paragraph | x | after',
  ])
  expect(read('| a | b |', '|---|---|', '| 1 |', '| 2 | 3 | 4 |', '> said')).toEqual([
    [
      ['#', 'a', 'b'],
      ['1', ''],
      ['2', '3 4'],
    ],
    'quote said',
  ])
  expect(read('a | b', '---|---|---')).toEqual(['paragraph a | b ---|---|---'])
  const wide = `|${' x |'.repeat(13)}`
  expect(read(wide, `|${'---|'.repeat(13)}`, wide)).toEqual([
    `paragraph ${'x '.repeat(13).trim()}`,
    `paragraph ${'x '.repeat(13).trim()}`,
  ])
})

test('when a table was ragged or doubled, it is whole in every file', async () => {
  const [first, second, third] = [...table.slice(0, 2), ...table.slice(3, 4)]
  const twice = { ...second!, runs: [{ text: 'again' }] }
  const ragged = sheetOf([first!, second!, third!, twice])
  expect(toMarkdown(ragged)).toContain(
    '| Paragraph | Comment again |\n| --- | --- |\n| 3 \\| 4 |  |',
  )
  expect(toHtml(ragged)).toContain('<th scope="col">Comment<br>again</th></tr>')
  expect(toHtml(ragged)).toContain('<tr><td>3 | 4</td><td></td></tr>')
  expect((await toDocx(ragged)).length).toBeGreaterThan(0)
})
