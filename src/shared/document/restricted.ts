// Restricted paragraphs. The text of one is a document of a circle; what stands for it here keeps its
// place, kind and number, and names that document by an id that says nothing. The document names the
// place in its turn: only where both agree is its text shown, so that a name which somebody copied to
// another place brings no text there.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId, DocumentId } from '../ids.ts'
import type { Random } from './block-id.ts'
import { insertBlock } from './edit-blocks.ts'
import { deleteText, lengthOf, textsOf } from './edit-text.ts'
import { attributesOf, blockElements, metaName, setAttribute } from './layout.ts'
import { readMeta } from './meta.ts'
import { noteBody, notesIn, openNote } from './notes.ts'
import { settledPage, type Block, type Note, type Page, type Run } from './page.ts'
import { spokenPage } from './paragraph-references.ts'
import { readBlock, readPage } from './read-page.ts'
import { deltaOfRuns } from './text.ts'
import { newBlockElement, type NewBlock } from './write-blocks.ts'

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

/** Suggestions that nobody answered, or words in brackets. */
export const isUnsettled = ({ bracket, runs }: Pick<Block, 'bracket' | 'runs'>): boolean =>
  bracket !== undefined ||
  runs.some(run => run.suggested === true || run.struck === true || run.bracket !== undefined)

/** Paragraphs that can be restricted; others have no text of their own to move, or are part of a table. */
export const mayRestrict = ({ kind, unknown, label, cell }: Block): boolean =>
  ![unknown, label, cell].some(each => each !== undefined) &&
  !['figure', 'pagebreak'].includes(kind)

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

/** Notes that only this paragraph refers to go with it. */
const emptyNotes = (doc: Y.Doc, id: BlockId): void => {
  const { blocks } = readPage(doc)
  const elsewhere = new Set(notesIn(blocks.filter(block => block.id !== id)))
  for (const note of notesIn(blocks.filter(block => block.id === id))) {
    const body = elsewhere.has(note) ? null : noteBody(doc, note)
    body?.delete(0, body.length)
  }
}

/** Takes the words out and names the document that has them. False when there is no such paragraph. */
export const restrictBlock = (doc: Y.Doc, id: BlockId, ref: DocumentId): boolean => {
  const element = elementOf(doc, id)
  if (!element || !mayRestrict(readBlock(element))) return false
  doc.transact(() => {
    emptyNotes(doc, id)
    deleteText(element, 0, lengthOf(element))
    setAttribute(element, 's_label', restrictedLabel)
    setAttribute(element, 's_ref', ref)
  })
  return true
}

/** A new restricted paragraph, after the one with the id `after`, or first. */
export const insertRestricted = (
  doc: Y.Doc,
  after: BlockId | null,
  { id, kind, ref }: { id: BlockId; kind: Block['kind']; ref: DocumentId },
  random: Random,
): void => {
  const { language } = readMeta(doc)
  const block: NewBlock = { id, kind, runs: [], label: restrictedLabel, ref }
  const place = after === null ? undefined : elementOf(doc, after)
  const last = after === null ? null : (blockElements(doc).at(-1) ?? null)
  insertBlock(doc, place ?? last, newBlockElement(block, { language, random }))
}

const fillNote = (doc: Y.Doc, { id, text }: Note): void => {
  const body = openNote(doc, id, text)
  if (body.length === 0) body.insert(0, text)
}

/**
 * Writes `text` where it was withheld: the first paragraph in its place, others after it. Words that
 * somebody wrote there meanwhile stay behind it. False when nothing is withheld there.
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
    if (first) textsOf(element)[0].applyDelta(deltaOfRuns(first.runs))
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

/** What is taken over of the text of a restricted paragraph. */
export type RestrictedText = Pick<Page, 'blocks' | 'notes'>

/** What a reference reads, where the blocks that it names have moved down the page. */
const movedDown = (run: Run, placeOf: (index: number) => number): Run => {
  if (!run.to?.reads) return run
  const { index, path, ...reads } = run.to.reads
  const moved = path.map(part => ({ ...part, index: placeOf(part.index) }))
  return { ...run, to: { ...run.to, reads: { ...reads, path: moved, index: placeOf(index) } } }
}

/**
 * The page with the texts of restricted paragraphs in their places, for those who may read them. What
 * they have beyond one paragraph has no number, so that no other number changes.
 */
export const withRestricted = (
  page: Page,
  textOf: (block: Block, index: number) => RestrictedText | null,
): Page => {
  const added: Note[] = []
  // A copy of a note has the name of the one that all read, and may say something else by now.
  const apart = ({ blocks: all, notes: own = [] }: Page, at: number): Page['blocks'] => {
    const names = new Map(own.map(({ id }) => [id, `${at}/${id}`]))
    added.push(...own.map(({ id, text }) => ({ id: names.get(id) ?? id, text })))
    return all.map(block => ({
      ...block,
      runs: block.runs.map(run => ({
        ...run,
        ...(run.note && { note: names.get(run.note) ?? run.note }),
      })),
    }))
  }
  const shown = page.blocks.map((block, index): Block[] => {
    const text = block.label === undefined ? null : textOf(block, index)
    if (!text) return [block]
    const { label: _label, ref: _ref, ...place } = block
    const [first, ...rest] = apart(settledPage({ meta: page.meta, ...text }), index)
    return [
      { ...place, runs: first?.runs ?? [] },
      ...rest.map(({ cell: _cell, ...each }) => ({
        ...{ ...each, id: null, number: '' },
        kind: 'paragraph' as const,
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
