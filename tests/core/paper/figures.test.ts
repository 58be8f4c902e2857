// Figures in files for people outside: a picture with its description and caption in Word, on the
// web page and in print; elsewhere the description.
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Sheet, toDocx, toHtml, toMarkdown, toPrintable, toText } from '#core/paper'
import { spokenPage } from '#document/numbering'
import type { Block, Picture } from '#document/model'
import type { BlockId } from '#shared/ids'
import { png } from '#tests/pictures'

const bytes = png({ width: 1200, height: 600 })
const picture: Picture = {
  type: 'png',
  size: bytes.length,
  width: 1200,
  height: 600,
  hash: 'a'.repeat(64),
}
const figure = (number: string, caption: string, more: Partial<Block>): Block => ({
  id: null,
  kind: 'figure',
  number,
  runs: caption === '' ? [] : [{ text: caption }],
  ...more,
})
const sheet: Sheet = {
  group: 'Group',
  pictures: new Map([[picture.hash, { ...picture, bytes }]]),
  page: {
    meta: {
      kind: 'recommendations',
      title: 'Visits',
      language: 'en',
      reference: '',
      symbol: '',
      status: 'draft',
      schema: 1,
    },
    blocks: [
      figure('Figure 1', 'Districts <visited>', {
        picture,
        alternative: 'A map of "four" districts.',
      }),
      figure('Figure 2', 'Reports', { picture: { ...picture, hash: 'b'.repeat(64) } }),
    ],
  },
}

test('when it is a web page or a print, the figures are in it', () => {
  const source = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
  for (const markup of [toHtml(sheet), toPrintable(sheet).body]) {
    expect(markup).toContain(
      `<figure class="figure"><img src="${source}" alt="A map of &quot;four&quot; districts." width="1200" height="600">` +
        '<figcaption>Figure 1. Districts &lt;visited&gt;</figcaption></figure>',
    )
    expect(markup).toContain(
      '<figure class="figure"><p>[Picture]</p><figcaption>Figure 2. Reports</figcaption></figure>',
    )
  }
  expect(toHtml(sheet)).toMatch(/content="default-src 'none'; [^"]*; img-src data:;/)
})

test('when it is a Word file, pictures and captions are Word’s own, with the same bytes each time', async () => {
  const file = await toDocx(sheet)
  const entries = unzipSync(file)
  const xml = strFromU8(entries['word/document.xml'] ?? new Uint8Array())
  const media = Object.keys(entries).filter(
    name => name.startsWith('word/media/') && name !== 'word/media/',
  )
  expect(media).toHaveLength(1)
  expect(Buffer.from(entries[media[0] ?? ''] ?? []).equals(Buffer.from(bytes))).toBe(true)
  expect(xml).toContain('descr="A map of &quot;four&quot; districts."')
  expect(xml).toMatch(/<w:fldSimple w:instr=" SEQ Figure[^"]*">.*?<w:t[^>]*>1<\/w:t>/)
  const paragraphs = xml.match(/<w:p>.*?<\/w:p>/g) ?? []
  const captions = paragraphs.filter(each => each.includes('<w:pStyle w:val="Caption"/>'))
  expect(captions.map(each => each.replace(/<[^>]*>/g, ''))).toEqual([
    'Figure 1. Districts &lt;visited&gt;',
    'Figure 2. Reports',
  ])
  // Within the margins of the page, at its own proportions.
  expect(xml).toContain('<wp:extent cx="5724525" cy="2867025"/>')
  expect(Buffer.from(await toDocx(sheet)).equals(Buffer.from(file))).toBe(true)
})

test('when a reference names a figure, it is a field of Word’s to its number, and a link elsewhere', async () => {
  const [id, gone] = ['aaaaaaaaab', 'aaaaaaaaac'] as BlockId[]
  if (!id || !gone) throw new Error('no ids')
  const [first, second] = sheet.page.blocks
  if (!first || !second) throw new Error('no figures')
  const see: Block = {
    id: null,
    kind: 'paragraph',
    number: '',
    runs: [
      { text: 'See ' },
      { text: '\u2060', to: { block: id, was: 'figure 1' } },
      { text: ', ' },
      { text: '\u2060', to: { block: gone, was: 'figure 9' } },
    ],
  }
  const page = spokenPage({ ...sheet.page, blocks: [first, { ...second, id }, see] })
  const entries = unzipSync(await toDocx({ ...sheet, page }))
  const xml = strFromU8(entries['word/document.xml'] ?? new Uint8Array())
  expect(xml).toMatch(
    /w:name="_Ref2"[^>]*\/><w:fldSimple w:instr=" SEQ Figure[^"]*">(?:(?!bookmarkEnd).)*<\/w:fldSimple><w:bookmarkEnd/,
  )
  expect(xml).toMatch(/<w:fldSimple w:instr=" REF _Ref2 \\h ">.*?<w:t[^>]*>2<\/w:t>/)
  expect(xml.replaceAll(/<[^>]*>/g, '')).toContain('See figure 2, [figure removed]')
  const html = toHtml({ ...sheet, page })
  expect(html).toContain('<figure id="paragraph-2" class="figure">')
  expect(html).toContain('See <a href="#paragraph-2">figure 2</a>, [figure removed]')
})

test('when a format has no pictures, the description is printed', () => {
  expect(toMarkdown(sheet)).toContain(
    '\\[Picture: A map of "four" districts.\\]\n\nFigure 1. Districts \\<visited\\>\n\n\\[Picture\\]\n\nFigure 2. Reports\n',
  )
  expect(toText(sheet)).toContain(
    '[Picture: A map of "four" districts.]\nFigure 1. Districts <visited>\n\n[Picture]\nFigure 2. Reports\n',
  )
})

test('when one picture is named again and again, the page is still made', () => {
  const large = { ...picture, bytes: new Uint8Array(2 * 1024 * 1024) }
  const many: Sheet = {
    ...sheet,
    pictures: new Map([[picture.hash, large]]),
    page: {
      ...sheet.page,
      blocks: Array.from({ length: 250 }, (_, n) => figure(`Figure ${n + 1}`, '', { picture })),
    },
  }
  const markup = toHtml(many)
  expect(markup.split('<img').length - 1).toBe(64)
  expect(markup).toContain('<p>[Picture]</p><figcaption>Figure 250. </figcaption>')
})
