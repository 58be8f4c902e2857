// Text files with the pages that they are of, put together by hand as docs/protocol.md says; no writer of
// the product is asked. `node tests/support/text-vectors.ts` wrote tests/fixtures/vectors/texts.json once;
// it never changes.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Lines = unknown[][]

export type TextVectors = {
  texts: {
    name: string
    /** As a reader of the document has it. */
    page: Record<string, unknown>
    edition: string
    /** The bytes of pictures by name, hexadecimal. */
    pictures: Record<string, string>
    text: string
    sha256: string
    /** SHA-256 of the line of each block, with its end. */
    lines: Record<string, string>
  }[]
  refused: { why: string; text: string; line: number }[]
}

const hashOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex')
const lineOf = (line: unknown): string => `${JSON.stringify(line)}\n`
const file = (lines: Lines): string => lines.map(lineOf).join('')

const meta = (kind: string, language: string, title: string) => ({
  kind,
  title,
  language,
  reference: 'A reference that is in no text file',
  symbol: 'A/1',
  status: 'draft',
  schema: 1,
})
const block = (id: string | null, kind: string, number: string, runs: object[], more = {}) => ({
  id,
  kind,
  number,
  runs,
  ...more,
})
const id = (letter: string): string => letter.repeat(10)
const picture = new Uint8Array([1, 2, 3])
const cell = (row: string, column: string, head = false) => ({
  table: id('t'),
  row: id(row),
  column: id(column),
  ...(head && { head: true }),
})

const statement: [Record<string, unknown>, Lines] = [
  {
    meta: meta('statement', 'en', '  Cafe\u0301 and peace '),
    blocks: [
      block(id('a'), 'h1', 'I.', [{ text: 'Situation' }]),
      block(id('b'), 'num1', '1.', [
        { text: 'Peace ' },
        { text: 'and ', href: 'https://example.org/' },
        { text: 'secu', bold: true, underline: true },
        { text: 'rity', bold: true, underline: true },
        { text: '\u2060', note: id('n') },
        { text: ', as in ' },
        { text: '\u2060', to: { block: id('c'), was: 'paragraph 9' } },
        { text: '.' },
      ]),
      block(id('c'), 'num1', '2.', [
        { text: 'x', italic: true, strikethrough: true },
        { text: '2', superscript: true },
        { text: '2', subscript: true },
      ]),
      block(null, 'paragraph', '', []),
      block(id('d'), 'num1', '3.', [{ text: 'Not printed' }], { label: 'circle' }),
      block(id('e'), 'quote', '', [{ text: '\u0633\u0644\u0627\u0645' }], {
        language: 'ar',
        direction: 'rtl',
      }),
      block(id('f'), 'paragraph', '', [{ text: 'Same' }], { language: 'en', direction: 'ltr' }),
      block(id('g'), 'paragraph', '', [{ text: 'A' }], { cell: cell('r', 'c', true) }),
      block(id('h'), 'paragraph', '', [{ text: 'B' }], { cell: cell('r', 'd', true) }),
      block(id('i'), 'paragraph', '', [{ text: '1', bold: true }], { cell: cell('s', 'c') }),
      block(id('j'), 'paragraph', '', [], { cell: cell('s', 'd') }),
      block(id('k'), 'pagebreak', '', []),
      block(id('l'), 'figure', 'Figure 1', [{ text: 'Caption' }], {
        picture: { type: 'png', size: 3, width: 1, height: 1, hash: '5'.repeat(64) },
        alternative: 'A map',
      }),
      block(id('f'), 'paragraph', '', [{ text: 'The id of another block.' }]),
    ],
    notes: [{ id: id('n'), text: 'See the report.' }],
  },
  [
    ['baraza-text/1', 'statement', 'en', 'ltr', 'Caf\u00e9 and peace', 'Rev.1'],
    ['block', 'h1', id('a'), 'I.', '', '', [['Situation', '', '']]],
    [
      'block',
      'num1',
      id('b'),
      '1.',
      '',
      '',
      [
        ['Peace ', '', ''],
        ['and ', '', 'https://example.org/'],
        ['security', 'bu', ''],
        ['', 'note', 1],
        [', as in paragraph 2.', '', ''],
      ],
    ],
    [
      'block',
      'num1',
      id('c'),
      '2.',
      '',
      '',
      [
        ['x', 'is', ''],
        ['2', '^', ''],
        ['2', '_', ''],
      ],
    ],
    ['block', 'paragraph', '', '', '', '', []],
    ['withheld', id('d'), '3.'],
    ['block', 'quote', id('e'), '', 'ar', 'rtl', [['\u0633\u0644\u0627\u0645', '', '']]],
    ['block', 'paragraph', id('f'), '', '', '', [['Same', '', '']]],
    ['table', 2],
    ['cell', id('g'), 1, 1, 'head', '', '', [['A', '', '']]],
    ['cell', id('h'), 1, 2, 'head', '', '', [['B', '', '']]],
    ['cell', id('i'), 2, 1, '', '', '', [['1', 'b', '']]],
    ['cell', id('j'), 2, 2, '', '', '', []],
    ['break'],
    ['figure', id('l'), 'Figure 1', hashOf(picture), 'A map', [['Caption', '', '']]],
    ['block', 'paragraph', '', '', '', '', [['The id of another block.', '', '']]],
    ['note', 1, 'See the report.'],
  ],
]

