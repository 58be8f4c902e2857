// The rule of a group that a second member looks before a file leaves: one officer switches it on, two switch it off.
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { usePeople } from '../decisions/people.ts'
import { Button, Checkbox, FailureNotice, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Group } from '#shared/contract'

export function ExportRuleCard({ group }: { group: Group }) {
  const words = useWords()
  const core = useCore()
  const people = usePeople(group.id)
  const { value } = useAnswer('exports.rule', { group: group.id }, [
    'decisions.changed',
    'groups.changed',
  ])
  const set = useAct(async (isNeeded: boolean) =>
    core.call('exports.setRule', { group: group.id, isNeeded }),
  )
  if (!value) return null
  const { isNeeded, ending, mayChange, needed } = value
  const changed = needed === 1 ? 'second-look.rule.one' : 'second-look.rule.two'
  const isOwn = ending.some(each => each === people.self?.id)
  return (
    <section className="card side-card" aria-labelledby="export-rule-title">
      <h2 id="export-rule-title">{words('second-look.rule')}</h2>
      <Checkbox
        isSelected={isNeeded}
        isDisabled={!mayChange || ending.length > 0}
        hint={words('second-look.rule.hint')}
        onChange={isOn => void set.run(isOn)}
      >
        {words('second-look.rule.switch')}
      </Checkbox>
      <FailureNotice of={set.failure} />
      {ending.length > 0 ? (
        <Notice tone="warning">
          {isOwn
            ? words('second-look.rule.endingOwn')
            : words('second-look.rule.ending', { names: people.handles(ending) })}
        </Notice>
      ) : null}
      {ending.length > 0 && mayChange ? (
        <div className="side-acts">
          {isOwn ? null : (
            <Button busy={set.busy} onPress={() => void set.run(false)}>
              {words('second-look.rule.agree')}
            </Button>
          )}
          <Button busy={set.busy} onPress={() => void set.run(true)}>
            {words('second-look.rule.keep')}
          </Button>
        </div>
      ) : null}
      <p className="smallest quiet network-foot">
        {words(mayChange ? changed : 'second-look.rule.officers')}
      </p>
    </section>
  )
}
