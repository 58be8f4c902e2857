// Notes of members about recommendations: to whom they were sent, and the day to look at a paragraph again.
import type { Recommendation, RecommendationText } from '#shared/contract'
import { Users } from 'lucide-react'
import { useState } from 'react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { dateFieldOf } from '../meetings/times.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { Consequences, DayField, FormDialog, TextField, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type FormProps = { text: RecommendationText; onClose: () => void }
export type RowFormProps = FormProps & { row: Recommendation }

export const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day)

export function Seen() {
  const words = useWords()
  return <Consequences items={[{ id: 'seen', icon: Users, text: words('follow-up.seen') }]} />
}

/** `onNoted`: before it closes. */
export function SentTo({ text, onClose, onNoted }: FormProps & { onNoted?: () => void }) {
  const words = useWords()
  const core = useCore()
  const { document, rows } = text
  const { fields, type, forget } = useTyped(document, 'recommendations-sent', { to: '' })
  const [day, setDay] = useState(() => dateFieldOf(Date.now()))
  const send = useAct(async () => {
    const blocks = rows.map(({ block }) => block)
    await core.call('recommendations.sent', { document, blocks, to: fields.to, day })
    forget()
    say(words('follow-up.sentNoted'))
    onNoted?.()
    onClose()
  })
  return (
    <FormDialog
      title={words('follow-up.noteSent')}
      lead={words('follow-up.noteSentLead')}
      act={words('follow-up.note.act')}
      reason={
        fields.to.trim() === ''
          ? words('follow-up.to.missing')
          : isDay(day)
            ? undefined
            : words('follow-up.day.missing')
      }
      work={send}
      onClose={onClose}
    >
      <TextField
        label={words('follow-up.to')}
        autoFocus
        maxLength={4000}
        value={fields.to}
        onChange={next => type({ to: next })}
      />
      <DayField label={words('follow-up.day')} value={day} onChange={setDay} />
      <Seen />
    </FormDialog>
  )
}

export function ReviewOf({ text, row, onClose }: RowFormProps) {
  const words = useWords()
  const core = useCore()
  const { document } = text
  const [day, setDay] = useState(row.review ?? '')
  const set = useAct(async () => {
    await core.call('recommendations.review', { document, block: row.block, day })
    say(words('follow-up.reviewNoted', { place: row.number }))
    onClose()
  })
  return (
    <FormDialog
      title={words('follow-up.form.reviewOf', { place: row.number })}
      lead={<span dir="auto">{row.words}</span>}
      size="small"
      act={words('follow-up.note.act')}
      reason={isDay(day) ? undefined : words('follow-up.day.missing')}
      work={set}
      onClose={onClose}
    >
      <DayField label={words('follow-up.column.review')} autoFocus value={day} onChange={setDay} />
      <Seen />
    </FormDialog>
  )
}
