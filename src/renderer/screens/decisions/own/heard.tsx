// Words that an officer wrote down for this member: confirmed, corrected, or denied.
import { PenLine, RotateCcw, Users } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { Button, Consequences } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { purposeOf, shortOutcome } from '../rule-words.ts'
import type { ExactLines } from '../lines.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { afterPosition } from './after-position.ts'
import { ConfirmActs } from './confirm-acts.tsx'
import { Said } from './given.tsx'

type HeardProps = {
  decision: Decision
  heard: Decision['seats'][number]['heard'][number]
  /** The note counts until the member answers. */
  counts: boolean
  people: People
  lines: ExactLines['lines']
  onOther: () => void
  onDeny: () => void
}

export function HeardPosition({
  decision,
  heard,
  counts,
  people,
  lines,
  onOther,
  onDeny,
}: HeardProps) {
  const words = useWords()
  const { choice, reason, by, at } = heard
  const name = people.handle(by)
  const needsWords = choice === 'reservations' || (choice === 'object' && reason === '')
  const after = choice === null ? null : afterPosition(decision, people.self?.id, choice)
  return (
    <Panel title={words('decisions.heard.title')}>
      <p className="small muted">
        {choice === null
          ? words('decisions.heard.lead.seen', { name, day: words.date(at) })
          : words(`decisions.heard.lead.${choice}`, { name, day: words.date(at) })}
        {words.gap}
        {words(counts ? 'decisions.heard.untilOwn' : 'decisions.heard.onlyOwn')}
      </p>
      {choice === null ? null : (
        <Said
          position={{ choice, reason, reservations: [] }}
          lines={lines}
          isHeard
          foot={words('decisions.heard.by', { name })}
        />
      )}
      {choice === null || needsWords ? null : (
        <div className="panel-part">
          <h3>{words('decisions.confirm.means')}</h3>
          <Consequences
            items={[
              { id: 'own', icon: PenLine, text: words('decisions.confirm.own', { name }) },
              ...(after
                ? [
                    {
                      id: 'counts',
                      icon: Users,
                      text: words.sentences([
                        words(`decisions.does.${choice}`),
                        words('decisions.does.outcome', {
                          outcome: shortOutcome(after, purposeOf(decision), words),
                        }),
                      ]),
                    },
                  ]
                : []),
              { id: 'change', icon: RotateCcw, text: words('decisions.does.change') },
            ]}
          />
        </div>
      )}
      <ConfirmActs
        decision={decision}
        position={choice === null || needsWords ? null : { choice, reason, reservations: [] }}
        other={words(needsWords ? 'decisions.heard.write' : 'decisions.giveAnother')}
        onOther={onOther}
      >
        <Button variant="quiet" full onPress={onDeny}>
          {words('decisions.heard.deny')}
        </Button>
      </ConfirmActs>
    </Panel>
  )
}
