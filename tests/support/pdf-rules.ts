// Rules of a PDF for all readers: sixteen of PDF/UA-1 (ISO 14289-1) and of ISO 32000-1, read from the bytes alone.
// `pdfFaults` names each rule that a file breaks, with the place.
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib'
import { lettersByFont, pageContent, spelled, type Letters } from '#tests/pdf-words'
import { operationsOf, readContent } from '../../src/core/paper/pdf/content.ts'

export const pdfRules = [
  'identified',
  'titled',
  'language',
  'marked',
  'tree',
  'types',
  'painted',
  'tabs',
  'links',
  'tables',
  'figures',
  'headings',
  'bookmarks',
  'fonts',
  'notes',
  'labels',
] as const
export type PdfRule = (typeof pdfRules)[number]
export type PdfFault = { rule: PdfRule; place: string }

const name = PDFName.of

type Element = {
  ref: PDFRef
  dict: PDFDict
  type: string
  /** From the top down. */
  above: readonly Element[]
  below: Element[]
  marks: { page: PDFRef; mark: number }[]
  links: PDFRef[]
}

type Given = {
  pdf: PDFDocument
  /** In the order of reading. */
  elements: Element[]
  /** The words of an element and of all below it. */
  wordsOf(element: Element): string
}

const words = (object: PDFObject | undefined): string =>
  object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : ''
const nameIn = (dict: PDFDict, key: string): string => {
  const value = dict.lookup(name(key))
  return value instanceof PDFName ? value.decodeText() : ''
}
const isTrue = (dict: PDFDict | undefined, key: string): boolean =>
  dict?.lookup(name(key)) === PDFBool.True
const dictIn = (dict: PDFDict, key: string): PDFDict | undefined => {
  const value = dict.lookup(name(key))
  return value instanceof PDFDict ? value : undefined
}
const list = (dict: PDFDict, key: string): PDFObject[] => {
  const value = dict.lookup(name(key))
  if (value instanceof PDFArray) return value.asArray()
  const one = dict.get(name(key))
  return one === undefined ? [] : [one]
}

const elementsOf = (pdf: PDFDocument): Element[] => {
  const all: Element[] = []
  const read = (ref: PDFObject, above: readonly Element[]): Element[] => {
    const dict = pdf.context.lookup(ref)
    if (!(ref instanceof PDFRef) || !(dict instanceof PDFDict) || above.length > 99) return []
    const element: Element = {
      ...{ ref, dict, type: nameIn(dict, 'S'), above },
      ...{ below: [], marks: [], links: [] },
    }
    all.push(element)
    for (const kid of list(dict, 'K')) {
      const found = pdf.context.lookup(kid)
      const of =
        found instanceof PDFDict
          ? (found.get(name('Pg')) ?? dict.get(name('Pg')))
          : dict.get(name('Pg'))
      const page = of as PDFRef
      if (found instanceof PDFNumber) element.marks.push({ page, mark: found.asNumber() })
      else if (found instanceof PDFDict && nameIn(found, 'Type') === 'MCR')
        element.marks.push({ page, mark: found.lookup(name('MCID'), PDFNumber).asNumber() })
      else if (found instanceof PDFDict && nameIn(found, 'Type') === 'OBJR')
        element.links.push(found.get(name('Obj')) as PDFRef)
      else element.below.push(...read(kid, [...above, element]))
    }
    return [element]
  }
  const root = dictIn(pdf.catalog, 'StructTreeRoot')
  for (const kid of root ? list(root, 'K') : []) read(kid, [])
  return all
}

/** The words of each mark of a page. */
const wordsByMark = (
  content: Uint8Array,
  fonts: ReadonlyMap<string, Letters>,
): Map<number, string> => {
  const said = new Map<number, string>()
  const around: { mark: number | null; instead: string | null }[] = []
  let font: Letters | undefined
  const say = (letters: string): void => {
    const mark = around.findLast(each => each.mark !== null)?.mark
    if (mark != null) said.set(mark, (said.get(mark) ?? '') + letters)
  }
  const latin = (from: number, to: number): string =>
    Buffer.from(content.subarray(from, to)).toString('latin1')
  for (const { from, name: at, to } of operationsOf(content)) {
    const [operation, operator] = [latin(from, to), latin(at, to)]
    if (operator === 'BDC' || operator === 'BMC') {
      const [, mark] = /\/MCID\s+(\d+)/.exec(operation) ?? []
      const hex = /\/ActualText\s*<([0-9A-F]+)>/i.exec(operation)?.[1]
      const [, literal] = /\/ActualText\s*\(([^)]*)\)/.exec(operation) ?? []
      const instead = hex === undefined ? (literal ?? null) : PDFHexString.of(hex).decodeText()
      if (instead !== null) say(instead)
      around.push({ mark: mark === undefined ? null : Number(mark), instead })
    } else if (operator === 'EMC') around.pop()
    else if (operator === 'Tf') font = fonts.get(/\/(\S+)/.exec(operation)?.[1] ?? '')
    else if (/^T[jJ]$/.test(operator) && font && around.every(({ instead }) => instead === null))
      for (const [, hex = ''] of operation.matchAll(/<([0-9A-F]+)>/gi)) say(spelled(hex, font))
  }
  return said
}

