// Words that Word shows and that stand elsewhere than in a run: answers of forms, words drawn as a picture, line breaks
// of comments. And words that a style hides.
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import { blockText } from '#document/model'
import { deleted, paragraph, run, textAlone, wordFile, type WordParts } from '#tests/word-file'

const read = async (
  body: string,
  parts: WordParts = {},
  as: 'accepted' | 'rejected' = 'accepted',
): Promise<ImportedFlow> =>
  blocksOf(await readDocx(wordFile(body, parts)), textAlone('recommendations', as))
const textsOf = async (body: string, parts: WordParts = {}): Promise<string[]> =>
  (await read(body, parts)).blocks.map(blockText)

const char = (type: string, content = ''): string =>
  `<w:r><w:fldChar w:fldCharType="${type}">${content}</w:fldChar></w:r>`
/** A field of a form, whose answer is in its data; `result`: the runs that some programs write too. */
const answered = (code: string, data: string, result = ''): string =>
  char('begin', `<w:ffData><w:name w:val="F1"/><w:enabled/>${data}</w:ffData>`) +
  `<w:r><w:instrText> ${code} </w:instrText></w:r>` +
  char('separate') +
  result +
  char('end')
const box = (states: string): string =>
  answered('FORMCHECKBOX', `<w:checkBox><w:sizeAuto/>${states}</w:checkBox>`)
const list = (state: string, result = ''): string => {
  const entries = ['Yes', 'No', 'Not known'].map(entry => `<w:listEntry w:val="${entry}"/>`)
  return answered('FORMDROPDOWN', `<w:ddList>${state}${entries.join('')}</w:ddList>`, result)
}

describe('forms', () => {
  test('a box says whether it is ticked: by the answer, else as the form has it', async () => {
    const boxes = [
      '<w:default w:val="0"/>',
      '<w:default w:val="1"/>',
      '<w:default w:val="1"/><w:checked w:val="0"/>',
      '<w:default w:val="0"/><w:checked/>',
      '',
    ]
    const body = paragraph(run('Here: ') + boxes.map(box).join('') + run(' all.'))
    expect(await textsOf(body)).toEqual(['Here: ☐☒☐☒☐ all.'])
  })

  test('a list says its answer, else its first choice, and says it once', async () => {
    const body =
      paragraph(list('<w:result w:val="1"/>')) +
      paragraph(list('<w:default w:val="2"/>')) +
      paragraph(list('')) +
      paragraph(list('<w:result w:val="1"/>', run('No'))) +
      paragraph(run('x') + list('<w:result w:val="7"/>'))
    expect(await textsOf(body)).toEqual(['No', 'Not known', 'Yes', 'No', 'x'])
  })

  test('an answer that was deleted is in the text before, and not in the text after', async () => {
    const body = paragraph(run('Agreed: ') + deleted(box('<w:checked/>')))
    expect(await textsOf(body)).toEqual(['Agreed:'])
    const { blocks } = await read(body, {}, 'rejected')
    expect(blocks.map(blockText)).toEqual(['Agreed: ☒'])
  })
})

test('words that are drawn come as a box of text, and a shape without any is nothing', async () => {
  const art = (words: string): string =>
    `<w:r><w:pict><v:shape alt="Drawn"><v:textpath on="t" ${words}/></v:shape></w:pict></w:r>`
  const body = paragraph(run('Above') + art('string="Working Group"') + art(''))
  const { blocks, findings } = await read(body)
  expect(blocks.map(blockText)).toEqual(['Above', 'Working Group'])
  expect(findings).toEqual([{ what: 'text-box', count: 1 }])
})

test('charts and diagrams, whose words stand in parts of their own, are counted', async () => {
  const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
  const drawn = (content: string): string =>
    `<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  const body = paragraph(
    run('Text') +
      drawn(`<c:chart xmlns:c="${drawing}/chart" r:id="C"/>`) +
      drawn(`<d:relIds xmlns:d="${drawing}/diagram" r:dm="D"/>`),
  )
  const { blocks, findings } = await read(body)
  expect(blocks.map(blockText)).toEqual(['Text'])
  expect(findings).toEqual([{ what: 'object', count: 2 }])
})

test('words that a style hides are left out and counted, and those that say otherwise stay', async () => {
  const hides = (type: string, id: string, more = ''): string =>
    `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${more}<w:rPr><w:vanish/></w:rPr></w:style>`
  const styles =
    hides('paragraph', 'Top') +
    hides('character', 'Hide') +
    '<w:style w:type="paragraph" w:styleId="Under"><w:name w:val="Under"/><w:basedOn w:val="Top"/></w:style>'
  const shown = '<w:vanish w:val="0"/>'
  const body =
    paragraph(run('Top of form') + run('seen', shown), '<w:pStyle w:val="Top"/>') +
    paragraph(run('Below'), '<w:pStyle w:val="Under"/>') +
    paragraph(run('a') + run('secret', '<w:rStyle w:val="Hide"/>') + run('b'))
  const { blocks, findings } = await read(body, { styles })
  expect(blocks.map(blockText)).toEqual(['seen', 'ab'])
  expect(findings).toEqual([{ what: 'hidden-text', count: 3 }])
})

test('a line break within a comment stays one, and a hyphen that holds words together a hyphen', async () => {
  const said = `${run('one')}<w:r><w:br/></w:r>${run('two')}<w:r><w:cr/></w:r><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>`
  const comments = `<w:comment w:id="1" w:author="R.K."><w:p>${said}</w:p></w:comment>`
  const [comment] = (await readDocx(wordFile(paragraph(run('Text')), { comments }))).comments
  expect(comment?.text).toBe('one\ntwo\nA\u2011B')
})

test('words on both sides of a tab that is placed by the margin stay apart', async () => {
  const body = paragraph(`${run('Left')}<w:r><w:ptab w:alignment="right"/></w:r>${run('right')}`)
  expect(await textsOf(body)).toEqual(['Left right'])
})
