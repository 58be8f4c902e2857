// Decisions that are open, each with how near it is to its quorum: a bar and words.
import { useMemo } from 'react'
import type { DecisionSummary } from '#shared/contract'
import { Reached } from '../decisions/reached.tsx'
import { askedOf } from '../decisions/asked.ts'
import { useGo } from '../../shell/router.ts'
import { Link, Table, type TableColumn } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { Home } from './use-home.ts'

const mostDecisions = 5

/** The day, and what this member said or is asked. */
function askedLine(decision: DecisionSummary, now: number, words: Words): string {
  const { until, own } = decision
  const asked = askedOf(decision, now)
  const said =
    asked === null
      ? own.choice === null
        ? []
        : [words('home.decisions.yours', { choice: words(`decisions.choice.${own.choice}`) })]
      : [words('home.sentence', { text: words(`decisions.asks.${asked}`) })]
  const day =
    until === null
      ? []
      : [
          words('home.sentence', {
            text: words('decisions.until.short', { day: words.date(until) }),
          }),
        ]
  return words.sentences([...day, ...said])
}

const columnsOf = (words: Words, now: number): TableColumn<DecisionSummary>[] => [
  {
    id: 'question',
    title: words('decisions.column.question'),
    titleUnseen: true,
    names: decision => decision.words,
    cell: decision => (
      <div className="home-row">
        <span className="home-name">
          <bdi>{decision.words}</bdi>
        </span>
        <span className="small muted">{askedLine(decision, now, words)}</span>
      </div>
    ),
  },
  {
    id: 'quorum',
    title: words('decisions.column.quorum'),
    titleUnseen: true,
    width: '196px',
    cell: decision => <Reached decision={decision} />,
  },
]

export function OpenDecisions({ home }: { home: Home }) {
  const words = useWords()
  const go = useGo()
  const { decisions, now } = home
  const columns = useMemo(() => columnsOf(words, now), [words, now])
  const open = decisions?.filter(({ state }) => state === 'open') ?? []
  return (
    <section aria-labelledby="home-decisions">
      <div className="home-head">
        <h2 id="home-decisions">{words('home.decisions')}</h2>
        {open.length > 0 ? <span className="quiet small">{words.number(open.length)}</span> : null}
        <span className="end small">
          <Link onPress={() => go({ screen: 'decisions' })}>{words('home.decisions.all')}</Link>
        </span>
      </div>
      {open.length > 0 ? (
        <div className="home-rows">
          <Table
            label={words('home.decisions')}
            items={open.slice(0, mostDecisions)}
            onOpen={({ id }) => go({ screen: 'decision', decision: id })}
            columns={columns}
          />
        </div>
      ) : decisions ? (
        <p className="home-none small muted">{words('home.decisions.none')}</p>
      ) : null}
    </section>
  )
}
