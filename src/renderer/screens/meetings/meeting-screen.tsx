// One meeting: its preparation, the answers while a date is being found, or the session.
import { useState } from 'react'
import type { GroupSummary, Meeting } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { FailureNotice } from '../../ui/index.ts'
import { DatesScreen } from './dates-screen.tsx'
import { Preparation } from './preparation.tsx'
import { Session } from './session.tsx'
import './meetings.css'

type MeetingScreenProps = { group: GroupSummary; agenda: DocumentId; dates: boolean }

/** The agendas of circles that hold items of the meeting: it changes with them too. */
const agendasIn = (meeting: Meeting | undefined, agenda: DocumentId): string =>
  [...new Set([agenda, ...(meeting?.list ?? []).map(item => item.agenda)])].join(' ')

export function MeetingScreen({ group, agenda, dates }: MeetingScreenProps) {
  const [agendas, setAgendas] = useState<string>(agenda)
  const { value, failure } = useAnswer(
    'meetings.get',
    dates ? null : { agenda },
    ['decisions.changed', 'documents.changed'],
    { about: agendas.split(' ') as DocumentId[] },
  )
  const known = agendasIn(value, agenda)
  if (known !== agendas) setAgendas(known)
  if (dates) return <DatesScreen group={group} agenda={agenda} />
  if (failure)
    return (
      <div className="meeting-failed">
        <FailureNotice of={failure} />
      </div>
    )
  if (!value) return <div className="prepare" aria-busy />
  return value.state === 'open' ? (
    <Session group={group} meeting={value} />
  ) : (
    <Preparation group={group} meeting={value} />
  )
}