const given = (pdf: PDFDocument): Given => {
  const elements = elementsOf(pdf)
  const marks = new Map(
    pdf.getPages().map(page => [page.ref, wordsByMark(pageContent(page), lettersByFont(page))]),
  )
  const wordsOf = (element: Element): string =>
    [
      ...element.marks.map(({ page, mark }) => marks.get(page)?.get(mark) ?? ''),
      ...element.below.map(wordsOf),
    ].join('')
  return { pdf, elements, wordsOf }
}

type Check = (given: Given) => string[]

const standard = new Set(
  [
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6',
    'L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot',
    'Ruby RB RT RP Warichu WT WP Figure Formula Form',
  ].flatMap(line => line.split(' ')),
)

const metadata = ({ pdf }: Given): string => {
  const stream = pdf.catalog.lookup(name('Metadata'))
  // A reader of metadata need not unpack them.
  if (!(stream instanceof PDFRawStream) || stream.dict.has(name('Filter'))) return ''
  return Buffer.from(stream.contents).toString('utf8')
}

const attributeOf = ({ dict }: Element, key: string): PDFObject | undefined => {
  const all = dict.lookup(name('A'))
  const each = all instanceof PDFArray ? all.asArray().map(one => dict.context.lookup(one)) : [all]
  return each.flatMap(one => (one instanceof PDFDict ? (one.lookup(name(key)) ?? []) : []))[0]
}

const spanOf = (cell: Element, key: string): number => {
  const span = attributeOf(cell, key)
  return span instanceof PDFNumber ? span.asNumber() : 1
}

const rowsOf = (element: Element): Element[] =>
  element.below.flatMap(each => (each.type === 'TR' ? [each] : rowsOf(each)))

const tableFaults = (table: Element): string[] => {
  const rows = rowsOf(table)
  const cells = rows.flatMap(({ below }) => below)
  const widths = rows.map(({ below }) =>
    below.reduce((sum, cell) => sum + spanOf(cell, 'ColSpan'), 0),
  )
  const hasTall = cells.some(cell => spanOf(cell, 'RowSpan') > 1)
  const scopes = ['/Row', '/Column', '/Both']
  return [
    ...(rows.length === 0 ? ['no row'] : []),
    ...cells.filter(({ type }) => !/^T[HD]$/.test(type)).map(({ type }) => `${type} in a row`),
    ...cells
      .filter(cell => cell.type === 'TH' && !scopes.includes(String(attributeOf(cell, 'Scope'))))
      .map(() => 'a header without scope'),
    ...(!hasTall && new Set(widths).size > 1 ? [`rows of ${widths.join(', ')} cells`] : []),
  ]
}

type Entry = { title: string; isLeading: boolean }

const bookmarksOf = (pdf: PDFDocument): Entry[] => {
  const pages = new Set(pdf.getPages().map(({ ref }) => ref))
  const below = (of: PDFDict | undefined): Entry[] => {
    const all: Entry[] = []
    for (let at = of && dictIn(of, 'First'); at && all.length < 9999; at = dictIn(at, 'Next')) {
      const target = at.lookup(name('Dest'))
      const isLeading = target instanceof PDFArray && pages.has(target.get(0) as PDFRef)
      all.push({ title: words(at.lookup(name('Title'))), isLeading }, ...below(at))
    }
    return all
  }
  return below(dictIn(pdf.catalog, 'Outlines'))
}

/** Its letters in one order: those of Arabic lie in a file as they are painted, from the left. */
const lettersOf = (text: string): string =>
  Array.from(text.normalize('NFKC').replaceAll(/[\s\u200b-\u200f\u2066-\u2069]+/g, ''))
    .toSorted()
    .join('')
const headingsOf = ({ elements }: Given): Element[] =>
  elements.filter(({ type }) => /^H[1-6]$/.test(type))

const fontFaults = (font: PDFDict): string[] => {
  const kind = nameIn(font, 'Subtype')
  const [below] = list(font, 'DescendantFonts').map(each => font.context.lookup(each))
  const described = kind === 'Type0' && below instanceof PDFDict ? below : font
  const file = dictIn(described, 'FontDescriptor')
  const isIn =
    kind === 'Type3'
      ? dictIn(font, 'CharProcs') !== undefined
      : ['FontFile', 'FontFile2', 'FontFile3'].some(key => file?.has(name(key)))
  return [
    ...(isIn ? [] : [`${kind} not embedded`]),
    ...(font.lookup(name('ToUnicode')) instanceof PDFRawStream
      ? []
      : [`${kind} without ToUnicode`]),
  ]
}

