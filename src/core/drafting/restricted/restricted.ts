// Restricted paragraphs as this device sees them. The placeholder in a text names the document with
// the words. This device shows them only after its own checks, whatever the text says: the document
// belongs to a circle of the same group, this member is in it, and it names this place itself.
import type { Circle } from '#core/group'
import { inWords, type PartOf, type RestrictedText } from '#document/restricted'
import { placesOf as citedAs } from '#document/numbering'
import type { Block, Page } from '#document/model'
import type { Restricted } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'

/** A document and its predecessors before retirements. */
const chainOf = (
  { sync }: Texts & Spaces,
  space: GroupId,
  document: DocumentId,
): ReadonlySet<DocumentId> => {
  const chain = new Set<DocumentId>()
  for (let at: DocumentId | undefined = document; at !== undefined && !chain.has(at);) {
    chain.add(at)
    at = sync.sealingOf(space, at)?.document
  }
  return chain
}

/**
 * Whether `host` is the document that a text was written for, or one of its successors after
 * retirement.
 */
const goesOnFrom = (
  ports: Texts & Spaces,
  group: GroupId,
  host: DocumentId,
  wanted: DocumentId,
): boolean => chainOf(ports, group, host).has(wanted)

/** Whether a text with this `partOf` belongs to this place. */
const belongs = (
  ports: Texts & Spaces,
  group: GroupId,
  place: PartOf,
  partOf: PartOf | null | undefined,
): boolean =>
  partOf?.block === place.block && goesOnFrom(ports, group, place.document, partOf.document)

/** The text that the paragraph's name leads to on this device. */
const lookUp = (
  ports: Texts & Spaces,
  group: GroupId,
  place: PartOf,
  ref: DocumentId,
): { is: 'withheld' | 'misplaced' } | { is: 'open' | 'left'; circle: Circle } => {
  const { archive, circles, documents } = ports
  const row = archive.documents.get(ref)
  if (!row) return { is: 'withheld' }
  const circle = circles.find(row.group)
  // A circle of another group is never mentioned.
  if (!circle || circle.parent !== group)
    return { is: row.group === group ? 'misplaced' : 'withheld' }
  if (!circle.isIn()) return { is: 'left', circle }
  return belongs(ports, group, place, documents.partOf(ref))
    ? { is: 'open', circle }
    : { is: 'misplaced' }
}

const audienceOf = (circle: Circle): NonNullable<Restricted['circle']> => ({
  id: circle.id,
  name: circle.name(),
  members: circle.people().length,
})

/**
 * The table at the beginning of the text. Rows that were added outside it later are readable by
 * all.
 */
const tableIn = (
  { blocks }: Page,
  tables: ReadonlySet<string>,
  { hasWords }: Pick<Restricted, 'hasWords'>,
): Partial<Restricted> => {
  const table = blocks[0]?.cell?.table
  return table === undefined ? {} : { what: 'table', hasWords: hasWords || tables.has(table) }
}

/**
 * The restricted paragraphs of a document in the order of the page, then the texts that belong to
 * it and have no place in it (`unplaced`).
 */
