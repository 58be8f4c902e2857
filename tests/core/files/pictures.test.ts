// Pictures in files of word processors: each comes in behind its paragraph, with its alternative text and its
// caption, or the report says why it stays out.
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { blocksOf, type ImportedFlow } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import { pictureOf } from '#document/flow'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { takePictures } from '../../../src/core/files/pictures.ts'
import { blockText, mostPictures } from '#document/model'
import { toDocx, toOdt, type Sheet } from '#core/paper'
import type { ImportChanges } from '#shared/contract'
import { openText, p, style as openStyle } from '#tests/open-text'
import { jpeg, png } from '#tests/pictures'
import {
  deleted,
  inserted,
  paragraph,
  pictured,
  pictureLink,
  run,
  wordFile,
} from '#tests/word-file'

const map = png({ width: 40, height: 20 })
const photograph = jpeg()
const wanted = (as: ImportChanges = 'accepted') =>
  ({ as, comments: 'left-out', kind: 'recommendations', file: 'Draft.docx' }) as const

const media = (files: Record<string, Uint8Array>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`word/media/${name}`, bytes]))
const links = (...names: string[]): string => names.map(name => pictureLink(name, name)).join('')
const captions =
  '<w:style w:type="paragraph" w:styleId="Legende"><w:name w:val="caption"/></w:style>'
const caption = (text: string): string => paragraph(run(text), '<w:pStyle w:val="Legende"/>')

type Given = { files: Record<string, Uint8Array>; as?: ImportChanges; styles?: string }
const word = async (body: string, { files, as, styles = captions }: Given): Promise<ImportedFlow> =>
  blocksOf(
    await readDocx(
      wordFile(body, { styles, links: links(...Object.keys(files)), more: media(files) }),
    ),
    wanted(as),
  )
const sketch = ({ blocks }: ImportedFlow): string[] =>
  blocks.map(block =>
    block.kind === 'figure'
      ? `figure (${block.alternative ?? ''}) ${blockText(block)}`
      : blockText(block),
  )
const lossesIn = ({ findings }: ImportedFlow): Record<string, number> =>
  Object.fromEntries(
    findings.flatMap(({ what, count }) => (/picture/.test(what) ? [[what, count]] : [])),
  )