const linksOn = (pdf: PDFDocument): { ref: PDFRef; link: PDFDict; at: number }[] =>
  pdf.getPages().flatMap(({ node }, at) =>
    (node.Annots()?.asArray() ?? []).flatMap(ref => {
      const link = pdf.context.lookup(ref)
      return link instanceof PDFDict && ref instanceof PDFRef && nameIn(link, 'Subtype') === 'Link'
        ? [{ ref, link, at }]
        : []
    }),
  )

/** The parts to which the numbers of pages and links lead. */
const parentsOf = (pdf: PDFDocument): Map<number, PDFObject | undefined> => {
  const root = dictIn(pdf.catalog, 'StructTreeRoot')
  const tree = root && dictIn(root, 'ParentTree')
  const numbers = tree ? list(tree, 'Nums') : []
  return new Map(
    numbers.flatMap((key, at) =>
      at % 2 === 0 && key instanceof PDFNumber ? [[key.asNumber(), numbers[at + 1]] as const] : [],
    ),
  )
}

const numberIn = (dict: PDFDict, key: string): number => {
  const value = dict.lookup(name(key))
  return value instanceof PDFNumber ? value.asNumber() : -1
}

const treeFaults: Check = ({ pdf, elements }) => {
  const parents = parentsOf(pdf)
  const faults = elements.length === 0 ? ['no tree'] : []
  const top = elements.filter(({ above }) => above.length === 0)
  if (top.length !== 1 || top[0]?.type !== 'Document') faults.push('the top is no document')
  for (const { ref, type, dict, above, marks } of elements) {
    const parent = above.at(-1)?.ref ?? pdf.catalog.get(name('StructTreeRoot'))
    if (dict.get(name('P')) !== parent) faults.push(`${type} names another parent`)
    for (const { page, mark } of marks) {
      const node = pdf.context.lookup(page)
      const number = node instanceof PDFDict ? numberIn(node, 'StructParents') : -1
      const all = pdf.context.lookup(parents.get(number))
      if (!(all instanceof PDFArray) || all.asArray()[mark] !== ref)
        faults.push(`mark ${mark} of ${type} leads elsewhere`)
    }
  }
  return faults
}

const paintedFaults: Check = ({ pdf, elements }) => {
  const known = new Map<PDFRef, Set<number>>()
  for (const { marks } of elements)
    for (const { page, mark } of marks) known.set(page, (known.get(page) ?? new Set()).add(mark))
  return pdf.getPages().flatMap((page, at) => {
    const { painted, marks } = readContent(pageContent(page))
    const tagged = known.get(page.ref) ?? new Set()
    const found = new Set(marks.map(({ mark }) => mark))
    return [
      ...painted
        .filter(({ mark }) => mark === null)
        .map(({ kind }) => `page ${at + 1}: ${kind} in no mark`),
      ...[...found]
        .filter(mark => !tagged.has(mark))
        .map(mark => `page ${at + 1}: mark ${mark} in no part`),
      ...[...tagged]
        .filter(mark => !found.has(mark))
        .map(mark => `page ${at + 1}: no mark ${mark}`),
      ...(found.size < marks.length ? [`page ${at + 1}: a mark twice`] : []),
      // An artefact in a part, or a part in an artefact, is both.
      ...(/\/Artifact[^]*?BMC(?:(?!EMC)[^])*\/MCID/.test(
        Buffer.from(pageContent(page)).toString('latin1'),
      )
        ? [`page ${at + 1}: an artefact is tagged`]
        : []),
    ]
  })
}

