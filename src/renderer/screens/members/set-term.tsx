// When a member serves. A term changes who counts in a quorum, and nothing else: no key, no access.
import { useState } from 'react'
import type { Group, Member } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { DayField, FormDialog, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type SetTermProps = { group: Group; member: Member; onClose: () => void }

/** Days are days of the calendar, the same for all: midnight UTC. */
const dayOf = (time: number | null): string =>
  time === null ? '' : new Date(time).toISOString().slice(0, 10)
const timeOf = (day: string): number | null => (day === '' ? null : Date.parse(`${day}T00:00Z`))

export function SetTerm({ group, member, onClose }: SetTermProps) {
  const words = useWords()
  const core = useCore()
  const { handle } = member
  const [from, setFrom] = useState(dayOf(member.term.from))
  const [until, setUntil] = useState(dayOf(member.term.until))
  const keep = useAct(async () => {
    const term = { from: timeOf(from), until: timeOf(until) }
    await core.call('members.setTerm', { group: group.id, member: member.id, ...term })
    say(words('members.term.done', { handle }))
    onClose()
  })
  const reason =
    from !== '' && until !== '' && until < from ? words('members.term.backwards') : undefined
  return (
    <FormDialog
      size="small"
      onClose={onClose}
      title={words('members.term.title', { handle })}
      lead={words('members.term.lead')}
      act={words('members.term.act')}
      reason={reason}
      work={keep}
    >
      <DayField
        label={words('members.term.from')}
        hint={words('members.term.open')}
        value={from}
        onChange={setFrom}
      />
      <DayField
        label={words('members.term.until')}
        hint={words('members.term.until.hint')}
        value={until}
        onChange={setUntil}
      />
    </FormDialog>
  )
}
