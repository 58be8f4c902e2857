// A document that nobody else has is begun anew where something is taken out of it for good: its history would
// give that to everybody with the first message.
import type { ListedDocument } from '#core/archive'
import { isUnsettled, restrictedLabel, settledPage, writePartOf, type Page } from '#shared/document'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { versionsOf } from './languages.ts'
import { restrictedIn } from './restricted.ts'
import type { Session } from './session.ts'

/** Also what waits beside the text of a draft, which begins anew without it. It is all her own. */
const hasUnsettled = ({ documents }: Session, document: DocumentId): boolean => {
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

/** Texts that are shown in a document of this member's, and that she may tell where they belong. */
export const boundTo = (session: Session, document: DocumentId): Bound[] =>
  restrictedIn(session, document).flatMap(({ is, text, block, writes }) =>
    is === 'open' && writes && text !== null && block !== null ? [{ text, block }] : [],
  )

export const bind = async (
  { documents }: Session,
  texts: readonly Bound[],
  document: DocumentId,
): Promise<void> => {
  for (const { text, block } of texts)
    await documents.editAs(text, doc => writePartOf(doc, { document, block }))
}

/** Failures `text-unsettled`, and `has-versions`: those were copied from it and have all of it, in their histories too. */
export const mustBeAlone = (session: Session, document: DocumentId): void => {
  if (hasUnsettled(session, document)) throw new Failure('text-unsettled')
  if (versionsOf(session, document).length > 0) throw new Failure('has-versions')
}

/**
 * A document that nobody else has is begun anew without the words and the blocks that are `going`, so that
 * nobody gets them with its history when it is shared. Texts of other paragraphs follow. Failure `not-found` when it was written in
 * since `page` was read: then it stays as it is.
 */
export const beginAnew = async (
  session: Session,
  { id: document, group }: ListedDocument,
  page: Page,
  { given, going }: { given: readonly Bound[]; going: ReadonlySet<BlockId | null> },
): Promise<DocumentId> => {
  const { documents } = session
  if (hasUnsettled(session, document)) throw new Failure('text-unsettled')
  const { kind, title, language, reference, symbol, status } = page.meta
  const refs = new Map(given.map(({ block, text }) => [block, text]))
  // Nor any note that only these words refer to.
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
  const texts = [...boundTo(session, document), ...given]
  await bind(session, texts, begun)
  if (JSON.stringify(documents.page(document)) !== JSON.stringify(page)) {
    await bind(session, texts, document)
    documents.remove(begun)
    throw new Failure('not-found')
  }
  documents.remove(document)
  return begun
}
