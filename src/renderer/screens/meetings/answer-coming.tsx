// The answer of this member: coming, not sure, or apologies, with an alternate who may take the seat.
import type { ComingAnswer, MeetingSummary } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { Users } from 'lucide-react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { Consequences, FormDialog, RadioChoice, say, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'

const answers: ComingAnswer[] = ['coming', 'unsure', 'apology']

type AnswerComingProps = { meeting: MeetingSummary; members: Members; onClose: () => void }

export function AnswerComing({ meeting, members, onClose }: AnswerComingProps) {
  const words = useWords()
  const core = useCore()
  const { agenda, own } = meeting
  const first = { answer: own ?? '', alternate: '' }
  const { fields, type, forget } = useTyped(agenda, 'coming', first)
  const answer = answers.find(each => each === fields.answer)
  const others = members.group?.memberList.filter(({ self }) => !self) ?? []
  const alternate = others.find(({ id }) => id === fields.alternate)
  const send = useAct(async () => {
    if (answer === undefined) return
    const seat = answer === 'apology' && alternate ? (alternate.id as MemberId) : null
    await core.call('meetings.coming', { agenda, answer, alternate: seat })
    forget()
    say(words(`meetings.own.${answer}`))
    onClose()
  })
  return (
    <FormDialog
      title={words('meetings.coming.title')}
      lead={meeting.title}
      size="small"
      act={words('meetings.coming.act')}
      reason={answer === undefined ? words('meetings.coming.missing') : undefined}
      work={send}
      onClose={onClose}
    >
      <RadioChoice
        label={words('meetings.coming.label')}
        value={fields.answer}
        onChange={next => type({ answer: next })}
        ways={answers.map(id => ({ id, title: words(`meetings.coming.${id}`) }))}
      />
      {answer === 'apology' ? (
        <Select
          label={words('meetings.coming.alternate')}
          hint={words('meetings.coming.alternateHint')}
          value={alternate?.id ?? ''}
          onChange={next => type({ alternate: next })}
          choices={[
            { id: '', text: words('meetings.coming.noAlternate') },
            ...others.map(({ id, handle }) => ({ id: id as string, text: handle })),
          ]}
        />
      ) : null}
      <Consequences items={[{ id: 'seen', icon: Users, text: words('meetings.coming.seen') }]} />
    </FormDialog>
  )
}
