// Preparing a meeting: the agenda is the page, and its open item is edited in place. Day, place,
// answers and what is left over stand beside it.
import { useState } from 'react'
import { CalendarClock } from 'lucide-react'
import type { GroupSummary, Meeting } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { UpToDateCountContext } from '../../editor/stable-summary.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AgendaList } from './agenda-list.tsx'
import { useAgendaText } from './agenda-text.ts'
import { Announcements, useAnnouncer } from './announcer.tsx'
import { type Members, useMembers } from './members.ts'
import { PreparationBar } from './preparation-bar.tsx'
import { PreparationSide } from './preparation-side.tsx'
import { minute } from './times.ts'
import './prepare.css'

export function Preparation({ group, meeting }: { group: GroupSummary; meeting: Meeting }) {
  const words = useWords()
  const members = useMembers(group.id)
  const { agenda } = meeting
  const { value: document } = useAnswer('documents.get', { document: agenda }, [
    'documents.changed',
  ])
  const text = useAgendaText(agenda)
  const announcer = useAnnouncer()
  const [isSideOpen, setIsSideOpen] = useState(false)
  return (
    <UpToDateCountContext value={document?.have ?? 0}>
      <div className="prepare" data-side={isSideOpen || undefined}>
        <PreparationBar
          group={group}
          meeting={meeting}
          document={document}
          replica={text.text?.replica ?? null}
          side={
            <Button
              size="small"
              icon={CalendarClock}
              aria-expanded={isSideOpen}
              onPress={() => setIsSideOpen(!isSideOpen)}
            >
              {words('meetings.side')}
            </Button>
          }
        />
        <div className="prepare-main scroll">
          <div className="prepare-head">
            <h1 dir="auto">{meeting.title}</h1>
            <Planned meeting={meeting} />
          </div>
          <Notices meeting={meeting} members={members} />
          {text.notTaken === '' ? null : (
            <Notice tone="error" title={words('meetings.notTaken')}>
              <span dir="auto">{text.notTaken}</span>
            </Notice>
          )}
          <AgendaList
            group={group}
            meeting={meeting}
            members={members}
            agenda={text}
            say={announcer.say}
          />
        </div>
        <PreparationSide group={group} meeting={meeting} members={members} />
        <Announcements said={announcer.said} />
      </div>
    </UpToDateCountContext>
  )
}

type NoticesProps = { meeting: Meeting; members: Members }

/** Calls of officers that differ, and the reasons why one cancelled it or opened it again. */
function Notices({ meeting, members }: NoticesProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  return (
    <>
      {meeting.isCalledApart ? (
        <Notice tone="warning">{words('meetings.calledApart')}</Notice>
      ) : null}
      {meeting.reasons.map(({ what, by, at, reason }) => (
        <Notice
          key={`${at} ${what}`}
          title={words(`meetings.reasonOf.${what}`, {
            name: members.handleOf(by),
            when: words.when(at, now),
          })}
        >
          <span dir="auto">{reason}</span>
        </Notice>
      ))}
    </>
  )
}

/** Minutes that the items take, of those that there are. */
function Planned({ meeting }: { meeting: Meeting }) {
  const words = useWords()
  const { planned, from, until } = meeting
  if (from === null || until === null)
    return (
      <span className="small muted end">{words('meetings.planned', { minutes: planned })}</span>
    )
  const minutes = Math.round((until - from) / minute)
  const isOver = planned > minutes
  return (
    <span className="planned small" data-over={isOver || undefined}>
      <progress
        max={Math.max(minutes, planned, 1)}
        value={planned}
        aria-label={words('meetings.planned.label')}
      />
      <b>{words('meetings.plannedOf', { planned, minutes })}</b>
      {isOver ? <span>{words('meetings.over', { minutes: planned - minutes })}</span> : null}
    </span>
  )
}
