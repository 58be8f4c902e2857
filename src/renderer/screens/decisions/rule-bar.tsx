// The rule as one sentence, and what would come out if the decision were closed now.
import { useId } from 'react'
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { isAgreed } from '#shared/outcome'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { People } from './people.ts'
import { purposeOf, ruleSentence } from './rule-words.ts'
import { whyNow } from './sentences.tsx'

export function RuleBar({ decision, people }: { decision: Decision; people: People }) {
  const words = useWords()
  const id = useId()
  const { outcome, rule, seats, state } = decision
  const purpose = purposeOf(decision)
  const isOpen = state === 'open' && outcome !== null
  const agreed = outcome !== null && isAgreed(outcome.code)
  const look = agreed ? 'adopt' : outcome?.code === 'not-agreed' ? 'stop' : 'draft'
  return (
    <section className="rule-bar" aria-labelledby={id}>
      <div className="grow">
        <h2 id={id} className="smallest quiet">
          {words('decisions.rule')}
        </h2>
        <p className="recorded">{ruleSentence(rule, seats.length, purpose, words)}</p>
      </div>
      {isOpen ? (
        <div className="rule-now" data-status={look}>
          <Icon of={agreed ? CircleCheck : look === 'stop' ? CircleX : CircleDashed} />
          <div>
            <b>{words('decisions.now', { purpose, agreed: agreed ? 'yes' : 'no' })}</b>
            <div className="small">{whyNow(decision, outcome, people, words)}</div>
          </div>
        </div>
      ) : null}
    </section>
  )
}
