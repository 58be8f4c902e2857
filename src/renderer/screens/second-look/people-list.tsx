// The people of a second look: the member who makes the list, and members who confirmed or declined the file.
import { Check, CircleDashed, FileCheck, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AskedFile } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useNow } from '../../ui/use-now.ts'
import { Panel } from '../decisions/panel.tsx'
import type { People } from '../decisions/people.ts'
import { Icon, MemberMark } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './second-look.css'

type LineProps = {
  member: MemberId | null
  people: People
  icon: LucideIcon
  tone?: 'good' | 'stop' | 'plain'
  text: string
  more?: string | null
}

function Line({ member, people, icon, tone = 'plain', text, more = null }: LineProps) {
  const words = useWords()
  const handle = member === null ? '' : people.handle(member)
  const isSelf = member !== null && people.self?.id === member
  return (
    <li>
      <MemberMark
        handle={handle}
        color={(member === null ? undefined : people.of(member)?.color) ?? 0}
        size="small"
      />
      <div className="grow">
        <b>
          {member === null ? (
            words('second-look.other')
          ) : isSelf ? (
            words('second-look.person', { name: handle })
          ) : (
            <bdi>{handle}</bdi>
          )}
        </b>
        <div className="look-said" data-tone={tone}>
          <Icon of={icon} size="small" />
          <span>{text}</span>
        </div>
        {more === null ? null : (
          <p className="small muted" dir="auto">
            {more}
          </p>
        )}
      </div>
    </li>
  )
}

type LookPanelProps = {
  people: People
  /** Null before this member asked. */
  request: AskedFile | null
  /** Buttons and notices below the list. */
  children?: ReactNode
}

export function LookPanel({ people, request, children }: LookPanelProps) {
  const words = useWords()
  const now = useNow()
  const when = (at: number) => ({ when: words.when(at, now) })
  const self = people.self?.id ?? null
  const answers = request?.answers ?? []
  return (
    <Panel title={words('second-look.panel')}>
      <p className="small muted">{words('second-look.lead')}</p>
      <ul className="look-people">
        <Line
          member={request?.by ?? self}
          people={people}
          icon={Check}
          tone={request ? 'good' : 'plain'}
          text={request ? words('second-look.made', when(request.at)) : words('second-look.making')}
        />
        {answers.map(({ member, at, reason }) => (
          <Line
            key={member}
            member={member}
            people={people}
            icon={reason === null ? Check : X}
            tone={reason === null ? 'good' : 'stop'}
            text={words(
              reason === null ? 'second-look.confirmed' : 'second-look.declined',
              when(at),
            )}
            more={reason}
          />
        ))}
        {answers.length > 0 ? null : (
          <Line
            member={null}
            people={people}
            icon={CircleDashed}
            text={words(request ? 'second-look.waits' : 'second-look.notAsked')}
          />
        )}
      </ul>
      {request?.writtenAt == null ? null : (
        <p className="look-said small" data-tone="plain">
          <Icon of={FileCheck} size="small" />
          <span>{words('second-look.written', when(request.writtenAt))}</span>
        </p>
      )}
      {children}
    </Panel>
  )
}
