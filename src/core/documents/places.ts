// Which documents are the texts of restricted paragraphs, and which places name them, and which are
// versions of another in a second language, as lists ask for it without opening every document. Kept
// level with search.
import type { Archive } from '#core/archive'
import { readPartOf, readVersionOf, type Page, type PartOf } from '#shared/document'
import { BlockId, DocumentId, type GroupId } from '#shared/ids'
import * as v from 'valibot'
import type * as Y from 'yjs'

type Notes = Archive['notes']

const Named = v.array(v.object({ block: BlockId, ref: DocumentId }))
const Places = v.object({
  partOf: v.nullable(v.object({ document: DocumentId, block: BlockId })),
  named: Named,
  versionOf: v.optional(v.nullable(DocumentId), null),
})
export type Places = {
  partOf: PartOf | null
  named: v.InferOutput<typeof Named>
  /** The original, for a version in another language. */
  versionOf: DocumentId | null
}

const placesNote = (document: DocumentId): string => `documents/places/${document}`

/** Of all documents of a group or circle that have any. */
export const placesIn = (notes: Notes, group: GroupId): Map<DocumentId, Places> =>
  new Map(
    notes
      .list(group, placesNote('' as DocumentId))
      .map(({ name, bytes }) => [
        name.slice(placesNote('' as DocumentId).length) as DocumentId,
        v.parse(Places, JSON.parse(new TextDecoder().decode(bytes))),
      ]),
  )

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
  }
  const name = placesNote(document)
  if (places.partOf || places.versionOf || places.named.length > 0)
    notes.put(group, name, new TextEncoder().encode(JSON.stringify(places)))
  else notes.remove(group, name)
}

export const forgetPlaces = (notes: Notes, group: GroupId, document: DocumentId): void =>
  notes.remove(group, placesNote(document))
