// The question about an earlier text of the same item, line or document. Positions on it count nothing in a later
// question, and members can give them again there.
import { isDecided, type Asked } from '#core/deliberation/acts'
import type { ActId } from '#shared/ids'
import type { DecisionPorts, FoundQuestion } from './ports.ts'
import { partOf } from './texts.ts'

type EarlierPorts = Pick<DecisionPorts, 'acts' | 'documents' | 'peopleIn'>

/**
 * The question before an open one about the same part of the document, for the same purpose. Null where that one was
 * decided, and where there is none. An item and a line have the same block whatever their words become.
 */
export const earlierThan = (
  ports: EarlierPorts,
  { document, described: { question, is } }: FoundQuestion,
): ActId | null => {
  const acts = ports.acts.actsOf(document)
  const purposeOf = ({ node }: Asked['question']) => node.record.body.purpose
  const partIn = ({ node }: Asked['question']) =>
    partOf(ports, { document, texts: node.record.body.texts })
  const isWhole = purposeOf(question) === 'adopt'
  const part = is === 'open' && !isWhole ? partIn(question) : null
  if (!acts || is !== 'open' || (part === null && !isWhole)) return null
  const { at } = question.node.record
  const last = [...acts.graphs.values()]
    .flatMap(proceedings => proceedings.asked(acts.today))
    .filter(({ question: other }) => other.node.record.at < at)
    .filter(({ question: other }) => purposeOf(other) === purposeOf(question))
    .toSorted((a, b) => b.question.node.record.at - a.question.node.record.at)
    .find(({ question: other }) => isWhole || partIn(other) === part)
  return last && !isDecided(last) ? last.question.id : null
}
