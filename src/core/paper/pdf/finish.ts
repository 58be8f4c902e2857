// Finishes a print: what Chromium writes about the machine goes (the whole user agent, the time to the second), and
// what it leaves out of an accessible file comes (ISO 14289-1).
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Failure } from '#shared/failure'
import { printedWord } from '../printed-words.ts'
import { withArtefacts } from './content.ts'
import { withEmptyCells } from './empty-cells.ts'
import type { PdfFacts, PdfSteering } from './index.ts'
import { xmpOf } from './metadata.ts'
import { isPart, putStructure, readStructure, type Part } from './structure.ts'
import { sweep } from './sweep.ts'
import { tidied, type TargetOf } from './tidy.ts'

const name = PDFName.of

const contentOf = ({ doc: { context }, node }: PDFPage): Buffer => {
  const contents = node.Contents()
  const parts = contents instanceof PDFArray ? contents.asArray() : contents ? [contents] : []
  return Buffer.concat(
    parts.flatMap(part => {
      const stream = context.lookup(part)
      return stream instanceof PDFRawStream
        ? [decodePDFRawStream(stream).decode(), Buffer.from('\n')]
        : []
    }),
  )
}

/** The marks of each page that the structure names. */
const marksIn = (top: Part): Map<unknown, Set<number>> => {
  const marks = new Map<unknown, Set<number>>()
  const collect = ({ kids }: Part): void => {
    for (const kid of kids)
      if (isPart(kid)) collect(kid)
      else if ('mark' in kid) {
        const known = marks.get(kid.page) ?? new Set()
        marks.set(kid.page, known.add(kid.mark))
      }
  }
  collect(top)
  return marks
}

/** Core answers windows between two pages. */
const markArtefacts = async (
  document: PDFDocument,
  top: Part,
  { progress, over }: PdfSteering,
): Promise<void> => {
  const marks = marksIn(top)
  const { context } = document
  const pages = document.getPages()
  for (const [at, page] of pages.entries()) {
    if (over.aborted) throw new Failure('cancelled')
    progress(at / pages.length)
    const known = marks.get(page.ref)
    const content = withArtefacts(contentOf(page), mark => known?.has(mark) ?? false)
    page.node.set(name('Contents'), context.register(context.flateStream(content)))
    await nextTurn()
  }
}

const wordsOf = (dict: PDFDict, key: string): string | null => {
  const value = dict.lookup(name(key))
  if (value instanceof PDFName) return value.decodeText()
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : null
}

const targetIn =
  ({ context }: PDFDocument): TargetOf =>
  ({ annotation }) =>
    wordsOf(context.lookup(annotation, PDFDict), 'Dest')

/** The words for a reader who does not see where a link leads. */
const linkWords = (link: PDFDict, { language }: PdfFacts): string => {
  const target = wordsOf(link, 'Dest') ?? ''
  const [, kind, number = ''] = /^(note|reference)-(\d+)$/.exec(target) ?? []
  if (kind === 'note') return printedWord(language, 'paper.link.note', { number })
  if (kind === 'reference') return printedWord(language, 'paper.link.back', { number })
  const action = link.lookup(name('A'))
  const address = action instanceof PDFDict ? wordsOf(action, 'URI') : null
  return address ?? printedWord(language, 'paper.link.paragraph')
}

const describeLinks = (document: PDFDocument, facts: PdfFacts): void => {
  for (const { node } of document.getPages()) {
    const all = node.Annots()
    if (!all || all.size() === 0) continue
    node.set(name('Tabs'), name('S'))
    for (let at = 0; at < all.size(); at++) {
      const link = all.lookup(at, PDFDict)
      link.set(name('Contents'), PDFHexString.fromText(linkWords(link, facts)))
    }
  }
}

/** Bookmarks in the order of reading; `of` is not one of them. */
const bookmarksBelow = (of: PDFDict): PDFDict[] => {
  const all: PDFDict[] = []
  for (let at = of.lookup(name('First')); at instanceof PDFDict; at = at.lookup(name('Next')))
    all.push(at, ...bookmarksBelow(at))
  return all
}

/**
 * Bookmarks name their places alone, since the parts that Chromium made are gone. Their words come from the text:
 * Chromium writes those of Arabic in the order of the page, from the left.
 */
const nameBookmarks = ({ catalog }: PDFDocument, { headings }: PdfFacts): void => {
  const outline = catalog.lookup(name('Outlines'))
  const all = outline instanceof PDFDict ? bookmarksBelow(outline) : []
  for (const [at, bookmark] of all.entries()) {
    bookmark.delete(name('SE'))
    const words = all.length === headings?.length ? headings[at] : undefined
    if (words !== undefined) bookmark.set(name('Title'), PDFHexString.fromText(words))
  }
}

const describe = (document: PDFDocument, { title, language }: PdfFacts): void => {
  const { catalog, context } = document
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setCreator('')
  document.setProducer('Baraza')
  // In a loaded file it is a dictionary of its own.
  const about = context.lookup(context.trailerInfo.Info, PDFDict)
  about.delete(name('CreationDate'))
  about.delete(name('ModDate'))
  catalog.set(name('Lang'), PDFString.of(language))
  catalog.set(name('MarkInfo'), context.obj({ Marked: true }))
  const xmp = context.stream(xmpOf({ title, language }), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(name('Metadata'), context.register(xmp))
}

export const finish = async (
  printed: Uint8Array,
  facts: PdfFacts,
  steering: PdfSteering,
): Promise<Uint8Array> => {
  const document = await PDFDocument.load(printed, { updateMetadata: false }).catch(() => {
    throw new Failure('file-damaged')
  })
  const structure = readStructure(document)
  const tidy = structure && tidied(structure, targetIn(document))
  const top = tidy && withEmptyCells(tidy, facts.tables ?? [])
  if (top) {
    await markArtefacts(document, top, steering)
    putStructure(document, top)
  }
  nameBookmarks(document, facts)
  describeLinks(document, facts)
  describe(document, facts)
  sweep(document.context)
  return document.save()
}
