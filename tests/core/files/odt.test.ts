// OpenDocument texts by hand: each keeps its words, its form, its changes and its comments.
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import type { Foreign, Piece } from '#document/flow'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import type { Settling } from '../../../src/core/files/settle.ts'
import { blockText, noteSign } from '#document/model'
import {
  begins,
  deletion,
  ends,
  insertion,
  letters,
  openText,
  out,
  p,
  region,
  about,
  span,
  style,
  tracked,
  type OpenTextParts,
} from '#tests/open-text'
import { textAlone } from '#tests/word-file'

const foreign = (body: string, parts: OpenTextParts = {}): Promise<Foreign> =>
  readOdt(openText(body, parts))
const read = async (
  body: string,
  parts: OpenTextParts = {},
  as: Settling = 'accepted',
): Promise<ImportedFlow> => blocksOf(await foreign(body, parts), textAlone('recommendations', as))
const textsOf = async (body: string, parts?: OpenTextParts, as?: Settling): Promise<string[]> =>
  (await read(body, parts, as)).blocks.map(blockText)
const kindsOf = async (body: string, parts?: OpenTextParts): Promise<string[]> =>
  (await read(body, parts)).blocks.map(({ kind }) => kind)
const piecesOf = ({ flow }: Foreign): Piece[] =>
  flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
const both = async (body: string): Promise<Record<Settling, string[]>> => ({
  accepted: await textsOf(body),
  rejected: await textsOf(body, {}, 'rejected'),
})

describe('styles', () => {
  test('when an element or a style says title, heading or quote, blocks do', async () => {
    const styles =
      style('paragraph', 'Title', '', 'style:display-name="Title"') +
      style('paragraph', 'Heading_20_2', '', 'style:default-outline-level="2"') +
      style('paragraph', 'Quotations')
    const automatic =
      style('paragraph', 'P1', '', 'style:parent-style-name="Quotations"') +
      style('paragraph', 'P2', '', 'style:parent-style-name="Heading_20_2"')
    const body =
      p('a', 'Title') +
      '<text:h text:outline-level="3">b</text:h><text:h text:outline-level="7">c</text:h>' +
      p('d', 'P1') +
      p('e', 'P2') +
      p('f', 'unknown')
    const { blocks, title } = await read(body, { styles, automatic })
    expect(blocks.map(({ kind }) => kind)).toEqual(['h3', 'h4', 'quote', 'h2', 'paragraph'])
    expect(title).toBe('a')
    const twice = await read(body + p('g', 'Title'), { styles, automatic })
    expect(twice.blocks.map(({ kind }) => kind)).toEqual([
      ...['h1', 'h3', 'h4', 'quote', 'h2', 'paragraph', 'h1'],
    ])
  })

  test('when letters have a look, by a style or by hand, it is kept until one takes it away', async () => {
    const styles =
      style('text', 'Strong', letters('fo:font-weight="bold"')) +
      style('text', 'Both', letters('fo:font-style="italic"'), 'style:parent-style-name="Strong"') +
      style('paragraph', 'Loud', letters('fo:font-weight="bold"'))
    const automatic =
      style('text', 'T1', letters('fo:font-weight="normal" style:text-position="super 58%"')) +
      style('text', 'T2', letters('style:text-position="-33% 58%"')) +
      style('text', 'T3', letters('style:text-line-through-style="solid"')) +
      style('text', 'T4', letters('style:text-underline-style="solid" fo:font-weight="700"')) +
      style('paragraph', 'P1', letters('fo:font-style="oblique"'), 'style:parent-style-name="Loud"')
    const body =
      p(`${span('Both', `a${span('T1', 'b')}`)}${span('T2', 'c')}${span('T3', 'd')}`) +
      p(`e${span('T4', 'f')}`, 'P1')
    const { blocks } = await read(body, { styles, automatic })
    expect(blocks.map(({ runs }) => runs)).toEqual([
      [
        { text: 'a', bold: true, italic: true },
        { text: 'b', italic: true, superscript: true },
        { text: 'c', subscript: true },
        { text: 'd', strikethrough: true },
      ],
      [
        { text: 'e', italic: true },
        { text: 'f', bold: true, italic: true, underline: true },
      ],
    ])
  })

  test('when styles are based on each other in a circle, the text is read', async () => {
    const styles =
      style('paragraph', 'A', '', 'style:parent-style-name="B"') +
      style('paragraph', 'B', '', 'style:parent-style-name="A"') +
      style('text', 'C', letters('fo:font-weight="bold"'), 'style:parent-style-name="C"')
    const { blocks } = await read(p(span('C', 'x'), 'A'), { styles })
    expect(blocks).toEqual([{ kind: 'paragraph', runs: [{ text: 'x', bold: true }] }])
  })

  test('when a paragraph runs from right to left, by its style or by all, it does here', async () => {
    const rtl = '<style:paragraph-properties style:writing-mode="rl-tb"/>'
    const ltr = '<style:paragraph-properties style:writing-mode="lr-tb"/>'
    const styles = style('paragraph', 'A', rtl)
    const automatic =
      style('paragraph', 'P1', '', 'style:parent-style-name="A"') +
      style('paragraph', 'P2', ltr, 'style:parent-style-name="A"')
    const directions = async (usual: string) =>
      (
        await read(p('a', 'P1') + p('b', 'P2') + p('c'), { styles: styles + usual, automatic })
      ).blocks.map(({ direction }) => direction)
    expect(await directions('')).toEqual(['rtl', undefined, undefined])
    const usual = `<style:default-style style:family="paragraph">${rtl}</style:default-style>`
    expect(await directions(usual)).toEqual(['rtl', undefined, 'rtl'])
  })

  test('when a page breaks before a paragraph, or after one, a page break is there', async () => {
    const broken = (when: string) => `<style:paragraph-properties fo:break-${when}="page"/>`
    const automatic =
      style('paragraph', 'P1', broken('before')) + style('paragraph', 'P2', broken('after'))
    const body = p('a', 'P1') + p('b', 'P1') + p('c', 'P2') + p('d')
    expect(await kindsOf(body, { automatic })).toEqual([
      ...['paragraph', 'pagebreak', 'paragraph'],
      ...['paragraph', 'pagebreak', 'paragraph'],
    ])
  })
})

