// The question, its state, the day that positions are asked for by, and the exact text that it names.
import { ChevronRight } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { countParagraphs } from '#document/reading'
import { useGo } from '../../shell/router.ts'
import { Icon, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { ExactLines } from './lines.ts'
import { useNow } from '../../ui/use-now.ts'
import type { People } from './people.ts'
import { StateChip } from './state-chip.tsx'

const day = 86_400_000
const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

/** "Positions asked for by 28 September 2018, in 10 days". */
function useUntil({ until, state }: Pick<Decision, 'until' | 'state'>): string | null {
  const words = useWords()
  const now = useNow()
  if (until === null || state === 'withdrawn' || state === 'void') return null
  const days = Math.round((startOfDay(until) - startOfDay(now)) / day)
  const values = { day: words.date(until), days: Math.max(0, days), at: words.clock(until) }
  return words(days < 0 || state !== 'open' ? 'decisions.until.was' : 'decisions.until', values)
}

export function DecisionPath({ decision }: { decision: Pick<Decision, 'number' | 'title'> }) {
  const words = useWords()
  const go = useGo()
  return (
    <nav className="row small" aria-label={words('decisions.path')}>
      <Link onPress={() => go({ screen: 'decisions' })}>{words('decisions.title')}</Link>
      <Icon of={ChevronRight} size="small" />
      <bdi className="muted ellipsis">{decision.number || decision.title}</bdi>
    </nav>
  )
}

/** The meeting and the item at which it is asked. */
function AskedAt({ decision: { where, item } }: { decision: Decision }) {
  const words = useWords()
  const go = useGo()
  if (where === null) return null
  return (
    <p className="small muted">
      {words.rich('decisions.askedAt', {
        title: <bdi>{where.title}</bdi>,
        is: item === null ? 'gone' : item.number === '' ? 'closed' : 'numbered',
        number: <bdi>{item?.number}</bdi>,
        words: <bdi>{item?.words ?? ''}</bdi>,
        link: chunks => (
          <Link onPress={() => go({ screen: 'meeting', agenda: where.meeting })}>{chunks}</Link>
        ),
      })}
    </p>
  )
}

type DecisionHeadProps = { decision: Decision; people: People; text: ExactLines }

export function DecisionHead({ decision, people, text }: DecisionHeadProps) {
  const words = useWords()
  const go = useGo()
  const until = useUntil(decision)
  const { words: question, by, at, document, title, edition, reopened, state } = decision
  const isReopened = state === 'open' && reopened.length > 0
  const named = edition === '' ? title : words('decisions.titleEdition', { title, edition })
  return (
    <header className="decision-head">
      <DecisionPath decision={decision} />
      <div className="row decision-state">
        <StateChip decision={decision} isReopened={isReopened} />
        {until === null ? null : <span className="small muted">{until}</span>}
      </div>
      <h1 className="decision-question" dir="auto">
        {question}
      </h1>
      <p className="small muted">
        {words.rich('decisions.asked', {
          ...people.by(by),
          day: words.date(at),
          title: <bdi>{named}</bdi>,
          link: chunks => (
            <Link onPress={() => go({ screen: 'document', document })}>{chunks}</Link>
          ),
        })}
        {words.gap}
        {text.lines
          ? words('decisions.asked.size', { paragraphs: countParagraphs(text.lines) })
          : null}
        {words.gap}
        {words('decisions.asked.fixed')}
      </p>
      <AskedAt decision={decision} />
    </header>
  )
}
