// Word files by hand: details of styles, lists, tables and fields on which words or their form depend.
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import type { Settling } from '../../../src/core/files/settle.ts'
import { blockText, noteSign } from '#document/model'
import {
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  textAlone,
  wordFile,
  type WordParts,
} from '#tests/word-file'

const readBytes = async (bytes: Uint8Array, as: Settling = 'accepted'): Promise<ImportedFlow> =>
  blocksOf(await readDocx(bytes), textAlone('recommendations', as))
const read = (body: string, parts: WordParts = {}, as?: Settling): Promise<ImportedFlow> =>
  readBytes(wordFile(body, parts), as)
const textsOf = async (body: string, parts: WordParts = {}): Promise<string[]> =>
  (await read(body, parts)).blocks.map(blockText)
const kindsOf = async (body: string, parts: WordParts = {}): Promise<string[]> =>
  (await read(body, parts)).blocks.map(({ kind }) => kind)

const styled = (id: string, more = ''): string =>
  paragraph(run(id), `<w:pStyle w:val="${id}"/>${more}`)
const style = (id: string, name: string, content = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`
const list = (id: number, level: number | null): string =>
  `<w:numPr>${level === null ? '' : `<w:ilvl w:val="${level}"/>`}<w:numId w:val="${id}"/></w:numPr>`
const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`
const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`
const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`

describe('styles and lists', () => {
  test('when styles say title, quote or a deep heading, blocks do', async () => {
    const styles =
      style('T', 'Title') +
      style('Q', 'Intense Quote') +
      style('H', 'heading 5') +
      style('B', 'Body', '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    const shown = ['T', 'Q', 'H', 'B', 'T'].map(id => styled(id)).join('')
    expect(await kindsOf(shown, { styles })).toEqual(['h1', 'quote', 'h4', 'paragraph', 'h1'])
    const outline = (level: number): string => `<w:outlineLvl w:val="${level}"/>`
    const stated = styled('B', outline(1)) + styled('H', outline(9))
    expect(await kindsOf(stated, { styles })).toEqual(['h2', 'paragraph'])
  })

  test('when a style is based on another, it has its look, list and direction, until it states its own', async () => {
    const properties = `<w:pPr><w:bidi/>${list(1, 1)}</w:pPr><w:rPr><w:b/></w:rPr>`
    const styles =
      style('Base', 'Base', properties) +
      style('Like', 'Like', '<w:basedOn w:val="Base"/>') +
      style('Other', 'Other', '<w:basedOn w:val="Base"/><w:pPr><w:bidi w:val="0"/></w:pPr>') +
      '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:basedOn w:val="D"/></w:style>' +
      '<w:style w:type="character" w:styleId="D"><w:name w:val="D"/><w:rPr><w:i/></w:rPr></w:style>'
    const numbering =
      '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="1"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    const body = styled('Like') + styled('Other') + paragraph(run('c', '<w:rStyle w:val="C"/>'), '')
    const { blocks } = await read(body, { styles, numbering })
    expect(blocks.map(({ kind, direction }) => [kind, direction])).toEqual([
      ['num2', 'rtl'],
      ['num2', undefined],
      ['paragraph', undefined],
    ])
    expect(blocks[2]?.runs).toEqual([{ text: 'c', italic: true }])
  })

  test('when the usual style runs from right to left, paragraphs that name no style do', async () => {
    const properties = '<w:name w:val="Normal"/><w:pPr><w:bidi/></w:pPr>'
    const usual = `<w:style w:type="paragraph" w:default="1" w:styleId="N">${properties}</w:style>`
    const styles = usual + style('Z', 'Last')
    const { blocks } = await read(paragraph(run('نص')) + paragraph(run('نص'), '<w:keepNext/>'), {
      styles,
    })
    expect(blocks.map(({ direction }) => direction)).toEqual(['rtl', 'rtl'])
  })

  test('when a list changes a level, bears nothing, or goes deep, items follow it', async () => {
    const levels = [0, 1, 2, 3, 4].map(
      at => `<w:lvl w:ilvl="${at}"><w:numFmt w:val="bullet"/></w:lvl>`,
    )
    const numbering = `<w:abstractNum w:abstractNumId="7">${levels.join('')}</w:abstractNum>
      <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>`
    const styles = style('S', 'S', `<w:pPr>${list(1, 1)}</w:pPr>`)
    const body =
      paragraph(run('a'), list(1, 1)) +
      paragraph(run('b'), list(1, 4)) +
      paragraph(run('c'), list(2, 1)) +
      paragraph(run('d'), list(3, 0)) +
      styled('S', '<w:numPr><w:ilvl w:val="2"/></w:numPr>') +
      styled('S', list(2, null))
    const kinds = ['bullet2', 'bullet3', 'num2', 'paragraph', 'bullet3', 'num2']
    expect(await kindsOf(body, { styles, numbering })).toEqual(kinds)
  })

  test('when an item has a second line, it has no number of its own', async () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    const body = paragraph(run('One') + '<w:r><w:cr/></w:r>' + run('still one'), list(1, 0))
    const { blocks } = await read(body, { numbering })
    expect(blocks.map(each => [each.kind, blockText(each)])).toEqual([
      ['num1', 'One'],
      ['paragraph', 'still one'],
    ])
  })

  test('when old properties of a paragraph are kept beside its change, they say nothing', async () => {
    const styles = style('Q', 'Quote')
    const old = '<w:pPrChange w:id="1" w:author="R.K."><w:pPr><w:bidi/></w:pPr></w:pPrChange>'
    const { blocks } = await read(styled('Q', old), { styles })
    expect(blocks).toEqual([{ kind: 'quote', runs: [{ text: 'Q' }] }])
  })
})

describe('words', () => {
  test('when runs end and begin with blanks, one stays; none stays at the ends', async () => {
    const body = paragraph(
      run(' One ') + run(' two', '<w:b/>') + '<w:r><w:tab/></w:r>' + run('three '),
    )
    expect(await textsOf(body)).toEqual(['One two three'])
  })

  test('when a heading breaks its line or is bold, it is one heading without it', async () => {
    const styles = style('H', 'heading 1')
    const broken = `${run('One', '<w:b/>')}<w:r><w:br/></w:r>${run('two')}`
    const { blocks } = await read(paragraph(broken, '<w:pStyle w:val="H"/>'), { styles })
    expect(blocks).toEqual([{ kind: 'h1', runs: [{ text: 'One two' }] }])
  })

  test('when a look is stated for one run, the next one is without it', async () => {
    const body = paragraph(
      run('a', '<w:b/>') +
        run('b') +
        run('secret', '<w:vanish/>') +
        run('c') +
        run('\uf061', '<w:rFonts w:ascii="symbol"/>') +
        run('d') +
        run('2', '<w:vertAlign w:val="subscript"/>') +
        run('e', '<w:vertAlign w:val="baseline"/>') +
        run('f', '<w:i w:val="off"/><w:b w:val="false"/>'),
    )
    const { blocks } = await read(body)
    expect(blocks[0]?.runs).toEqual([
      { text: 'a', bold: true },
      { text: 'bcαd' },
      { text: '2', subscript: true },
      { text: 'ef' },
    ])
  })

  test('when a style raises letters and the run does not, they stand on the line', async () => {
    const styles =
      '<w:style w:type="character" w:styleId="R"><w:name w:val="R"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    const text = run('x', '<w:rStyle w:val="R"/><w:vertAlign w:val="baseline"/>')
    const { blocks } = await read(paragraph(text), { styles })
    expect(blocks[0]?.runs).toEqual([{ text: 'x' }])
  })

  test('when letters come from fonts of signs, those that are known stay', async () => {
    const sign = (font: string, char: string): string =>
      `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`
    const body = paragraph(
      sign('Wingdings', 'F0FC') + sign('Unknown', 'F041') + sign('Unknown', '0041'),
    )
    expect(await textsOf(body)).toEqual(['✓A'])
  })

  test('numbers in circles are letters, and signs that nobody knows are counted; words stay under any font', async () => {
    const sign = (font: string, char: string): string =>
      `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`
    const under = (font: string, text: string): string =>
      run(text, `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"/>`)
    const body = paragraph(
      ...[sign('Wingdings', 'F081') + sign('Wingdings 2', 'F075') + sign('Webdings', 'F063')],
    )
    const words = paragraph(under('Symbol', '\uf061\uf020X z\uf080') + sign('Symbol', 'F094'))
    const { blocks, findings } = await read(body + words)
    expect(blocks.map(blockText)).toEqual(['①❶□', 'α X z'])
    expect(findings).toEqual([
      { what: 'symbol', count: 4 },
      { what: 'unknown-symbol', count: 2 },
    ])
  })

  test('bullets and arrows that people put in by hand stay, also those that few texts have', async () => {
    const signs = [
      ...[['Wingdings 2', 'F097'] as const, ['Wingdings 2', 'F052'] as const],
      ...[['Wingdings', 'F0A2'] as const, ['Wingdings', 'F0FE'] as const],
      ...[['Wingdings 3', 'F0E2'] as const, ['Webdings', 'F03D'] as const],
    ].map(([font, char]) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`)
    const { blocks, findings } = await read(paragraph(signs.join('')))
    expect(blocks.map(blockText)).toEqual(['•☑🞆☑🢂⏺'])
    expect(findings).toEqual([{ what: 'symbol', count: 6 }])
  })

  test.each(['Webdings', 'Wingdings', 'Wingdings 2', 'Wingdings 3', 'Symbol'])(
    'letters under %s stay as they are: only places of the private use area are signs of it',
    async font => {
      const { blocks, findings } = await read(
        paragraph(run('Hello colleague €²', `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"/>`)),
      )
      expect(blocks.map(blockText)).toEqual(['Hello colleague €²'])
      expect(findings).toEqual([])
    },
  )

  test('a sign beyond the last letter of Unicode, or half of one, is a sign that nobody knows', async () => {
    const signs = ['110000', 'FFFFFFFFFFFF', 'D83D', 'DC00'].map(
      char => `<w:r><w:sym w:font="Wingdings" w:char="${char}"/></w:r>`,
    )
    const { blocks, findings } = await read(paragraph(run('Text') + signs.join('')))
    expect(blocks.map(blockText)).toEqual(['Text'])
    expect(findings).toEqual([{ what: 'unknown-symbol', count: 4 }])
  })

  test('when a formula, a small reading aid and endnotes are there, their words are read once', async () => {
    const endnote = `<w:endnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:endnote w:id="2">${paragraph(run('At the end'))}</w:endnote></w:endnotes>`
    const links =
      '<Relationship Id="E" Type="x/endnotes" Target="/word/endnotes.xml"/><Relationship Id="H" Type="x/header" Target="header1.xml"/>'
    const body = paragraph(
      '<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>' +
        `<w:r><w:ruby><w:rubyPr/><w:rt>${run('aid')}</w:rt><w:rubyBase>${run('base')}</w:rubyBase></w:ruby></w:r>` +
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    )
    const { blocks, footnotes, findings } = await read(body, {
      links,
      more: { 'word/endnotes.xml': strToU8(endnote) },
    })
    expect(blocks.map(each => blockText(each).replaceAll(noteSign, ''))).toEqual(['x=1base'])
    expect(footnotes.map(({ text }) => text)).toEqual(['At the end'])
    expect(findings).toEqual([
      { what: 'footnotes', count: 1 },
      { what: 'equation', count: 1 },
      { what: 'header', count: 1 },
    ])
  })

  test('when objects, pictures and comments are there, each is counted', async () => {
    const body =
      paragraph(
        run('Text') +
          `<w:r><w:object>${paragraph(run('in an object'))}</w:object></w:r>` +
          '<w:r><pic:pic><a:blip r:embed="P"/></pic:pic></w:r>' +
          '<w:r><pic:pic><a:blip r:link="L"/></pic:pic></w:r>',
      ) + '<w:altChunk r:id="A"/>'
    const comments = `<w:comment w:id="1" w:author="R.K."><w:p>${run('a')}<w:r><w:tab/></w:r>${run('b')}</w:p><w:p w14:paraId="0A">${run('c')}</w:p></w:comment>`
    const { blocks, findings } = await read(body, { comments })
    expect(blocks.map(blockText)).toEqual(['Text'])
    expect(findings).toEqual([
      { what: 'comment', count: 1 },
      { what: 'object', count: 2 },
      { what: 'picture', count: 1 },
      { what: 'linked-picture', count: 1 },
    ])
    const commentsExtended = '<w15:commentEx w15:paraId="0A" w15:done="0"/>'
    const [comment] = (await readDocx(wordFile(body, { comments, commentsExtended }))).comments
    expect(comment).toMatchObject({ text: 'a\tb\nc', at: null, isResolved: false })
  })

  test('when there are no words at all, the text is one empty paragraph', async () => {
    expect((await read(paragraph(''))).blocks).toEqual([{ kind: 'paragraph', runs: [] }])
  })

  test('when the first heading is very long, it is no title and stays in the text', async () => {
    const styles = style('H', 'heading 1')
    const heading = paragraph(run('x'.repeat(1_000)), '<w:pStyle w:val="H"/>')
    const { title, blocks } = await read(heading + paragraph(run('Words.')), { styles })
    expect([title, blocks.length]).toEqual([null, 2])
  })

  test('when pages break before the text, or twice, a page breaks once and only within it', async () => {
    const before = '<w:pageBreakBefore/>'
    const broken = '<w:r><w:br w:type="page"/></w:r>'
    const body =
      paragraph(run('One'), before) +
      paragraph('', before) +
      paragraph(run('Two'), before) +
      paragraph(run('Three') + broken + run('four'))
    expect(await kindsOf(body)).toEqual([
      ...['paragraph', 'pagebreak', 'paragraph'],
      ...['paragraph', 'paragraph'],
    ])
  })
})

describe('changes that no suggestion carries', () => {
  const said = 'w:id="1" w:author="R.K."'
  const look = `<w:rPrChange ${said}><w:rPr/></w:rPrChange>`
  const presented = `<w:pPrChange ${said}><w:pPr><w:bidi/></w:pPr></w:pPrChange>`
  const footnotes = `<w:footnote w:id="2">${paragraph(run('Note') + inserted(run(' more')))}</w:footnote>`
  const body =
    paragraph(run('Bold', `<w:b/>${look}`) + inserted(run(' new'))) +
    paragraph(run('Turned') + '<w:r><w:footnoteReference w:id="2"/></w:r>', presented)
  const countsAs = async (as: 'suggestions' | 'accepted') => {
    const foreign = await readDocx(wordFile(body, { footnotes }))
    const wanted = { kind: 'statement', as, comments: 'left-out', file: 'a.docx' } as const
    const { findings } = blocksOf(foreign, wanted)
    return findings.filter(({ what }) => what.startsWith('changes'))
  }

  test('when changes become suggestions, formats and notes are counted as accepted', async () => {
    expect(await countsAs('suggestions')).toEqual([
      { what: 'changes', count: 1 },
      { what: 'changes-taken', count: 3 },
    ])
  })

  test('when all are accepted, they count as all others do', async () => {
    expect(await countsAs('accepted')).toEqual([{ what: 'changes', count: 4 }])
  })
})

describe('a number that came to a paragraph as a change', () => {
  const numbering =
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
  const came = '<w:ins w:id="1" w:author="R.K."/>'
  const numbered = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>${came}</w:numPr>`
  const kindsAs = async (body: string, as: 'accepted' | 'rejected') => {
    const foreign = await readDocx(wordFile(body, { numbering }))
    const wanted = { kind: 'statement', as, comments: 'left-out', file: 'a.docx' } as const
    return blocksOf(foreign, wanted).blocks.map(each => [each.kind, blockText(each)])
  }

  test('when the change is rejected, the paragraph has no number, and when it is accepted, it has', async () => {
    const body = paragraph(run('Before')) + paragraph(run('Protect them.'), numbered)
    expect(await kindsAs(body, 'accepted')).toEqual([
      ['paragraph', 'Before'],
      ['num1', 'Protect them.'],
    ])
    expect(await kindsAs(body, 'rejected')).toEqual([
      ['paragraph', 'Before'],
      ['paragraph', 'Protect them.'],
    ])
  })

  test('when the paragraph states how it was, that holds', async () => {
    const old = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    const changed = `${numbered}<w:pPrChange w:id="2" w:author="R.K.">${old}</w:pPrChange>`
    expect(await kindsAs(paragraph(run('Protect them.'), changed), 'rejected')).toEqual([
      ['num1', 'Protect them.'],
    ])
  })
})

describe('fields and links', () => {
  const char = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const code = (text: string, element = 'instrText'): string =>
    `<w:r><w:${element}>${text}</w:${element}></w:r>`
  const field = (instruction: string, result: string): string =>
    char('begin') + code(instruction) + char('separate') + result + char('end')

  test.each(['AUTHOR', 'USERNAME', 'USERINITIALS', 'USERADDRESS', 'LASTSAVEDBY', 'TEMPLATE'])(
    'when a field tells the %s, its result is left out, also within another field',
    async name => {
      const body = paragraph(
        field(` ${name} `, run('Ana')) +
          field(` ${name} `, field(' DATE ', run('Ana'))) +
          run('Seen'),
      )
      const { blocks, findings } = await read(body)
      expect(blocks.map(blockText)).toEqual(['Seen'])
      expect(findings).toEqual([{ what: 'field', count: 2 }])
    },
  )

  test('when a field without a second part, or its deleted code, is there, no code is read as words', async () => {
    const body = paragraph(
      char('begin') +
        code(' AUTHOR ', 'delInstrText') +
        char('separate') +
        run('Ana') +
        char('end') +
        char('begin') +
        char('separate') +
        code(' AUTHOR ') +
        run('7') +
        char('end') +
        `<w:fldSimple w:instr=" PAGE ">${run('8')}</w:fldSimple>`,
    )
    expect(await textsOf(body)).toEqual(['78'])
  })

  test('when a link of a field is not quoted, or within the file, it is what it is', async () => {
    const links = '<Relationship Id="L" Type="x/hyperlink" Target="https://un.org/inside"/>'
    const body = paragraph(
      field(' HYPERLINK https://un.org/x ', run('web', '<w:u w:val="single"/>')) +
        `<w:hyperlink r:id="L">${run(' inside')}</w:hyperlink>`,
    )
    const { blocks, notes } = await read(body, { links })
    expect(notes).toEqual([])
    expect(blocks[0]?.runs).toEqual([
      { text: 'web', href: 'https://un.org/x' },
      { text: ' inside' },
    ])
  })

  test('when a footnote has a link, it is that of the footnotes, and a separator counts for none', async () => {
    const link = (target: string): string =>
      `<Relationship Id="L" Type="x/hyperlink" TargetMode="External" Target="https://un.org/${target}"/>`
    const space = 'http://schemas.openxmlformats.org/package/2006/relationships'
    const relations = strToU8(`<Relationships xmlns="${space}">${link('note')}</Relationships>`)
    const words = paragraph(`<w:hyperlink r:id="L">${run('web')}</w:hyperlink>`)
    const footnotes = `<w:footnote w:type="separator" w:id="-1">${paragraph('')}</w:footnote><w:footnote w:id="2">${words}</w:footnote>`
    const body = paragraph(run('Text') + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    const more = { 'word/_rels/footnotes.xml.rels': relations }
    const parts = { footnotes, links: link('text'), more }
    const { notes } = await readDocx(wordFile(body, parts))
    const [first] = notes.get('footnote 2') ?? []
    expect(first?.is === 'paragraph' && first.pieces).toMatchObject([
      { text: 'web', look: { href: 'https://un.org/note' } },
    ])
    expect((await read(body, parts)).findings).toEqual([{ what: 'footnotes', count: 1 }])
  })
})

describe('tables', () => {
  test('when words in a cell were changed, each settling has its own, and they are counted', async () => {
    const changed = paragraph(
      run('They ') + deleted(deletedRun('may')) + inserted(run('should'), 'K.W.') + run(' go'),
    )
    const body = table(row(cell(changed), cell(paragraph(run('kept')))))
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['They should go', 'kept'])
    expect(findings).toContainEqual({ what: 'changes', count: 2 })
    const rejected = await read(body, {}, 'rejected')
    expect(rejected.blocks.map(blockText)).toEqual(['They may go', 'kept'])
  })

  test('when rows have cells of other widths, each word stands in its column', async () => {
    const [one, two] = [
      cell(paragraph(run('wide')), '<w:gridSpan w:val="2"/>'),
      cell(paragraph(run('c'))),
    ]
    const { blocks } = await read(
      table(row(one, two), row(cell(paragraph(run('short'))))) + paragraph(run('after')),
    )
    expect(blocks.map(blockText)).toEqual(['wide', '', 'c', 'short', '', '', 'after'])
    const columns = blocks.slice(0, 6).map(each => each.cell?.column)
    expect(columns.slice(0, 3)).toEqual(columns.slice(3))
    expect(new Set(columns).size).toBe(3)
  })

  test('when a cell has paragraphs and a table, their words stand in it with blanks between', async () => {
    const within = table(row(cell(paragraph(run('a'))), cell(paragraph(run('b')))))
    const body = table(
      row(cell(paragraph(run('One')) + paragraph(run('two')) + within + paragraph(''))),
    )
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['One two a b'])
    expect(findings).toContainEqual({ what: 'nested-table', count: 1 })
  })

  test('when cells are merged downwards, they are counted, and no word moves', async () => {
    const merged = cell(paragraph(run('down')), '<w:vMerge w:val="restart"/>')
    const rest = cell(paragraph(''), '<w:vMerge/>')
    const { blocks, findings } = await read(table(row(merged), row(rest)))
    expect(blocks.map(blockText)).toEqual(['down', ''])
    expect(findings).toContainEqual({ what: 'merged-cell', count: 2 })
  })
})

describe('the bytes', () => {
  const rewritten = (bytes: Uint8Array, change: (xml: Uint8Array) => Uint8Array): Uint8Array => {
    const parts = unzipSync(bytes)
    const name = 'word/document.xml'
    return zipSync({ ...parts, [name]: change(parts[name]!) })
  }

  test.each(['utf-16le', 'utf-16be'])('when the text is %s, it is read', async label => {
    const bytes = rewritten(wordFile(paragraph(run('“Niños”'))), xml => {
      const wide = Buffer.from(`\ufeff${Buffer.from(xml).toString('utf8')}`, 'utf16le')
      return label === 'utf-16le' ? wide : wide.swap16()
    })
    expect((await readBytes(bytes)).blocks.map(blockText)).toEqual(['“Niños”'])
  })

  test('when words stand in a section without markup, they are read', async () => {
    expect(await textsOf(paragraph('<w:r><w:t><![CDATA[a < b]]></w:t></w:r>'))).toEqual(['a < b'])
  })

  test('when elements of another standard have the prefix of Word, they are no paragraphs', async () => {
    const other = '<w:p xmlns:w="urn:other"><w:r><w:t>other</w:t></w:r></w:p>'
    expect(await textsOf(other + paragraph(run('Text')))).toEqual(['Text'])
  })

  test('when the file states a comment that is not there, it is read', async () => {
    const bytes = wordFile(paragraph(run('Text')))
    bytes[bytes.length - 2] = 7
    expect((await readBytes(bytes)).blocks.map(blockText)).toEqual(['Text'])
  })
})
