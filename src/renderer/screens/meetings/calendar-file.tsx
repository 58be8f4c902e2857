// A calendar file of a meeting, saved where a person says.
import { CalendarArrowDown } from 'lucide-react'
import type { MeetingSummary } from '#shared/contract'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { exportName } from '../export/export-name.ts'
import { Button, FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function CalendarFile({ meeting }: { meeting: MeetingSummary }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { agenda, title, from } = meeting
  const save = useAct(async () => {
    const name = exportName(title) || words('meetings.calendar.name')
    const chosen = await shell.call('dialog.save', { type: 'calendar', name })
    if (!chosen) return
    await core.call('meetings.calendar', { agenda, file: chosen.file })
    say(words('meetings.calendar.done', { name: chosen.name }))
  })
  return (
    <>
      <Button
        size="small"
        icon={CalendarArrowDown}
        busy={save.busy}
        unavailable={from === null ? words('meetings.calendar.noDay') : undefined}
        onPress={() => void save.run()}
      >
        {words('meetings.calendar')}
      </Button>
      <FailureNotice of={save.failure} />
    </>
  )
}
