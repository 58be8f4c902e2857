// Plain files, Markdown and web pages as blocks: every word stays, in its order.
import { readFileSync } from 'node:fs'
import { noteSign } from '#document/model'
import { numberBlocks } from '#document/numbering'
import type { Imported } from '#document/imports'
import { expect, test } from 'vitest'
import { readHtml } from '../../../src/core/files/html.ts'
import { blocksFromHtml, blocksFromMarkdown, blocksFromText } from '#tests/imported'
import { refusal } from '#tests/refusal'

const seed = readFileSync(new URL('../../fixtures/seed-statement.txt', import.meta.url), 'utf8')
const textsOf = ({ blocks }: Imported): string[] =>
  blocks.map(({ runs }) => runs.map(run => run.text).join(''))
const kindsOf = ({ blocks }: Imported): string[] => blocks.map(({ kind }) => kind)
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

test('the seed statement becomes 18 paragraphs, 1. to 11. and (a) to (g) below 8.', () => {
  const read = blocksFromText(seed)
  expect(numberBlocks(read.blocks, { kind: 'statement', language: 'en' })).toEqual(
    '1. 2. 3. 4. 5. 6. 7. 8. (a) (b) (c) (d) (e) (f) (g) 9. 10. 11.'.split(' '),
  )
  expect(read.notes).toEqual(['noise-removed'])
})

test('no word of the seed statement is lost or reordered; only its list marks go', () => {
  const texts = textsOf(blocksFromText(seed))
  const marks = wordsOf(seed).filter(word => word === 'o')
  expect(marks).toHaveLength(7)
  expect(wordsOf(texts.join('\n'))).toEqual(wordsOf(seed).filter(word => word !== 'o'))
  expect(texts.join('')).not.toMatch(/\p{Co}|[\n\r\t\u2028]| {2}|^ | $/u)
  expect(texts[5]).toContain('Executive Director’s Civil Society Advisory Group (EDCSAG)')
  expect(texts[9]).toContain('gender-sensitive law reforms')
})

test('paragraphs of an ordinary text file stand between blank lines', () => {
  const read = blocksFromText(
    '\ufeffOne line\r\nand its second.\r\n\r\n\r\nTwo.\r\n- a point\r\n  - a lower one\r\n',
  )
  expect(textsOf(read)).toEqual(['One line and its second.', 'Two.', 'a point', 'a lower one'])
  expect(kindsOf(read)).toEqual(['paragraph', 'paragraph', 'bullet1', 'bullet2'])
  expect(read.notes).toEqual([])
})

test('a file of long lines has a paragraph on each', () => {
  const long = 'word '.repeat(60).trim()
  expect(textsOf(blocksFromText(`${long}\nshort\n${long}`))).toEqual([long, 'short', long])
})

test('typed numbers go where the computed ones are the same, and stay where they are not', () => {
  const read = blocksFromText(
    'I. Context\n\n1. First\n\n(a) below\n\n(b) below\n\n(i) deep\n\n2. Second\n\nII. Findings\n\n42. Not the third\n\n3. Third\n\nA. Kumar spoke.',
  )
  expect(kindsOf(read)).toEqual(
    'h1 num1 num2 num2 num3 num1 h1 paragraph num1 paragraph'.split(' '),
  )
  expect(textsOf(read)).toEqual([
    'Context',
    'First',
    'below',
    'below',
    'deep',
    'Second',
    'Findings',
    '42. Not the third',
    'Third',
    'A. Kumar spoke.',
  ])
})

const headingsOf = (markdown: string): string[] => {
  const read = blocksFromMarkdown(markdown)
  const texts = textsOf(read)
  return read.blocks.flatMap(({ kind }, at) => (/^h\d/.test(kind) ? [`${kind} ${texts[at]}`] : []))
}

