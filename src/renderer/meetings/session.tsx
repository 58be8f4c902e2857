// A meeting in session: the agenda with what is still to be decided, what is debated now, and beside
// it speakers, attendance and results.
import { useEffect, useState } from 'react'
import { EyeOff, Gavel, Mic, PanelRight, Play, UserRoundCheck, UserRoundX } from 'lucide-react'
import type { GroupSummary, Meeting } from '#shared/contract'
import { isKey } from '../commands/keys.ts'
import { useOffer, useOffered } from '../commands/offered.ts'
import { keysOf } from '../commands/keys.ts'
import { offRecordCommand } from '../editor/minutes/minutes-tools.tsx'
import { Button, Icon, Tabs } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { isCovered } from '../workspace/chords.ts'
import { Announcements, useAnnouncer } from './announcer.tsx'
import { AskFloor } from './ask-floor.tsx'
import { Attendance } from './attendance.tsx'
import { EndSession } from './end-session.tsx'
import { ItemMinutes, useIsWriter, type Writing } from './item-minutes.tsx'
import { useMeetingDecisions } from './item-decisions.tsx'
import { type Members, useMembers } from './members.ts'
import { nowDebated, NowDebated } from './now-debated.tsx'
import { useQuorumLine } from './quorum-line.ts'
import { Results, resultsOf } from './results.tsx'
import { SessionAgenda } from './session-agenda.tsx'
import { Speakers } from './speakers.tsx'
import { useTimes } from './times.ts'
import { type Floor, mayGiveFloor, useFloor } from './use-floor.ts'
import { useSessionNews } from './session-news.ts'
import '../editor/bar/document-bar.css'
import './session.css'

type Tab = 'speakers' | 'attendance' | 'results'

export function Session({ group, meeting }: { group: GroupSummary; meeting: Meeting }) {
  const words = useWords()
  const members = useMembers(group.id)
  const floor = useFloor(meeting, members)
  const announcer = useAnnouncer()
  const [tab, setTab] = useState<Tab>('speakers')
  const [ends, setEnds] = useState(false)
  const [isSideOpen, setIsSideOpen] = useState(false)
  useSessionNews({ meeting, members, floor, say: announcer.say })
  useFloorKey(meeting, floor)
  const decisions = useMeetingDecisions(meeting)
  const results = resultsOf({ list: meeting.list, decisions })
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
        {tab === 'speakers' ? (
          <FloorFoot meeting={meeting} members={members} floor={floor} />
        ) : null}
      </aside>
      <Announcements said={announcer.said} />
      {ends ? <EndSession meeting={meeting} onClose={() => setEnds(false)} /> : null}
    </div>
  )
}

/** Gives the floor to the next one, whatever has the focus. */
function useFloorKey(meeting: Meeting, floor: Floor): void {
  const words = useWords()
  const { next, give } = floor
  const may = mayGiveFloor(meeting)
  const act = may && next ? () => give(next) : null
  useEffect(() => {
    if (act === null) return
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || !isKey(event, 'giveFloor') || isCovered()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
  useOffer({
    acts: () =>
      act === null
        ? []
        : [
            {
              id: 'giveFloor',
              text: words('meetings.floor.giveNext'),
              icon: Mic,
              keys: keysOf('giveFloor'),
              act,
            },
          ],
  })
}

type SessionBarProps = {
  meeting: Meeting
  /** Null for a member who writes no minutes here. */
  onOff: (() => void) | null
  onEnd: (() => void) | null
}

function SessionBar({ meeting, onOff, onEnd }: SessionBarProps) {
  const words = useWords()
  const times = useTimes()
  const { quorum, from } = meeting
  const { isMet } = quorum
  return (
    <div className="document-bar" role="region" aria-label={words('meetings.bar')} data-area="bar">
      <div className="bar-says">
        <div className="bar-facts">
          <span className="meeting-state" data-state="open">
            <Icon of={Play} size="small" />
            {words('meetings.state.open')}
          </span>
          {from === null ? null : (
            <span className="bar-words">
              {words('meetings.session.began', { day: times.day(from), clock: times.clock(from) })}
            </span>
          )}
          <span className="bar-words quorum" data-met={isMet || undefined}>
            <Icon of={isMet ? UserRoundCheck : UserRoundX} size="small" />
            {useQuorumLine(quorum)}
          </span>
        </div>
      </div>
      <span className="grow" />
      {onOff ? (
        <Button size="small" icon={EyeOff} onPress={onOff}>
          {words('minutes.off.begin')}
        </Button>
      ) : null}
      {onEnd ? (
        <Button size="small" onPress={onEnd}>
          {words('meetings.session.end')}
        </Button>
      ) : null}
    </div>
  )
}

type FloorProps = { meeting: Meeting; members: Members; floor: Floor }

function GiveFloor({ meeting, members, floor }: FloorProps) {
  const words = useWords()
  const { next } = floor
  if (!mayGiveFloor(meeting)) return <AskFloor meeting={meeting} members={members} />
  return (
    <Button
      variant="primary"
      icon={Mic}
      unavailable={next === null ? words('meetings.floor.nobody') : undefined}
      onPress={() => {
        if (next) floor.give(next)
      }}
    >
      {next === null
        ? words('meetings.floor.give')
        : words('meetings.floor.giveTo', { name: members.handleOf(next.member) })}
    </Button>
  )
}

function FloorFoot(props: FloorProps) {
  const words = useWords()
  const { meeting, members, floor } = props
  const may = mayGiveFloor(meeting)
  return (
    <div className="session-foot">
      <div className="meeting-acts">
        <GiveFloor {...props} />
        {may ? <AskFloor meeting={meeting} members={members} isQuiet /> : null}
      </div>
      {may && floor.next === null ? (
        <p className="smallest muted">{words('meetings.floor.nobody')}</p>
      ) : null}
    </div>
  )
}

type BandProps = FloorProps & { isSideOpen: boolean; onSide: () => void }

/** In a narrow window: points of order, who speaks, and giving the floor, without the side. */
function Band({ isSideOpen, onSide, ...props }: BandProps) {
  const words = useWords()
  const { members, floor } = props
  const { speaking } = floor
  const [order] = floor.orders
  return (
    <div className="session-band" role="region" aria-label={words('meetings.speakers')}>
      {order ? (
        <span className="order-line small">
          <Icon of={Gavel} size="small" />
          {words('meetings.order', { name: members.handleOf(order.member) })}
        </span>
      ) : null}
      <span className="small ellipsis grow">
        {speaking
          ? words('meetings.floor.speaks', { name: members.handleOf(speaking.speaker.member) })
          : words('meetings.floor.free')}
      </span>
      <Button size="small" icon={PanelRight} aria-expanded={isSideOpen} onPress={onSide}>
        {words('meetings.session.openSide')}
      </Button>
      <GiveFloor {...props} />
    </div>
  )
}