const checks: Record<PdfRule, Check> = {
  identified: all =>
    /<pdfuaid:part>1<\/pdfuaid:part>/.test(metadata(all)) ? [] : ['no pdfuaid:part 1'],
  titled(all) {
    const { pdf } = all
    const [, titles = ''] = /<dc:title>([^]*?)<\/dc:title>/.exec(metadata(all)) ?? []
    const title = titles.replaceAll(/<[^>]*>/g, '')
    const preferences = dictIn(pdf.catalog, 'ViewerPreferences')
    return [
      ...(title.trim() === '' ? ['no dc:title'] : []),
      ...((pdf.getTitle() ?? '') === '' ? ['no title'] : []),
      ...(isTrue(preferences, 'DisplayDocTitle') ? [] : ['DisplayDocTitle is not true']),
    ]
  },
  language({ pdf, elements }) {
    const isLanguage = (tag: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag)
    const all = elements.flatMap(({ dict }) =>
      dict.has(name('Lang')) ? [words(dict.lookup(name('Lang')))] : [],
    )
    return [words(pdf.catalog.lookup(name('Lang'))), ...all]
      .filter(tag => !isLanguage(tag))
      .map(tag => `language "${tag}"`)
  },
  marked({ pdf }) {
    const marked = dictIn(pdf.catalog, 'MarkInfo')
    return isTrue(marked, 'Marked') && !isTrue(marked, 'Suspects') ? [] : ['not marked']
  },
  tree: treeFaults,
  types({ pdf, elements }) {
    const root = dictIn(pdf.catalog, 'StructTreeRoot')
    const roles = root && dictIn(root, 'RoleMap')
    const isKnown = (type: string): boolean =>
      standard.has(type) || (roles ? standard.has(nameIn(roles, type)) : false)
    return elements.filter(({ type }) => !isKnown(type)).map(({ type }) => `type ${type}`)
  },
  painted: paintedFaults,
  tabs: ({ pdf }) =>
    pdf
      .getPages()
      .flatMap(({ node }, at) =>
        (node.Annots()?.size() ?? 0) > 0 && nameIn(node, 'Tabs') !== 'S' ? [`page ${at + 1}`] : [],
      ),
  links({ pdf, elements }) {
    const parents = parentsOf(pdf)
    const parts = new Map(
      elements
        .filter(({ type }) => type === 'Link')
        .flatMap(each => each.links.map(link => [link, each.ref] as const)),
    )
    return linksOn(pdf).flatMap(({ ref, link, at }) => [
      ...(words(link.lookup(name('Contents'))).trim() === ''
        ? [`page ${at + 1}: no Contents`]
        : []),
      ...(parts.has(ref) ? [] : [`page ${at + 1}: in no Link`]),
      ...(parents.get(numberIn(link, 'StructParent')) === parts.get(ref)
        ? []
        : [`page ${at + 1}: no parent`]),
    ])
  },
  tables: ({ elements }) => elements.filter(({ type }) => type === 'Table').flatMap(tableFaults),
  figures: ({ elements }) =>
    elements
      .filter(
        ({ type, dict }) => type === 'Figure' && words(dict.lookup(name('Alt'))).trim() === '',
      )
      .map(() => 'a figure without words'),
  headings(all) {
    const found = headingsOf(all)
    const levels = found.map(({ type }) => Number(type.slice(1)))
    return [
      ...levels.flatMap((level, at) =>
        level > (levels[at - 1] ?? 0) + 1 ? [`H${level} below H${levels[at - 1] ?? 0}`] : [],
      ),
      ...found
        .filter(each => all.wordsOf(each).trim() === '')
        .map(({ type }) => `${type} without words`),
    ]
  },
  bookmarks(all) {
    const entries = bookmarksOf(all.pdf)
    // The mark of a note is no part of the words.
    const isMark = (part: Element): boolean =>
      part.type === 'Link' && /^\d+$/.test(all.wordsOf(part))
    const found = headingsOf(all).map(each =>
      lettersOf(all.wordsOf({ ...each, below: each.below.filter(part => !isMark(part)) })),
    )
    const titles = entries.map(({ title }) => lettersOf(title))
    return [
      ...(found.join('\n') === titles.join('\n')
        ? []
        : [`${titles.join(' | ')} for ${found.join(' | ')}`]),
      ...entries
        .filter(({ isLeading }) => !isLeading)
        .map(({ title }) => `"${title}" leads nowhere`),
    ]
  },
  fonts: ({ pdf }) =>
    pdf.getPages().flatMap(({ node }) => {
      const fonts = node.Resources()?.lookupMaybe(name('Font'), PDFDict)
      return (fonts?.keys() ?? []).flatMap(key => {
        const font = fonts?.lookup(key)
        return font instanceof PDFDict ? fontFaults(font) : []
      })
    }),
  notes({ elements }) {
    const ids = elements
      .filter(({ type }) => type === 'Note')
      .map(({ dict }) => words(dict.lookup(name('ID'))))
    return [
      ...ids.filter(id => id === '').map(() => 'a note without an id'),
      ...(new Set(ids).size < ids.length ? ['two notes have one id'] : []),
    ]
  },
  labels({ pdf }) {
    const labels = dictIn(pdf.catalog, 'PageLabels')
    const [first] = labels ? list(labels, 'Nums') : []
    return !labels || (first instanceof PDFNumber && first.asNumber() === 0)
      ? []
      : ['no label of page 1']
  },
}

/** Empty for a file that keeps all rules. */
export const pdfFaults = async (bytes: Uint8Array): Promise<PdfFault[]> => {
  const all = given(await PDFDocument.load(bytes, { updateMetadata: false }))
  return pdfRules.flatMap(rule => checks[rule](all).map(place => ({ rule, place })))
}
