// Files as their readers see them: Word's numbering and heading styles, plain structure elsewhere,
// and no trace of the author.
import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  type Sheet,
  toDocx,
  toHtml,
  toMarkdown,
  toOdt,
  toReplyPage,
  toText,
  toTriageTable,
} from '#core/paper'
import { printedWord } from '../../../src/core/paper/printed-words.ts'
import russian from '#resources/messages/ru/reply.json' with { type: 'json' }
import chinese from '#resources/messages/zh/reply.json' with { type: 'json' }
import type { Language } from '#shared/contract'
import { numberBlocks, spokenPage } from '#document/numbering'
import type { Block, Run } from '#document/model'
import type { BlockId } from '#shared/ids'

const block = (kind: Block['kind'], number: string, text: string): Block => ({
  id: null,
  kind,
  number,
  runs: [{ text }],
})

const sheet: Sheet = {
  group: 'Advisory <Group> & friends',
  page: {
    meta: {
      kind: 'recommendations',
      title: 'Strategy of support',
      language: 'en',
      reference: 'EDCSAG/2018/3',
      symbol: '',
      status: 'draft',
      schema: 1,
    },
    blocks: [
      block('h1', 'I.', 'Context'),
      block('num1', '1.', 'States should protect defenders.'),
      block('num2', '(a)', 'In law;'),
      block('num2', '(b)', 'In practice.'),
      {
        id: null,
        kind: 'num1',
        number: '2.',
        runs: [
          { text: 'See ' },
          { text: 'the resolution', bold: true, href: 'https://undocs.org/A/RES/68/181' },
          { text: ' and ' },
          { text: 'this', href: 'javascript:alert(1)' },
        ],
      },
      { ...block('paragraph', '', 'نص عربي'), direction: 'rtl', language: 'ar' },
      { ...block('num1', '3.', 'secret'), label: 'circle' },
    ],
  },
}

const documentXml = (bytes: Uint8Array) =>
  strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())

describe('a Word file', () => {
  test('when it is written, numbers are Word’s own, headings are heading styles, and no number is typed', async () => {
    const xml = documentXml(await toDocx(sheet))
    expect(xml.match(/<w:numPr>/g)).toHaveLength(6)
    expect(xml).toContain('<w:pStyle w:val="Heading1"/>')
    for (const [, text] of xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)) {
      expect(text).not.toMatch(/^\s*(\(?[a-z0-9IVX]+[.)])/)
    }
    expect(xml).toContain('<w:bidi/>')
    expect(xml).not.toContain('secret')
  })

  test('when the same text is written at any time, the bytes are the same', async () => {
    const [first, second] = [await toDocx(sheet), await toDocx(sheet)]
    expect(Buffer.compare(first, second)).toBe(0)
  })

  test('when a text or note has a character that XML does not allow, the file still opens', async () => {
    const text = 'No\u0001n\ufffee\uffff left'
    const runs = [{ text }, { text: '\u2060', note: 'aaaaaaaaab' }]
    const blocks = [{ ...block('num1', '1.', ''), runs }]
    const odd = { ...sheet.page, blocks, notes: [{ id: 'aaaaaaaaab', text }] }
    const entries = unzipSync(await toDocx({ ...sheet, page: odd }))
    const all = Object.values(entries).map(bytes => strFromU8(bytes))
    expect(all.filter(part => part.includes('None left'))).toHaveLength(2)
    expect(all.join('')).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u)
  })

  test('when a page follows the first, it says the group, the reference and the status, and each page its number', async () => {
    const partOf = async (of: Sheet, name: string): Promise<string> =>
      strFromU8(unzipSync(await toDocx(of))[`word/${name}.xml`] ?? new Uint8Array())
    const said = (await partOf(sheet, 'header')).replaceAll(/<[^>]*>/g, '').trim()
    expect(said).toBe(
      'Advisory &lt;Group&gt; &amp; friends · Group reference EDCSAG/2018/3 · Draft. Not a United Nations document.',
    )
    const footer = await partOf(sheet, 'footer')
    expect(footer.replaceAll(/<[^>]*>/g, '').trim()).toBe('Page 1 of 1')
    expect([...footer.matchAll(/w:instr="([^"]*)"/g)].map(([, field]) => field)).toEqual([
      ' PAGE ',
      ' NUMPAGES ',
    ])
    const xml = documentXml(await toDocx(sheet))
    // The masthead says the same on the first page.
    expect(xml).toMatch(
      /<w:headerReference w:type="default" [^>]*\/>(?:(?!<w:header).)*<w:titlePg\/>/,
    )
    expect(xml).not.toContain('w:headerReference w:type="first"')
  })

  test('when another paper is wanted, pages and tables have its size, and Arabic runs from the right', async () => {
    const sizeIn = (xml: string) => /<w:pgSz [^>]*>/.exec(xml)?.[0]
    expect(sizeIn(documentXml(await toDocx(sheet)))).toBe('<w:pgSz w:w="11906" w:h="16838"/>')
    const letter = documentXml(await toDocx({ ...sheet, paper: 'letter' }))
    expect(sizeIn(letter)).toBe('<w:pgSz w:w="12240" w:h="15840"/>')
    const section = (xml: string) => /<w:sectPr>.*<\/w:sectPr>/.exec(xml)?.[0] ?? ''
    expect(section(letter)).not.toContain('<w:bidi/>')
    const meta = { ...sheet.page.meta, language: 'ar' as const }
    const arabic = documentXml(await toDocx({ ...sheet, page: { ...sheet.page, meta } }))
    expect(section(arabic)).toContain('<w:bidi/>')
  })

  test('when it is read, it has no person, program version, date or time', async () => {
    const entries = unzipSync(await toDocx(sheet))
    const all = Object.values(entries)
      .map(bytes => strFromU8(bytes))
      .join('\n')
    expect(strFromU8(entries['docProps/core.xml'] ?? new Uint8Array())).toContain('<dc:title>')
    expect(all).not.toMatch(/rsid|paraId|Un-named|docx|dcterms|\d{4}-\d\d-\d\dT/i)
  })
})

