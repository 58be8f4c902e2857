// The text that a decision adopted, as its text file has it.
import {
  comparedTexts,
  decisionOf,
  findQuestion,
  textIn,
  type DecisionPorts,
} from '#core/deliberation/decisions'
import type { Bytes } from '#core/keys'
import type { Language } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'

export type AdoptedText = {
  /** The document that the text was decided in, here. */
  document: DocumentId
  /** The text file, as the question names it. */
  bytes: Bytes
  /** SHA-256 of the statement, in hexadecimal. */
  adoption: string
  /** Whether this device has a card of the group that adopted it. */
  checked: 'card' | 'unknown'
}

/** Failures: `not-found`, `not-permitted` for a text that was not adopted and declared. */
export const adoptedText = (
  ports: DecisionPorts,
  decision: ActId,
  language: Language,
): AdoptedText => {
  const found = findQuestion(ports, decision)
  const { purpose, outcome, statement, declarations } = decisionOf(ports, found)
  const isDeclared = declarations.some(({ isOvertaken }) => !isOvertaken)
  if (purpose !== 'adopt' || !isDeclared || !outcome?.agreed || !statement)
    throw new Failure('not-permitted')
  const { bytes } = textIn(ports, found, language)
  // The document may have been retired since, and its acts went along to another one.
  const now = comparedTexts(ports, found).find(each => each.language === language)
  if (!now) throw new Failure('not-found')
  return { document: now.document, bytes, adoption: statement.sha256, checked: 'unknown' }
}