describe('in a Word file', () => {
  test('a picture stands behind its paragraph, with its alternative text and its caption without the number', async () => {
    const read = await word(
      paragraph(
        run('Before ') + pictured('a.png', 'A map of &lt;four&gt; districts') + run('after'),
      ) +
        caption('Figure 3. The districts') +
        paragraph(pictured('b.jpg')) +
        caption('Photograph: the hall') +
        caption('Another caption'),
      { files: { 'a.png': map, 'b.jpg': photograph } },
    )
    expect(sketch(read)).toEqual([
      'Before after',
      'figure (A map of <four> districts) The districts',
      'figure () Photograph: the hall',
      'Another caption',
    ])
    expect([...read.pictures].map(([part, bytes]) => [part, new Uint8Array(bytes)])).toEqual([
      ['word/media/a.png', map],
      ['word/media/b.jpg', photograph],
    ])
    expect(read.figures).toEqual([
      { block: 1, part: 'word/media/a.png' },
      { block: 2, part: 'word/media/b.jpg' },
    ])
    expect(lossesIn(read)).toEqual({})
  })

  test('a picture of an older Word comes in too, and one that is offered in two forms comes once', async () => {
    const old = `<w:r><w:pict><v:shape alt="A seal"><v:imagedata r:id="a.png"/></v:shape></w:pict></w:r>`
    const either = `<mc:AlternateContent><mc:Choice>${pictured('a.png', 'New')}</mc:Choice><mc:Fallback>${old}</mc:Fallback></mc:AlternateContent>`
    const read = await word(paragraph(old) + paragraph(either), { files: { 'a.png': map } })
    expect(sketch(read)).toEqual(['figure (A seal) ', 'figure (New) '])
  })

  test('a picture came or went as a tracked change: it does as the person says, and no suggestion carries it', async () => {
    const body =
      paragraph(run('One')) +
      paragraph(inserted(pictured('a.png', 'New')) + deleted(pictured('a.png', 'Old')))
    const files = { 'a.png': map }
    expect(sketch(await word(body, { files }))).toEqual(['One', 'figure (New) '])
    expect(sketch(await word(body, { files, as: 'rejected' }))).toEqual(['One', 'figure (Old) '])
    const kept = await word(body, { files, as: 'suggestions' })
    expect(sketch(kept)).toEqual(['One', 'figure (New) '])
    expect(kept.findings).toContainEqual({ what: 'changes-taken', count: 2 })
  })

  test('a caption with a change in it stays a paragraph, so that the change is seen', async () => {
    const body =
      paragraph(pictured('a.png')) +
      paragraph(
        run('Figure 1. The ') + inserted(run('new ')) + run('map'),
        '<w:pStyle w:val="Legende"/>',
      )
    const kept = await word(body, { files: { 'a.png': map }, as: 'suggestions' })
    expect(sketch(kept)).toEqual(['figure () ', 'Figure 1. The new map'])
  })

  test('a picture that cannot come in is counted with the reason, and its caption stays in the text', async () => {
    const sea = png({ width: 8, height: 8 })
    new DataView(sea.buffer).setUint32(16, 60_000)
    new DataView(sea.buffer).setUint32(20, 60_000)
    const cell = `<w:tbl><w:tr><w:tc>${paragraph(pictured('a.png') + run('In a cell'))}</w:tc></w:tr></w:tbl>`
    const files = {
      'a.png': map,
      'b.emf': new Uint8Array([1, 0, 0, 0, 9, 9, 9, 9]),
      'c.png': sea,
      // 8 MiB of zeros in a few bytes: more than a hundred times what the file has.
      'd.png': new Uint8Array(8 << 20),
    }
    const body =
      paragraph(pictured('b.emf')) +
      caption('Figure 1. The chart') +
      paragraph(pictured('c.png') + pictured('d.png') + pictured('none.png')) +
      cell
    const read = await word(body, { files })
    expect(sketch(read)).toEqual(['Figure 1. The chart', 'In a cell'])
    expect(lossesIn(read)).toEqual({
      picture: 1,
      'picture-kind': 1,
      'picture-size': 2,
      'picture-place': 1,
    })
    expect(read.pictures.size).toBe(0)
  })

  test('a number that Word counts goes from a caption, whatever its label', async () => {
    const simple =
      '<w:fldSimple w:instr=" SEQ Abbildung \\* ARABIC "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    const parts = ['begin', 'separate', 'end'].map(
      type => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`,
    )
    const [begin, separate, end] = parts
    const complex = `${begin}<w:r><w:instrText> SEQ Plan </w:instrText></w:r>${separate}${run('4')}${end}`
    const style = '<w:pStyle w:val="Legende"/>'
    const read = await word(
      paragraph(pictured('a.png')) +
        paragraph(run('Abbildung ') + simple + run(': Die Bezirke'), style) +
        paragraph(pictured('a.png')) +
        paragraph(run('Plan ') + complex + run('. 2030 in Juba'), style) +
        paragraph(pictured('a.png')) +
        caption('Agenda 2030 launch in Kampala'),
      { files: { 'a.png': map } },
    )
    expect(sketch(read)).toEqual([
      'figure () Die Bezirke',
      'figure () 2030 in Juba',
      'figure () Agenda 2030 launch in Kampala',
    ])
  })

  test('a file has more pictures than one document: the first come in', async () => {
    const read = await word(paragraph(pictured('a.png').repeat(mostPictures + 3)), {
      files: { 'a.png': map },
    })
    expect(read.figures).toHaveLength(mostPictures)
    expect(lossesIn(read)).toEqual({ 'picture-size': 3 })
  })

  test('pictures behind the last that comes in are not even read', async () => {
    const parts = Array.from({ length: mostPictures + 3 }, (_, at) => `p${at}`)
    const flow = parts.map(part => pictureOf(part, ''))
    const asked: string[] = []
    const taken = await takePictures({ flow, notes: new Map(), leftOut: new Map() }, async part => {
      asked.push(part)
      return map
    })
    expect(asked).toEqual(parts.slice(0, mostPictures))
    expect([...taken.keys()]).toEqual(asked)
    expect(flow).toHaveLength(mostPictures)
  })
})

describe('in an OpenDocument text', () => {
  const frame = (part: string, words = ''): string =>
    `<draw:frame><draw:image xlink:href="Pictures/${part}"/>${words}</draw:frame>`
  const open = async (body: string, as?: ImportChanges): Promise<ImportedFlow> => {
    const styles =
      openStyle('paragraph', 'Caption') +
      openStyle('paragraph', 'Figure', '', 'style:parent-style-name="Caption"')
    const more = { 'Pictures/a.png': map, 'Pictures/b.svm': deflateSync(map) }
    return blocksOf(await readOdt(openText(body, { styles, more })), wanted(as))
  }

  test('a picture stands behind its paragraph, with its description and its caption', async () => {
    const read = await open(
      p(
        `Before ${frame('a.png', '<svg:title>Map</svg:title><svg:desc>Four districts</svg:desc>')}`,
      ) +
        p('Figure 1: The districts', 'Figure') +
        p(frame('a.png', '<svg:title>Map</svg:title>')) +
        p(frame('b.svm')),
    )
    expect(sketch(read)).toEqual([
      'Before',
      'figure (Four districts) The districts',
      'figure (Map) ',
    ])
    expect(lossesIn(read)).toEqual({ 'picture-kind': 1 })
    expect([...read.pictures.keys()]).toEqual(['Pictures/a.png'])
  })

  test('a number that the file counts goes from a caption, whatever its label', async () => {
    const sequence = '<text:sequence text:name="Abbildung">3</text:sequence>'
    const read = await open(
      p(frame('a.png')) +
        p(`Abbildung ${sequence}: Die Bezirke`, 'Figure') +
        p(frame('a.png')) +
        p('March 2024: women march in Juba', 'Figure'),
    )
    expect(sketch(read)).toEqual([
      'figure () Die Bezirke',
      'figure () March 2024: women march in Juba',
    ])
  })

  test('a picture stands in a box with its caption, as LibreOffice writes it: they are one figure', async () => {
    const box = `<draw:frame><draw:text-box>${p(`${frame('a.png')}Figure 2: In a box`, 'Figure')}</draw:text-box></draw:frame>`
    expect(sketch(await open(p(`Text${box}`)))).toEqual(['Text', 'figure () In a box'])
  })
})

describe('in files of our own', () => {
  const hash = 'a'.repeat(64)
  const picture = { type: 'png', size: map.length, width: 40, height: 20, hash } as const
  const sheet: Sheet = {
    group: 'Group',
    pictures: new Map([[hash, { ...picture, bytes: map }]]),
    page: {
      meta: {
        ...({ kind: 'recommendations', title: 'Visits', language: 'fr', reference: '' } as const),
        ...({ symbol: '', status: 'draft', schema: 1 } as const),
      },
      blocks: [
        {
          ...({ id: null, kind: 'figure', number: 'Figure 1', picture } as const),
          ...{ alternative: 'Une carte', runs: [{ text: 'Les districts' }] },
        },
      ],
    },
  }

  test.each([
    ['Word', async () => readDocx(await toDocx(sheet))],
    ['OpenDocument', async () => readOdt(await toOdt(sheet))],
  ])('a figure comes back from %s as it was', async (_, read) => {
    const back = blocksOf(await read(), wanted())
    expect(sketch(back).at(-1)).toBe('figure (Une carte) Les districts')
    expect([...back.pictures.values()].map(bytes => new Uint8Array(bytes))).toEqual([map])
  })
})