describe('web page, Markdown, text', () => {
  test('when it is a web page, it escapes, drops unsafe links and fetches nothing', () => {
    const html = toHtml(sheet)
    expect(html).toContain('Advisory &lt;Group&gt; &amp; friends')
    expect(html).toContain('<a href="https://undocs.org/A/RES/68/181"')
    expect(html).not.toContain('javascript:')
    expect(html).not.toMatch(/<(script|img|link)/)
    expect(html).toContain('<h2 class="h1"><span class="number">I.</span> Context</h2>')
    expect(html).toContain('lang="ar" dir="rtl"')
  })

  test('when it is a web page, its policy allows its own style by hash, and nothing else that is written in it', () => {
    const html = toHtml(sheet)
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
    )
    expect(html).not.toMatch(/unsafe-|<[^>]* style=/)
  })

  test('when the text is a draft, every format says that it is no United Nations document', async () => {
    for (const text of [
      toHtml(sheet),
      toMarkdown(sheet),
      toText(sheet),
      documentXml(await toDocx(sheet)),
    ]) {
      expect(text.replaceAll('\\', '')).toContain('Not a United Nations document.')
      expect(text.replaceAll('\\', '')).toContain('Group reference EDCSAG/2018/3')
    }
  })

  test('when it is Markdown, the group’s numbers stay as text', () => {
    expect(toMarkdown(sheet)).toContain('\n1\\. States should protect defenders.\n')
    expect(toMarkdown(sheet)).toContain('\n(a) In law;\n')
    expect(toMarkdown(sheet)).not.toContain('javascript:')
  })

  test('when there is a page break, it begins a page, and words in it are kept', async () => {
    const blocks = [
      block('num1', '1.', 'before'),
      { ...block('pagebreak', '', ''), runs: [] },
      block('num1', '2.', 'after'),
      block('pagebreak', '', 'left in it'),
    ]
    const broken = { ...sheet, page: { ...sheet.page, blocks } }
    const xml = documentXml(await toDocx(broken))
    expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(2)
    expect(xml).toMatch(/<w:pageBreakBefore\/>(?:(?!<w:p>).)*after/)
    for (const text of [toHtml(broken), toMarkdown(broken), toText(broken), xml])
      expect(text).toContain('left in it')
    expect(toHtml(broken).match(/<hr class="pagebreak">/g)).toHaveLength(2)
    expect(toMarkdown(broken)).toContain('\n\n---\n\n2\\. after')
    expect(toText(broken)).toContain('\f')
  })

  test('when there are references to paragraphs, they are Word’s own fields or links; a lost one says so', async () => {
    const ids = ['aaaaaaaaab', 'aaaaaaaaac', 'aaaaaaaaad'] as BlockId[]
    const reference = (to: BlockId | undefined): Run[] =>
      to === undefined ? [] : [{ text: '\u2060', to: { block: to, was: 'paragraph 7' } }]
    const blocks = [
      { ...block('num1', '1.', 'first'), id: ids[0] ?? null },
      { ...block('num2', '(a)', 'below'), id: ids[1] ?? null },
      {
        ...block('num1', '2.', ''),
        runs: [{ text: 'See ' }, ...reference(ids[1]), { text: ', ' }, ...reference(ids[2])],
      },
    ]
    const page = spokenPage({ ...sheet.page, blocks })
    const docx = await toDocx({ ...sheet, page })
    const xml = documentXml(docx)
    expect(xml.match(/<w:bookmarkStart [^>]*w:name="_Ref[12]"/g)).toHaveLength(2)
    expect([...xml.matchAll(/w:instr="([^"]*)"/g)].map(([, field]) => field?.trim())).toEqual([
      'REF _Ref1 \\h \\n',
      'REF _Ref2 \\h \\n',
    ])
    expect(xml.replaceAll(/<[^>]*>/g, '')).toContain('See paragraph 1 (a), [paragraph removed]')
    // The number of earlier files makes no difference.
    expect(Buffer.from(await toDocx({ ...sheet, page })).equals(docx)).toBe(true)
    const html = toHtml({ ...sheet, page })
    expect(html).toContain('<p id="paragraph-2" class="num2"><span class="number">(a)</span> below')
    expect(html).toContain('See <a href="#paragraph-2">paragraph 1 (a)</a>, [paragraph removed]<')
    expect(toText({ ...sheet, page })).toContain('2. See paragraph 1 (a), [paragraph removed]')
    expect(toMarkdown({ ...sheet, page })).toContain('See paragraph 1 (a), \\[paragraph removed\\]')
  })

  test('when there are footnotes, they are Word’s own, and elsewhere stand at the end with their numbers', async () => {
    const [sign, note] = ['\u2060', 'aaaaaaaaab']
    const noted = (text: string, id: string): Block => ({
      ...block('num1', '1.', text),
      runs: [{ text }, { text: sign, note: id }, { text: ', and on' }],
    })
    const blocks = [noted('first', note), noted('second', 'aaaaaaaaac'), noted('again', note)]
    const notes = [
      { id: note, text: 'See <A/RES/68/181>.' },
      { id: 'aaaaaaaaac', text: 'Ibid.' },
    ]
    const page = { ...sheet.page, blocks, notes }
    const docx = await toDocx({ ...sheet, page })
    const xml = documentXml(docx)
    expect(xml.match(/<w:footnoteReference w:id="[12]"\/>/g)).toHaveLength(2)
    expect(xml).not.toContain(sign)
    const bodies = strFromU8(unzipSync(docx)['word/footnotes.xml'] ?? new Uint8Array())
    expect(bodies).toContain('See &lt;A/RES/68/181&gt;.')
    const html = toHtml({ ...sheet, page })
    expect(html).toContain(
      'second<sup><a href="#note-2" id="reference-2" role="doc-noteref">2</a></sup>, and on',
    )
    expect(html).toContain('again<sup><a href="#note-1" role="doc-noteref">1</a></sup>')
    expect(html).toMatch(/<p class="note" id="note-1"[^>]*>.*See &lt;A\/RES\/68\/181&gt;\./)
    const markdown = toMarkdown({ ...sheet, page })
    expect(markdown).toContain('first[^1], and on')
    expect(markdown).toContain('\n[^2]: Ibid.\n')
    const text = toText({ ...sheet, page })
    expect(text).toContain('first[1], and on')
    expect(text).toContain('\n[2] Ibid.\n')
    for (const all of [html, markdown, text]) expect(all).not.toContain(sign)
  })

  test('when a block is restricted, it keeps its number and shows no text', () => {
    for (const text of [toHtml(sheet), toMarkdown(sheet), toText(sheet)]) {
      expect(text).not.toContain('secret')
      expect(text).toContain('Withheld')
    }
  })
})

