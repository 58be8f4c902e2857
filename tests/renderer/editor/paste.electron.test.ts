// Pasting into a document, in a real window under the production policy: Word, Docs and the web come
// down to our blocks; hostile markup comes down to its words. A breach of the policy by a style
// attribute of pasted markup is expected and harmless; nothing else may be reported.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { pasteInto } from '#tests/paste'
import { closePage, settled } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { partsOf } from '#document/tables'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page, breach => breach.startsWith('style-src-attr')))

const paste = (data: Record<string, string>): Promise<void> => pasteInto(page, data)
const html = (markup: string): Promise<void> =>
  paste({ 'text/html': markup, 'text/plain': 'PLAIN FALLBACK' })
const emptyPage = async (): Promise<void> => {
  text = await pages.openOwn()
  page = text.page
  await page.locator('.page-text').click()
}
const shown = (): string[] =>
  text.blocks().map(({ kind, runs }) => `${kind}: ${runs.map(run => run.text).join('|')}`)

/** Each table as rows of words, the header marked. */
const tables = (): unknown[] =>
  partsOf(text.blocks()).flatMap(part =>
    'rows' in part
      ? [
          part.rows.map(({ head, cells }) => [
            ...(head ? ['#'] : []),
            ...cells.map(all => all.map(({ runs }) => runs.map(run => run.text).join('|')).join()),
          ]),
        ]
      : [],
  )

describe('pasting from Word', () => {
  const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>
<body lang=EN-GB><!--StartFragment-->
<h1><span style='mso-list:Ignore'>II.<span>&nbsp; </span></span>Recommendations<o:p></o:p></h1>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>The group <b>recommends</b>
that States:<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>(a)<span>&nbsp; </span></span>Protect <i>defenders</i>;</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>A bullet</p>
<p class=MsoNormal>4. Typed by hand</p>
<p class=MsoNormal>&nbsp;</p>
<table><tr><td><p class=MsoNormal>Cell one</p></td><td><p class=MsoNormal>Cell two</p></td></tr></table>
<!--EndFragment--></body></html>`

  it('gives headings, levels and formats, and computes the numbers again', async () => {
    await emptyPage()
    await html(word)
    await expect
      .poll(shown)
      .toEqual([
        'h1: Recommendations',
        'num1: The group |recommends| that States:',
        'num2: Protect |defenders|;',
        'bullet1: A bullet',
        'num1: Typed by hand',
        'paragraph: Cell one',
        'paragraph: Cell two',
        'paragraph: ',
      ])
    const [, first, second] = text.blocks()
    expect(first?.runs[1]).toEqual({ text: 'recommends', bold: true })
    expect(second?.runs[1]).toEqual({ text: 'defenders', italic: true })
    await expect.poll(tables).toEqual([[['Cell one', 'Cell two']]])
  })
})

describe('pasting a table', () => {
  // As LibreOffice writes one: a header of its own, alignment and widths in attributes.
  const office = `<html><head><meta charset="utf-8"></head><body lang="en-GB" dir="ltr">
<p>Above</p><table width="100%" cellpadding="4" cellspacing="0"><col width="128*"/><col width="128*"/>
<thead><tr valign="top"><th width="50%" style="border: 1px solid #000000"><p align="left">Paragraph</p></th>
<th width="50%"><p align="left">Comment</p></th></tr></thead>
<tbody><tr valign="top"><td><p>1. <b>Three</b></p><p>and four</p></td><td dir="rtl"><p dir="rtl">نص</p></td></tr></tbody></table>
<p>Below</p></body></html>`

  it('keeps rows, columns and the header, and makes one paragraph of what is in a cell', async () => {
    await emptyPage()
    await html(office)
    await expect.poll(tables).toEqual([
      [
        ['#', 'Paragraph', 'Comment'],
        ['1. |Three| and four', 'نص'],
      ],
    ])
    expect(shown().filter(line => /Above|Below/.test(line))).toHaveLength(2)
    expect(text.blocks().find(({ direction }) => direction === 'rtl')?.runs[0]?.text).toBe('نص')
    // Into a cell it goes as words; copied within Baraza it is a table again, of its own.
    await page.locator('.cell').first().click()
    await html('<table><tr><td>a</td><td>b</td></tr></table>')
    await expect.poll(() => JSON.stringify(tables())).toContain('a b')
    expect(tables()).toHaveLength(1)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Control+v')
    await expect.poll(() => tables().length).toBe(2)
    const [first, second] = tables()
    expect(second).toEqual(first)
  })

  it('leaves empty what a cell spans, and reads layouts, nested and huge ones as paragraphs', async () => {
    await emptyPage()
    await html(`<table><tr><th colspan="2">Wide</th><th>c</th></tr>
<tr><td rowspan="2">Tall</td><td>d</td><td><table><tr><td>in</td><td>side</td></tr></table></td></tr>
<tr><td>e</td><td>f</td></tr></table>
<table role="presentation"><tr><td>laid</td><td>out</td></tr></table>
<table><tr><td>alone</td></tr></table>
<table><tr>${'<td>x</td>'.repeat(13)}</tr></table>`)
    await expect.poll(tables).toEqual([
      [
        ['#', 'Wide', '', 'c'],
        ['Tall', 'd', 'in side'],
        ['', 'e', 'f'],
      ],
    ])
    const lines = shown().slice(9)
    expect(lines.slice(0, 3)).toEqual(['paragraph: laid', 'paragraph: out', 'paragraph: alone'])
    expect(lines.filter(line => line === 'paragraph: x')).toHaveLength(13)
    await page.getByText('3 tables became plain paragraphs.').waitFor()
  })
})

describe('pasting from Docs', () => {
  const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt">A. Safe spaces</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:400;font-style:normal">Plain, </span><span style="font-weight:700">bold</span><span style="font-style:italic"> and slanted</span></p>
<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal" aria-level="1"><p dir="ltr" role="presentation"><span>First</span></p></li>
<ol><li dir="ltr" style="list-style-type:lower-alpha" aria-level="2"><p dir="ltr" role="presentation"><span>Below</span></p></li></ol></ol>
<ul><li dir="ltr"><p dir="ltr"><span>Dot</span></p></li></ul><br></b>`

  it('reads formats from styles, also the second and the third time', async () => {
    await emptyPage()
    for (let time = 0; time < 3; time++) await html(docs)
    await expect.poll(() => text.blocks().length).toBe(13)
    expect(shown().slice(0, 5)).toEqual([
      'h2: Safe spaces',
      'paragraph: Plain, |bold| and slanted',
      'num1: First',
      'num2: Below',
      'bullet1: DotSafe spaces',
    ])
    const runs = text.blocks()[1]?.runs
    expect(runs).toEqual([
      { text: 'Plain, ' },
      { text: 'bold', bold: true },
      { text: ' and slanted', italic: true },
    ])
    expect(shown().join()).not.toContain('PLAIN FALLBACK')
  })
})

