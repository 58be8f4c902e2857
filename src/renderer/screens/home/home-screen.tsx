// The first screen: one person's work in this group. Open work, open decisions and the documents that
// changed last; beside them the next meeting, own action items, and the reach of other members.
import { useState } from 'react'
import { CalendarPlus, FileInput, Lock, Plus } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useImports } from '../import/imports.tsx'
import { useDocumentActs } from '../documents/document-acts.tsx'
import { PlanMeeting } from '../meetings/plan-meeting.tsx'
import { Warnings } from '../members/warnings.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ChangedDocuments } from './changed-documents.tsx'
import { NextCard } from './next-card.tsx'
import { OpenDecisions } from './open-decisions.tsx'
import { OwnActions } from './own-actions.tsx'
import { UpToDate } from './up-to-date.tsx'
import { type Home, useHome } from './use-home.ts'
import { Waiting } from './waiting.tsx'
import './home.css'

export function HomeScreen({ group }: { group: GroupSummary }) {
  const home = useHome(group)
  const { group: whole, decisions, meetings } = home
  // A member outside the plenary may be asked in circles; without any, there is nothing to say.
  const showsDecisions = !group.outside || (decisions !== undefined && decisions.length > 0)
  const showsMeetings = !group.outside || (meetings !== undefined && meetings.length > 0)
  return (
    <div className="screen scroll">
      <HomeHead group={group} home={home} />
      <div className="home">
        <div className="home-main">
          <FailureNotice of={home.failure} />
          {whole ? <Warnings group={whole} /> : null}
          {whole ? <Waiting home={home} group={whole} /> : null}
          {showsDecisions ? <OpenDecisions home={home} /> : null}
          <ChangedDocuments home={home} group={group} />
        </div>
        {whole && (showsMeetings || !group.outside) ? (
          <div className="home-side">
            {showsMeetings ? <NextCard home={home} /> : null}
            {showsMeetings ? <OwnActions home={home} group={whole} /> : null}
            {group.outside ? null : <UpToDate group={whole} />}
          </div>
        ) : null}
      </div>
    </div>
  )
}

function HomeHead({ group, home }: { group: GroupSummary; home: Home }) {
  const words = useWords()
  const go = useGo()
  const { start } = useDocumentActs()
  const { choose } = useImports()
  const [isPlanning, setPlanning] = useState(false)
  const checked = home.group?.memberList
    .filter(({ outside }) => !outside)
    .flatMap(member => member.devices)
    .filter(each => each.checked && each.state === 'active')
  return (
    <header className="screen-head">
      <div className="grow">
        <h1>
          <bdi>{group.name}</bdi>
        </h1>
        <div className="screen-lead">
          <Icon of={Lock} size="small" />
          <span>
            {words(group.outside ? 'home.outside.lead' : 'home.readable', {
              members: group.readers.members,
              devices: checked?.length ?? group.readers.devices,
            })}
            {words.gap}
            <Link onPress={() => go({ screen: 'members' })}>{words('home.whoReads')}</Link>
          </span>
        </div>
      </div>
      <div className="screen-acts">
        <Button icon={FileInput} onPress={choose}>
          {words('documents.import.button')}
        </Button>
        {home.mayPlan ? (
          <Button icon={CalendarPlus} onPress={() => setPlanning(true)}>
            {words('meetings.plan')}
          </Button>
        ) : null}
        <Button icon={Plus} onPress={() => start({ kind: 'new' })}>
          {words('documents.new.button')}
        </Button>
      </div>
      {isPlanning ? <PlanMeeting group={group} onClose={() => setPlanning(false)} /> : null}
    </header>
  )
}
