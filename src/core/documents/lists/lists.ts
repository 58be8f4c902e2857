// Lists and search show a document by its row, its text in the index, its links and its preview. All of
// them are written from the document itself.
import type { Archive, SearchBlock } from '#core/archive'
import { countWords, printedWords, readersWords } from '#document/reading'
import { readAttachments } from '#document/files'
import { readMeta, readPage } from '#document/tree'
import { readVersions } from '#document/history/versions'
import { spokenPage } from '#document/numbering'
import { settledPage, type Block, type Page } from '#document/model'
import type { DocumentId, MemberId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import { isCut, notePlaces } from './document-links.ts'
import type { DocumentReplica } from '../replica/index.ts'
import { noteMentions, type MemberOf } from './mentions.ts'
import { noteOpenRemarks } from './open-remarks.ts'
import { notePreview } from './preview.ts'

type Acts = Pick<ActPorts, 'exactTexts'>

type Change = { at: number; by: MemberId | null }

/** Names of the files that members attached, and of its versions. */
const namesIn = ({ id, doc }: DocumentReplica, acts: Acts): SearchBlock[] => {
  const attached = readAttachments(doc)
  const isExact = attached.length > 0 ? acts.exactTexts(id) : () => false
  const files = attached.filter(file => !isExact(file))
  return [
    ...files.map(({ name }) => ({ what: 'file' as const, text: name })),
    ...readVersions(doc).map(({ name }) => ({ what: 'version' as const, text: name })),
  ].map(named => ({ block: null, number: '', ...named }))
}

/** The words of a paragraph with all that is suggested in it; null where nothing is. */
const proposedWords = ({ runs }: Block): string | null =>
  runs.some(({ suggested }) => suggested)
    ? printedWords({ runs: runs.filter(({ struck }) => !struck) })
    : null

/** Paragraphs as they stand, and where words wait, with these; then footnotes, each at its first reference. */
const foundIn = ({ blocks, notes = [] }: Page, words: readonly string[]): SearchBlock[] => [
  ...blocks.flatMap((block, at) => {
    const proposed = proposedWords(block)
    const place = { block: block.id, number: block.number }
    return [
      { ...place, text: words[at] ?? '' },
      ...(proposed === null ? [] : [{ ...place, text: proposed, what: 'suggested' as const }]),
      // The description of a picture is found as its caption is.
      ...(block.alternative === undefined || block.label !== undefined
        ? []
        : [{ ...place, text: block.alternative }]),
    ]
  }),
  ...notes.map(({ id, text }) => {
    const place = blocks.find(({ runs }) => runs.some(({ note }) => note === id))
    return { block: place?.id ?? null, number: place?.number ?? '', text, what: 'note' as const }
  }),
]

/** The parts of a row that come from the document itself. */
const saidBy = ({ doc }: DocumentReplica) => {
  const { kind, title, language, reference, status } = readMeta(doc)
  return { kind, title, language, reference, status }
}

const whenOf = ({ at, by }: Change) => ({ changedAt: at, changedBy: by })

/** The row alone. False when there is no such document. */
export const putRow = (archive: Archive, document: DocumentReplica, change: Change): boolean => {
  const row = archive.documents.get(document.id)
  if (row) archive.documents.put({ ...row, ...saidBy(document), ...whenOf(change) })
  return row !== null
}

/**
 * All of it; in a transaction. Returns the document that this one belongs to, where that is to be
 * written again.
 */
export const putLists = (
  { archive, acts, memberOf }: { archive: Archive; acts: Acts; memberOf: MemberOf },
  document: DocumentReplica,
  change?: Change,
): DocumentId | null => {
  const { id, group, doc } = document
  const row = archive.documents.get(id)
  if (!row) return null
  const page = readPage(doc)
  const words = countWords(settledPage(page))
  archive.documents.put({ ...row, ...saidBy(document), ...(change && whenOf(change)), words })
  archive.search.replace(id, [
    ...foundIn(spokenPage(page), readersWords(page)),
    ...namesIn(document, acts),
  ])
  notePreview(archive, id, doc)
  noteMentions(archive, document, memberOf)
  noteOpenRemarks(archive, document, memberOf)
  const place = notePlaces(archive, group, id, { doc, page })
  const around = place && archive.documents.keyOf(place)?.group
  return around && place !== id && isCut(archive, around, place) ? place : null
}
