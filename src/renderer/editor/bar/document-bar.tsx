// Above the page, in one line where it fits: what state this text is in, who can read it, whether it is saved and
// who has it, who is here, and the two acts that make it known to more people.
import type { ReactNode } from 'react'
import { Lock, Users } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { Chip, Icon, MemberMark } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type Opened, usePeople } from '../replica/use-window-replica.ts'
import type { Person } from '../replica/presence.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { Circulate } from '../minutes/circulate.tsx'
import { AskForApproval, LifeLine } from '../minutes/life-line.tsx'
import { hasStep } from '../minutes/steps.ts'
import { OpenPoints } from '../review/brackets/open-points.tsx'
import { AskButton } from './ask.tsx'
import { PanelButton } from '../panel/panel-button.tsx'
import { ExportMenu } from './export-menu.tsx'
import { SavedLine } from './saved-line.tsx'
import { ShareButton } from './share.tsx'
import './document-bar.css'

export type DocumentBarProps = { summary: DocumentSummary; opened: Opened }

/** The title, readers and holders of a document, beside its acts. */
export function BarFrame({
  summary,
  replica,
  points,
  life,
  children,
}: {
  summary: DocumentSummary
  replica: WindowReplica
  points?: ReactNode
  /** In the place of the status. */
  life?: ReactNode
  children: ReactNode
}) {
  const words = useWords()
  const { readers } = summary
  return (
    <div
      className="document-bar"
      data-area="document-bar"
      role="group"
      aria-label={words('editor.bar')}
    >
      <div className="bar-says">
        <div className="bar-facts">
          {life ?? <Chip of={summary} />}
          <span className="bar-words">
            <Icon of={readers.kind === 'only-you' ? Lock : Users} size="small" />
            {readers.kind === 'only-you'
              ? words('editor.readers.onlyYou')
              : readers.kind === 'circle'
                ? words('editor.readers.circle', { name: readers.name, members: readers.members })
                : words('editor.readers.group', { members: readers.members })}
          </span>
          <SavedLine summary={summary} replica={replica} />
          {points}
        </div>
      </div>
      <span className="grow" />
      {children}
    </div>
  )
}

export function DocumentBar({ summary, opened }: DocumentBarProps) {
  const isMinutes = summary.kind === 'minutes'
  return (
    <BarFrame
      summary={summary}
      replica={opened.replica}
      points={<OpenPoints />}
      {...(isMinutes &&
        hasStep(summary.status) && { life: <LifeLine id={summary.id} status={summary.status} /> })}
    >
      <Here opened={opened} />
      {isMinutes ? <Circulate summary={summary} /> : null}
      {isMinutes ? <AskForApproval summary={summary} /> : <AskButton summary={summary} />}
      {summary.readers.kind === 'only-you' ? <ShareButton summary={summary} /> : null}
      <PanelButton />
      <ExportMenu document={summary.id} isAssessment={summary.kind === 'assessment'} />
    </BarFrame>
  )
}

/** One mark per member, however many of their devices are here. */
const membersOf = (people: readonly Person[]): Person[] => [
  ...new Map(people.map(person => [person.member, person])).values(),
]

function Here({ opened }: { opened: Opened }) {
  const words = useWords()
  const members = membersOf(usePeople(opened.people))
  if (members.length === 0) return null
  return (
    <span className="here">
      <span className="here-marks">
        {members.map(person => (
          <MemberMark key={person.member} handle={person.handle} color={person.color} present />
        ))}
      </span>
      <span className="bar-words here-words">
        {words('editor.here', {
          count: members.length,
          people: words.list(members.map(person => person.handle)),
        })}
      </span>
    </span>
  )
}