describe('lists', () => {
  const list = (name: string, ...levels: string[]): string =>
    `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`
  const number = (level: number, format = '1'): string =>
    `<text:list-level-style-number text:level="${level}" style:num-format="${format}"/>`
  const mark = (level: number): string =>
    `<text:list-level-style-bullet text:level="${level}" text:bullet-char="•"/>`
  const item = (...content: string[]): string =>
    `<text:list-item>${content.join('')}</text:list-item>`
  const of = (content: string, name?: string): string =>
    `<text:list${name === undefined ? '' : ` text:style-name="${name}"`}>${content}</text:list>`
  const automatic =
    list('L1', number(1), number(2, 'a'), mark(3)) +
    list('L2', mark(1), number(2, '')) +
    style('paragraph', 'Own', '', 'style:list-style-name="L1"')

  test('when lists lie in each other, items have their kind and level', async () => {
    const body =
      of(item(p('a'), of(item(p('b'), of(item(p('c'))))), p('more')) + item(p('d')), 'L1') +
      of(item(p('e')) + item(of(item(p('f')))), 'L2') +
      of(item(p('g'))) +
      of(item(p('h', 'Own')))
    const { blocks } = await read(body, { automatic })
    expect(blocks.map(each => [blockText(each), each.kind])).toEqual([
      ['a', 'num1'],
      ['b', 'num2'],
      ['c', 'bullet3'],
      ['more', 'paragraph'],
      ['d', 'num1'],
      ['e', 'bullet1'],
      ['f', 'paragraph'],
      ['g', 'bullet1'],
      ['h', 'num1'],
    ])
  })

  test('when a head, a second paragraph or a heading stands in a list, it is no item', async () => {
    const body =
      of(
        `<text:list-header>${p('head')}</text:list-header>` +
          item(p('a'), p('b')) +
          item('<text:h text:outline-level="2">c</text:h>'),
        'L1',
      ) +
      `<text:numbered-paragraph text:level="2" text:style-name="L1">${p('d')}</text:numbered-paragraph>` +
      p('e')
    expect(await kindsOf(body, { automatic })).toEqual([
      ...['paragraph', 'num1', 'paragraph', 'h2', 'num2', 'paragraph'],
    ])
  })
})

