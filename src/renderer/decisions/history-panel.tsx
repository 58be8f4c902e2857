// The acts of a decision in order, each with its member, its day by that device's clock, and its reason.
import type { LucideIcon } from 'lucide-react'
import { Gavel, PenLine, RotateCcw, Scale, Undo2 } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { Icon } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { useNow } from '../use-now.ts'
import { Panel } from './panel.tsx'
import type { People } from './people.ts'

type Step = { id: string; icon: LucideIcon; at: number; text: string; more: string }

export function stepsOf(decision: Decision, people: People, words: Words): Step[] {
  const { by, at, reopened, withdrawn, closes, declarations } = decision
  return [
    {
      id: 'asked',
      icon: Scale,
      at,
      text: words('decisions.history.asked', people.by(by)),
      more: '',
    },
    ...closes.map(each => ({
      id: each.id,
      icon: Gavel,
      at: each.at,
      text: words('decisions.history.closed', people.by(each.by)),
      more: '',
    })),
    ...reopened.map((each, index) => ({
      id: `reopened ${index}`,
      icon: RotateCcw,
      at: each.at,
      text: words('decisions.history.reopened', people.by(each.by)),
      more: each.reason,
    })),
    ...withdrawn.map((each, index) => ({
      id: `withdrawn ${index}`,
      icon: Undo2,
      at: each.at,
      text: words('decisions.history.withdrawn', people.by(each.by)),
      more: each.reason,
    })),
    ...declarations.map(each => ({
      id: each.id,
      icon: PenLine,
      at: each.at,
      text: words('decisions.history.declared', { ...people.by(each.by), number: each.number }),
      more: words('decisions.history.signed', { count: each.signers.length }),
    })),
  ].toSorted((a, b) => a.at - b.at)
}

type HistoryPanelProps = { decision: Decision; people: People }

export function HistoryPanel({ decision, people }: HistoryPanelProps) {
  const words = useWords()
  const now = useNow()
  const steps = stepsOf(decision, people, words)
  if (steps.length === 1) return null
  return (
    <Panel title={words('decisions.history')}>
      <ol className="decision-steps">
        {steps.map(({ id, icon, at, text, more }) => (
          <li key={id}>
            <Icon of={icon} />
            <div>
              <div className="row">
                <b className="grow">{text}</b>
                <span className="smallest quiet">{words.day(at, now)}</span>
              </div>
              {more === '' ? null : (
                <p className="small muted" dir="auto">
                  {more}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
