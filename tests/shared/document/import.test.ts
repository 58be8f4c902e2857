import { readFileSync } from 'node:fs'
import { numberBlocks, readingMarkdown, type Imported } from '#shared/document'
import { expect, test } from 'vitest'
import { blocksFromMarkdown, blocksFromText } from '#tests/imported'

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
  expect(read.title).toBe('One')
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
  expect(read.notes).toEqual(['links-dropped', 'images-dropped'])
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
  ['white space in a heading', `# a${' '.repeat(1 << 21)}x`],
  ['signs in a heading', `# a${' #'.repeat(1 << 20)}x`],
  ['white space and signs in a heading', `# ${`${' '.repeat(99)}#`.repeat(20_000)}x`],
])('%s without end is read at once', (_, source) => {
  const reading = readingMarkdown(source)
  let steps = 0
  while (!reading.next().done) steps++
  expect(steps).toBeLessThan(10)
})
