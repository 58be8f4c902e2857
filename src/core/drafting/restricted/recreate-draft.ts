// Draft recreated without some of its content. The history of a private document would give removed
// content to all readers with the first message, so a new document takes its place.
import type { ListedDocument } from '#core/archive'
import { isUnsettled, restrictedLabel, writePartOf } from '#document/restricted'
import { settledPage, type Page } from '#document/model'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { versionsOf } from '../languages/index.ts'
import { restrictedIn } from './restricted.ts'
import type { Spaces, Texts } from '../parts.ts'

/**
 * Open amendments, suggestions and rounds count too: the new draft does not have them. All of them
 * are this member's own.
 */
const hasUnsettled = ({ documents }: Texts, document: DocumentId): boolean => {
  const isSame = () => true
  return (
    documents.page(document).blocks.some(isUnsettled) ||
    [...documents.amendments(document, isSame), ...documents.paragraphs(document, isSame)].some(
      ({ standing }) => standing === 'open',
    ) ||
    documents.consultations(document).some(({ isOver }) => !isOver)
  )
}

export type Bound = { text: DocumentId; block: BlockId }

/** Texts shown in a document of this member that the member can bind to a place. */
export const boundTo = (ports: Texts & Spaces, document: DocumentId): Bound[] =>
  restrictedIn(ports, document).flatMap(({ is, text, block, writes }) =>
    is === 'open' && writes && text !== null && block !== null ? [{ text, block }] : [],
  )

export const bind = async (
  { documents }: Texts,
  texts: readonly Bound[],
  document: DocumentId,
): Promise<void> => {
  for (const { text, block } of texts)
    await documents.editBeside(text, doc => writePartOf(doc, { document, block }))
}

/**
 * Failures: `text-unsettled`, and `has-translations`, because versions have the removed content in
 * their histories.
 */
export const mustBeAlone = (ports: Texts & Spaces, document: DocumentId): void => {
  if (hasUnsettled(ports, document)) throw new Failure('text-unsettled')
  if (versionsOf(ports, document).length > 0) throw new Failure('has-translations')
}

/**
 * Recreates a private document without the words and blocks in `going`, so that readers do not get
 * them with its history. Texts of other paragraphs follow. Failure `not-found` if the document
 * changed since `page` was read: then it stays as it is.
 */
export const beginAnew = async (
  ports: Texts & Spaces,
  { id: document, group }: ListedDocument,
  page: Page,
  { given, going }: { given: readonly Bound[]; going: ReadonlySet<BlockId | null> },
): Promise<DocumentId> => {
  const { documents } = ports
  if (hasUnsettled(ports, document)) throw new Failure('text-unsettled')
  const { kind, title, language, reference, symbol, status } = page.meta
  const refs = new Map(given.map(({ block, text }) => [block, text]))
  // Notes that only these words refer to go too.
  const { blocks, notes = [] } = settledPage({
    ...page,
    blocks: settledPage(page).blocks.flatMap(each => {
      if (going.has(each.id)) return []
      const ref = each.id === null ? undefined : refs.get(each.id)
      if (!ref) return [each]
      const { picture: _picture, alternative: _alternative, ...place } = each
      return [{ ...place, runs: [], label: restrictedLabel, ref }]
    }),
  })
  const begun = await documents.create({
    group,
    kind,
    title,
    language,
    reference,
    symbol,
    status,
    blocks,
    notes,
    versionOf: documents.versionOf(document) ?? undefined,
    consents: documents.carriedConsents(document),
    picturesOf: document,
  })
  const texts = [...boundTo(ports, document), ...given]
  await bind(ports, texts, begun)
  if (JSON.stringify(documents.page(document)) !== JSON.stringify(page)) {
    await bind(ports, texts, document)
    documents.remove(begun)
    throw new Failure('not-found')
  }
  documents.remove(document)
  return begun
}
