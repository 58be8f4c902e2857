// Links between documents: texts of restricted paragraphs and the places that name them, versions
// in another language, and templates. Lists read them without opening every document. Updated with
// search.
import type { Archive, DocumentLinks, NamedPlace, TableReader } from '#core/archive'
import { readDraftOf, readVersionOf } from '#document/languages'
import { readPartOf, type PartOf } from '#document/restricted'
import { readTemplate } from '#document/templates'
import type { Page } from '#document/model'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type * as Y from 'yjs'

type Links = { documentLinks: TableReader<DocumentLinks, 'document'> }

export type Places = Pick<DocumentLinks, 'named' | 'versionOf' | 'draftOf' | 'isTemplate'> & {
  partOf: PartOf | null
}

const read = ({ partOf: document, partOfBlock: block, ...row }: DocumentLinks): Places => ({
  ...row,
  partOf: document && block && { document, block },
})

/** The documents of a group or circle that have any. */
export const placesIn = ({ documentLinks }: Links, group: GroupId): Map<DocumentId, Places> =>
  new Map(documentLinks.list({ group }).map(row => [row.document, read(row)]))

export const placesOf = (
  { documentLinks }: Links,
  group: GroupId,
  document: DocumentId,
): Places | null => {
  const row = documentLinks.get({ document })
  return row?.group === group ? read(row) : null
}

/**
 * The limit for one document, beyond any real number of restrictions: lists read all of them. Where
 * a member forged more, those come first that a text here confirms.
 */
const mostNamed = 1000
/** The limit of those under one name. */
const mostOfBlock = 8

/** The blocks of a document that texts here claim, in any circle. */
const belongingTo = ({ documentLinks }: Links, document: DocumentId): ReadonlySet<string | null> =>
  new Set(documentLinks.list({ partOf: document }).map(({ partOfBlock }) => partOfBlock))

/** Whether there may be more places in it than are noted. */
export const isCut = (links: Links, group: GroupId, document: DocumentId): boolean =>
  (placesOf(links, group, document)?.named.length ?? 0) >= mostNamed

const mostOf = (
  links: Links,
  document: DocumentId,
  all: readonly NamedPlace[],
): readonly NamedPlace[] => {
  if (all.length <= mostNamed) return all
  const belonging = belongingTo(links, document)
  const seen = new Map<BlockId, number>()
  const isReal = ({ block }: NamedPlace): boolean => {
    const before = seen.get(block) ?? 0
    seen.set(block, before + 1)
    return belonging.has(block) && before < mostOfBlock
  }
  const real = new Set(all.filter(isReal))
  return [...real, ...all.filter(each => !real.has(each))].slice(0, mostNamed)
}

/** The restricted paragraphs of a page, in order. */
const namedIn = ({ blocks }: Page): NamedPlace[] =>
  blocks.flatMap(({ id, ref }) => (id === null || ref === undefined ? [] : [{ block: id, ref }]))

/**
 * In the transaction that updates lists. Returns the document that the text now belongs to, whose
 * own places are to be noted again where not all of them were; null for none.
 */
export const notePlaces = (
  links: Pick<Archive, 'documentLinks'>,
  group: GroupId,
  document: DocumentId,
  { doc, page }: { doc: Y.Doc; page: Page },
): DocumentId | null => {
  const { documentLinks } = links
  const partOf = readPartOf(doc)
  const row: DocumentLinks = {
    document,
    group,
    partOf: partOf?.document ?? null,
    partOfBlock: partOf?.block ?? null,
    versionOf: readVersionOf(doc),
    draftOf: readDraftOf(doc),
    isTemplate: readTemplate(doc) !== null,
    named: mostOf(links, document, namedIn(page)),
  }
  const before = documentLinks.get({ document })
  const isLinked = row.partOf ?? row.versionOf ?? row.draftOf
  if (isLinked || row.isTemplate || row.named.length > 0) documentLinks.put(row)
  else documentLinks.remove({ document })
  const isSame = before?.partOf === row.partOf && before?.partOfBlock === row.partOfBlock
  return isSame ? null : row.partOf
}