test('a number that is typed in a heading goes where it counts as ours, in whatever form', () => {
  const file = [
    '# 1. Background\n\nIt is so.\n\n## 1.1 Context\n\n## a) Aims\n\n# 2) Findings',
    '## 2.1 Method\n\n# 2 years later\n\n# 7. Recommendations\n\n# 5.1 million women',
  ].join('\n\n')
  expect(headingsOf(file)).toEqual([
    'h1 Background',
    'h2 Context',
    'h2 a) Aims',
    'h1 Findings',
    'h2 Method',
    'h1 2 years later',
    'h1 7. Recommendations',
    'h1 5.1 million women',
  ])
  expect(blocksFromMarkdown(file).findings).toEqual([
    { what: 'heading-number', count: 4 },
    { what: 'heading-kept', count: 2 },
  ])
})

test.each(['1.2 مليون امرأة', '1.2 亿妇女', '1.2 Million women', '1.2 % of women', '1. Mai'])(
  'a figure of the sentence stays in a heading, and is reported as no number: %s',
  text => {
    // The place agrees with "1.2" in the first file and with "1." in the second, and with neither in the third.
    for (const [before, level] of [
      ['Foreword\n\n# Context\n\n## Aims', '##'],
      ['Foreword\n\n# Context', '##'],
      ['# Context\n\n# Aims\n\n# Method', '#'],
    ]) {
      const file = `${before}\n\n${level} ${text}\n\nIt is so.`
      expect(headingsOf(file).at(-1)).toBe(`h${level?.length} ${text}`)
      expect(blocksFromMarkdown(file).findings).toEqual([])
    }
  },
)

test('a figure goes where the file has the next one on its level, or another such number at its place', () => {
  expect(headingsOf('Foreword\n\n# 1. Mai\n\n# 15. Mai')).toEqual(['h1 1. Mai', 'h1 15. Mai'])
  expect(headingsOf('Foreword\n\n# 1. Aims\n\n# 2. Method')).toEqual(['h1 Aims', 'h1 Method'])
  expect(headingsOf('Foreword\n\n# Aims\n\n## 1.1 مقدمة\n\n## 1.2 مليون امرأة')).toEqual([
    'h1 Aims',
    'h2 مقدمة',
    'h2 مليون امرأة',
  ])
})

test('a heading that keeps a bare figure is reported', () => {
  const file = 'Foreword\n\n# 1 Introduction\n\n# 2 Method\n\n# 3 years later'
  expect(headingsOf(file)).toEqual(['h1 1 Introduction', 'h1 2 Method', 'h1 3 years later'])
  expect(blocksFromMarkdown(file).findings).toEqual([{ what: 'heading-kept', count: 2 }])
})

test('an (i) after (h) is a letter', () => {
  const letters = 'abcdefghij'
    .split('')
    .map(sign => `(${sign}) item`)
    .join('\n\n')
  expect(new Set(kindsOf(blocksFromText(`1. Start\n\n${letters}`)))).toEqual(
    new Set(['num1', 'num2']),
  )
})

test('an empty file gives an empty paragraph', () => {
  for (const read of [blocksFromText(' \n\n\u0000'), blocksFromMarkdown('\n<!-- nothing -->\n')])
    expect(read.blocks).toEqual([{ kind: 'paragraph', runs: [] }])
})

test('Markdown headings, lists and quotes become blocks', () => {
  const read = blocksFromMarkdown(
    '# One\n\nTwo\n===\n\n## Three ##\n\n##### Five\n\n- a\n  more\n  - b\n    - c\n\n1. x\n   1. y\n      1. z\n2. w\n\n> said\n> so\n\n---\n\nend  \nhard\\\nbreak',
  )
  expect(read.title).toBeNull()
  expect(kindsOf(read)).toEqual(
    'h1 h1 h2 h4 bullet1 bullet2 bullet3 num1 num2 num3 num1 quote paragraph'.split(' '),
  )
  expect(textsOf(read)).toEqual([
    'One',
    'Two',
    'Three',
    'Five',
    'a more',
    'b',
    'c',
    'x',
    'y',
    'z',
    'w',
    'said so',
    'end hard break',
  ])
})