const arabic: [Record<string, unknown>, Lines] = [
  {
    meta: meta('recommendations', 'ar', '\u062a\u0648\u0635\u064a\u0627\u062a'),
    blocks: [
      block(id('a'), 'num1', '1-', [{ text: '\u0646\u0635 \u201c\n\t\u201d' }], {
        direction: 'rtl',
      }),
      block(id('b'), 'num2', '(\u0623)', [{ text: 'English words' }], {
        language: 'en',
        direction: 'ltr',
      }),
    ],
  },
  [
    ['baraza-text/1', 'recommendations', 'ar', 'rtl', '\u062a\u0648\u0635\u064a\u0627\u062a', ''],
    ['block', 'num1', id('a'), '1-', '', '', [['\u0646\u0635 \u201c\n\t\u201d', '', '']]],
    ['block', 'num2', id('b'), '(\u0623)', 'en', 'ltr', [['English words', '', '']]],
  ],
]

const head = ['baraza-text/1', 'brief', 'en', 'ltr', 'T', '']
const paragraph = (runs: unknown[], own = id('a')) => ['block', 'paragraph', own, '', '', '', runs]
const cellLine = (row: number, column: number, sign = '', own = '') => [
  'cell',
  own,
  row,
  column,
  sign,
  '',
  '',
  [],
]

