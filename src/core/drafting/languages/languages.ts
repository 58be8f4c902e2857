// Language versions as this device sees them. The link from a document to its original decides only
// where it is listed. Whether a paragraph still matches follows from the present original, and who
// confirmed it from signed messages.
import type * as Y from 'yjs'
import { digest, random } from '#core/keys'
import {
  alignVersion,
  bringMissing,
  readChecks,
  sayTranslated,
  sourceWords,
  speakerOf,
  type Aligned,
} from '#document/languages'
import { printedRuns } from '#document/reading'
import { readPage } from '#document/tree'
import { settledPage, type Page } from '#document/model'
import { wordChanges } from '#document/words'
import type { ComparedVersion, LanguagePair, Languages, LanguageVersion } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'

/** Documents of the same group only: one group's answers never mention another's. */
const isBeside = ({ archive, homeOf }: Texts & Spaces, a: DocumentId, b: DocumentId): boolean => {
  const [one, other] = [archive.documents.get(a), archive.documents.get(b)]
  return one !== null && other !== null && homeOf(one.group) === homeOf(other.group)
}

/** The original of a version that is here; otherwise the document itself. */
export const originalOf = (ports: Texts & Spaces, document: DocumentId): DocumentId => {
  const named = ports.documents.versionOf(document)
  return named !== null && isBeside(ports, document, named) ? named : document
}

const alignedWith = ({ documents }: Texts & Spaces, source: Page, version: DocumentId): Aligned[] =>
  alignVersion({ source, version: documents.page(version) }, documents.checks(version), digest)

/** Nothing enters a version that some of its present or later readers may not read. */
const mustBeReadByAll = (
  { archive, homeOf }: Texts & Spaces,
  original: DocumentId,
  version: DocumentId,
): void => {
  const [from, to] = [archive.documents.get(original), archive.documents.get(version)]
  if (!from || !to) throw new Failure('not-found')
  const isWider = from.group === to.group || from.group === homeOf(to.group)
  if (!isWider || (to.shared && !from.shared)) throw new Failure('narrower-original')
}

/** The listed title and language; no text is read for it. */
const briefly = ({ archive }: Texts & Spaces, document: DocumentId) => {
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  return { document, title: row.title, language: row.language }
}

const countIn = (rows: readonly Aligned[]) => {
  const count = (...standings: Aligned['standing'][]): number =>
    rows.filter(({ standing }) => standings.includes(standing)).length
  return {
    paragraphs: count('current', 'stale', 'unchecked', 'missing', 'withheld'),
    checked: count('current'),
    stale: count('stale'),
    missing: count('missing'),
    added: count('added'),
    withheld: count('withheld'),
  }
}

/** Documents of the group and its circles that name this original. */
export const versionsOf = (ports: Texts & Spaces, original: DocumentId): DocumentId[] => {
  const { archive, circles, documents, homeOf } = ports
  const space = archive.documents.get(original)?.group
  if (space === undefined) return []
  const home: GroupId = homeOf(space)
  return [home, ...circles.of(home).map(({ id }) => id)].flatMap(group =>
    [...documents.places(group)].flatMap(([document, { versionOf }]) =>
      versionOf === original && document !== original && archive.documents.get(document)
        ? [document]
        : [],
    ),
  )
}

export const languagesOf = (ports: Texts & Spaces, document: DocumentId): Languages => {
  const { documents } = ports
  const original = originalOf(ports, document)
  const named = documents.versionOf(document)
  const isHere = named === null || original !== document
  const found = versionsOf(ports, original)
  const source = found.length > 0 ? documents.page(original) : null
  const versions = found.map((version): LanguageVersion => ({
    ...briefly(ports, version),
    ...countIn(source ? alignedWith(ports, source, version) : []),
  }))
  return {
    original: isHere ? briefly(ports, original) : null,
    versions: versions.toSorted((a, b) => a.language.localeCompare(b.language)),
  }
}

/** Paragraphs of a settled page by index, as people read them. */
const sidesOf = (page: Page): ((index: number) => LanguagePair['source']) => {
  const speak = speakerOf(page)
  return index => {
    const block = page.blocks[index]
    if (!block) return null
    const { number, kind, direction = null, label } = block
    const text = speak(sourceWords({ ...block, runs: printedRuns(block.runs) }, page))
    return { number, kind, direction, text, withheld: label !== undefined }
  }
}

/** The original of a version, if both are here. */
const originalFor = (ports: Texts & Spaces, version: DocumentId): DocumentId => {
  const original = originalOf(ports, version)
  if (original === version) throw new Failure('not-found')
  return original
}

export const comparedVersion = (
  ports: Texts & Spaces,
  version: DocumentId,
  nameOf: (client: number) => MemberId | null,
): ComparedVersion => {
  const { documents } = ports
  const original = originalFor(ports, version)
  const [source, there] = [documents.page(original), documents.page(version)]
  const settled = settledPage(source)
  const [shown, beside] = [sidesOf(settled), sidesOf(settledPage(there))]
  const speak = speakerOf(settled)
  const changesIn = ({ before, source: index }: Aligned): LanguagePair['since'] =>
    before === null ? null : wordChanges(speak(before), shown(index)?.text ?? '')
  return {
    original: briefly(ports, original),
    version: briefly(ports, version),
    writes: documents.rightsNow(version).has('write'),
    pairs: alignedWith(ports, source, version).map(row => ({
      block: row.block,
      standing: row.standing,
      digest: row.digest,
      source: shown(row.source),
      version: beside(row.version),
      said: row.checks.map(({ client, at }) => ({ by: nameOf(client), at })),
      since: changesIn(row),
    })),
  }
}

/** Failures `not-found`, `not-permitted`, `narrower-original`. */
export const confirmTranslated = async (
  ports: Texts & Spaces,
  version: DocumentId,
  paragraphs: readonly { block: BlockId; digest: string }[],
  at: number,
): Promise<{ confirmed: number; left: BlockId[] }> => {
  const { documents } = ports
  const original = originalFor(ports, version)
  if (!documents.rightsNow(version).has('write')) throw new Failure('not-permitted')
  // A confirmation contains the words of the original.
  mustBeReadByAll(ports, original, version)
  const source = documents.page(original)
  const page = settledPage(source)
  const rows = new Map(alignedWith(ports, source, version).map(row => [row.block, row] as const))
  const left: BlockId[] = []
  const said = paragraphs.flatMap(({ block, digest: seen }) => {
    const row = rows.get(block)
    const found = row?.digest === seen && row.version >= 0 ? page.blocks[row.source] : undefined
    if (!found) left.push(block)
    return found ? [{ block, words: sourceWords(found, page) }] : []
  })
  if (said.length > 0)
    await documents.editBeside(version, doc =>
      sayTranslated(doc, said, { at, hash: digest, random }),
    )
  return { confirmed: said.length, left }
}

/** Failures `not-found`, `not-permitted`, `narrower-original`, `text-is-fixed`. */
export const bringParagraphs = async (
  ports: Texts & Spaces,
  version: DocumentId,
): Promise<number> => {
  const { documents } = ports
  const original = originalFor(ports, version)
  if (!documents.rightsNow(version).has('write')) throw new Failure('not-permitted')
  mustBeReadByAll(ports, original, version)
  const source = documents.page(original)
  const bring = (doc: Y.Doc): number => {
    const rows = alignVersion({ source, version: readPage(doc) }, readChecks(doc), digest)
    return bringMissing(doc, source, rows, random)
  }
  return documents.editAs(version, bring)
}
