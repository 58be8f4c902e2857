// PDFs as a real Electron prints them and core finishes them: every rule of PDF/UA-1 that our checker knows, on every
// template in every language; and the checker itself, which finds what is broken.
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { finishPdf, toPrintable } from '#core/paper'
import { TemplateName } from '#shared/contract'
import { pageContent } from '#tests/pdf-words'
import { pdfFaults, pdfRules, type PdfRule } from '#tests/pdf-rules'
import { richSheet, saidIn, templateSheet } from '#tests/printed-sheets'
import { pdfOf, printPage } from '#tests/printing'

const name = PDFName.of
const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
const templates = TemplateName.options

test.each(languages)(
  'a text with everything in %s keeps all rules, and has the pages of its plan',
  async language => {
    const { planned, pdf } = await pdfOf(richSheet(language))
    expect(await pdfFaults(pdf)).toEqual([])
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    expect(planned).toBeGreaterThan(3)
    expect(document.getPageCount()).toBe(planned)
  },
)

test.each(languages)('each template in %s keeps all rules', async language => {
  for (const template of templates) {
    const { planned, pdf } = await pdfOf(templateSheet(template, language))
    const pages = (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount()
    expect({ template, pages, faults: await pdfFaults(pdf) }).toEqual({
      ...{ template, pages: planned, faults: [] },
    })
  }
})

/** The cells of each row by their types, table by table. */
const tablesIn = async (pdf: Uint8Array): Promise<string[][]> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const kidsOf = (part: PDFDict): PDFDict[] =>
    (part.lookupMaybe(name('K'), PDFArray)?.asArray() ?? []).map(kid =>
      document.context.lookup(kid, PDFDict),
    )
  const sketch = (cell: PDFDict): string => {
    const type = cell.lookup(name('S'), PDFName).decodeText()
    return cell.has(name('K')) ? type : `${type} empty`
  }
  return partsIn(document, 'Table').map(table =>
    kidsOf(table).map(row => kidsOf(row).map(sketch).join(', ')),
  )
}

test('cells without words are cells of the structure, so that each row has its columns', async () => {
  const sheet = richSheet('en', { sections: 3 })
  const { pdf } = await pdfOf(sheet)
  const rows = [
    'TD empty, TH, TH',
    'TD, TD empty, TD',
    'TD empty, TD empty, TD empty',
    'TD, TD, TD',
    'TD, TD, TD',
  ]
  expect(await tablesIn(pdf)).toEqual([rows, rows])
  // A table without a word has no place in the structure.
  const last = sheet.page.blocks.findLast(({ cell }) => cell)?.cell?.table
  const blocks = sheet.page.blocks.map(block =>
    block.cell && block.cell.table !== last ? { ...block, runs: [] } : block,
  )
  const { pdf: other } = await pdfOf({ ...sheet, page: { ...sheet.page, blocks } })
  expect(await tablesIn(other)).toEqual([rows])
  expect(await pdfFaults(other)).toEqual([])
  // Where the print has other rows than the text, nothing is put in.
  const page = toPrintable(sheet)
  const { printed } = await printPage(page)
  const tables = page.tables?.map(shape => shape.map(row => row.map(() => true)))
  const [first] = await tablesIn(await finishPdf(printed, { ...page, tables }))
  expect(first).toEqual(['TH, TH', 'TD, TD', 'TD, TD, TD', 'TD, TD, TD'])
})

test('bookmarks of an Arabic text read as its headings do', async () => {
  const { pdf } = await pdfOf(richSheet('ar', { sections: 1 }))
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  const titles = context.enumerateIndirectObjects().flatMap(([, each]) => {
    const title = each instanceof PDFDict && each.has(name('Dest')) && each.lookup(name('Title'))
    return title && 'decodeText' in title ? [(title as PDFString).decodeText()] : []
  })
  expect(titles).toContain(saidIn.ar.slice(0, 40).trim())
})

test('the same text printed twice has the same bytes, and says nothing of the machine', async () => {
  const page = toPrintable(richSheet('fr', { sections: 2 }))
  const [first, second] = [await printPage(page), await printPage(page)]
  const [a, b] = [await finishPdf(first.printed, page), await finishPdf(second.printed, page)]
  expect(Buffer.compare(a, b)).toBe(0)
  expect(Buffer.from(first.printed).toString('latin1')).toMatch(/Chrome|D:20/)
  const document = await PDFDocument.load(a, { updateMetadata: false })
  const all = document.context
    .enumerateIndirectObjects()
    .map(([, each]) =>
      each instanceof PDFRawStream
        ? `${each.dict.toString()} ${Buffer.from(each.contents).toString('latin1')}`
        : String(each),
    )
  expect(all.join('\n')).not.toMatch(/Mozilla|Chrome|Skia|Linux|Windows|CreationDate|ModDate|D:20/)
})

