// Links between documents: texts of restricted paragraphs and the places that name them, versions
// in another language, and templates. Lists read them without opening every document. Updated with
// search.
import type { Archive } from '#core/archive'
import { readPartOf, readTemplate, readVersionOf, type Page, type PartOf } from '#shared/document'
import { BlockId, DocumentId, type GroupId } from '#shared/ids'
import * as v from 'valibot'
import type * as Y from 'yjs'

type Notes = Archive['notes']

const Named = v.array(v.object({ block: BlockId, ref: DocumentId }))
const Places = v.object({
  partOf: v.nullable(v.object({ document: DocumentId, block: BlockId })),
  named: Named,
  versionOf: v.optional(v.nullable(DocumentId), null),
  isTemplate: v.optional(v.boolean(), false),
})
export type Places = {
  partOf: PartOf | null
  named: v.InferOutput<typeof Named>
  /** The original, for a version in another language. */
  versionOf: DocumentId | null
  /** A template of its audience. */
  isTemplate: boolean
}

const placesNote = (document: DocumentId): string => `documents/places/${document}`

const read = (bytes: Uint8Array): Places =>
  v.parse(Places, JSON.parse(new TextDecoder().decode(bytes)))

/** The documents of a group or circle that have any. */
export const placesIn = (notes: Notes, group: GroupId): Map<DocumentId, Places> =>
  new Map(
    notes
      .list(group, placesNote('' as DocumentId))
      .map(({ name, bytes }) => [
        name.slice(placesNote('' as DocumentId).length) as DocumentId,
        read(bytes),
      ]),
  )

export const placesOf = (notes: Notes, group: GroupId, document: DocumentId): Places | null => {
  const bytes = notes.get(group, placesNote(document))
  return bytes && read(bytes)
}

/**
 * The limit for one document, beyond any real number of restrictions: lists read all of them. Where
 * a member forged more, those come first that a text here confirms.
 */
const mostNamed = 1000
/** The limit of those under one name. */
const mostOfBlock = 8

/** Texts here by the place that they claim, in any circle. */
const textsNote = (document: DocumentId): string => `documents/text-of/${document}/`
const textNote = ({ document, block }: PartOf, text: DocumentId): string =>
  `${textsNote(document)}${block}/${text}`

/** The blocks of a document that texts here claim. */
const belongingTo = (notes: Notes, document: DocumentId): ReadonlySet<string> =>
  new Set(notes.list(null, textsNote(document)).map(({ name }) => name.split('/').at(-2) ?? ''))

/** Whether there may be more places in it than are noted. */
export const isCut = (notes: Notes, group: GroupId, document: DocumentId): boolean =>
  (placesOf(notes, group, document)?.named.length ?? 0) >= mostNamed

const mostOf = (notes: Notes, document: DocumentId, all: Places['named']): Places['named'] => {
  if (all.length <= mostNamed) return all
  const belonging = belongingTo(notes, document)
  const seen = new Map<BlockId, number>()
  const isReal = ({ block }: Places['named'][number]): boolean => {
    const before = seen.get(block) ?? 0
    seen.set(block, before + 1)
    return belonging.has(block) && before < mostOfBlock
  }
  const real = new Set(all.filter(isReal))
  return [...real, ...all.filter(each => !real.has(each))].slice(0, mostNamed)
}

/** The restricted paragraphs of a page, in order. */
export const namedIn = ({ blocks }: Page): Places['named'] =>
  blocks.flatMap(({ id, ref }) => (id === null || ref === undefined ? [] : [{ block: id, ref }]))

/** `place` is the place that `text` claims now; false where it claimed it before. */
const noteText = (
  notes: Notes,
  text: DocumentId,
  place: PartOf | null,
  before: PartOf | null,
): boolean => {
  const [name, old] = [place && textNote(place, text), before && textNote(before, text)]
  if (old !== null && old !== name) notes.remove(null, old)
  if (name === null || notes.has(null, name)) return false
  notes.put(null, name, new Uint8Array())
  return true
}

/**
 * In the transaction that updates lists. Returns the document that the text now belongs to, whose
 * own places are to be noted again where not all of them were; null for none.
 */
export const notePlaces = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  { doc, page }: { doc: Y.Doc; page: Page },
): DocumentId | null => {
  const places: Places = {
    partOf: readPartOf(doc),
    versionOf: readVersionOf(doc),
    named: mostOf(notes, document, namedIn(page)),
    isTemplate: readTemplate(doc) !== null,
  }
  const name = placesNote(document)
  const { partOf, versionOf, named, isTemplate } = places
  const before = placesOf(notes, group, document)?.partOf ?? null
  const isNew = noteText(notes, document, partOf, before)
  if (partOf || versionOf || isTemplate || named.length > 0)
    notes.put(group, name, new TextEncoder().encode(JSON.stringify(places)))
  else notes.remove(group, name)
  return isNew ? (partOf?.document ?? null) : null
}

export const forgetPlaces = (notes: Notes, group: GroupId, document: DocumentId): void => {
  noteText(notes, document, null, placesOf(notes, group, document)?.partOf ?? null)
  notes.remove(group, placesNote(document))
}
