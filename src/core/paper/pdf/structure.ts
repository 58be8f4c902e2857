// The structure tree of a PDF (ISO 32000-1, 14.7) as plain values: read from a print, written back in one form.
import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'

/** Marked content of a page. */
export type Content = { page: PDFRef; mark: number }
/** A link as it lies on a page. */
export type Annotation = { page: PDFRef; annotation: PDFRef }
export type Kid = Part | Content | Annotation

export type Part = {
  /** A standard type, as `P`. */
  type: string
  kids: Kid[]
  language?: PDFObject
  alternative?: PDFObject
  /** The scope of a header cell, and the rows and columns of any cell. */
  attributes?: PDFObject
  /** The name of a note. */
  id?: string
}

export const isPart = (kid: Kid): kid is Part => 'kids' in kid
export const isAnnotation = (kid: Kid): kid is Annotation => 'annotation' in kid

const name = PDFName.of

const listOf = (context: PDFContext, object: PDFObject | undefined): PDFObject[] => {
  const found = context.lookup(object)
  if (found instanceof PDFArray) return found.asArray()
  return object === undefined ? [] : [object]
}

/** More parts within each other than any text has. */
const deepest = 200

const readKid = (
  context: PDFContext,
  object: PDFObject,
  of: PDFRef | undefined,
  depth: number,
): Kid[] => {
  const found = context.lookup(object)
  if (found instanceof PDFNumber && of) return [{ page: of, mark: found.asNumber() }]
  if (!(found instanceof PDFDict)) return []
  const page = found.get(name('Pg')) ?? of
  const type = found.get(name('Type'))
  if (type === name('MCR') || type === name('OBJR')) {
    if (!(page instanceof PDFRef)) return []
    const [mark, annotation] = [found.get(name('MCID')), found.get(name('Obj'))]
    if (mark instanceof PDFNumber) return [{ page, mark: mark.asNumber() }]
    return annotation instanceof PDFRef ? [{ page, annotation }] : []
  }
  return depth > deepest
    ? []
    : [readPart(context, found, page instanceof PDFRef ? page : of, depth)]
}

/**
 * The scope of a cell, and its rows and columns. The names of its headers change with each print, and the scope of a
 * header says the same.
 */
const cellAttributes = (
  context: PDFContext,
  object: PDFObject | undefined,
): PDFDict | undefined => {
  const [found] = listOf(context, object).map(each => context.lookup(each))
  if (!(found instanceof PDFDict)) return undefined
  const kept = context.obj({})
  for (const key of ['O', 'Scope', 'RowSpan', 'ColSpan'].map(each => name(each))) {
    const value = found.get(key)
    if (value) kept.set(key, value)
  }
  return kept
}

const readPart = (
  context: PDFContext,
  dict: PDFDict,
  page: PDFRef | undefined,
  depth = 0,
): Part => {
  const type = dict.get(name('S'))
  const [language, alternative] = [dict.get(name('Lang')), dict.get(name('Alt'))]
  const attributes = cellAttributes(context, dict.get(name('A')))
  return {
    type: type instanceof PDFName ? type.decodeText() : 'NonStruct',
    kids: listOf(context, dict.get(name('K'))).flatMap(kid =>
      readKid(context, kid, page, depth + 1),
    ),
    ...(language && { language }),
    ...(alternative && { alternative }),
    ...(attributes && { attributes }),
  }
}

/** The tree of a document; null where a print has none. */
export const readStructure = ({ catalog, context }: PDFDocument): Part | null => {
  const root = catalog.lookup(name('StructTreeRoot'))
  const [top] = root instanceof PDFDict ? listOf(context, root.get(name('K'))) : []
  const [part] = top === undefined ? [] : readKid(context, top, undefined, 0)
  return part && isPart(part) ? part : null
}

type Writing = {
  context: PDFContext
  /** The part of each mark, by page. */
  marks: Map<PDFRef, PDFRef[]>
  annotations: [PDFRef, PDFRef][]
  ids: [string, PDFRef][]
}

const contentObject = ({ context }: Writing, kid: Content, page: PDFRef | undefined): PDFObject =>
  kid.page === page
    ? PDFNumber.of(kid.mark)
    : context.obj({ Type: 'MCR', Pg: kid.page, MCID: kid.mark })

const writeKid = (writing: Writing, kid: Kid, of: PDFRef, page: PDFRef | undefined): PDFObject => {
  if (isPart(kid)) return writePart(writing, kid, of)
  if (isAnnotation(kid)) {
    writing.annotations.push([kid.annotation, of])
    return writing.context.obj({ Type: 'OBJR', Pg: kid.page, Obj: kid.annotation })
  }
  const marks = writing.marks.get(kid.page) ?? []
  writing.marks.set(kid.page, marks)
  marks[kid.mark] = of
  return contentObject(writing, kid, page)
}

const writePart = (writing: Writing, part: Part, parent: PDFRef): PDFRef => {
  const { context } = writing
  const ref = context.nextRef()
  const [page] = part.kids.flatMap(kid => (isPart(kid) ? [] : [kid.page]))
  const kids = part.kids.map(kid => writeKid(writing, kid, ref, page))
  const { language, alternative, attributes, id } = part
  const dict = context.obj({ Type: 'StructElem', S: part.type, P: parent })
  if (page) dict.set(name('Pg'), page)
  if (kids.length > 0) dict.set(name('K'), context.obj(kids))
  if (language) dict.set(name('Lang'), language)
  if (alternative) dict.set(name('Alt'), alternative)
  if (attributes) dict.set(name('A'), attributes)
  if (id !== undefined) {
    dict.set(name('ID'), PDFString.of(id))
    writing.ids.push([id, ref])
  }
  context.assign(ref, dict)
  return ref
}

/** The parts of each page's marks and of each link, by the numbers that pages and links have (14.7.4.4). */
const parentTree = (
  { context, marks, annotations }: Writing,
  pages: readonly PDFPage[],
): PDFObject[] => {
  const numbers: PDFObject[] = []
  let next = 0
  const add = (of: PDFDict, key: string, parts: PDFObject): void => {
    of.set(name(key), PDFNumber.of(next))
    numbers.push(PDFNumber.of(next++), parts)
  }
  for (const { node, ref } of pages) {
    const parts = marks.get(ref)
    const all = parts && context.obj(Array.from(parts, part => part ?? null))
    if (all) add(node, 'StructParents', context.register(all))
    else node.delete(name('StructParents'))
  }
  for (const [ref, part] of annotations) add(context.lookup(ref, PDFDict), 'StructParent', part)
  return numbers
}

/** Puts a tree in the place of the document's own, with the trees that lead to its parts. */
export const putStructure = (document: PDFDocument, top: Part): void => {
  const { catalog, context } = document
  const writing: Writing = { context, marks: new Map(), annotations: [], ids: [] }
  const root = context.nextRef()
  const first = writePart(writing, top, root)
  const numbers = parentTree(writing, document.getPages())
  const ids = writing.ids
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, ref]) => [PDFString.of(id), ref])
  const tree = context.obj({ Type: 'StructTreeRoot', K: first })
  tree.set(name('ParentTree'), context.register(context.obj({ Nums: context.obj(numbers) })))
  tree.set(name('ParentTreeNextKey'), PDFNumber.of(numbers.length / 2))
  if (ids.length > 0)
    tree.set(name('IDTree'), context.register(context.obj({ Names: context.obj(ids) })))
  context.assign(root, tree)
  catalog.set(name('StructTreeRoot'), root)
}
