// Answers about forwarding adopted texts to wider groups.
import { readTextFile } from '#core/deliberation/adoption'
import {
  comparedTexts,
  decisionOf,
  findQuestion,
  textIn,
  type DecisionPorts,
} from '#core/deliberation/decisions'
import type { Language } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId } from '#shared/ids'
import { packOfOrigin } from '../drafting/forwarded-pack.ts'
import {
  forwardText,
  linesOf,
  originOf,
  targetsOf,
  type AdoptedText,
} from '../drafting/forward-text.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { decisionPorts } from '../drafting/deliberation-ports.ts'

type Calls = Extract<keyof Answers, `forwarding.${string}`>

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

export const forwardingAnswers = ({ profile, now }: ApiContext): Pick<Answers, Calls> => {
  const text = (decision: ActId, language: Language): AdoptedText =>
    adoptedText(decisionPorts(profile(), now), decision, language)
  return {
    'forwarding.prepare'({ decision, language }) {
      const adopted = text(decision, language)
      const read = readTextFile(adopted.bytes)
      if ('refused' in read) throw new Failure('not-found')
      const { title, direction } = read.value.head
      const { group } = profile().summary(adopted.document)
      return {
        title,
        direction,
        level: profile().groups.get(group).state().level,
        adoption: adopted.adoption,
        lines: linesOf(profile(), adopted),
        targets: targetsOf(profile(), adopted),
      }
    },
    async 'forwarding.forward'({ decision, language, group }) {
      await profile().documents.flush()
      return { document: await forwardText(profile(), text(decision, language), group, now) }
    },
    'forwarding.origin'({ document }) {
      const origin = originOf(profile(), document)
      return origin && { ...origin, pack: packOfOrigin(profile(), document, origin.adoption) }
    },
  }
}
