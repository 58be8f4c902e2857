// Writing down what members said aloud. Each of them confirms or corrects it on an own device.
import { Ear, UserCheck } from 'lucide-react'
import type { Decision, DecisionChoice } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { Consequences, FormDialog, Parts, say, Select, TextField } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'
import { choices } from '../choices.tsx'
import type { People } from '../people.ts'
import { SeatMark } from '../positions.tsx'
import { FindMember, useSeatFilter } from '../seat-filter.tsx'

type Answer = DecisionChoice | 'seen' | 'nothing'
type Heard = { answer: Answer; reason: string }
type HearDialogProps = { decision: Decision; people: People; onClose: () => void }

const answers: readonly Answer[] = ['nothing', ...choices, 'seen']
const nothing: Heard = { answer: 'nothing', reason: '' }

export function HearDialog({ decision, people, onClose }: HearDialogProps) {
  const words = useWords()
  const core = useCore()
  const { id, document, rule } = decision
  const { fields, type, forget } = useTyped(document, `hear/${id}`, { heard: '{}' })
  const heard = JSON.parse(fields.heard) as Record<MemberId, Heard>
  const seats = decision.seats.filter(({ from }) => ['heard', 'seen', 'none'].includes(from))
  const filter = useSeatFilter(seats, people)
  const said = seats.flatMap(({ member }) => {
    const { answer, reason } = heard[member] ?? nothing
    if (answer === 'nothing') return []
    return [{ member, choice: answer === 'seen' ? null : answer, reason }]
  })
  const hear = useAct(async () => {
    await core.call('decisions.hear', { decision: id, said })
    forget()
    say(words('decisions.hear.done', { count: said.length }))
    onClose()
  })
  const noReason = said.some(({ choice, reason }) => choice === 'object' && reason.trim() === '')
  const reason =
    said.length === 0
      ? words('decisions.hear.none')
      : noReason
        ? words('decisions.give.noReason')
        : undefined
  return (
    <FormDialog
      size="large"
      title={words('decisions.hear.title')}
      lead={words('decisions.hear.lead')}
      act={words('decisions.hear.act', { count: said.length })}
      reason={reason}
      work={hear}
      onClose={onClose}
    >
      {filter.isOffered ? <FindMember filter={filter} /> : null}
      <Parts items={seats.filter(({ member }) => filter.isNamed(member))}>
        {shown => (
          <ul className="hear-list">
            {shown.map(({ item: { member }, place }) => {
              const each = heard[member] ?? nothing
              const name = people.handle(member)
              const set = (change: Partial<Heard>): void =>
                type({ heard: JSON.stringify({ ...heard, [member]: { ...each, ...change } }) })
              return (
                <li key={member} {...place}>
                  <SeatMark member={member} people={people} isDashed />
                  <bdi className="strong">{name}</bdi>
                  <Select
                    label={words('decisions.hear.answer', { name })}
                    labelUnseen
                    size="small"
                    value={each.answer}
                    onChange={answer => set({ answer })}
                    choices={answers.map(answer => ({
                      id: answer,
                      text: words(
                        answer === 'nothing'
                          ? 'decisions.hear.nothing'
                          : `decisions.choice.${answer}`,
                      ),
                    }))}
                  />
                  {each.answer === 'nothing' || each.answer === 'seen' ? null : (
                    <TextField
                      label={words('decisions.hear.words', { name })}
                      maxLength={4000}
                      value={each.reason}
                      onChange={next => set({ reason: next })}
                    />
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Parts>
      <Consequences
        items={[
          { id: 'confirm', icon: UserCheck, text: words('decisions.hear.confirm') },
          {
            id: 'counts',
            icon: Ear,
            text: words(rule.heard ? 'decisions.hear.counts' : 'decisions.hear.waits'),
          },
        ]}
      />
    </FormDialog>
  )
}