test('Letter paper has pages of its size, and a text without a title goes by its group', async () => {
  const sheet = richSheet('en', { paper: 'letter', sections: 2 })
  const page = { ...sheet.page, meta: { ...sheet.page.meta, title: '' } }
  const { planned, pdf } = await pdfOf({ ...sheet, page })
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const sizes = document.getPages().map(each => [each.getWidth(), each.getHeight()].map(Math.round))
  expect(sizes).toEqual(Array.from({ length: planned }, () => [612, 792]))
  expect(document.getTitle()).toBe('Advisory Group <1>')
})

test('a note of many pages flows on', async () => {
  const { planned, pdf } = await pdfOf(richSheet('en', { sections: 1, long: 120 }))
  expect(await pdfFaults(pdf)).toEqual([])
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  expect(planned).toBeGreaterThan(2)
  expect(document.getPageCount()).toBe(planned)
})

test('where a row is higher than a page, the engine makes the pages', async () => {
  const sheet = richSheet('en', { sections: 1 })
  const blocks = sheet.page.blocks.map((block, at, all) =>
    block.cell && all[at + 1]?.cell && all[at - 6]?.cell
      ? { ...block, runs: [...block.runs, { text: ` ${saidIn.en.repeat(60)}` }] }
      : block,
  )
  const { planned, pdf } = await pdfOf({ ...sheet, page: { ...sheet.page, blocks } })
  expect(planned).toBe(0)
  expect(await pdfFaults(pdf)).toEqual([])
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  expect(document.getPageCount()).toBeGreaterThan(2)
})

test('where the engine makes the pages, notes stand at the end, and all rules hold', async () => {
  const page = toPrintable(richSheet('en', { sections: 2 }))
  const { planned, printed } = await printPage(page, true)
  expect(planned).toBe(0)
  expect(await pdfFaults(await finishPdf(printed, page))).toEqual([])
})

type Break = (pdf: PDFDocument) => void

const partsIn = ({ context }: PDFDocument, ...types: string[]): PDFDict[] =>
  context.enumerateIndirectObjects().flatMap(([, each]) => {
    const type = each instanceof PDFDict && each.has(name('P')) ? each.get(name('S')) : undefined
    return each instanceof PDFDict && type instanceof PDFName && types.includes(type.decodeText())
      ? [each]
      : []
  })
const partIn = (pdf: PDFDocument, ...types: string[]): PDFDict => {
  const [first] = partsIn(pdf, ...types)
  if (!first) throw new Error(`No ${types.join()}`)
  return first
}
const firstPage = (pdf: PDFDocument) => pdf.getPage(0)
const linkIn = (pdf: PDFDocument): PDFDict => {
  const all = pdf.getPages().flatMap(({ node }) => node.Annots()?.asArray() ?? [])
  return pdf.context.lookup(all[0], PDFDict)
}
const rewrite = (pdf: PDFDocument, change: (content: string) => string): void => {
  const content = change(pageContent(firstPage(pdf)).toString('latin1'))
  const stream = pdf.context.flateStream(Buffer.from(content, 'latin1'))
  firstPage(pdf).node.set(name('Contents'), pdf.context.register(stream))
}
const changeMetadata = (pdf: PDFDocument, from: string, to: string): void => {
  const stream = pdf.catalog.lookup(name('Metadata')) as PDFRawStream
  const text = Buffer.from(stream.contents).toString().replace(from, to)
  const next = pdf.context.stream(Buffer.from(text), { Type: 'Metadata', Subtype: 'XML' })
  pdf.catalog.set(name('Metadata'), pdf.context.register(next))
}
const fontIn = ({ context }: PDFDocument): PDFDict => {
  const found = context
    .enumerateIndirectObjects()
    .find(
      ([, each]) =>
        each instanceof PDFDict &&
        each.get(name('Type')) === name('Font') &&
        each.has(name('ToUnicode')),
    )
  return found?.[1] as PDFDict
}

