// Restricted paragraphs. The text of one is a document of a circle; its placeholder here keeps its
// position, kind and number, and names that document by an opaque id. The document names the place
// in its turn: its text is shown only where both agree, so that a copied name brings no text to
// another place.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId, DocumentId } from '#shared/ids'
import type { Random } from '#document/ids'
import {
  attributesOfCell,
  cellKey,
  headKey,
  alternativeKey,
  attributesOfFigure,
  pictureKey,
  settledPage,
  type Block,
  type Note,
  type Page,
  type Run,
} from '#document/model'
import { insertBlock, removeBlock, newBlockElement, type NewBlock } from '#document/blocks'
import {
  deleteText,
  lengthOf,
  textsOf,
  attributesOf,
  blockElements,
  metaName,
  setAttribute,
  clearRestricted,
  readMeta,
  noteBody,
  notesIn,
  openNote,
  readBlock,
  readPage,
  deltaOfRuns,
} from '#document/tree'
import { spokenPage } from '#document/numbering'
import { behindPart, restrictedWith } from './restricted-parts.ts'

/** All that a label says: not which circle, and not whether two paragraphs have the same. */
export const restrictedLabel = 'circle'

/** Where the text of a restricted paragraph belongs. */
const PartOf = v.object({ document: DocumentId, block: BlockId })
export type PartOf = v.InferOutput<typeof PartOf>

const partOfKey = 'partOf'

/** Null for a document that stands by itself. */
export const readPartOf = (doc: Y.Doc): PartOf | null => {
  const read = v.safeParse(PartOf, doc.getMap(metaName).get(partOfKey))
  return read.success ? read.output : null
}

export const writePartOf = (doc: Y.Doc, place: PartOf | null): void =>
  void doc.getMap(metaName).set(partOfKey, place)

/** Unanswered suggestions, or words in brackets. */
export const isUnsettled = ({ bracket, runs }: Pick<Block, 'bracket' | 'runs'>): boolean =>
  bracket !== undefined ||
  runs.some(run => run.suggested === true || run.struck === true || run.bracket !== undefined)

/** Paragraphs, figures and cells; others have no text to move, or it lies elsewhere already. */
export const mayRestrict = ({ kind, unknown, label }: Block): boolean =>
  unknown === undefined && label === undefined && kind !== 'pagebreak'

/** Asked whenever a document changes: without reading its words. */
export const hasRestricted = (doc: Y.Doc): boolean =>
  blockElements(doc).some(each => (attributesOf(each)['s_label'] ?? '') !== '')

const headings: readonly string[] = ['h1', 'h2', 'h3', 'h4']

/** Behind the last block below the heading at `at`; null for what is no heading. */
export const sectionEnd = (blocks: readonly Pick<Block, 'kind'>[], at: number): number | null => {
  const level = headings.indexOf(blocks[at]?.kind ?? '')
  if (level < 0) return null
  const next = blocks.findIndex(
    ({ kind }, index) => index > at && headings.slice(0, level + 1).includes(kind),
  )
  return next < 0 ? blocks.length : next
}

const elementOf = (doc: Y.Doc, id: BlockId): Y.XmlElement | undefined =>
  blockElements(doc).find(each => readBlock(each).id === id)

/** Notes that only these blocks refer to go with them. */
const emptyNotes = (doc: Y.Doc, going: ReadonlySet<number>): void => {
  const { blocks } = readPage(doc)
  const elsewhere = new Set(notesIn(blocks.filter((_, index) => !going.has(index))))
  for (const note of notesIn(blocks.filter((_, index) => going.has(index)))) {
    const body = elsewhere.has(note) ? null : noteBody(doc, note)
    body?.delete(0, body.length)
  }
}

/**
 * Takes the words out and names the document that has them; of a figure its picture too, and of a table
 * all cells but the first. False when there is no such paragraph, or not the first cell of its table.
 */
export const restrictBlock = (doc: Y.Doc, id: BlockId, ref: DocumentId): boolean => {
  const elements = blockElements(doc)
  const blocks = elements.map(each => readBlock(each))
  const at = blocks.findIndex(block => block.id === id)
  const part = at < 0 ? [] : restrictedWith(blocks, at)
  const [first, ...others] = part.flatMap(index => elements[index] ?? [])
  const isWhole = part[0] === at && part.every(index => mayRestrict(blocks[index] as Block))
  if (!first || !isWhole) return false
  doc.transact(() => {
    emptyNotes(doc, new Set(part))
    deleteText(first, 0, lengthOf(first))
    for (const key of [pictureKey, alternativeKey])
      if (attributesOf(first)[key] !== undefined) setAttribute(first, key, '')
    clearRestricted(first)
    setAttribute(first, 's_label', restrictedLabel)
    setAttribute(first, 's_ref', ref)
    for (const cell of others) removeBlock(cell)
  })
  return true
}

/** A new restricted paragraph, after the one with the id `after` or the table that it is in, or first. */
export const insertRestricted = (
  doc: Y.Doc,
  after: BlockId | null,
  { id, kind, ref }: { id: BlockId; kind: Block['kind']; ref: DocumentId },
  random: Random,
): void => {
  const { language } = readMeta(doc)
  const block: NewBlock = { id, kind, runs: [], label: restrictedLabel, ref }
  const elements = blockElements(doc)
  const blocks = elements.map(each => readBlock(each))
  const place = behindPart(
    blocks,
    blocks.findIndex(each => each.id === after),
  )
  const last = after === null ? null : (elements.at(-1) ?? null)
  insertBlock(doc, elements[place] ?? last, newBlockElement(block, { language, random }))
}

