// The decisions that are asked at an item of an agenda, each with its state.
import type { AgendaItem, DecisionSummary, Meeting } from '#shared/contract'
import { useDecisionList } from '../decisions/decision-list.tsx'
import { StateChip } from '../decisions/state-chip.tsx'
import { useGo } from '../../shell/router.ts'
import { Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isSamePlace } from './item-names.ts'

/** All decisions that are asked at items of this meeting, closed ones too. */
export function useMeetingDecisions({ agenda }: Pick<Meeting, 'agenda'>): DecisionSummary[] {
  const { value } = useDecisionList()
  return value?.decisions.filter(({ where }) => where?.meeting === agenda) ?? []
}

export const decisionsAt = (
  all: readonly DecisionSummary[],
  item: Pick<AgendaItem, 'agenda' | 'block'>,
): DecisionSummary[] => all.filter(({ where }) => isSamePlace(item, where))

export const isToDecide = (decisions: readonly DecisionSummary[]): boolean =>
  decisions.some(({ state }) => state === 'open')

export function ItemDecisions({ decisions }: { decisions: readonly DecisionSummary[] }) {
  const words = useWords()
  const go = useGo()
  if (decisions.length === 0) return null
  return (
    <ul className="item-decisions" aria-label={words('meetings.item.decisions')}>
      {decisions.map(decision => (
        <li key={decision.id} className="row small">
          <StateChip decision={decision} />
          <span className="item-question">
            <Link onPress={() => go({ screen: 'decision', decision: decision.id })}>
              <bdi>{decision.words}</bdi>
            </Link>
          </span>
        </li>
      ))}
    </ul>
  )
}
