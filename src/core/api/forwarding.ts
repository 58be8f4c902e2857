// Answers about forwarding adopted texts to wider groups.
import { readTextFile } from '#core/deliberation/adoption'
import type { Language } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId } from '#shared/ids'
import {
  packOfOrigin,
  adoptedText,
  type AdoptedText,
  forwardText,
  linesOf,
  originOf,
  targetsOf,
} from '#core/drafting/forwarding'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { decisionPorts } from '#core/drafting'

export const forwardingAnswers = ({ profile, now }: ApiContext): AnswersOn<'forwarding'> => {
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