const fillNote = (doc: Y.Doc, { id, text }: Note): void => {
  const body = openNote(doc, id, text)
  if (body.length === 0) body.insert(0, text)
}

/**
 * The properties of a text's first block beside its words: a figure with its picture, a cell of a
 * table.
 */
const describeFirst = (element: Y.XmlElement, first: Omit<Block, 'number'>): void => {
  const isFigure = attributesOf(element)['s_kind'] === 'figure'
  if (isFigure !== (first.kind === 'figure')) setAttribute(element, 's_kind', first.kind)
  const figure = Object.entries(attributesOfFigure(first))
  for (const [key, value] of figure) setAttribute(element, key, value)
  if (first.cell)
    for (const [key, value] of Object.entries(attributesOfCell(first.cell)))
      setAttribute(element, key, value)
  else if (attributesOf(element)[cellKey] !== undefined) {
    setAttribute(element, cellKey, '')
    element.removeAttribute(headKey)
  }
}

/**
 * Writes `text` where it was withheld: the first paragraph in its place, others after it. Words
 * that were written there meanwhile stay behind it. False when nothing is withheld there.
 */
export const liftBlock = (
  doc: Y.Doc,
  id: BlockId,
  { blocks: [first, ...rest], notes = [] }: Pick<Page, 'blocks' | 'notes'>,
  random: Random,
): boolean => {
  const element = elementOf(doc, id)
  if (!element || readBlock(element).label === undefined) return false
  const { language } = readMeta(doc)
  doc.transact(() => {
    for (const note of notes) fillNote(doc, note)
    if (first) {
      describeFirst(element, first)
      textsOf(element)[0].applyDelta(deltaOfRuns(first.runs))
    }
    setAttribute(element, 's_label', '')
    setAttribute(element, 's_ref', '')
    let after = element
    for (const block of rest) {
      const made = newBlockElement({ ...block, id: null }, { language, random })
      insertBlock(doc, after, made)
      after = made
    }
  })
  return true
}

/** Its references to paragraphs as the words that they read: in another text they lead nowhere. */
export const inWords = (page: Page): Page => {
  const { blocks, ...rest } = spokenPage(page)
  const plain = ({ to: _to, ...run }: Run): Run => run
  return { ...rest, blocks: blocks.map(block => ({ ...block, runs: block.runs.map(plain) })) }
}

/** The parts of a restricted paragraph's text that are taken over. */
export type RestrictedText = Pick<Page, 'blocks' | 'notes'>

/** The words of a reference, where the blocks that it names have moved down the page. */
const movedDown = (run: Run, placeOf: (index: number) => number): Run => {
  if (!run.to?.reads) return run
  const { index, path, ...reads } = run.to.reads
  const moved = path.map(part => ({ ...part, index: placeOf(part.index) }))
  return { ...run, to: { ...run.to, reads: { ...reads, path: moved, index: placeOf(index) } } }
}

/**
 * A paragraph where a figure stood, or a figure where none did, because a reader of it rewrote it
 * since.
 */
const shownAs = (place: Pick<Block, 'kind' | 'number'>, first: Block | undefined) => {
  const { kind, number } = place
  if (first?.kind === 'figure') return { kind: first.kind, number: kind === 'figure' ? number : '' }
  const isWords = kind === 'figure' ? first !== undefined : first?.cell !== undefined
  return { kind: isWords ? ('paragraph' as const) : kind, number }
}

/**
 * The page with the texts of restricted paragraphs in their places, for those who may read them.
 * Further paragraphs of such a text have no number, so that no other number changes.
 */
export const withRestricted = (
  page: Page,
  textOf: (block: Block, index: number) => RestrictedText | null,
): Page => {
  const added: Note[] = []
  // A copy of a note has the name of the one that all read, and may say something else by now.
  const apart = ({ blocks: all, notes: own = [] }: Page, at: number): Page['blocks'] => {
    const names = new Map(own.map(({ id }) => [id, `${at}/${id}`]))
    // Rows that were put into a table while it was restricted stand beside it, and not in it.
    const placed = ({ cell }: Block) => cell && { cell: { ...cell, table: `${at}/${cell.table}` } }
    added.push(...own.map(({ id, text }) => ({ id: names.get(id) ?? id, text })))
    return all.map(block => ({
      ...block,
      ...placed(block),
      runs: block.runs.map(run => ({
        ...run,
        ...(run.note && { note: names.get(run.note) ?? run.note }),
      })),
    }))
  }
  const shown = page.blocks.map((block, index): Block[] => {
    const text = block.label === undefined ? null : textOf(block, index)
    if (!text) return [block]
    const { label: _label, ref: _ref, picture: _picture, alternative: _said, ...place } = block
    const [first, ...rest] = apart(settledPage({ meta: page.meta, ...text }), index)
    const { picture, alternative, cell } = first ?? {}
    return [
      {
        ...place,
        ...shownAs(place, first),
        runs: first?.runs ?? [],
        ...(picture && { picture }),
        ...(alternative && { alternative }),
        ...(cell && { cell }),
      },
      ...rest.map(each => ({
        ...each,
        id: null,
        number: '',
        kind: each.kind === 'figure' ? each.kind : ('paragraph' as const),
      })),
    ]
  })
  let count = 0
  const places = shown.map(each => (count += each.length) - each.length)
  const placeOf = (index: number): number => places[index] ?? index
  const blocks = shown
    .flat()
    .map(block => ({ ...block, runs: block.runs.map(run => movedDown(run, placeOf)) }))
  const known = new Map([...(page.notes ?? []), ...added].map(note => [note.id, note]))
  const notes = notesIn(blocks).flatMap(id => known.get(id) ?? [])
  return { ...page, blocks, ...(notes.length > 0 && { notes }) }
}
