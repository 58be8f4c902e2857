// The acts of a decision in order, and the notes that its text was sent, each with its member, its day by that
// device's clock, and its reason.
import type { LucideIcon } from 'lucide-react'
import { Gavel, PenLine, RotateCcw, Scale, Send, Undo2 } from 'lucide-react'
import type { Decision, RecommendationText } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { dayInWords } from '../follow-up/days.ts'
import { useFollowedText } from '../follow-up/note-sent.tsx'
import { Icon } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { useNow } from '../../ui/use-now.ts'
import { Panel } from './panel.tsx'
import type { People } from './people.ts'

type Step = { id: string; icon: LucideIcon; at: number; text: string; more: string }

type Sent = RecommendationText['sent']

function stepsOf(
  decision: Decision,
  sent: Sent,
  { people, words, now }: { people: People; words: Words; now: number },
): Step[] {
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
    ...sent.map(({ id, to, day, by: author, at: noted }) => ({
      id,
      icon: Send,
      at: noted,
      text: words('decisions.history.sent', people.by(...(author === null ? [] : [author]))),
      more: words('follow-up.sentTo', { to, day: dayInWords(day, now, words) }),
    })),
  ].toSorted((a, b) => a.at - b.at)
}

type HistoryPanelProps = { group: GroupId; decision: Decision; people: People }

export function HistoryPanel({ group, decision, people }: HistoryPanelProps) {
  const words = useWords()
  const now = useNow()
  const declared = decision.declarations.map(each => each.at)
  const text = useFollowedText(declared.length > 0 ? group : null, decision.document)
  // A note from before belongs to an earlier decision on the same text.
  const sent = text?.sent.filter(({ at }) => at >= Math.min(...declared)) ?? []
  const steps = stepsOf(decision, sent, { people, words, now })
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