export const restrictedIn = (ports: Texts & Spaces, document: DocumentId): Restricted[] => {
  const { archive, circles, documents } = ports
  const group = archive.documents.get(document)?.group
  if (group === undefined) throw new Failure('not-found')
  const texts = circles
    .of(group)
    .filter(circle => circle.isIn())
    .flatMap(circle =>
      [...documents.places(circle.id)].flatMap(([text, { partOf }]) =>
        partOf && goesOnFrom(ports, group, document, partOf.document) ? [{ text, circle }] : [],
      ),
    )
  if (texts.length === 0 && !documents.hasRestricted(document)) return []
  const { blocks, meta } = documents.page(document)
  const labelled = blocks.flatMap((block, index) =>
    block.label === undefined ? [] : [{ block, index }],
  )
  const shown = new Set<DocumentId>()
  const named = labelled.length > 0 ? citedAs(blocks, meta) : []
  /** A retired document in the circle is named by its old id: each id is looked up once. */
  const goneOn = new Map<DocumentId, DocumentId>()
  for (const { text, circle } of labelled.length > 0 ? texts : [])
    for (const name of chainOf(ports, circle.id, text))
      if (!goneOn.has(name)) goneOn.set(name, text)
  const textNamed = (ref: DocumentId): DocumentId =>
    (archive.documents.get(ref) === null && goneOn.get(ref)) || ref
  const tables = new Set(blocks.flatMap(({ cell }) => cell?.table ?? []))
  const placed = labelled.map(({ block, index }): Restricted => {
    const { id, kind, number, runs, picture } = block
    const ref = block.ref && textNamed(block.ref)
    const isFigure = kind === 'figure'
    const entry = {
      block: id,
      index,
      place: isFigure ? number : (named[index] ?? ''),
      what: isFigure ? ('figure' as const) : ('paragraph' as const),
      hasWords: runs.length > 0 || picture !== undefined,
    }
    const found =
      id === null || ref === undefined
        ? { is: 'withheld' as const }
        : lookUp(ports, group, { document, block: id }, ref)
    if (ref === undefined || !('circle' in found))
      return { ...entry, is: found.is, circle: null, text: null, writes: false }
    const { is, circle } = found
    // A text has one place. A second placeholder does not move it there.
    if (is === 'open' && shown.has(ref))
      return { ...entry, is: 'misplaced', circle: null, text: null, writes: false }
    shown.add(ref)
    const told =
      is === 'open' ? { ...entry, ...tableIn(documents.page(ref), tables, entry) } : entry
    return {
      ...told,
      is,
      circle: audienceOf(circle),
      text: is === 'open' ? ref : null,
      writes: is === 'open' && circle.rights().has('write'),
    }
  })
  const unplaced = texts.flatMap(({ text, circle }): Restricted[] => {
    // The listed place may be out of date.
    const partOf = shown.has(text) ? null : documents.partOf(text)
    if (!partOf || !goesOnFrom(ports, group, document, partOf.document)) return []
    const index = blocks.findIndex(({ id }) => id === partOf.block)
    return [
      {
        what: 'paragraph',
        is: 'unplaced',
        block: index < 0 ? null : partOf.block,
        index,
        place: '',
        text,
        circle: audienceOf(circle),
        writes: circle.rights().has('write'),
        hasWords: index >= 0,
      },
    ]
  })
  return [...placed, ...unplaced]
}

/**
 * The text of a paragraph of `document` and the document that has it, for readers of the circle.
 */
export const restrictedTexts = (
  ports: Texts & Spaces,
  document: DocumentId,
): ((block: Block, index: number) => { text: RestrictedText; from: DocumentId } | null) => {
  const open = new Map(
    restrictedIn(ports, document).flatMap(({ is, index, text }) =>
      is === 'open' && text !== null ? [[index, text]] : [],
    ),
  )
  return (_block, index) => {
    const from = open.get(index)
    return from === undefined ? null : { text: inWords(ports.documents.page(from)), from }
  }
}

/** The place that shows a circle's text; null for a document with no such place here. */
export type Shown = { document: DocumentId; block: BlockId }

/** Finds which documents of the circle a document of the group shows. */
export const shownIn = (
  ports: Texts & Spaces,
  group: GroupId,
): ((text: DocumentId) => Shown | null) => {
  const { circles, documents } = ports
  const places = new Map<DocumentId, Shown[]>()
  for (const [document, { named }] of documents.places(group))
    for (const { block, ref } of named) {
      const known = places.get(ref)
      if (known) known.push({ document, block })
      else places.set(ref, [{ document, block }])
    }
  const texts = new Map<DocumentId, { partOf: PartOf | null; circle: GroupId }>()
  if (places.size > 0)
    for (const { id: circle } of circles.of(group).filter(each => each.isIn()))
      for (const [text, { partOf }] of documents.places(circle)) texts.set(text, { partOf, circle })
  return text => {
    const { partOf, circle } = texts.get(text) ?? {}
    if (!partOf || circle === undefined) return null
    return (
      [...chainOf(ports, circle, text)]
        .flatMap(named => places.get(named) ?? [])
        .find(place => belongs(ports, group, place, partOf)) ?? null
    )
  }
}