const inLanguage = (language: Language): Sheet => ({
  ...sheet,
  page: { ...sheet.page, meta: { ...sheet.page.meta, language } },
})
const own = {
  fr: ['Non communiqué', 'Enregistrer la réponse'],
  es: ['No divulgado', 'Guardar la respuesta'],
  ar: ['محجوب', 'حفظ الرد'],
  ru: [printedWord('ru', 'paper.withheld'), russian['reply.save']],
  zh: [printedWord('zh', 'paper.withheld'), chinese['reply.save']],
} as const

describe.each(['fr', 'es', 'ar', 'ru', 'zh'] as const)(
  'the app’s words in an export in %s',
  language => {
    const [withheld, save] = own[language]
    const direction = language === 'ar' ? 'rtl' : 'ltr'

    test('when it is a document, they are in the language of the text', async () => {
      const its = inLanguage(language)
      const all = [toText(its), toMarkdown(its), toHtml(its), documentXml(await toDocx(its))]
      for (const text of all) {
        expect(text).toContain(withheld)
        expect(text).not.toMatch(/Withheld|United Nations/)
      }
    })

    test('when it is the page for people outside, they are in it too', () => {
      const digest = 'f'.repeat(64)
      const asked = { round: 'e'.repeat(32), digest, recipient: 'age1', question: '', until: '' }
      const page = toReplyPage(inLanguage(language), asked)
      expect(page).toContain(
        `<div class="bar" role="region" aria-label="${save}" lang="${language}" dir="${direction}">`,
      )
      expect(page).not.toMatch(/Save the reply|lang="en"/)
    })
  },
)

