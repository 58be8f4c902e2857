// Word files by hand, each with one thing that a reader gets wrong easily.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import type { Settling } from '../../../src/core/files/settle.ts'
import { blockText } from '#document/model'
import {
  changedEnd,
  deleted,
  deletedRun,
  inserted,
  moved,
  paragraph,
  run,
  textAlone,
  wordFile,
  type WordParts,
} from '#tests/word-file'

const read = async (
  body: string,
  parts: WordParts = {},
  as: Settling = 'accepted',
): Promise<ImportedFlow> =>
  blocksOf(await readDocx(wordFile(body, parts)), textAlone('recommendations', as))

const textsOf = async (body: string, as: Settling, parts?: WordParts): Promise<string[]> =>
  (await read(body, parts, as)).blocks.map(blockText)

const both = async (body: string): Promise<{ accepted: string[]; rejected: string[] }> => ({
  accepted: await textsOf(body, 'accepted'),
  rejected: await textsOf(body, 'rejected'),
})

const list = (id: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`

const numbering = `
  <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>`

const styles = `
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our section"/><w:basedOn w:val="Ttulo1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr>${list(1, 1)}</w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>
  <w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>`

describe('changes', () => {
  test('when words were inserted and deleted, each settling has its own', async () => {
    const body = paragraph(
      run('The group ') +
        deleted(deletedRun('may')) +
        inserted(run('should')) +
        run(' build on it.'),
    )
    expect(await both(body)).toEqual({
      accepted: ['The group should build on it.'],
      rejected: ['The group may build on it.'],
    })
  })

  test('when one author deleted what another had inserted, it is in neither', async () => {
    const body = paragraph(run('Kept') + inserted(deleted(deletedRun(' gone'), 'K.W.')) + run('.'))
    expect(await both(body)).toEqual({ accepted: ['Kept.'], rejected: ['Kept.'] })
  })

  test('when the end of a paragraph was deleted, it is joined to the next one, and no word is dropped', async () => {
    const body =
      paragraph(run('One'), changedEnd('del')) +
      paragraph(run(' and two')) +
      paragraph(run('Three'))
    expect(await both(body)).toEqual({
      accepted: ['One and two', 'Three'],
      rejected: ['One', 'and two', 'Three'],
    })
  })

  test('when the end of a paragraph was inserted, rejecting joins it to the next one', async () => {
    const body = paragraph(run('One '), changedEnd('ins')) + paragraph(run('and two'))
    expect(await both(body)).toEqual({ accepted: ['One', 'and two'], rejected: ['One and two'] })
  })

  test('when two ends in a row were deleted, three paragraphs are one', async () => {
    const body =
      paragraph(run('a '), changedEnd('del')) +
      paragraph(run('b '), changedEnd('del')) +
      paragraph(run('c'))
    expect((await both(body)).accepted).toEqual(['a b c'])
  })

  test.each(['', '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'])(
    'when no paragraph follows the deleted end, its words stay (%s)',
    async after => {
      const body = paragraph(run('Last words'), changedEnd('del')) + after
      const cells = after === '' ? [] : ['cell']
      expect((await both(body)).accepted).toEqual(['Last words', ...cells])
    },
  )

  test('when a paragraph was inserted as a whole, rejecting leaves nothing of it', async () => {
    const body =
      paragraph(run('One')) +
      paragraph(inserted(run('New')), changedEnd('ins')) +
      paragraph(run('Two'))
    expect(await both(body)).toEqual({ accepted: ['One', 'New', 'Two'], rejected: ['One', 'Two'] })
  })

  test('when words were moved, they stand at one place', async () => {
    const body =
      paragraph(run('First. ') + moved('From', run('Moved.'))) +
      paragraph(run('Second. ') + moved('To', run('Moved.')))
    expect(await both(body)).toEqual({
      accepted: ['First.', 'Second. Moved.'],
      rejected: ['First. Moved.', 'Second.'],
    })
  })

  test('when a row was inserted and another deleted, each settling has its own rows', async () => {
    const row = (text: string, change = ''): string =>
      `<w:tr>${change === '' ? '' : `<w:trPr><w:${change} w:id="1" w:author="R.K."/></w:trPr>`}<w:tc>${paragraph(run(text))}</w:tc></w:tr>`
    const body = `<w:tbl>${row('a')}${row('b', 'ins')}${row('c', 'del')}</w:tbl>`
    expect(await both(body)).toEqual({ accepted: ['a', 'b'], rejected: ['a', 'c'] })
  })

  test('when a format was changed, its words and the new format are there', async () => {
    const old = '<w:rPrChange w:id="1" w:author="R.K."><w:rPr><w:i/></w:rPr></w:rPrChange>'
    const { blocks } = await read(paragraph(run('Bold', `<w:b/>${old}`)))
    expect(blocks).toEqual([{ kind: 'paragraph', runs: [{ text: 'Bold', bold: true }] }])
  })

  test('when neighbours belong to one change, it counts once', async () => {
    const body = paragraph(
      inserted(run('one ') + run('change', '<w:b/>')) +
        run(' kept ') +
        deleted(deletedRun('other')),
    )
    const { findings } = await read(body)
    expect(findings).toEqual([{ what: 'changes', count: 2 }])
  })
})

describe('the form of the text', () => {
  test('when styles have names of another language or another base, headings are found', async () => {
    const style = (id: string): string => `<w:pStyle w:val="${id}"/>`
    const body = ['Ttulo1', 'Own', 'Part', 'Normal', 'Round', 'unknown']
      .map(id => paragraph(run(id), style(id)))
      .join('')
    const { blocks, title } = await read(body, { styles })
    expect(blocks.map(({ kind }) => kind)).toEqual([
      ...['h1', 'h1', 'h3'],
      ...['paragraph', 'paragraph', 'paragraph'],
    ])
    // Two headings of the first level are headings of parts.
    expect(title).toBeNull()
  })

  test('when lists come from the paragraph or its style, items have their kind and level', async () => {
    const body = [
      paragraph(run('one'), list(1, 0)),
      paragraph(run('under'), '<w:pStyle w:val="Item"/>'),
      paragraph(run('dot'), list(2, 0)),
      paragraph(run('none'), `<w:pStyle w:val="Item"/>${list(0, 0)}`),
    ].join('')
    const { blocks } = await read(body, { styles, numbering })
    expect(blocks.map(({ kind }) => kind)).toEqual(['num1', 'num2', 'bullet1', 'paragraph'])
  })

  test('when numbers were typed, they become the numbers of the page', async () => {
    const body = paragraph(run('1. First')) + paragraph(run('2.', '<w:b/>') + run(' Second'))
    const { blocks } = await read(body)
    expect(blocks).toEqual([
      { kind: 'num1', runs: [{ text: 'First' }] },
      { kind: 'num1', runs: [{ text: 'Second' }] },
    ])
  })

  test('when a look is stated, by a style or beside it, it is kept, and off means off', async () => {
    const body = paragraph(
      run('a', '<w:rStyle w:val="Strong"/>') +
        run('b', '<w:rStyle w:val="Strong"/><w:b w:val="0"/><w:i/>') +
        run('2', '<w:vertAlign w:val="superscript"/>') +
        run('c', '<w:u w:val="none"/><w:strike/>'),
    )
    const [block] = (await read(body, { styles })).blocks
    expect(block?.runs).toEqual([
      { text: 'a', bold: true },
      { text: 'b', italic: true },
      { text: '2', superscript: true },
      { text: 'c', strikethrough: true },
    ])
  })

  test('when a paragraph runs from right to left, it does here', async () => {
    const { blocks } = await read(paragraph(run('نص'), '<w:bidi/>') + paragraph(run('text')))
    expect(blocks.map(({ direction }) => direction)).toEqual(['rtl', undefined])
  })

  test('when a line breaks, a new paragraph begins, and a page break is one', async () => {
    const body =
      paragraph(run('One') + '<w:r><w:br/></w:r>' + run('Two')) +
      paragraph('<w:r><w:br w:type="page"/></w:r>' + run('Three'))
    const { blocks } = await read(body)
    expect(blocks.map(each => [each.kind, blockText(each)])).toEqual([
      ['paragraph', 'One'],
      ['paragraph', 'Two'],
      ['pagebreak', ''],
      ['paragraph', 'Three'],
    ])
  })

  test('when links lead to the web, they are kept; others leave their words', async () => {
    const links = ['https://un.org/x', 'file:///home/ana/draft.docx'].map(
      (target, at) =>
        `<Relationship Id="L${at}" Type="x/hyperlink" TargetMode="External" Target="${target}"/>`,
    )
    const link = (at: number, text: string): string =>
      `<w:hyperlink r:id="L${at}">${run(text)}</w:hyperlink>`
    const { blocks, notes } = await read(paragraph(link(0, 'web') + link(1, ' disk')), {
      links: links.join(''),
    })
    expect(blocks[0]?.runs).toEqual([{ text: 'web', href: 'https://un.org/x' }, { text: ' disk' }])
    expect(notes).toEqual(['links-dropped'])
    expect(JSON.stringify(blocks)).not.toContain('ana')
  })

  test('when a field has a code and a result, the result stands, within another one too', async () => {
    const char = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`
    const inner = char('begin') + code('PAGE') + char('separate') + run('7') + char('end')
    const body = paragraph(
      char('begin') +
        code('IF 1 ') +
        char('separate') +
        run('page ') +
        inner +
        char('end') +
        run('.') +
        char('begin') +
        code(' HYPERLINK "https://un.org" ') +
        char('separate') +
        run('UN') +
        char('end'),
    )
    const { blocks } = await read(body)
    expect(blocks[0]?.runs).toEqual([{ text: 'page 7.' }, { text: 'UN', href: 'https://un.org' }])
  })

  test('when a field tells of a computer, or words are hidden, they are left out and counted', async () => {
    const body = paragraph(
      `<w:fldSimple w:instr=" FILENAME \\p ">${run('C:\\Users\\ana\\draft.docx')}</w:fldSimple>` +
        run('secret', '<w:vanish/>') +
        run('Seen'),
    )
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['Seen'])
    expect(findings).toEqual([
      { what: 'field', count: 1 },
      { what: 'hidden-text', count: 1 },
    ])
  })

  test('when text lies in controls, tags or a box, it comes once, the box after its paragraph', async () => {
    const box = `<w:txbxContent>${paragraph(run('In the box'))}</w:txbxContent>`
    const body = paragraph(
      `<w:sdt><w:sdtPr><w:alias w:val="not text"/></w:sdtPr><w:sdtContent><w:smartTag>${run('In a control')}</w:smartTag></w:sdtContent></w:sdt>` +
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>` +
        run(' goes on'),
    )
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['In a control goes on', 'In the box'])
    expect(findings).toEqual([{ what: 'text-box', count: 1 }])
  })

  test('when letters come from a symbol font, they are spelled with what they show', async () => {
    const body = paragraph(
      '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' +
        run('\uf061', '<w:rFonts w:ascii="Symbol"/>') +
        '<w:r><w:noBreakHyphen/></w:r>' +
        run('x'),
    )
    expect(await textsOf(body, 'accepted')).toEqual(['≥α\u2011x'])
  })

  test('when there are footnotes, each sign has its words, and separators are none', async () => {
    const footnotes = `<w:footnote w:type="separator" w:id="-1">${paragraph(run('line'))}</w:footnote>
      <w:footnote w:id="2">${paragraph(run('See A/RES/68/181') + deleted(deletedRun(' old')))}</w:footnote>`
    const body = paragraph(run('Text') + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run('.'))
    const { blocks, footnotes: notes } = await read(body, { footnotes })
    expect(notes.map(({ text }) => text)).toEqual(['See A/RES/68/181'])
    expect(blocks[0]?.runs.map(({ note }) => note)).toEqual([undefined, notes[0]?.id, undefined])
  })

  test('when cells are merged, the grid stays even, and a header row is one', async () => {
    const cell = (text: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`
    const body = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Both', '<w:gridSpan w:val="2"/>')}</w:tr>
      <w:tr>${cell('a')}${cell('b')}</w:tr></w:tbl>`
    const { blocks, findings } = await read(body)
    expect(blocks.map(blockText)).toEqual(['Both', '', 'a', 'b'])
    expect(blocks.map(({ cell: each }) => each?.head)).toEqual([true, true, undefined, undefined])
    expect(new Set(blocks.map(({ cell: each }) => each?.column)).size).toBe(2)
    expect(findings).toEqual([
      { what: 'tables', count: 1 },
      { what: 'merged-cell', count: 1 },
    ])
  })

  test('when a table is larger than ours may be, its cells are paragraphs, and no word is lost', async () => {
    const row = (at: number): string => `<w:tr><w:tc>${paragraph(run(`row ${at}`))}</w:tc></w:tr>`
    const body = `<w:tbl>${Array.from({ length: 201 }, (_, at) => row(at)).join('')}</w:tbl>`
    const { blocks } = await read(body)
    expect(blocks).toHaveLength(201)
    expect(blocks.at(-1)).toEqual({ kind: 'paragraph', runs: [{ text: 'row 200' }] })
  })

  test('when the file follows the strict standard, it reads alike', async () => {
    const body = paragraph(run('Strict', '<w:i/>') + inserted(run(' new')))
    const files = unzipSync(wordFile(body))
    const strict = Object.entries(files).map(([name, bytes]) => {
      const text = strFromU8(bytes)
        .replaceAll(
          'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
          'http://purl.oclc.org/ooxml/wordprocessingml/main',
        )
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        )
      return [name, strToU8(text)] as const
    })
    const bytes = zipSync(Object.fromEntries(strict))
    const { blocks } = blocksOf(await readDocx(bytes), textAlone('statement', 'rejected'))
    expect(blocks[0]?.runs).toEqual([{ text: 'Strict', italic: true }])
  })
})

test('when comments have answers and are resolved, the thread says so with the names of the file', async () => {
  const comment = (id: number, author: string, text: string, last: string): string =>
    `<w:comment w:id="${id}" w:author="${author}" w:date="2018-03-01T10:00:00Z"><w:p w14:paraId="${last}">${run(text)}</w:p></w:comment>`
  const body = paragraph(
    '<w:commentRangeStart w:id="1"/>' +
      run('should') +
      '<w:commentRangeEnd w:id="1"/>' +
      run(' build'),
  )
  const { comments, flow } = await readDocx(
    wordFile(body, {
      comments: comment(1, 'R.K.', 'Same verb?', '0A') + comment(2, 'K.W., Chair', 'Yes.', '0B'),
      commentsExtended:
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="1"/>',
    }),
  )
  const at = '2018-03-01T10:00:00Z'
  expect(comments).toEqual([
    { id: '1', author: 'R.K.', at, text: 'Same verb?', parent: null, isResolved: true },
    { id: '2', author: 'K.W., Chair', at, text: 'Yes.', parent: '1', isResolved: true },
  ])
  const [first] = flow
  expect(first?.is === 'paragraph' && first.pieces.map(piece => piece.comments)).toEqual([
    ['1'],
    [],
  ])
})
