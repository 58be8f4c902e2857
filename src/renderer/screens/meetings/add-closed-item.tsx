// An item for a circle alone: an agenda of the circle that stands behind an item of this one. Others
// see no item and no gap.
import { useState } from 'react'
import { EyeOff, Phone, Users } from 'lucide-react'
import type { GroupSummary, Meeting } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Consequences, FormDialog, Notice, say, Select, TextField } from '../../ui/index.ts'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { useWords } from '../../words/index.ts'

type Props = { group: GroupSummary; meeting: Meeting; onClose: () => void }

export function AddClosedItem({ group, meeting, onClose }: Props) {
  const words = useWords()
  const core = useCore()
  const { agenda, list } = meeting
  const { value: circles } = useAnswer('circles.list', { group: group.id }, ['groups.changed'])
  const mine = circles?.filter(({ role }) => role === 'convener' || role === 'member') ?? []
  const { fields, type, forget } = useTyped(agenda, 'closed-item', { title: '', minutes: '15' })
  const own = list.filter(item => item.agenda === agenda && item.depth === 1)
  const [after, setAfter] = useState<string>(own.at(-2)?.block ?? own.at(-1)?.block ?? '')
  const [circle, choose] = useKeptChoice(mine, ({ id }) => id)
  const add = useAct(async () => {
    if (!circle) return
    await core.call('meetings.closeItem', {
      agenda,
      after: after === '' ? null : (after as BlockId),
      circle: circle.id,
      title: fields.title,
      minutes: Number(fields.minutes),
    })
    forget()
    say(words('meetings.closedItem.done', { circle: circle.name }))
    onClose()
  })
  const reason = !circle
    ? words(mine.length > 0 ? 'ui.chooseAgain' : 'meetings.closedItem.noCircle')
    : fields.title.trim() === ''
      ? words('meetings.closedItem.missing')
      : /^\d{1,3}$/.test(fields.minutes.trim())
        ? undefined
        : words('meetings.closedItem.minutes')
  return (
    <FormDialog
      title={words('meetings.item.addClosed')}
      act={words('meetings.closedItem.act')}
      reason={reason}
      work={add}
      onClose={onClose}
    >
      {circles && mine.length === 0 ? (
        <Notice>{words('meetings.closedItem.noCircle')}</Notice>
      ) : (
        <>
          <TextField
            label={words('meetings.item.title')}
            autoFocus
            maxLength={300}
            value={fields.title}
            onChange={next => type({ title: next })}
          />
          <TextField
            label={words('meetings.item.minutes')}
            inputMode="numeric"
            maxLength={3}
            value={fields.minutes}
            onChange={next => type({ minutes: next })}
          />
          <Select
            label={words('meetings.closedItem.circle')}
            value={circle?.id ?? null}
            onChange={choose}
            choices={mine.map(({ id, name }) => ({ id, text: name }))}
          />
          <Select
            label={words('meetings.closedItem.after')}
            value={after}
            onChange={setAfter}
            choices={[
              { id: '', text: words('meetings.closedItem.first') },
              ...own.map(({ block, number, title }) => ({
                id: block as string,
                text: `${number} ${title}`,
              })),
            ]}
          />
          <Consequences
            items={[
              {
                id: 'sees',
                icon: Users,
                text: words('meetings.closedItem.sees', {
                  circle: circle?.name ?? '',
                  members: circle?.members.length ?? 0,
                }),
              },
              { id: 'others', icon: EyeOff, text: words('meetings.closedItem.others') },
              { id: 'call', icon: Phone, text: words('meetings.closedItem.call') },
            ]}
          />
        </>
      )}
    </FormDialog>
  )
}