test('no word of the app in a Russian file is marked as another language, and words of others are escaped', async () => {
  const figure: Block = { ...block('figure', 'Figure 1', ''), runs: [{ text: 'Карта' }] }
  const blocks = [...sheet.page.blocks, figure, { ...figure, alternative: 'Река <и> мост' }]
  const meta = { ...sheet.page.meta, language: 'ru' as const, symbol: 'A/1', title: 'Мост' }
  const its: Sheet = { ...sheet, page: { ...sheet.page, meta, blocks } }
  const html = toHtml(its)
  expect(html).not.toContain('lang="en"')
  expect(html).toContain('Река &lt;и&gt; мост]</p>')
  const source = { name: 'Анна', organisation: '', naming: 'named' } as const
  const row = { place: null, base: '', source, comment: 'Да', wording: null, responses: [] }
  const table = documentXml(await toTriageTable(() => ({ sheet: its, rows: [row] })))
  for (const xml of [documentXml(await toDocx(its)), table]) {
    expect(xml).not.toContain('w:val="en-GB"')
    expect(xml).toContain('Мост')
  }
  expect(table).toContain(printedWord('ru', 'paper.table.stated', { source: 'Анна' }))
})

test('a table of replies has the words of the moment at which it is written', async () => {
  const source = { name: 'Anna', organisation: '', naming: 'named' } as const
  const rowOf = (base: string) => ({
    ...{ place: '1', base, source, comment: 'Yes.', wording: null, responses: [] },
  })
  let rows = [rowOf('Words of all.')]
  const table = toTriageTable(() => ({ sheet, rows }))
  rows = [rowOf('[Withheld]')]
  const xml = documentXml(await table)
  expect(xml).toContain('[Withheld]')
  expect(xml).not.toContain('Words of all.')
})

test('words behind a number that is typed hang as those of a list do, from either side', async () => {
  // No heading of the second level is above it, so no program counts it.
  const blocks = [block('h1', 'I.', 'Context'), block('num1', '1.', 'States report.')]
  const fileOf = (language: 'en' | 'ar'): Sheet => {
    const meta = { ...sheet.page.meta, kind: 'protocol' as const, language }
    const numbers = numberBlocks(blocks, meta)
    const own = blocks.map((each, at) => ({ ...each, number: numbers[at] ?? '' }))
    return { ...sheet, page: { meta, blocks: own } }
  }
  const [english, arabic] = [fileOf('en'), fileOf('ar')]
  expect(documentXml(await toDocx(english))).toContain(
    '<w:pPr><w:pStyle w:val="ListParagraph"/><w:ind w:left="567" w:hanging="567"/></w:pPr>' +
      '<w:r><w:t xml:space="preserve">1.</w:t><w:tab/></w:r>',
  )
  expect(documentXml(await toDocx(arabic))).toContain(
    '<w:bidi/><w:ind w:left="851" w:hanging="567"/><w:jc w:val="start"/>',
  )
  const xml = strFromU8(unzipSync(await toOdt(english))['content.xml'] ?? new Uint8Array())
  const [, style] = /<text:p text:style-name="(P\d+)">1\.<text:tab\/>/.exec(xml) ?? []
  const [own] = new RegExp(`<style:style style:name="${style}".*?</style:style>`).exec(xml) ?? []
  expect(own).toContain('fo:text-indent="-1.000cm" fo:margin-left="1.000cm"')
})
