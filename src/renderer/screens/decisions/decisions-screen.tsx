// The decisions of a group: first those that wait for this member, then open ones, then past ones.
import { useMemo, useState } from 'react'
import { Scale } from 'lucide-react'
import type { DecisionSummary, GroupSummary } from '#shared/contract'
import { type Command, useOffer } from '../../shell/commands/offered.ts'
import { useGo } from '../../shell/router.ts'
import {
  Button,
  EmptyState,
  FailureNotice,
  Parts,
  Table,
  type TableColumn,
} from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { useDecisionList } from './decision-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ChooseText } from './prepare/choose-text.tsx'
import { Reached } from './reached.tsx'
import { StateChip } from './state-chip.tsx'
import { askedOf } from './asked.ts'
import './decisions.css'

export function DecisionsScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const now = useNow()
  const [isChoosing, setChoosing] = useState(false)
  const { value, failure } = useDecisionList()
  const all = value?.decisions ?? []
  const waits = all.filter(each => askedOf(each, now) !== null)
  const open = all.filter(each => each.state === 'open' && !waits.includes(each))
  const past = all.filter(each => each.state !== 'open' && !waits.includes(each))
  const mayAsk = value?.mayAsk === true
  useOffer({
    acts: (): Command[] =>
      mayAsk
        ? [{ id: 'ask', text: words('decisions.ask'), icon: Scale, act: () => setChoosing(true) }]
        : [],
  })
  const ask = (
    <Button
      icon={Scale}
      variant={waits.length > 0 ? 'plain' : 'primary'}
      onPress={() => setChoosing(true)}
    >
      {words('decisions.ask')}
    </Button>
  )
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>{words('decisions.title')}</h1>
          <p className="screen-lead">{words('decisions.lead')}</p>
        </div>
        {mayAsk && all.length > 0 ? ask : null}
      </header>
      <div className="decisions">
        <FailureNotice of={failure} />
        {value && all.length === 0 ? (
          <EmptyState
            icon={Scale}
            title={words('decisions.empty.title')}
            action={mayAsk ? ask : undefined}
          >
            {words(mayAsk ? 'decisions.empty.text' : 'decisions.empty.officers')}
          </EmptyState>
        ) : null}
        <Listed title={words('decisions.waiting')} decisions={waits} now={now} />
        <Listed title={words('decisions.open')} decisions={open} now={now} />
        <Listed title={words('decisions.past')} decisions={past} now={now} />
      </div>
      {isChoosing ? <ChooseText group={group} onClose={() => setChoosing(false)} /> : null}
    </div>
  )
}

const columnsOf = (words: Words, now: number): TableColumn<DecisionSummary>[] => [
  {
    id: 'question',
    title: words('decisions.column.question'),
    names: decision => decision.words,
    cell: decision => (
      <div className="decision-title">
        <span className="recorded strong" dir="auto">
          {decision.words}
        </span>
        <span className="smallest quiet">
          <bdi>{decision.number || decision.title}</bdi>
        </span>
      </div>
    ),
  },
  {
    id: 'asked',
    title: words('decisions.column.asked'),
    width: '17%',
    cell: decision => <Asks decision={decision} now={now} />,
  },
  {
    id: 'quorum',
    title: words('decisions.column.quorum'),
    width: '20%',
    cell: decision => <Reached decision={decision} />,
  },
  {
    id: 'state',
    title: words('decisions.column.state'),
    width: '18%',
    cell: decision => <StateChip decision={decision} />,
  },
]

type ListedProps = { title: string; decisions: readonly DecisionSummary[]; now: number }

function Listed({ title, decisions, now }: ListedProps) {
  const words = useWords()
  const go = useGo()
  const columns = useMemo(() => columnsOf(words, now), [words, now])
  if (decisions.length === 0) return null
  return (
    <section aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        <span className="small quiet">{words.number(decisions.length)}</span>
      </div>
      <Parts items={decisions}>
        {shown => (
          <Table
            label={title}
            items={shown.map(({ item }) => item)}
            onOpen={({ id }) => go({ screen: 'decision', decision: id })}
            columns={columns}
          />
        )}
      </Parts>
    </section>
  )
}

function Asks({ decision, now }: { decision: DecisionSummary; now: number }) {
  const words = useWords()
  const asked = askedOf(decision, now)
  const { until, state, own } = decision
  return (
    <div className="decision-title">
      {asked === null ? (
        <span className="small muted">
          {own.choice === null ? null : words(`decisions.choice.${own.choice}`)}
        </span>
      ) : (
        <span className="small strong decision-asked">{words(`decisions.asks.${asked}`)}</span>
      )}
      {until !== null && state === 'open' ? (
        <span className="smallest quiet">
          {words('decisions.until.short', { day: words.date(until) })}
        </span>
      ) : null}
    </div>
  )
}
