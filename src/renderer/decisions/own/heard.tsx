// Words that an officer wrote down for this member: confirmed, corrected, or denied.
import { Check, PenLine, RotateCcw, Users } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useAct, useCore } from '../../core-client.ts'
import { Button, Consequences, FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { shortOutcome } from '../rule-words.ts'
import type { ExactLines } from '../lines.ts'
import { Panel } from '../panel.tsx'
import type { People } from '../people.ts'
import { afterPosition } from './after-position.ts'
import { Said } from './given.tsx'

type HeardProps = {
  decision: Decision
  heard: Decision['seats'][number]['heard'][number]
  people: People
  lines: ExactLines['lines']
  onOther: () => void
  onDeny: () => void
}

export function HeardPosition({ decision, heard, people, lines, onOther, onDeny }: HeardProps) {
  const words = useWords()
  const core = useCore()
  const { choice, reason, by, at } = heard
  const name = people.handle(by)
  const needsWords = choice === 'reservations' || (choice === 'object' && reason === '')
  const confirm = useAct(async () => {
    if (choice === null) return
    const given = { decision: decision.id, choice, reason, reservations: [] }
    await core.call('decisions.position', given)
    say(words('decisions.given.done', { choice: words(`decisions.choice.${choice}`) }))
  })
  const after = choice === null ? null : afterPosition(decision, people.self?.id, choice)
  return (
    <Panel title={words('decisions.heard.title')}>
      <p className="small muted">
        {choice === null
          ? words('decisions.heard.lead.seen', { name, day: words.date(at) })
          : words(`decisions.heard.lead.${choice}`, { name, day: words.date(at) })}{' '}
        {words(decision.rule.heard ? 'decisions.heard.untilOwn' : 'decisions.heard.onlyOwn')}
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
                      text: `${words(`decisions.does.${choice}`)} ${words(
                        'decisions.does.outcome',
                        { outcome: shortOutcome(after, decision.purpose, words) },
                      )}`,
                    },
                  ]
                : []),
              { id: 'change', icon: RotateCcw, text: words('decisions.does.change') },
            ]}
          />
        </div>
      )}
      <div className="panel-acts">
        <FailureNotice of={confirm.failure} />
        {choice === null || needsWords ? null : (
          <Button
            variant="primary"
            full
            icon={Check}
            busy={confirm.busy}
            onPress={() => void confirm.run()}
          >
            {words('decisions.confirm', { choice: words(`decisions.choice.${choice}`) })}
          </Button>
        )}
        <Button full onPress={onOther}>
          {words(needsWords ? 'decisions.heard.write' : 'decisions.giveAnother')}
        </Button>
        <Button variant="quiet" full onPress={onDeny}>
          {words('decisions.heard.deny')}
        </Button>
      </div>
    </Panel>
  )
}