test('emphasis nests, escapes are literal, words with underscores stay whole', () => {
  const runs = (text: string) => blocksFromMarkdown(text).blocks[0]?.runs
  expect(runs('a **b *c* d** e')).toEqual([
    { text: 'a ' },
    { text: 'b ', bold: true },
    { text: 'c', bold: true, italic: true },
    { text: ' d', bold: true },
    { text: ' e' },
  ])
  expect(runs('***both*** ~~gone~~')).toEqual([
    { text: 'both', bold: true, italic: true },
    { text: ' ' },
    { text: 'gone', strikethrough: true },
  ])
  expect(runs('2 * 3 * 4, snake_case_name, \\*not\\*, `a *b*` &amp; **open')).toEqual([
    { text: '2 * 3 * 4, snake_case_name, *not*, a *b* & **open' },
  ])
})

test('only links to pages and mailboxes stay links; the text of others stays', () => {
  const read = blocksFromMarkdown(
    '[a](https://un.org/x_(y) "t") [b](javascript:alert(1)) [c](file:///x) <mailto:d@e.org> [*f*](<http://g.org>) ![alt](http://t.org/p.png)',
  )
  expect(read.blocks[0]?.runs).toEqual([
    { text: 'a', href: 'https://un.org/x_(y)' },
    { text: ' b c ' },
    { text: 'mailto:d@e.org', href: 'mailto:d@e.org' },
    { text: ' ' },
    { text: 'f', italic: true, href: 'http://g.org' },
    { text: ' alt' },
  ])
  expect(read.notes).toEqual(['links-dropped'])
  expect(read.findings).toEqual([{ what: 'picture', count: 1 }])
})

test('a typed number goes where the document’s own scheme has the same one', () => {
  const text = 'I. Scope\n\nA. Terms\n\n1. One term.\n\nB. Reach\n\n1. One place.\n\n(a) Here.'
  expect(kindsOf(blocksFromText(text, 'protocol'))).toEqual('h1 h2 num1 h2 num1 num2'.split(' '))
  // Elsewhere paragraphs run on, and the second "1." says something else.
  expect(textsOf(blocksFromText(text, 'brief'))).toContain('1. One place.')
  expect(kindsOf(blocksFromText('1. Opening\n\n2. Reports:\n\n(a) Oral;', 'agenda'))).toEqual(
    'num1 num1 num2'.split(' '),
  )
})

test('brackets and code end where CommonMark has them end', () => {
  const runs = (text: string) => blocksFromMarkdown(text).blocks[0]?.runs
  const to = (text: string) => ({ text, href: 'https://un.org' })
  expect(runs('[a [b] `]` \\] c](https://un.org) d')).toEqual([to('a [b] ] ] c'), { text: ' d' }])
  expect(runs('[![a](b.png) c](https://un.org)')).toEqual([to('a c')])
  expect(runs('`` a ` b `` and ` c `` d')).toEqual([{ text: 'a ` b and ` c `` d' }])
  expect(runs('[open [a](https://un.org)')).toEqual([{ text: '[open ' }, to('a')])
  expect(runs('`[a](b)` \\[a](https://un.org)')).toEqual([{ text: '[a](b) [a](https://un.org)' }])
  expect(runs('*foo**bar*')).toEqual([{ text: 'foo**bar', italic: true }])
})