describe('changes', () => {
  test('when words were inserted and deleted, both texts are whole, and authors are quoted', async () => {
    const body =
      tracked(insertion('i'), deletion('d', p('old'), 'K.W., Chair')) +
      p(`We ${begins('i')}new${ends('i')}${out('d')} text`)
    expect(await both(body)).toEqual({ accepted: ['We new text'], rejected: ['We old text'] })
    const { findings } = await read(body)
    expect(findings).toEqual([{ what: 'changes', count: 2 }])
    expect(
      piecesOf(await foreign(body)).map(({ text, inserted, deleted }) => ({
        text,
        inserted: inserted?.author,
        deleted: deleted && [deleted.author, deleted.at],
      })),
    ).toEqual([
      { text: 'We ', inserted: undefined, deleted: null },
      { text: 'new', inserted: 'R.K.', deleted: null },
      { text: 'old', inserted: undefined, deleted: ['K.W., Chair', '2018-03-01T10:00:00'] },
      { text: ' text', inserted: undefined, deleted: null },
    ])
  })

  test('when an insertion runs over ends of paragraphs, rejecting it joins them', async () => {
    const body =
      tracked(insertion('i')) + p(`One${begins('i')}`) + p('two') + p(`${ends('i')}three`)
    expect(await both(body)).toEqual({ accepted: ['One', 'two', 'three'], rejected: ['Onethree'] })
  })

  test('when a deletion took ends of paragraphs, accepting it joins them and no word goes', async () => {
    const body =
      tracked(deletion('d', p(' end') + p('whole') + p('begin '))) + p(`One${out('d')}two`)
    expect(await both(body)).toEqual({
      accepted: ['Onetwo'],
      rejected: ['One end', 'whole', 'begin two'],
    })
  })

  test('when whole paragraphs were deleted, the next one keeps its kind', async () => {
    const heading = '<text:h text:outline-level="1">Gone</text:h>'
    const body =
      tracked(deletion('d', heading + p('')), deletion('e', p('Also') + heading)) +
      p(`${out('d')}Text`) +
      out('e') +
      p('Last')
    expect(await both(body)).toEqual({
      accepted: ['Text', 'Last'],
      rejected: ['Gone', 'Text', 'Also', 'Gone', 'Last'],
    })
    expect((await read(body, {}, 'rejected')).blocks.map(({ kind }) => kind)).toEqual([
      ...['h1', 'paragraph', 'paragraph', 'h1', 'paragraph'],
    ])
  })

  test('when one deleted what another inserted, the words are in neither text', async () => {
    const nested = region(
      'd',
      `<text:deletion>${about('K.W.')}${p('gone')}</text:deletion><text:insertion>${about('R.K.')}</text:insertion>`,
    )
    const body =
      tracked(nested, insertion('i'), deletion('e', p('also'))) +
      p(`a${out('d')}b${begins('i')}c${out('e')}${ends('i')}`)
    expect(await both(body)).toEqual({ accepted: ['abc'], rejected: ['ab'] })
  })

  test('when a deletion lies within another one, its words keep their author, and each paragraph its end', async () => {
    const body =
      tracked(
        deletion('d', p('One') + p('')),
        deletion('e', p(`${out('d')}Two`), 'K.W.'),
        deletion('f', p('three ')),
        deletion('g', p(`${out('f')}four `), 'K.W.'),
      ) +
      out('e') +
      p(`${out('g')}five`)
    expect(await both(body)).toEqual({
      accepted: ['five'],
      rejected: ['One', 'Two', 'three four five'],
    })
    expect(
      (await foreign(body)).flow.map(each =>
        each.is === 'paragraph'
          ? [...each.pieces.map(({ deleted }) => deleted?.author), each.endDeleted?.author]
          : [],
      ),
    ).toEqual([
      ['R.K.', 'R.K.'],
      ['K.W.', 'K.W.'],
      ['R.K.', 'K.W.', undefined, undefined],
    ])
  })

  test('when a table was deleted, it is in the old text alone', async () => {
    const table = `<table:table><table:table-row><table:table-cell>${p('cell')}</table:table-cell></table:table-row></table:table>`
    const body =
      tracked(deletion('d', table), deletion('e', p('a ') + table + p(' b'))) +
      p('One') +
      out('d') +
      p(`Two ${out('e')} three`)
    expect(await both(body)).toEqual({
      accepted: ['One', 'Two three'],
      rejected: ['One', 'cell', 'Two a', 'cell', 'b three'],
    })
  })

  test('when a move is named, both of its halves are', async () => {
    const move = '<loext:move-id>2</loext:move-id>'
    const body =
      tracked(insertion('i', 'R.K.', move), deletion('d', p('words'), 'R.K.', move)) +
      p(`${begins('i')}words${ends('i')} here ${out('d')}`)
    const pieces = piecesOf(await foreign(body))
    expect([pieces[0]?.inserted?.isMove, pieces.at(-1)?.deleted?.isMove]).toEqual([true, true])
  })

  test('when only a format was changed, or a change has no region, the words stay', async () => {
    const format = region('f', `<text:format-change>${about('R.K.')}</text:format-change>`)
    const body =
      tracked(format) +
      p(`${begins('f')}a${ends('f')}${begins('none')}b${ends('none')}${out('none')}${out('f')}c`)
    expect(await both(body)).toEqual({ accepted: ['abc'], rejected: ['abc'] })
    expect((await read(body)).findings).toEqual([])
  })

  test('when one deletion is named at two places, its words come once', async () => {
    const body = tracked(deletion('d', p('x'))) + p(`a${out('d')}b${out('d')}c`)
    expect(await textsOf(body, {}, 'rejected')).toEqual(['axbc'])
  })
})