/** Ways to break each rule. */
const breaks: Record<PdfRule, Break[]> = {
  identified: [
    pdf => changeMetadata(pdf, '<pdfuaid:part>1</pdfuaid:part>', ''),
    pdf => pdf.catalog.delete(name('Metadata')),
  ],
  titled: [
    pdf => changeMetadata(pdf, saidIn.en.slice(0, 40).trim(), ''),
    pdf => pdf.catalog.lookup(name('ViewerPreferences'), PDFDict).delete(name('DisplayDocTitle')),
  ],
  language: [
    pdf => pdf.catalog.delete(name('Lang')),
    pdf => partIn(pdf, 'P').set(name('Lang'), PDFString.of('no language')),
  ],
  marked: [
    pdf => pdf.catalog.delete(name('MarkInfo')),
    pdf => pdf.catalog.lookup(name('MarkInfo'), PDFDict).set(name('Suspects'), PDFBool.True),
  ],
  tree: [
    pdf => pdf.catalog.delete(name('StructTreeRoot')),
    pdf => pdf.catalog.lookup(name('StructTreeRoot'), PDFDict).delete(name('ParentTree')),
    pdf => partIn(pdf, 'P').set(name('P'), PDFRef.of(1)),
    pdf => firstPage(pdf).node.set(name('StructParents'), PDFNumber.of(999)),
  ],
  types: [pdf => partIn(pdf, 'P').set(name('S'), name('Paragraph'))],
  painted: [
    // Something is painted in no mark; a mark is in no part; a part has no mark; an artefact lies in a part.
    pdf => rewrite(pdf, content => content.replaceAll('/Artifact BMC', '/Nothing BMC')),
    pdf => rewrite(pdf, content => `${content}\n/P <</MCID 999>> BDC 0 0 1 1 re f EMC`),
    pdf => rewrite(pdf, content => content.replace(/\/MCID 0\b/, '/MCID 998')),
    pdf => rewrite(pdf, content => content.replace(/\/\w+ ?<<\/MCID 1 /, '/Artifact BMC $&')),
  ],
  tabs: [pdf => firstPage(pdf).node.delete(name('Tabs'))],
  links: [
    pdf => linkIn(pdf).delete(name('Contents')),
    pdf => linkIn(pdf).delete(name('StructParent')),
    pdf => partIn(pdf, 'Link').set(name('S'), name('Span')),
  ],
  tables: [
    pdf => partIn(pdf, 'TH').delete(name('A')),
    pdf => partIn(pdf, 'TD').set(name('S'), name('P')),
    pdf => partIn(pdf, 'TR').lookup(name('K'), PDFArray).remove(2),
    // A cell without words is left out, as the engine does.
    pdf => partIn(pdf, 'TR').lookup(name('K'), PDFArray).remove(0),
  ],
  figures: [pdf => partIn(pdf, 'Figure').delete(name('Alt'))],
  headings: [
    pdf => partIn(pdf, 'H2').set(name('S'), name('H4')),
    pdf => partIn(pdf, 'H2').set(name('K'), pdf.context.obj([])),
  ],
  bookmarks: [
    pdf => pdf.catalog.delete(name('Outlines')),
    pdf => {
      const outline = pdf.catalog.lookup(name('Outlines'), PDFDict)
      outline.lookup(name('First'), PDFDict).set(name('Title'), PDFString.of('Another'))
    },
    pdf => {
      const outline = pdf.catalog.lookup(name('Outlines'), PDFDict)
      outline.lookup(name('First'), PDFDict).delete(name('Dest'))
    },
  ],
  fonts: [
    pdf => fontIn(pdf).delete(name('ToUnicode')),
    pdf => {
      fontIn(pdf).delete(name('CharProcs'))
      fontIn(pdf).delete(name('DescendantFonts'))
    },
  ],
  notes: [
    pdf => partIn(pdf, 'Note').delete(name('ID')),
    pdf => partsIn(pdf, 'Note').forEach(note => note.set(name('ID'), PDFString.of('note-1'))),
  ],
  labels: [
    pdf => {
      const labels = pdf.context.obj({ Nums: [3, { S: 'D' }] })
      pdf.catalog.set(name('PageLabels'), labels)
    },
  ],
}

test('each rule: the checker finds it broken, in each way', async () => {
  const { pdf } = await pdfOf(richSheet('en', { sections: 1 }))
  for (const rule of pdfRules)
    for (const [way, broken] of breaks[rule].entries()) {
      const document = await PDFDocument.load(pdf, { updateMetadata: false })
      broken(document)
      const faults = await pdfFaults(await document.save())
      expect({ rule, way, found: faults.some(fault => fault.rule === rule) }).toEqual({
        ...{ rule, way, found: true },
      })
    }
})