test('a hostile file is read in time that grows with its length', () => {
  const times = (text: string, length = 200_000) => text.repeat(length / text.length)
  for (const text of [
    ...['*a ', 'a* ', '*a*b', 'a**b*c', '*a_ ', '_a ', '~~a ', '*a **b '].map(text => times(text)),
    ...['[', '![', '[a](', '[a](b ', '[a](b "', '[a](b (', '[a](<', '[[a](b)', '[`'].map(text =>
      times(text),
    ),
    ...['<', '<a@', '<a.b@c.', '`a`` ', '`` ` ', '\\`', '&#12;'].map(text => times(text)),
    times('*a ', 100_000) + times(' a*', 100_000),
    times('[', 100_000) + times('](b)', 100_000),
    `[a](${' '.repeat(200_000)}`,
    Array.from({ length: 1000 }, (_, at) => `${'`'.repeat(at)}a`).join(''),
    '- '.repeat(3000),
    '> '.repeat(3000),
    `${' '.repeat(100_000)}x`,
    `|-|-${' '.repeat(100_000)}x`,
    '<!--'.repeat(50_000),
    Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}- x`).join('\n'),
    // A table of a few kilobytes that would have millions of cells.
    `${'|a'.repeat(3000)}\n${'|-'.repeat(3000)}\n${'|\n'.repeat(3000)}`,
  ])
    expect(blocksFromMarkdown(text).blocks.length).toBeGreaterThan(0)
})

test('a heading ends where the signs that close it begin, and other signs are of its words', () => {
  const read = blocksFromMarkdown(
    ['# One #', '## Two ##   ', '### C#', '# #', '# A # b ##', '#', '# F\t#\t'].join('\n'),
  )
  expect(textsOf(read)).toEqual(['One', 'Two', 'C#', 'A # b', 'F'])
})

test('a paragraph of more than sixteen thousand letters is taken as it stands, every word of it', () => {
  const long = '*Words* of [a text](https://example.org). '.repeat(500).trim()
  const { blocks } = blocksFromMarkdown(`${long}\n\n*Words*`)
  expect(blocks.map(({ runs }) => runs)).toEqual([
    [{ text: long }],
    [{ text: 'Words', italic: true }],
  ])
})

test('code keeps no sign that turns or hides the words around it', () => {
  const read = blocksFromMarkdown('```\nconst\u202e a\u0007 = 1\n```')
  expect(textsOf(read)).toEqual(['const a = 1'])
  expect(read.notes).toEqual(['noise-removed'])
})

// Each of these took minutes at the length that a file may have.
test.each([
  ['white space in a heading', `# a${' '.repeat(2_000_000)}x`],
  ['signs in a heading', `# a${' #'.repeat(1_000_000)}x`],
  ['white space and signs in a heading', `# ${`${' '.repeat(99)}#`.repeat(20_000)}x`],
])('when a file has %s without end, all of it is read', (_, source) => {
  const { blocks } = blocksFromMarkdown(source)
  expect(textsOf({ blocks, notes: [], title: null }).join('')).toHaveLength(
    source.slice(2).replace(/ +/g, ' ').trim().length,
  )
})

test('when Markdown has notes, each sign has its words, and a note without a sign stays in the text', () => {
  const { blocks, footnotes } = blocksFromMarkdown(
    'One[^a], two[^b] and ^[in *the* line].\n\n[^a]: First.\n\n[^b]: Second\n    goes on.\n\n[^c]: Never cited.\n\n- x',
  )
  expect(footnotes.map(({ text }) => text)).toEqual(['First.', 'Second goes on.'])
  expect(textsOf({ blocks, notes: [], title: null })).toEqual([
    `One${noteSign}, two${noteSign} and ^[in the line].`,
    'Never cited.',
    'x',
  ])
})

test('when raw markup stands in Markdown, its words and their formats stay, and signs without an end do', () => {
  const runs = (text: string) => blocksFromMarkdown(text).blocks.map(each => each.runs)
  expect(
    runs('x<sup>2</sup> <u>a</u><br>b <!-- no --> <span onclick="x()">c</span> </b>d'),
  ).toEqual([
    [
      { text: 'x' },
      { text: '2', superscript: true },
      { text: ' ' },
      { text: 'a', underline: true },
      { text: ' b c d' },
    ],
  ])
  expect(runs('<div>\n<p>Words &amp; more</p>\n<script>no()</script>\n</div>')).toEqual([
    [{ text: 'Words & more' }],
  ])
  expect(runs('<div id="x"\nwords')).toEqual([[{ text: '<div id="x"' }], [{ text: 'words' }]])
  expect(runs('<!-- words')).toEqual([[{ text: '<!-- words' }]])
})

test('when a web page is read, only what the list allows comes through', () => {
  const { blocks, findings, notes, title } = blocksFromHtml(
    `<!DOCTYPE html><html><head><title>no</title><style>p{}</style></head><body>
    <h1><b>Title</b></h1><script>alert(1)</script><form>no</form>
    <p>a <strong>b</strong><i style="font-weight:700">c</i> <a href="https://un.org">d</a><a href="javascript:x()">e</a></p>
    <ul><li><p>one</p><p>more</p><ol><li>deep</li></ol></li></ul>
    <blockquote>said<br>so</blockquote><p dir="rtl">نص</p>
    <p style="page-break-before:always">next</p>
    <img src="https://track.example/p.png"><img src="data:image/png;base64,AA">loose</body></html>`,
  )
  expect(
    blocks.map(({ kind, runs, direction }) => [kind, runs.map(({ text }) => text), direction]),
  ).toEqual([
    ['paragraph', ['a ', 'b', 'c', ' ', 'd', 'e'], undefined],
    ['bullet1', ['one'], undefined],
    ['paragraph', ['more'], undefined],
    ['num2', ['deep'], undefined],
    ['quote', ['said'], undefined],
    ['quote', ['so'], undefined],
    ['paragraph', ['نص'], 'rtl'],
    ['pagebreak', [], undefined],
    ['paragraph', ['next'], undefined],
    ['paragraph', ['loose'], undefined],
  ])
  expect(blocks[0]?.runs.slice(1)).toEqual([
    { text: 'b', bold: true },
    { text: 'c', bold: true, italic: true },
    { text: ' ' },
    { text: 'd', href: 'https://un.org' },
    { text: 'e' },
  ])
  expect([title, notes]).toEqual(['Title', ['links-dropped']])
  expect(findings).toEqual([
    { what: 'linked-picture', count: 1 },
    { what: 'picture', count: 1 },
  ])
})

test.each(['suggestions', 'accepted', 'rejected'] as const)(
  'when a page has spaces that join words, or a break before a table, they stay: %s',
  as => {
    const { blocks } = blocksFromHtml(
      `<p>dit <b>\u00a0:</b> \u00ab\u202foui\u202f\u00bb\u202f!\n non</p><table style="page-break-before:always"><tr><td style="page-break-before:always">a</td><td>b</td></tr></table><p>after</p>`,
      'statement',
      as,
    )
    expect(
      blocks.map(({ kind, runs }) => `${kind}: ${runs.map(({ text }) => text).join('|')}`),
    ).toEqual([
      'paragraph: dit |\u00a0:| \u00ab\u202foui\u202f\u00bb\u202f! non',
      'pagebreak: ',
      'paragraph: a',
      'paragraph: b',
      'paragraph: after',
    ])
  },
)

test('when lines of an item are broken, all but the first go on without a number', () => {
  const { blocks } = blocksFromHtml('<ol><li>one<br>two<br>three</li><li>four</li></ol>')
  expect(blocks.map(({ kind }) => kind)).toEqual(['num1', 'paragraph', 'paragraph', 'num1'])
})

test('when a page has tables, cells that span keep the grid even, and a layout is none', () => {
  const { blocks, findings } = blocksFromHtml(
    `<table><tr><th colspan=2>wide</th><th>c</th></tr><tr><td rowspan=2>tall</td><td>x</td><td>y</td></tr><tr><td>z<p>more</td><td>w</td></tr></table>
    <table role=presentation><tr><td>a</td><td>b</td></tr></table><table><tr><td>only</td></tr></table>`,
  )
  expect(textsOf({ blocks, notes: [], title: null })).toEqual([
    ...['wide', '', 'c', 'tall', 'x', 'y', '', 'z more', 'w'],
    ...['a', 'b', 'only'],
  ])
  expect(blocks.map(({ cell }) => cell?.head)).toEqual([
    ...[true, true, true],
    ...Array.from({ length: 9 }, () => undefined),
  ])
  expect(findings).toEqual([
    { what: 'tables', count: 1 },
    { what: 'merged-cell', count: 1 },
  ])
})

test('when a table of a page has a caption, it is a paragraph before the table, on its page', () => {
  const { blocks } = blocksFromHtml(
    `<p>a</p><ul><li><table style="page-break-before:always"><caption>Shelters <b>by</b> region</caption><tr><td><h2>II. Head</h2></td><td>12</td></tr></table></ul>`,
  )
  expect(
    blocks.map(({ kind, runs, cell }) => [kind, runs.map(({ text }) => text).join(''), !!cell]),
  ).toEqual([
    ['paragraph', 'a', false],
    ['pagebreak', '', false],
    ['paragraph', 'Shelters by region', false],
    ['paragraph', 'II. Head', true],
    ['paragraph', '12', true],
  ])
})

test('when a page has pictures in what is left out, in a list mark or very deep, each is counted', () => {
  const picture = '<img src="data:image/png;base64,AA">'
  const { blocks, findings } = blocksFromHtml(
    `<button>press ${picture}<canvas>${picture}</canvas></button><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${picture}</span>one</p>${'<div>'.repeat(250)}deep ${picture}<button>press ${picture}</button>`,
  )
  expect(textsOf({ blocks, notes: [], title: null })).toEqual(['one', 'deep'])
  expect(findings).toEqual([{ what: 'picture', count: 5 }])
})

test.each<[style: string, formats: object]>([
  ['font: italic bold 12pt serif', { bold: true, italic: true }],
  ['font: 600 1em "Arial Narrow"', { bold: true }],
  ['font: oblique small-caps 12pt/1.5 "Bold Italic"', { italic: true }],
  ['font-weight: normal; FONT-WEIGHT: Bold', { bold: true }],
  ['font-weight: bold; font-weight: normal', {}],
  ['font-weight: bold; font: 12pt serif', {}],
  ['font-weight: bold; font: inherit', { bold: true }],
  ['font: bold 12pt serif; font-weight: 400', {}],
  ['vertical-align: super !important', { superscript: true }],
  ['font-weight:bold!important; text-decoration: underline', { bold: true, underline: true }],
  ['text-decoration: underline; text-decoration-line: line-through', { strikethrough: true }],
])('when letters of a page have the style %s, they have its formats', (style, formats) => {
  const { blocks } = blocksFromHtml(`<p><span style='${style}'>words</span></p>`)
  expect(blocks.map(({ runs }) => runs)).toEqual([[{ text: 'words', ...formats }]])
})

test('when a page comes from a word processor, its lists have the kinds that its marks say', () => {
  const item = (level: number, mark: string, words: string): string =>
    `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><span style='mso-list:Ignore'>${mark}</span>${words}</p>`
  const { blocks } = blocksFromHtml(
    `<p class=MsoTitle>Top</p>${item(1, '1.', 'one')}${item(2, 'o', 'two')}<p class=MsoQuote>said</p>`,
  )
  expect(blocks.map(({ kind }) => kind)).toEqual(['h1', 'num1', 'bullet2', 'quote'])
})

test('when a page names its encoding, its letters are read by it', () => {
  const bytes = Buffer.from('<meta charset="windows-1252"><p>caf\u00e9</p>', 'latin1')
  const { flow } = readHtml(bytes)
  expect(JSON.stringify(flow)).toContain('café')
  expect(refusal(() => readHtml(Buffer.from('<p>caf\u00e9</p>', 'latin1')))).toBe('file-wrong-kind')
})

test('when cells of a page reach over more columns than a table has, the rows below stay short', () => {
  const wide = `<table><tr>${'<td colspan=20 rowspan=200>'.repeat(500)}a${'<tr><td>b'.repeat(20)}</table>`
  const read = blocksFromHtml(wide)
  expect(textsOf(read)).toEqual(['a', ...Array.from({ length: 20 }, () => 'b')])
  expect(read.blocks.filter(({ cell }) => cell)).toEqual([])
  const { flow } = readHtml(Buffer.from(wide))
  const [table] = flow
  const lengths = table?.is === 'table' ? table.rows.map(({ cells }) => cells.length) : []
  expect(lengths.length).toBe(21)
  expect(Math.max(...lengths.slice(1))).toBeLessThan(20)
})

test('when a page is deep, wide or never ends, it is read', () => {
  for (const page of [
    '<div>'.repeat(50_000),
    '<b>'.repeat(20_000),
    '<table><tr><td>'.repeat(2_000),
    `<p><span style="mso-list:Ignore">${'<br>'.repeat(300_000)}</span>`,
  ])
    expect(blocksFromHtml(`${page}words`).blocks.length).toBeGreaterThan(0)
})