/** Each is one change away from a text, with what is wrong with it and the line where it is seen. */
const refused = (): [string, string | Lines, number][] => [
  ['no lines', '', 0],
  ['the last line has no end', lineOf(head).trimEnd(), 0],
  ['a line that is empty', `${lineOf(head)}\n`, 2],
  ['a line ends in CR and LF', `${JSON.stringify(head)}\r\n`, 1],
  ['a mark of byte order', `\ufeff${lineOf(head)}`, 1],
  ['white space in a line', lineOf(head).replace(',', ', '), 1],
  ['a letter as an escape', lineOf(head).replace('"T"', '"\\u0054"'), 1],
  ['a value that is no array', `${lineOf(head)}{}\n`, 2],
  ['a value that is no text', [[...head.slice(0, 5), true]], 1],
  ['another file', [['baraza-pack/1']], 1],
  ['a later version', [['baraza-text/2', {}]], 1],
  ['another kind of document', [head.with(1, 'poem')], 1],
  ['another language', [head.with(2, 'de')], 1],
  ['the other direction', [head.with(3, 'rtl')], 1],
  ['a field too many', [[...head, '']], 1],
  ['a title that is not NFC', [head.with(4, 'e\u0301')], 1],
  ['a second head', [head, head], 2],
  ['a line of another name', [head, ['poem']], 2],
  ['another kind of block', [head, paragraph([]).with(1, 'poem')], 2],
  ['a figure as a block', [head, paragraph([]).with(1, 'figure')], 2],
  ['a field too few', [head, paragraph([]).slice(0, 6)], 2],
  ['an id of another form', [head, paragraph([], 'a')], 2],
  ['an id twice', [head, paragraph([]), ['withheld', id('a'), '1.']], 3],
  ['the language of the text', [head, paragraph([]).with(4, 'en')], 2],
  ['the direction of the text', [head, paragraph([]).with(5, 'ltr')], 2],
  ['words that are empty', [head, paragraph([['', '', '']])], 2],
  ['words that are not NFC', [head, paragraph([['e\u0301', '', '']])], 2],
  ['formats in another order', [head, paragraph([['a', 'ib', '']])], 2],
  ['a format twice', [head, paragraph([['a', 'bb', '']])], 2],
  ['another format', [head, paragraph([['a', 'x', '']])], 2],
  [
    'words that are not joined',
    [
      head,
      paragraph([
        ['a', 'b', ''],
        ['b', 'b', ''],
      ]),
    ],
    2,
  ],
  ['an address that runs a script', [head, paragraph([['a', '', 'javascript:x']])], 2],
  ['an address of a file', [head, paragraph([['a', '', 'file:///x']])], 2],
  ['an address with a second reader', [head, paragraph([['a', '', 'mailto:a@b.c?cc=d@e.f']])], 2],
  ['a reference to a note that is missing', [head, paragraph([['', 'note', 1]])], 0],
  ['a note that nothing refers to', [head, paragraph([]), ['note', 1, 'x']], 3],
  [
    'notes in another order',
    [
      head,
      paragraph([
        ['', 'note', 1],
        ['', 'note', 2],
      ]),
      ['note', 2, 'x'],
      ['note', 1, 'x'],
    ],
    4,
  ],
  ['a block behind a note', [head, paragraph([['', 'note', 1]]), ['note', 1, 'x'], ['break']], 4],
  ['a number below 1', [head, paragraph([['', 'note', 0]])], 2],
  ['a number that is none', [head, ['table', '1']], 2],
  ['a number with a fraction', [head, ['table', 1.5]], 2],
  ['a table without a cell', [head, ['table', 1]], 0],
  ['a table before a block', [head, ['table', 1], paragraph([])], 3],
  ['a cell without a table', [head, cellLine(1, 1)], 2],
  ['a cell behind a block', [head, ['table', 1], cellLine(1, 1), paragraph([]), cellLine(2, 1)], 5],
  ['a cell in no column', [head, ['table', 1], cellLine(1, 2)], 3],
  ['cells in another order', [head, ['table', 2], cellLine(1, 2), cellLine(1, 1)], 4],
  ['rows in another order', [head, ['table', 1], cellLine(2, 1), cellLine(1, 1)], 4],
  ['a header in a second row', [head, ['table', 1], cellLine(1, 1), cellLine(2, 1, 'head')], 4],
  ['a header in half a row', [head, ['table', 2], cellLine(1, 1, 'head'), cellLine(1, 2)], 4],
  ['a hash in capitals', [head, ['figure', '', '', 'A'.repeat(64), '', []]], 2],
  ['something in a break', [head, ['break', '']], 2],
]

const vectorOf = (name: string, edition: string, [page, lines]: typeof statement) => {
  const withId = lines.flatMap(line => {
    const own = line[0] === 'block' ? line[2] : line[1]
    return line[0] !== 'note' && /^[a-z]{10}$/.test(String(own))
      ? [[String(own), hashOf(lineOf(line))]]
      : []
  })
  return {
    name,
    page,
    edition,
    pictures: { ['5'.repeat(64)]: Buffer.from(picture).toString('hex') },
    text: file(lines),
    sha256: hashOf(file(lines)),
    lines: Object.fromEntries(withId) as Record<string, string>,
  }
}

export const makeTextVectors = (): TextVectors => ({
  texts: [vectorOf('every line', 'Rev.1', statement), vectorOf('right to left', '', arabic)],
  refused: refused().map(([why, text, line]) => ({
    why,
    text: typeof text === 'string' ? text : file(text),
    line,
  })),
})

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/texts.json')
  writeFileSync(path, `${JSON.stringify(makeTextVectors(), null, 1)}\n`)
}
