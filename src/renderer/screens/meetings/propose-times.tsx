// Times that members are asked about. Without an agenda yet, one is made for them.
import { useState } from 'react'
import { Plus, Trash2, Users } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import {
  Button,
  Consequences,
  DayField,
  FormDialog,
  IconButton,
  TextField,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { minute, timeOf } from './times.ts'

type Slot = { id: number; date: string; clock: string }
/** The contract takes no more. */
const mostSlots = 40

type Props = {
  group: GroupSummary
  /** Null: a new meeting. */
  agenda: DocumentId | null
  /** Times that were proposed before; members are asked about all of them again. */
  before?: readonly { from: number; until: number }[]
  onClose: () => void
}

export function ProposeTimes({ group, agenda, before = [], onClose }: Props) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const [title, setTitle] = useState('')
  const [length, setLength] = useState('90')
  const [slots, setSlots] = useState<Slot[]>([{ id: 0, date: '', clock: '' }])
  const minutes = Number(length)
  const times = slots.flatMap(({ date, clock }) => timeOf(date, clock) ?? [])
  const reason =
    agenda === null && title.trim() === ''
      ? words('meetings.plan.missing')
      : !Number.isInteger(minutes) || minutes < 5 || minutes > 1440
        ? words('meetings.propose.length')
        : times.length < slots.length
          ? words('meetings.propose.missing')
          : undefined
  const propose = useAct(async () => {
    const made =
      agenda === null
        ? await core.call('meetings.create', { group: group.id, title, language: group.language })
        : { agenda }
    const added = times.map(from => ({ from, until: from + minutes * minute }))
    const all = [...before, ...added].toSorted((a, b) => a.from - b.from)
    await core.call('meetings.dates', { agenda: made.agenda, slots: all })
    say(words('meetings.propose.done', { count: all.length }))
    onClose()
    go({ screen: 'meeting', agenda: made.agenda, dates: true })
  })
  const change = (id: number, next: Partial<Slot>): void =>
    setSlots(all => all.map(slot => (slot.id === id ? { ...slot, ...next } : slot)))
  const add = (): void =>
    setSlots(all => [...all, { id: (all.at(-1)?.id ?? 0) + 1, date: '', clock: '' }])
  return (
    <FormDialog
      title={words(agenda === null ? 'meetings.findDate' : 'meetings.propose.another')}
      act={words('meetings.propose.act')}
      reason={reason}
      work={propose}
      onClose={onClose}
    >
      {agenda === null ? (
        <TextField
          label={words('meetings.plan.title')}
          autoFocus
          maxLength={300}
          value={title}
          onChange={setTitle}
        />
      ) : null}
      <TextField
        label={words('meetings.propose.minutes')}
        inputMode="numeric"
        value={length}
        onChange={setLength}
      />
      <fieldset className="slots">
        <legend className="field-label">{words('meetings.propose.times')}</legend>
        {slots.map(({ id, date, clock }, at) => (
          <div className="slot" key={id}>
            <DayField
              label={words('meetings.propose.day', { number: at + 1 })}
              value={date}
              onChange={next => change(id, { date: next })}
            />
            <TextField
              label={words('meetings.propose.begins', { number: at + 1 })}
              type="time"
              value={clock}
              onChange={next => change(id, { clock: next })}
            />
            <IconButton
              icon={Trash2}
              label={words('meetings.propose.remove', { number: at + 1 })}
              isDisabled={slots.length === 1}
              onPress={() => setSlots(all => all.filter(slot => slot.id !== id))}
            />
          </div>
        ))}
        <Button
          size="small"
          variant="quiet"
          icon={Plus}
          unavailable={
            slots.length + before.length >= mostSlots ? words('meetings.propose.most') : undefined
          }
          onPress={add}
        >
          {words('meetings.propose.add')}
        </Button>
      </fieldset>
      <Consequences items={[{ id: 'all', icon: Users, text: words('meetings.propose.seen') }]} />
    </FormDialog>
  )
}
