// A document that goes on from a decided text names the question of that text: a next draft, a correction of approved
// minutes. Where the text was adopted, the document replaces it once the group decided so.
import { isDecided } from '#core/deliberation/acts'
import { sha256, toHex } from '#core/keys'
import { printedWord } from '#core/paper'
import type { DocumentKind, Language } from '#shared/contract'
import type { ActId, DocumentId } from '#shared/ids'
import { questionsIn, type DecisionPorts, type FoundQuestion } from './ports.ts'

type Adoption = { declaration: ActId; number: string; edition: string }

export type Continued = {
  /** The question of the text that the document goes on from. */
  found: FoundQuestion
  /** The adoption of that text, and the edition that follows; null for a text that was not adopted. */
  adoption: Adoption | null
}

type TextKind = { kind: DocumentKind; language: Language }

/**
 * "version 2" of minutes, in the language of the text, and "Rev.1" of other texts: one more than the number in the
 * edition of the adopted text.
 */
const nextEdition = (text: TextKind | null, edition: string): string => {
  const [number] = /\d{1,4}/.exec(edition) ?? []
  if (text?.kind === 'minutes') {
    const next = String(Number(number ?? 1) + 1)
    return printedWord(text.language, 'paper.edition.version', { number: next })
  }
  return edition.startsWith('Rev.') ? `Rev.${Number(number ?? 0) + 1}` : 'Rev.1'
}

/** The adoption that a text of these members can replace: declared, and not overtaken. Null for any other. */
export const adoptionIn = (ports: DecisionPorts, found: FoundQuestion): Adoption | null => {
  const { question, state, standing } = found.described
  const { purpose, edition } = question.node.record.body
  if (purpose !== 'adopt' || standing === null || !isDecided({ question, state })) return null
  const text = ports.archive.documents.get(found.document)
  const { id: declaration, body } = standing.node.record
  return { declaration, number: body.number, edition: nextEdition(text, edition) }
}

type Texts = Pick<DecisionPorts['documents'], 'draftOf' | 'meeting'>

/** Corrections of earlier programs name the statement of the adoption, as texts of other groups do. */
const statementsOf = (
  documents: Pick<Texts, 'meeting'>,
  document: DocumentId,
): ReadonlySet<string> => {
  // Nobody's name is asked for.
  const { from } = documents
    .meeting(document)
    .log({ whose: () => null, isOfficer: () => false, endedAt: null })
  return new Set(from.map(({ entry }) => entry.adoption))
}

/** Whether a document says that it goes on from another one, or came from one. */
export const goesOn = (documents: Pick<Texts, 'meeting'>, document: DocumentId): boolean =>
  documents.meeting(document).draftOf !== null || statementsOf(documents, document).size > 0

/** By which question of the same members a document goes on; a document of other members says nothing by it. */
const linkOf = (
  { documents }: DecisionPorts,
  document: DocumentId,
): ((found: FoundQuestion) => boolean) | null => {
  const question = documents.draftOf(document)
  if (question !== null) return ({ described }) => described.question.id === question
  const statements = statementsOf(documents, document)
  if (statements.size === 0) return null
  return ({ described, proceedings, today }) => {
    const statement = proceedings.statement(described.question.id, today)
    return statement !== null && statements.has(toHex(sha256(statement.adoption)))
  }
}

/** The decided text of the same members that this document goes on from; null for none. */
export const continuedBy = (ports: DecisionPorts, document: DocumentId): Continued | null => {
  const isLinked = linkOf(ports, document)
  const audience = ports.archive.documents.keyOf(document)?.group
  if (isLinked === null || !audience) return null
  const found = questionsIn(ports, audience).find(
    each => each.audience === audience && each.document !== document && isLinked(each),
  )
  return found ? { found, adoption: adoptionIn(ports, found) } : null
}

type Replaceable = { declaration: ActId; number: string }

/** Declarations that a question about a document can replace: its own, and those of the text that it goes on from. */
export const replaceableBy = (
  ports: DecisionPorts,
  document: DocumentId,
  continued: Continued | null,
): Replaceable[] => {
  const audience = ports.archive.documents.keyOf(document)?.group
  if (!audience) return []
  return questionsIn(ports, audience)
    .filter(found => found.document === document || found.document === continued?.found.document)
    .flatMap(({ described: { declarations } }) => declarations)
    .filter(({ isOvertaken }) => !isOvertaken)
    .map(({ node }) => ({ declaration: node.record.id, number: node.record.body.number }))
}
