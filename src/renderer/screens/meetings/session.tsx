// A meeting in session: the agenda with what is still to be decided, what is debated now, and beside
// it speakers, attendance and results.
import { useState } from 'react'
import type { DecisionSummary, GroupSummary, Meeting } from '#shared/contract'
import { useOffered } from '../../shell/commands/offered.ts'
import { offRecordCommand } from '../../editor/minutes/minutes-tools.tsx'
import { Tabs } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Announcements, useAnnouncer } from './announcer.tsx'
import { Attendance } from './attendance.tsx'
import { EndSession } from './end-session.tsx'
import { Band, FloorFoot, useFloorKey } from './floor-acts.tsx'
import { ItemMinutes, useIsWriter, type Writing } from './item-minutes.tsx'
import { useMeetingDecisions } from './item-decisions.tsx'
import { type Members, useMembers } from './members.ts'
import { nowDebated, NowDebated } from './now-debated.tsx'
import { Results, resultsOf } from './results.tsx'
import { SessionAgenda } from './session-agenda.tsx'
import { Speakers } from './speakers.tsx'
import { type Floor, useFloor } from './use-floor.ts'
import { useSessionNews } from './session-news.ts'
import { SessionBar } from './session-bar.tsx'
import './session.css'

type Tab = 'speakers' | 'attendance' | 'results'

export function Session({ group, meeting }: { group: GroupSummary; meeting: Meeting }) {
  const words = useWords()
  const members = useMembers(group.id)
  const floor = useFloor(meeting, members)
  const announcer = useAnnouncer()
  const [ends, setEnds] = useState(false)
  const [isSideOpen, setIsSideOpen] = useState(false)
  useSessionNews({ meeting, members, floor, say: announcer.say })
  useFloorKey(meeting, floor)
  const decisions = useMeetingDecisions(meeting)
  const item = nowDebated(meeting)
  const isWriter = useIsWriter(meeting, item)
  const [writing, setWriting] = useState<Writing>('no')
  const offered = useOffered()
  const goOff = (): void => {
    if (writing === 'no') {
      // The text takes the focus as soon as it is there, from nobody who has it.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      return setWriting('off')
    }
    offered.run(offRecordCommand)
  }
  return (
    <div className="session" data-side={isSideOpen || undefined}>
      <SessionBar
        meeting={meeting}
        onOff={isWriter ? goOff : null}
        onEnd={meeting.acts.includes('end') ? () => setEnds(true) : null}
      />
      <SessionAgenda meeting={meeting} />
      <div className="session-main">
        <h1 className="unseen">{words('meetings.session.title', { title: meeting.title })}</h1>
        <NowDebated meeting={meeting} item={item} decisions={decisions} />
        <ItemMinutes
          meeting={meeting}
          item={item}
          isWriter={isWriter}
          writing={writing}
          onWriting={setWriting}
        />
        <Band
          floor={floor}
          meeting={meeting}
          members={members}
          isSideOpen={isSideOpen}
          onSide={() => setIsSideOpen(!isSideOpen)}
        />
      </div>
      <SessionSide meeting={meeting} members={members} floor={floor} decisions={decisions} />
      <Announcements said={announcer.said} />
      {ends ? (
        <EndSession meeting={meeting} settleFloor={floor.settle} onClose={() => setEnds(false)} />
      ) : null}
    </div>
  )
}

type SessionSideProps = {
  meeting: Meeting
  members: Members
  floor: Floor
  decisions: DecisionSummary[]
}

function SessionSide({ meeting, members, floor, decisions }: SessionSideProps) {
  const words = useWords()
  const [tab, setTab] = useState<Tab>('speakers')
  const results = resultsOf({ list: meeting.list, decisions })
  return (
    <aside className="session-side" aria-label={words('meetings.session.side')} data-area="panel">
      <h2 className="unseen">{words('meetings.session.side')}</h2>
      <Tabs<Tab>
        label={words('meetings.session.side')}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: 'speakers',
            text: words('meetings.speakers'),
            count: floor.list.length,
            panel: <Speakers meeting={meeting} members={members} floor={floor} />,
          },
          {
            id: 'attendance',
            text: words('meetings.attendance'),
            count: meeting.quorum.present,
            panel: <Attendance meeting={meeting} members={members} />,
          },
          {
            id: 'results',
            text: words('meetings.results'),
            count: results.items.length + (results.others.length > 0 ? 1 : 0),
            panel: <Results list={meeting.list} decisions={decisions} />,
          },
        ]}
      />
      {tab === 'speakers' ? <FloorFoot meeting={meeting} members={members} floor={floor} /> : null}
    </aside>
  )
}
