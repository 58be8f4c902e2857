// Sentences for members who cannot see what just came: a new question, and a quorum that is met or lost.
import { useEffect, useRef } from 'react'
import type { Decision } from '#shared/contract'
import type { ActId } from '#shared/ids'
import { useAnnounced } from '../../editor/page/announced.ts'
import { useWords } from '../../words/index.ts'
import { useDecisionList } from './decision-list.tsx'

/** Says each question once, when it comes; those that were open before are not news. */
export function DecisionNews() {
  const words = useWords()
  const [announced, announce] = useAnnounced()
  const { value } = useDecisionList()
  const known = useRef<ReadonlySet<ActId> | null>(null)
  useEffect(() => {
    if (!value) return
    const before = known.current
    known.current = new Set(value.decisions.map(({ id }) => id))
    const news = value.decisions.find(
      ({ id, state }) => state === 'open' && before?.has(id) === false,
    )
    if (news) announce(words('decisions.news', { question: news.words }))
  }, [value, announce, words])
  return (
    <div className="unseen" role="status" data-decision-news>
      {announced}
    </div>
  )
}

export function QuorumNews({ decision }: { decision: Decision }) {
  const words = useWords()
  const [announced, announce] = useAnnounced()
  const { state, outcome } = decision
  const met = state === 'open' && outcome ? outcome.present >= outcome.quorum : null
  const last = useRef(met)
  useEffect(() => {
    const before = last.current
    last.current = met
    if (before === null || met === null || before === met || !outcome) return
    const { present, seats, quorum } = outcome
    announce(
      met
        ? words('decisions.quorum.now')
        : words('decisions.quorum.lost', { present, seats, quorum }),
    )
  }, [met, outcome, announce, words])
  return (
    <div className="unseen" role="status" data-quorum-news>
      {announced}
    </div>
  )
}
