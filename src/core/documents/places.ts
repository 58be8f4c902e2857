// Which documents are the texts of restricted paragraphs, and which places name them, which are
// versions of another in a second language, and which are templates, as lists ask for it without opening every document. Kept
// level with search.
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

/** Of all documents of a group or circle that have any. */
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

/** What is restricted in a page, in order. */
export const namedIn = ({ blocks }: Page): Places['named'] =>
  blocks.flatMap(({ id, ref }) => (id === null || ref === undefined ? [] : [{ block: id, ref }]))

/** In the transaction that brings lists level. */
export const notePlaces = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  { doc, page }: { doc: Y.Doc; page: Page },
): void => {
  const places: Places = {
    ...{ partOf: readPartOf(doc), named: namedIn(page), versionOf: readVersionOf(doc) },
    isTemplate: readTemplate(doc) !== null,
  }
  const name = placesNote(document)
  const { partOf, versionOf, named, isTemplate } = places
  if (partOf || versionOf || isTemplate || named.length > 0)
    notes.put(group, name, new TextEncoder().encode(JSON.stringify(places)))
  else notes.remove(group, name)
}

export const forgetPlaces = (notes: Notes, group: GroupId, document: DocumentId): void =>
  notes.remove(group, placesNote(document))
