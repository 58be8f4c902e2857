// Items with an end, as they ended.
import type { AgendaItem } from '#shared/contract'
import { Icon } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { itemGlyphs } from './agenda-row.tsx'
import { nameOfItem } from './item-names.ts'

type ResultsProps = { list: readonly AgendaItem[]; items: readonly AgendaItem[] }

export function Results({ list, items }: ResultsProps) {
  const words = useWords()
  if (items.length === 0)
    return <p className="small muted results-none">{words('meetings.results.none')}</p>
  return (
    <ul className="results">
      {items.map(item => (
        <li key={`${item.agenda} ${item.block}`}>
          <Icon of={itemGlyphs[item.state]} size="small" />
          <div className="grow">
            <div className="strong" dir="auto">
              {nameOfItem(list, item)}
            </div>
            <div className="smallest quiet">{words(`meetings.itemState.${item.state}`)}</div>
          </div>
        </li>
      ))}
    </ul>
  )
}