describe('pasting from LibreOffice', () => {
  const writer = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 25.2.3.2 (Linux)"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head>
<body lang="es-ES" link="#000080" vlink="#800000" dir="ltr"><h1 class="western">I. Principios</h1>
<ol><li><p class="western" style="margin-bottom: 0cm">Los Estados <u>deben</u> investigar, H<sub>2</sub>O, 1<sup>er</sup>;</p></li>
<ol type="a"><li><p class="western">sin demora;</p></li></ol></ol>
<ul><li><p class="western">una viñeta</p></li></ul>
<blockquote class="western">Una cita.</blockquote>
<p class="western" style="break-before: page; page-break-before: always">Ver <a href="https://www.ohchr.org/">la <i>Oficina</i></a>.</p>
</body></html>`

  it('keeps levels, formats, links, quotations and the break of a page', async () => {
    await emptyPage()
    await html(writer)
    await expect
      .poll(shown)
      .toEqual([
        'h1: Principios',
        'num1: Los Estados |deben| investigar, H|2|O, 1|er|;',
        'num2: sin demora;',
        'bullet1: una viñeta',
        'quote: Una cita.',
        'pagebreak: ',
        'paragraph: Ver |la |Oficina|.',
      ])
    const all = text.blocks()
    expect(all[1]?.runs.filter(run => Object.keys(run).length > 1)).toEqual([
      { text: 'deben', underline: true },
      { text: '2', subscript: true },
      { text: 'er', superscript: true },
    ])
    expect(all[6]?.runs.slice(1, 3)).toEqual([
      { text: 'la ', href: 'https://www.ohchr.org/' },
      { text: 'Oficina', italic: true, href: 'https://www.ohchr.org/' },
    ])
  })
})

describe('pasting from a web page', () => {
  const web = `<meta charset="utf-8"><article style="color: rgb(1, 2, 3); font-size: 18px"><h3 id="x">Resolution</h3>
<p>The <em>General Assembly</em>, <a href="/relative">recalling</a> <a href="mailto:info@example.org">its rules</a>,</p>
<blockquote><p>Protects all.</p></blockquote><hr><p>End</p><p class="MsoQuote">Cited.</p>
<p>Before<br clear=all style='mso-special-character:line-break;page-break-before:always'></p><p>After</p></article>`

  it('keeps structure and safe links, and nothing of how it looked', async () => {
    await emptyPage()
    await html(web)
    await expect
      .poll(shown)
      .toEqual([
        'h3: Resolution',
        'paragraph: The |General Assembly|, recalling |its rules|,',
        'quote: Protects all.',
        'paragraph: End',
        'quote: Cited.',
        'paragraph: Before',
        'pagebreak: ',
        'paragraph: After',
      ])
    await page
      .getByText('A link that is not to a web page or an e-mail address was left out.')
      .waitFor()
  })
})

describe('pasting lines and headings', () => {
  it('gives lines after the first no number, a heading no weight, and a table its page', async () => {
    await emptyPage()
    await html(`<ol><li>one<br>two<br>three</li></ol><h2>A. <b>Strong</b> <i>words</i></h2>
<table style="page-break-before:always"><tr><td>a</td><td style="font-weight:bolder">b\u202f!</td></tr></table>`)
    await expect
      .poll(shown)
      .toEqual([
        'num1: one',
        'paragraph: two',
        'paragraph: three',
        'h2: Strong |words',
        'pagebreak: ',
        'paragraph: a',
        'paragraph: b\u202f!',
        'paragraph: ',
      ])
    const all = text.blocks()
    expect(all[3]?.runs).toEqual([{ text: 'Strong ' }, { text: 'words', italic: true }])
    expect(all[6]?.runs).toEqual([{ text: 'b\u202f!', bold: true }])
  })
})

describe('pasting a table with a caption', () => {
  it('puts its words before the table, keeps a number typed in a cell, and begins no page at the end', async () => {
    await emptyPage()
    await html(`<table><caption>Shelters <span style="font:bold 12pt serif">by</span> region</caption>
<tr><td><h2>II. Head</h2></td><td>&nbsp;<b>&nbsp;b</b><button>press <img src="data:,"></button></td></tr></table>
<p>End</p><p style="page-break-before:always">&shy;</p>`)
    await expect
      .poll(shown)
      .toEqual([
        'paragraph: Shelters |by| region',
        'paragraph: II. Head',
        'paragraph: b',
        'paragraph: End',
      ])
    const [caption] = text.blocks()
    expect(caption?.runs[1]).toEqual({ text: 'by', bold: true })
    await expect.poll(tables).toEqual([[['II. Head', 'b']]])
    await page.getByText('A picture was left out.').waitFor()
  })
})

describe('pasting what means harm', () => {
  it('runs nothing, fetches nothing, and keeps no foreign link', async () => {
    await emptyPage()
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await html(`<p onclick="window.harmed=1">Words <img src="https://evil.example/pixel.gif" onerror="window.harmed=1">
<script>window.harmed=1</script><a href="javascript:window.harmed=1">go</a> <a href="https://un.org/a">un</a>
<svg><a xlink:href="javascript:window.harmed=1"><text>shape</text></a></svg>
<iframe src="https://evil.example/"></iframe><object data="https://evil.example/"></object>
<link rel="stylesheet" href="https://evil.example/a.css"><style>@import "https://evil.example/b.css";</style>
<form action="https://evil.example/"><input name=a><button>send</button></form>
<math><mtext></mtext></math><template><img src=x onerror="window.harmed=1"></template>
<a href="data:text/html,<script>1</script>">data</a> <a href="file:///etc/passwd">file</a>
<span style="background:url(https://evil.example/c.png)">styled</span></p>`)
    await expect.poll(() => shown().join()).toContain('styled')
    const links = text.blocks().flatMap(block => block.runs.flatMap(run => run.href ?? []))
    expect(links).toEqual(['https://un.org/a'])
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
    expect(
      await page.locator('.page-text').locator('a, img, script, iframe, svg, form').count(),
    ).toBe(0)
    expect(asked).toEqual([])
    expect(await page.locator('.text-link').getAttribute('title')).toBe('https://un.org/a')
  })

  it('reads our own format by allow-list as well', async () => {
    await emptyPage()
    await paste({
      'application/x-lexical-editor': JSON.stringify({
        namespace: 'baraza',
        nodes: [
          {
            type: 'block',
            $: { kind: 'quote', bid: 'aaaaaaaaaa', label: 'x' },
            children: [{ type: 'text', text: 'quoted', $: { href: 'javascript:1' } }],
          },
          { type: 'iframe', children: [{ type: 'text', text: 'framed' }] },
        ],
      }),
      'text/plain': 'PLAIN FALLBACK',
    })
    await expect.poll(shown).toEqual(['quote: quoted', 'paragraph: framed'])
    expect(new Set(text.blocks().map(({ id }) => id)).size).toBe(2)
    expect(text.blocks().flatMap(block => block.runs.flatMap(run => run.href ?? []))).toEqual([])
  })

  it('refuses more than a person would paste, and changes nothing', async () => {
    await emptyPage()
    await html(`<p>${'x'.repeat((1 << 20) + 1)}</p>`)
    await page.getByText('This text is too large to paste.').waitFor()
    expect(shown()).toEqual(['paragraph: '])
  })
})

describe('pasting much at once', () => {
  const below33 = async (): Promise<void> => {
    await emptyPage()
    const lines = Array.from({ length: 33 }, (_, at) => `Block ${at}`)
    await paste({ 'text/plain': lines.join('\n') })
    await expect.poll(() => text.blocks().length).toBe(33)
  }
  const refusal = 'One word in the pasted text is longer than 2,000 letters'

  it('a paragraph is one word of 900,000 letters: it is refused with its reason', async () => {
    await below33()
    for (const data of [
      { 'text/plain': 'x'.repeat(900_000) },
      { 'text/plain': `Some words ${'x'.repeat(2_001)}` },
      ...['\u2007', '\u202f'].map(joint => ({ 'text/plain': `abcdefghi${joint}`.repeat(201) })),
      { 'text/html': `<p>${'<b>x</b><i>y</i>'.repeat(1_500)}</p>`, 'text/plain': 'PLAIN' },
    ]) {
      await paste(data)
      await page.getByText(refusal).first().waitFor()
    }
    await settled(page)
    expect(text.blocks().length).toBe(33)
    expect(shown().at(-1)).toBe('paragraph: Block 32')
  })

  it('a paragraph has 900,000 letters in words, or 100,000 of a script without spaces: it is there', async () => {
    await below33()
    const words = 'A word of it. '.repeat(64_000)
    await paste({ 'text/plain': words })
    await expect.poll(() => shown().at(-1)?.length).toBeGreaterThan(890_000)
    await below33()
    await paste({ 'text/plain': '和平安全人权捍卫者说'.repeat(10_000) })
    await expect.poll(() => shown().at(-1)?.length).toBeGreaterThan(100_000)
    expect(await page.getByText(refusal).count()).toBe(0)
  })
})

describe('pasting into a text', () => {
  it('puts one paragraph into the line, and several between what stands before and after', async () => {
    text = await pages.open()
    page = text.page
    await page.evaluate(() => {
      const text = document.querySelectorAll('.page-text > *')[1]?.querySelector('span')?.firstChild
      if (text) getSelection()?.setBaseAndExtent(text, 5, text, 5)
    })
    await html('<p>[one]</p>')
    await expect.poll(() => shown()[1]).toContain('Women[one] human')
    await html('<p>[two]</p><ul><li>[three]</li></ul>')
    await expect.poll(() => text.blocks().length).toBe(16)
    const [, first, second] = shown()
    expect(first).toBe('num1: Women[one][two]')
    expect(second).toMatch(/^bullet1: \[three\] human rights defenders/)
    await page.keyboard.press('Control+z')
    await expect.poll(() => shown()[1]).not.toContain('[two]')
  })

  it('takes plain lines as paragraphs, and stores Arabic as running from right to left', async () => {
    await emptyPage()
    await paste({ 'text/plain': '1. One\n(a) Two\n\nThree' })
    await expect.poll(shown).toEqual(['num1: One', 'num2: Two', 'paragraph: Three'])
    await html('<p dir="rtl">UN Women هيئة الأمم المتحدة</p><p>after</p>')
    await expect.poll(() => text.blocks().length).toBe(4)
  })

  it('copies and pastes within the page with everything it knows', async () => {
    text = await pages.open()
    page = text.page
    await page.locator('.page-text > *').first().click()
    await page.keyboard.press('Control+a')
    const copied = await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      document
        .querySelector('.page-text')
        ?.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }))
      return Object.fromEntries(
        [...clipboardData.types].map(type => [type, clipboardData.getData(type)]),
      )
    })
    const before = shown()
    await page.keyboard.press('Delete')
    await expect.poll(() => text.blocks().length).toBe(1)
    await paste(copied)
    await expect.poll(shown).toEqual(before)
  })
})