describe('comments', () => {
  const comment = (attributes: string, content: string, author = 'R.K.'): string =>
    `<office:annotation ${attributes}><dc:creator>${author}</dc:creator><dc:date>2018-03-01T10:00:00</dc:date><meta:creator-initials>RK</meta:creator-initials>${content}</office:annotation>`
  const over = (name: string): string => `<office:annotation-end office:name="${name}"/>`

  test('when comments are on words, over paragraphs and in each other, each piece names them', async () => {
    const body =
      p(
        `a${comment('office:name="1" loext:resolved="true"', p('Why<text:tab/><text:span>this</text:span>?') + p('Two'))}b` +
          `${comment('office:name="2" loext:parent-name="1"', p('Because'), 'K.W.')}c${over('2')}d`,
      ) + p(`e${over('1')}f`)
    const { flow, comments, notes, leftOut, altered } = await foreign(body)
    expect(comments).toEqual([
      {
        id: '1',
        author: 'R.K.',
        at: '2018-03-01T10:00:00',
        text: 'Why\tthis?\nTwo',
        parent: null,
        isResolved: true,
      },
      {
        id: '2',
        author: 'K.W.',
        at: '2018-03-01T10:00:00',
        text: 'Because',
        parent: '1',
        isResolved: false,
      },
    ])
    const pieces = flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
    expect(pieces.map(each => [each.text, each.comments])).toEqual([
      ['a', []],
      ['b', ['1']],
      ['c', ['1', '2']],
      ['d', ['1']],
      ['e', ['1']],
      ['f', []],
    ])
    expect([notes.size, leftOut.size, altered.size]).toEqual([0, 0, 0])
    expect((await read(body)).findings).toEqual([{ what: 'comment', count: 2 }])
  })

  test('when a comment has no end, it is on the words in front of it alone', async () => {
    const table = `<table:table><table:table-row><table:table-cell>${p('cell')}</table:table-cell></table:table-row></table:table>`
    const body =
      p(`a${comment('', p('One'))}b`) + table + p(`${comment('office:name="9"', p('Two'))}c`)
    const found = await foreign(body)
    expect(found.comments.map(({ id, text }) => [id, text])).toEqual([
      ['comment 1', 'One'],
      ['9', 'Two'],
    ])
    expect(piecesOf(found).map(({ text, comments }) => [text, comments])).toEqual([
      ['a', ['comment 1']],
      ['b', []],
      ['c', []],
    ])
    expect(JSON.stringify(found.flow)).not.toContain('"comments":["comment 1","')
  })
})

