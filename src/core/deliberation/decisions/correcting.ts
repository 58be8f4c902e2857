// A correction of an adopted text is a text of its own, which begins from the file that was adopted and says of itself
// the adoption that it came from. It replaces that one once the group decided so.
import { isDecided } from '#core/deliberation/acts'
import { sha256, toHex } from '#core/keys'
import type { ActId, DocumentId } from '#shared/ids'
import { questionsIn, type DecisionPorts, type FoundQuestion } from './ports.ts'

export type Corrected = {
  found: FoundQuestion
  document: DocumentId
  declaration: ActId
  number: string
  /** "version 2": one more than that of the corrected text. */
  edition: string
}

/** One more than the number in an edition; an edition without one is the first. */
const nextEdition = (edition: string): string => {
  const [number] = /\d{1,4}/.exec(edition) ?? ['1']
  return `version ${Number(number) + 1}`
}

/** The adoption that a text of these members can correct: declared, and not overtaken. Null for any other. */
export const adoptionIn = (
  found: FoundQuestion,
): (Omit<Corrected, 'found' | 'document'> & { statement: string }) | null => {
  const { described, proceedings, today } = found
  const { question, state, standing } = described
  const { purpose, edition } = question.node.record.body
  if (purpose !== 'adopt' || standing === null || !isDecided({ question, state })) return null
  const statement = proceedings.statement(question.id, today)
  if (!statement) return null
  return {
    declaration: standing.node.record.id,
    number: standing.node.record.body.number,
    edition: nextEdition(edition),
    statement: toHex(sha256(statement.adoption)),
  }
}

/** The adoption of the same members that this text says it came from. */
export const correctedBy = (ports: DecisionPorts, document: DocumentId): Corrected | null => {
  // Nobody's name is asked for.
  const { from } = ports.documents.meeting(document).log({ whose: () => null, marks: () => false })
  if (from.length === 0) return null
  const audience = ports.archive.documents.keyOf(document)?.group
  const origins = new Set(from.map(({ entry }) => entry.adoption))
  for (const found of audience ? questionsIn(ports, audience) : []) {
    if (found.audience !== audience || found.document === document) continue
    const adoption = adoptionIn(found)
    if (adoption === null || !origins.has(adoption.statement)) continue
    const { declaration, number, edition } = adoption
    return { found, document: found.document, declaration, number, edition }
  }
  return null
}
