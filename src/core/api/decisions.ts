// Answers about decisions.
import {
  ask,
  close,
  decisionOf,
  declare,
  explain,
  findQuestion,
  hear,
  listDecisions,
  mayAskIn,
  prepare,
  register,
  reopen,
  see,
  shownLines,
  signOutcome,
  takePosition,
  textIn,
  withdraw,
  type DecisionPorts,
} from '#core/deliberation/decisions'
import { emptyLinesIn } from '#document/reading'
import { decisionPorts } from '#core/drafting'
import { takeApart, takeApartBack, writtenApart } from '#core/drafting/languages'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const decisionAnswers = ({ profile, now }: ApiContext): AnswersOn<'decisions'> => {
  const ports = (): DecisionPorts => decisionPorts(profile(), now)
  const found = (decision: Parameters<typeof findQuestion>[1]) => findQuestion(ports(), decision)
  return {
    'decisions.list'({ group }) {
      profile().groups.get(group)
      return { mayAsk: mayAskIn(ports(), group), decisions: listDecisions(ports(), group) }
    },
    'decisions.get': ({ decision }) => decisionOf(ports(), found(decision)),
    'decisions.text'({ decision, language }) {
      const { file, document } = textIn(ports(), found(decision), language)
      const { title, direction } = file.head
      const lines = shownLines(file)
      // The file has no prompts: the document has them while it is here.
      const { archive, documents } = profile()
      const blocks = archive.documents.get(document) ? documents.page(document).blocks : []
      const prompts = new Map(blocks.map(({ id, prompt }) => [id, prompt]))
      const asked = lines.map(line => ({ ...line, prompt: prompts.get(line.block) }))
      return { title, direction, lines, empty: emptyLinesIn(asked) }
    },
    'decisions.apart': ({ decision }) => writtenApart(ports(), found(decision)),
    'decisions.takeApart': ({ decision, language }) =>
      takeApart(ports(), found(decision), language),
    async 'decisions.takeApartBack'({ decision, ...taken }) {
      return { kept: await takeApartBack(ports(), found(decision), taken) }
    },
    'decisions.prepare': ({ document, block }) => prepare(ports(), document, block),
    'decisions.ask': async asked => ({ decision: await ask(ports(), asked) }),
    'decisions.see': ({ decision }) => see(ports(), decision),
    'decisions.position': ({ decision, ...given }) => takePosition(ports(), decision, given),
    'decisions.explain': ({ decision, ...said }) => explain(ports(), decision, said),
    'decisions.hear': ({ decision, said }) => hear(ports(), decision, said),
    'decisions.close': ({ decision }) => close(ports(), decision),
    'decisions.reopen': ({ decision, reason }) => reopen(ports(), decision, reason),
    'decisions.withdraw': ({ decision, reason }) => withdraw(ports(), decision, reason),
    'decisions.declare': ({ decision, number }) => declare(ports(), decision, number),
    'decisions.sign': ({ decision, as }) => signOutcome(ports(), decision, as),
    'decisions.register': ({ decision, ...given }) => register(ports(), decision, given),
  }
}
