// The decisions that lines of minutes state. Core computes them from the acts that are here, and is asked again
// whenever acts came or a line was written in, so a line says nothing that is over.
import { useCallback, useMemo } from 'react'
import type { DocumentSummary, LineDecision } from '#shared/contract'
import { isFixedText } from '#shared/has-status'
import type { ActId, BlockId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useDecisionList } from '../../screens/decisions/decision-list.tsx'
import { useGo } from '../../shell/router.ts'
import { useWords, type MessageId, type Words } from '../../words/index.ts'
import type { DecisionFacts } from './line-facts.ts'

/** Milliseconds between two questions: each has core read the whole text. */
const pause = 1000

const outcomes: Record<LineDecision['state'], MessageId> = {
  agreed: 'minutes.decision.agreed',
  'no-objection': 'minutes.decision.noObjection',
  'agreed-by-vote': 'minutes.decision.byVote',
  'not-agreed': 'minutes.decision.notAgreed',
  'no-quorum': 'minutes.decision.noQuorum',
  open: 'minutes.decision.open',
  withdrawn: 'minutes.decision.withdrawn',
}

const partsOf = (decision: LineDecision, words: Words): string[] => {
  const { state, closedAt, present, seats, needed, reservations, text } = decision
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  return [
    words(outcomes[state]),
    ...(present === null ? [] : [words('minutes.decision.answered', { present, seats, needed })]),
    ...(closedAt === null ? [] : [words.time(closedAt, day)]),
    ...(reservations === 0
      ? []
      : [words('minutes.decision.reservations', { count: reservations })]),
    ...(text === ''
      ? []
      : [words('minutes.decision.text', { hash: `${text.slice(0, 4)} ${text.slice(4)}` })]),
  ]
}

/** Minutes that are being decided on, or approved, take no question about a line. */
const isAskable = (minutes: DocumentSummary): boolean =>
  minutes.readers.kind !== 'only-you' && !isFixedText(minutes)

/**
 * `questions`: those that lines name. Gives what stands below a decision, and the way that leads from it; null
 * for nothing.
 */
export function useDecisionFacts(
  summary: DocumentSummary,
  questions: readonly ActId[],
): (block: BlockId, question: ActId | null) => DecisionFacts | null {
  const words = useWords()
  const go = useGo()
  const mayAsk = useDecisionList().value?.mayAsk === true && isAskable(summary)
  const { id: minutes } = summary
  const { value } = useAnswer(
    'minutes.decisions',
    questions.length === 0 ? null : { minutes },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause },
  )
  const known = useMemo(() => new Map(value?.map(each => [each.block, each])), [value])
  const isThere = value !== undefined
  return useCallback(
    (block, question) => {
      if (question === null) {
        const text = words('meetings.debated.ask')
        const act = (): void => go({ screen: 'ask', document: minutes, block })
        return mayAsk ? { parts: [], changed: null, way: { text, title: text, act } } : null
      }
      const decision = known.get(block)
      if (decision?.question !== question) {
        const parts = isThere ? [words('minutes.decision.missing')] : []
        return { parts, changed: null, way: null }
      }
      const { number, isChanged } = decision
      const title = words('minutes.decision.see')
      return {
        parts: partsOf(decision, words),
        changed: isChanged ? words('minutes.decision.changed') : null,
        way: {
          text: number === '' ? title : number,
          title,
          act: () => go({ screen: 'decision', decision: question }),
        },
      }
    },
    [known, isThere, mayAsk, minutes, words, go],
  )
}