describe('the form of the text', () => {
  test('when white space, tabs and line breaks are there, words stand apart and lines break', async () => {
    const body = p('  One\n two<text:s text:c="3"/>three<text:tab/>four<text:line-break/>five ')
    expect(await textsOf(body)).toEqual(['One two three four', 'five'])
  })

  test('when notes are cited, each sign has its words', async () => {
    const note = (kind: string, words: string): string =>
      `<text:note text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body>${p(words)}</text:note-body></text:note>`
    const body = p(`Text${note('footnote', 'See A/RES/68/181')} and${note('endnote', 'the end')}.`)
    const { blocks, footnotes, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual([`Text${noteSign} and${noteSign}.`])
    expect(footnotes.map(({ text }) => text)).toEqual(['See A/RES/68/181', 'the end'])
    expect(findings).toEqual([{ what: 'footnotes', count: 2 }])
  })

  test('when cells are merged both ways, the grid stays even, and a header row is one', async () => {
    const cell = (words: string, attributes = ''): string =>
      `<table:table-cell ${attributes}>${p(words)}</table:table-cell>`
    const covered = '<table:covered-table-cell/>'
    const row = (...cells: string[]): string =>
      `<table:table-row>${cells.join('')}</table:table-row>`
    const body = `<table:table><table:table-header-rows>${row(
      cell('wide', 'table:number-columns-spanned="2"'),
      covered,
      cell('c'),
    )}</table:table-header-rows>${row(
      cell('tall', 'table:number-rows-spanned="2"'),
      cell('x', 'table:number-columns-repeated="2"'),
    )}${row(covered, cell('y'), cell('z'))}</table:table>`
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['wide', '', 'c', 'tall', 'x', 'x', '', 'y', 'z'])
    expect(blocks.map(({ cell: each }) => each?.head === true)).toEqual([
      ...[true, true, true],
      ...Array.from({ length: 6 }, () => false),
    ])
    expect(findings).toEqual([
      { what: 'tables', count: 1 },
      { what: 'merged-cell', count: 2 },
    ])
  })

  test('when a table lies in a cell, its words are in the cell', async () => {
    const table = (content: string): string =>
      `<table:table><table:table-row><table:table-cell>${content}</table:table-cell></table:table-row></table:table>`
    const { blocks, findings } = await read(table(p('out') + table(p('in'))))
    expect(blocks.map(blockText)).toEqual(['out in'])
    expect(findings).toEqual([
      { what: 'tables', count: 1 },
      { what: 'nested-table', count: 1 },
    ])
  })

  test('when links lead to the web, they are kept; others leave their words', async () => {
    const link = (to: string, words: string): string =>
      `<text:a xlink:href="${to}">${words}</text:a>`
    const body = p(link('https://un.org/x', 'web') + link('../../home/ana/draft.odt', ' disk'))
    const { blocks, notes } = await read(body)
    expect(blocks[0]?.runs).toEqual([{ text: 'web', href: 'https://un.org/x' }, { text: ' disk' }])
    expect(notes).toEqual(['links-dropped'])
  })

  test('when fields show results, they stand; those that tell of a computer or are hidden do not', async () => {
    const automatic = style('text', 'T1', letters('text:display="none"'))
    const body =
      p(
        '<text:date>1 March</text:date>, page <text:page-number>7</text:page-number>' +
          '<text:file-name>/home/ana/x.odt</text:file-name><text:author-name>Ana</text:author-name>' +
          '<text:sender-email>ana@x.org</text:sender-email><text:script>alert()</text:script>' +
          `${span('T1', 'secret')}<text:hidden-text text:string-value="y">secret</text:hidden-text>`,
      ) +
      `<text:section text:display="none">${p('secret')}</text:section>` +
      `<text:section>${p('open')}</text:section>` +
      p('secret<text:hidden-paragraph text:is-hidden="true"/>') +
      p('shown<text:hidden-paragraph text:is-hidden="false"/>')
    const { blocks, findings } = await read(body, { automatic })
    expect(blocks.map(blockText)).toEqual(['1 March, page 7', 'open', 'shown'])
    expect(findings).toEqual([
      { what: 'field', count: 3 },
      { what: 'object', count: 1 },
      { what: 'hidden-text', count: 4 },
    ])
  })

  test('when frames hold words, they follow their paragraph; pictures and files are counted once', async () => {
    const frame = (content: string): string => `<draw:frame>${content}</draw:frame>`
    const body =
      frame(`<draw:text-box>${p('Page')}</draw:text-box>`) +
      p(
        `Text${frame(`<draw:text-box>${p('Box')}</draw:text-box>`)}` +
          `<draw:custom-shape>${p('Shape')}</draw:custom-shape><draw:rect/>` +
          frame('<draw:image xlink:href="Pictures/1.png"/><draw:image xlink:href="x.svg"/>') +
          frame('<draw:image xlink:href="https://track.example/p.png"/>') +
          frame('<draw:object xlink:href="./Object 1"/><draw:image xlink:href="x"/>') +
          frame('<draw:object-ole/><svg:title>no text</svg:title>') +
          ' goes on',
      )
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['Page', 'Text goes on', 'Box', 'Shape'])
    expect(findings).toEqual([
      { what: 'text-box', count: 3 },
      { what: 'linked-picture', count: 1 },
      { what: 'object', count: 2 },
      { what: 'picture-damaged', count: 1 },
    ])
  })

  test('when formulas are there, in the text or beside it, their words are in the text', async () => {
    const formula = (words: string): string =>
      `<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:mi>${words}</math:mi><math:mo>=</math:mo><math:mn>1</math:mn><math:annotation>no</math:annotation></math:math>`
    const body = p(
      `<draw:object>${formula('x')}</draw:object>, <draw:frame><draw:object xlink:href="./Object 2"/><draw:image xlink:href="y"/></draw:frame>`,
    )
    const more = { 'Object 2/content.xml': strToU8(formula('y')) }
    const { blocks, findings } = await read(body, { more })
    expect(blocks.map(blockText)).toEqual(['x=1, y=1'])
    expect(findings).toEqual([{ what: 'equation', count: 2 }])
  })

  test('when letters come from a symbol font, they are spelled with what they show', async () => {
    const face = '<style:font-face style:name="Sym1" svg:font-family="\'Symbol\'"/>'
    const automatic = face + style('text', 'T1', letters('style:font-name="Sym1"'))
    const { blocks, findings } = await read(p(`x ${span('T1', '\uf0b3 y\uf0ff')}`), { automatic })
    expect(blocks.map(blockText)).toEqual(['x ≥ y'])
    expect(findings).toEqual([
      { what: 'symbol', count: 1 },
      { what: 'unknown-symbol', count: 1 },
    ])
  })

  test('when a small reading aid, an index and typed numbers are there, words come once', async () => {
    const index = `<text:table-of-content><text:table-of-content-source>${p('no')}</text:table-of-content-source><text:index-body>${p('Contents')}</text:index-body></text:table-of-content>`
    const ruby =
      '<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>aid</text:ruby-text></text:ruby>'
    const body = index + p(ruby) + p('1. First')
    const { blocks } = await read(body)
    expect(blocks.map(each => [each.kind, blockText(each)])).toEqual([
      ['paragraph', 'Contents'],
      ['paragraph', 'base'],
      ['num1', 'First'],
    ])
  })

  test('when pages have headers and footers with words, they are counted', async () => {
    const pages = `<style:master-page style:name="S"><style:header>${p('Secret')}</style:header><style:header-left>${p('')}</style:header-left><style:footer>${p('1')}</style:footer></style:master-page>`
    expect((await read(p('Text'), { pages })).findings).toEqual([{ what: 'header', count: 2 }])
  })
})

test('when a change has no time, it is the beginning of 1970 in the file and none here', async () => {
  const [known] = (await foreign(tracked(insertion('a')) + p(`${begins('a')}x${ends('a')}`))).flow
  const undated = `${tracked(insertion('a'))}`.replace('2018-03-01T10:00:00', '1970-01-01T00:00:00')
  const [none] = (await foreign(undated + p(`${begins('a')}x${ends('a')}`))).flow
  const timeOf = (each: typeof none) =>
    each?.is === 'paragraph' ? each.pieces[0]?.inserted?.at : 0
  expect([timeOf(known), timeOf(none)]).toEqual(['2018-03-01T10:00:00', null])
})
