// Items with an end, as they ended, and the decisions that are asked at items.
import { Scale } from 'lucide-react'
import type { AgendaItem, DecisionSummary } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { itemGlyphs } from './agenda-row.tsx'
import { decisionsAt, ItemDecisions } from './item-decisions.tsx'
import { isSamePlace, nameOfItem } from './item-names.ts'

type ResultsProps = { list: readonly AgendaItem[]; decisions: readonly DecisionSummary[] }

const hasEnded = ({ state }: AgendaItem): boolean => state !== 'open' && state !== 'debated'

/** Items with an end or a decision, and decisions whose item is gone. */
export const resultsOf = ({ list, decisions }: ResultsProps) => ({
  items: list.filter(item => hasEnded(item) || decisionsAt(decisions, item).length > 0),
  others: decisions.filter(({ where }) => !list.some(item => isSamePlace(item, where))),
})

export function Results({ list, decisions }: ResultsProps) {
  const words = useWords()
  const { items, others } = resultsOf({ list, decisions })
  if (items.length === 0 && others.length === 0)
    return <p className="small muted results-none">{words('meetings.results.none')}</p>
  return (
    <ul className="session-results">
      {items.map(item => (
        <li key={`${item.agenda} ${item.block}`}>
          <Icon of={itemGlyphs[item.state]} size="small" />
          <div className="grow">
            <div className="strong" dir="auto">
              {nameOfItem(item)}
            </div>
            {hasEnded(item) ? (
              <div className="smallest quiet">{words(`meetings.itemState.${item.state}`)}</div>
            ) : null}
            <ItemDecisions decisions={decisionsAt(decisions, item)} />
          </div>
        </li>
      ))}
      {others.length === 0 ? null : (
        <li>
          <Icon of={Scale} size="small" />
          <div className="grow">
            <div className="strong">{words('meetings.results.gone')}</div>
            <ItemDecisions decisions={others} />
          </div>
        </li>
      )}
    </ul>
  )
}
