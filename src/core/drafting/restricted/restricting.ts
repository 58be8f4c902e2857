// Restricts a paragraph, a figure or a table to a circle, and lifts that. The circle has the words
// before the text loses them, and the text has them before the circle's document becomes
// independent. An interruption loses no words. An author who writes them into a document of the
// group knows its readers.
import type { Circle } from '#core/group'
import type * as Y from 'yjs'
import { random, type Bytes } from '#core/keys'
import {
  insertRestricted,
  inWords,
  isUnsettled,
  liftBlock,
  mayRestrict,
  restrictBlock,
  restrictedPart,
  sectionEnd,
  writePartOf,
} from '#document/restricted'
import { newBlockId, type EntryId } from '#document/ids'
import { readPage } from '#document/tree'
import type { KeptBlocks } from '#document/undo'
import { settledPage, type Block, type BlockKind, type Page } from '#document/model'
import type { ListedDocument } from '#core/archive'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { mustHaveRoom } from '../files/index.ts'
import { keptLinesIn } from '../minutes/index.ts'
import { beginAnew, bind, boundTo, mustBeAlone, type Bound } from './recreate-draft.ts'
import { restrictedIn } from './restricted.ts'
import type { Deliberation, Spaces, Texts } from '../parts.ts'

/** A document of the group itself in which this member may write. */
export const hostOf = (
  { archive, documents, groups }: Texts & Spaces,
  document: DocumentId,
): ListedDocument => {
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  const isOfGroup = groups.all().some(({ id }) => id === row.group)
  if (!isOfGroup || !documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
  return row
}

export const circleFor = ({ circles }: Spaces, circle: GroupId, group: GroupId): Circle => {
  const found = circles.get(circle)
  if (found.parent !== group || !found.rights().has('write')) throw new Failure('not-permitted')
  return found
}

/** The content with which a document of the circle begins. */
export const beginning = (
  { groups }: Spaces,
  { meta }: Page,
  { host, circle }: { host: ListedDocument; circle: Circle },
) => {
  const { members } = groups.get(host.group).state()
  const isForOneOutside = circle.people().some(({ member }) => members.get(member)?.outside)
  return {
    group: circle.id,
    kind: meta.kind,
    language: meta.language,
    // The circle learns nothing of a private document, or of one that some of its members do not
    // read.
    title: host.shared && !isForOneOutside ? meta.title : '',
  }
}

/**
 * Retires a document. No record connects a draft with its successor, so the texts of its restricted
 * paragraphs are told the new id. Failures: those of `Sealing`, and `decision-open`.
 */
export const seal = async (
  ports: Deliberation,
  document: DocumentId,
  leaves: readonly EntryId[] = [],
): Promise<DocumentId> => {
  const { archive, documents, statuses } = ports
  const row = archive.documents.get(document)
  if (row && statuses.isDeciding(row.group, document)) throw new Failure('decision-open')
  const texts = row?.shared === false ? boundTo(ports, document) : []
  const successor = documents.sealing.seal(document, leaves)
  await bind(ports, texts, successor)
  return successor
}

/**
 * Most blocks of an annex that one act restricts; other acts restrict a paragraph, figure or table.
 */
const longestSection = 100

/** Blocks that become one text of the circle. The first keeps the place. */
type Part = [Block, ...Block[]]

/**
 * The blocks that are restricted together with a block. With `section` these are a heading and all
 * below it, without blocks that are a circle's already.
 */
const wantedIn = ({ blocks }: Page, block: BlockId, section: boolean): Part[] => {
  const at = blocks.findIndex(({ id }) => id === block)
  const [first, ...others] = restrictedPart(blocks, at)
  if (at < 0 || !first) throw new Failure('not-found')
  if (!section) return [[first, ...others]]
  const end = sectionEnd(blocks, at)
  if (end === null) throw new Failure('invalid-input')
  const seen = new Set<Block>()
  const wanted: Part[] = []
  for (const [index, each] of blocks.slice(at, end).entries()) {
    if (each.label !== undefined || each.kind === 'pagebreak' || seen.has(each)) continue
    // Each table takes a search of the whole page, so thousands of them are refused first.
    if (wanted.length === longestSection) throw new Failure('section-too-long')
    const [head = each, ...cells] = each.cell ? restrictedPart(blocks, at + index) : [each]
    for (const one of [head, ...cells]) seen.add(one)
    wanted.push([head, ...cells])
  }
  return wanted
}

/**
 * The content of a part that the circle's document has: later additions must not be removed with
 * it.
 */
const seenOf = (part: readonly Block[]): string =>
  JSON.stringify(
    part.map(({ id, kind, cell, picture, alternative, runs }) => [
      ...[id, kind, cell, picture, alternative, runs],
    ]),
  )

/** Bytes of each picture, by its hash. Failure `figure-missing` before all of them arrived. */
const picturesOf = (
  { documents }: Texts,
  document: DocumentId,
  blocks: readonly Block[],
): Bytes[] => {
  const hashes = new Set(blocks.flatMap(({ picture }) => picture?.hash ?? []))
  return [...hashes].map(hash => {
    const bytes = documents.enclosed(document, { what: 'picture', hash })
    if (!bytes) throw new Failure('picture-missing')
    return bytes
  })
}

/**
 * Gives the words of a paragraph, a figure or the table of a cell to a circle. With `section` it
 * gives a heading and all below it, each block as a text of its own in its own place, so that every
 * number stays. It does all or nothing. Returns the document of the paragraph, a new one if it was
 * private, and the circle's document of the first block. Failures: those of `restricted.put`.
 */
export const restrict = async (
  ports: Deliberation,
  wanted: { document: DocumentId; block: BlockId; circle: GroupId; section?: boolean | undefined },
  now: number,
): Promise<{ document: DocumentId; text: DocumentId }> => {
  const { document, block, circle, section = false } = wanted
  const { documents } = ports
  const host = hostOf(ports, document)
  const audience = circleFor(ports, circle, host.group)
  // The page must contain edits that wait in the journal.
  await documents.flush()
  const page = documents.page(document)
  const parts = wantedIn(page, block, section)
  const found = parts.flat()
  const isAllWords = found.every(each => each.id !== null && mayRestrict(each))
  if (!isAllWords) throw new Failure(section ? 'section-not-words' : 'not-permitted')
  if (found.some(isUnsettled)) throw new Failure('text-unsettled')
  if (!host.shared) mustBeAlone(ports, document)
  const kept = (): KeptBlocks => keptLinesIn(ports, document, now)
  const empty = (doc: Y.Doc): void => {
    for (const [{ id }] of parts) if (id !== null) restrictBlock(doc, id, document)
  }
  // Before the circle has a word.
  documents.mustTake(document, empty, kept())
  const pictures = parts.map(part => picturesOf(ports, document, part))
  const words = new Map(inWords(page).blocks.map(each => [each.id, each]))
  const given: Bound[] = []
  for (const [index, part] of parts.entries()) {
    const { notes = [] } = settledPage({ ...page, blocks: part })
    const place = part[0].id
    if (place === null) continue
    const text = await documents.create({
      ...beginning(ports, page, { host, circle: audience }),
      blocks: part.map(each => ({ ...(words.get(each.id) ?? each), id: null })),
      notes,
      partOf: { document, block: place },
    })
    for (const bytes of pictures[index] ?? []) documents.addPicture(text, bytes)
    await documents.share(text)
    given.push({ block: place, text })
  }
  const text = given[0]?.text
  if (text === undefined) throw new Failure('not-permitted')
  if (!host.shared) {
    const going = new Set(parts.flatMap(part => part.slice(1).map(({ id }) => id)))
    return { document: await beginAnew(ports, host, page, { given, going }), text }
  }
  const withhold = (doc: Y.Doc): void => {
    const { blocks } = readPage(doc)
    const places = new Map(blocks.map(({ id }, at) => [id, at]))
    // Words typed meanwhile are in no document of the circle, so they stay.
    const isSame = parts.every(
      part => seenOf(restrictedPart(blocks, places.get(part[0].id) ?? -1)) === seenOf(part),
    )
    if (!isSame || !given.every(each => restrictBlock(doc, each.block, each.text)))
      throw new Failure('not-found')
  }
  await documents.editAs(document, withhold, kept())
  return { document, text }
}

/** A new paragraph whose words exist in the circle alone. Failures: those of `restricted.add`. */
export const addRestricted = async (
  ports: Deliberation,
  wanted: { document: DocumentId; after: BlockId | null; kind: BlockKind; circle: GroupId },
  now: number,
): Promise<{ block: BlockId; text: DocumentId }> => {
  const { document, after, kind, circle } = wanted
  const { documents } = ports
  const host = hostOf(ports, document)
  const audience = circleFor(ports, circle, host.group)
  const block = newBlockId(random)
  const kept = (): KeptBlocks => keptLinesIn(ports, document, now)
  const insert =
    (ref: DocumentId) =>
    (doc: Y.Doc): void =>
      insertRestricted(doc, after, { id: block, kind, ref }, random)
  documents.mustTake(document, insert(document), kept())
  const text = await documents.create({
    ...beginning(ports, documents.page(document), { host, circle: audience }),
    blocks: [{ kind, runs: [] }],
    partOf: { document, block },
  })
  await documents.share(text)
  await documents.editAs(document, insert(text), kept())
  return { block, text }
}

/**
 * Writes the circle's words and pictures into the text, for all its readers. The circle's document
 * stays, with its comments. Failures: those of `restricted.lift`, and `not-found`.
 */
export const lift = async (
  ports: Deliberation,
  { document, block }: { document: DocumentId; block: BlockId },
  now: number,
): Promise<void> => {
  const { documents } = ports
  hostOf(ports, document)
  await documents.flush()
  const found = restrictedIn(ports, document).find(each => each.block === block)
  if (!found) throw new Failure('not-found')
  const { is, text, writes } = found
  if (is !== 'open' || text === null || !writes) throw new Failure('not-permitted')
  const page = documents.page(text)
  if (page.blocks.some(isUnsettled)) throw new Failure('text-unsettled')
  const kept = keptLinesIn(ports, document, now)
  const write = (doc: Y.Doc): void => {
    if (!liftBlock(doc, block, inWords(page), random)) throw new Failure('not-found')
  }
  documents.mustTake(document, write, kept)
  for (const bytes of picturesOf(ports, text, page.blocks)) {
    mustHaveRoom(ports, document, { what: 'picture', size: bytes.length })
    documents.addPicture(document, bytes)
  }
  await documents.editAs(document, write, kept)
  await documents.editBeside(text, doc => writePartOf(doc, null))
}
