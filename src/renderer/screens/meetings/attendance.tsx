// Attendance: the quorum in words, and a mark for each member entitled. Members mark themselves; the
// chair and the rapporteur mark anyone.
import type { Attendance as Mark, Meeting } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, FailureNotice, MemberMark, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'
import { Parts } from './parts.tsx'
import { useTimes } from './times.ts'
import { useQuorumLine } from './quorum-line.ts'
import './session.css'

const marks: Mark[] = ['present', 'remote', 'text', 'left', 'absent']
type Row = Meeting['members'][number]

type AttendanceProps = { meeting: Meeting; members: Members }

export function Attendance({ meeting, members }: AttendanceProps) {
  const words = useWords()
  return (
    <div className="attendance">
      <section aria-labelledby="attendance-quorum">
        <h3 id="attendance-quorum">{words('meetings.quorum')}</h3>
        <p className="sentence">{useQuorumLine(meeting.quorum)}</p>
        <p className="smallest quiet">{words('meetings.quorum.from')}</p>
      </section>
      <AttendanceMarks meeting={meeting} members={members} />
    </div>
  )
}

export function AttendanceMarks({ meeting, members }: AttendanceProps) {
  const words = useWords()
  const core = useCore()
  const { agenda, acts, state } = meeting
  const mayMarkAll = acts.includes('attendance')
  const mark = useAct(async (of: readonly Row[], state: Mark) => {
    await core.call('meetings.present', { agenda, members: of.map(({ member }) => member), state })
  })
  const entitled = meeting.members.filter(({ isEntitled }) => isEntitled)
  const others = meeting.members.filter(({ isEntitled }) => !isEntitled)
  // Apologies are not presence: such a member is marked alone, if there after all.
  const unmarked = entitled.filter(
    ({ attendance, answer }) => attendance === null && answer !== 'apology',
  )
  const row = (each: Row) => (
    <AttendanceRow
      key={each.member}
      row={each}
      members={members}
      onMark={
        mayMarkAll || (acts.includes('mark') && each.member === members.self?.id)
          ? state => void mark.run([each], state)
          : null
      }
    />
  )
  return (
    <>
      <section aria-labelledby="attendance-entitled">
        <div className="row">
          <h3 id="attendance-entitled" className="grow">
            {words('meetings.entitled', { count: entitled.length })}
          </h3>
          {mayMarkAll && state === 'open' && unmarked.length > 0 ? (
            <Button
              size="small"
              variant="quiet"
              busy={mark.busy}
              onPress={() => void mark.run(unmarked, 'present')}
            >
              {words('meetings.markPresent', { count: unmarked.length })}
            </Button>
          ) : null}
        </div>
        <ul>{entitled.map(row)}</ul>
        <FailureNotice of={mark.failure} />
      </section>
      {others.length > 0 ? (
        <section aria-labelledby="attendance-others">
          <h3 id="attendance-others">{words('meetings.notEntitled', { count: others.length })}</h3>
          <ul>{others.map(row)}</ul>
        </section>
      ) : null}
      <p className="smallest quiet">{words('meetings.attendance.who')}</p>
    </>
  )
}

type RowProps = { row: Row; members: Members; onMark: ((state: Mark) => void) | null }

function AttendanceRow({ row, members, onMark }: RowProps) {
  const words = useWords()
  const times = useTimes()
  const { member, attendance: state, region, leftAt, answer, alternate, heldBy, isApart } = row
  const found = members.of(member)
  const name = members.nameOf(member)
  const notes = [
    ...(region === '' ? [] : [region]),
    ...(leftAt === null ? [] : [words('meetings.leftAt', { clock: times.clock(leftAt) })]),
    ...(heldBy === null ? [] : [words('meetings.heldBy', { alternate: members.handleOf(heldBy) })]),
    ...(answer === 'apology'
      ? [
          alternate === null || heldBy !== null
            ? words('meetings.apologies')
            : words('meetings.apologiesFor', { alternate: members.handleOf(alternate) }),
        ]
      : []),
    ...(isApart ? [words('meetings.markedApart')] : []),
  ]
  return (
    <li className="attendance-row">
      <MemberMark
        handle={found?.handle ?? '?'}
        color={found?.color ?? 1}
        size="small"
        present={state === 'present' || state === 'remote' || state === 'text'}
      />
      <div className="grow">
        <bdi className="strong">{name}</bdi>
        {notes.length > 0 ? (
          <div className="smallest quiet">
            <Parts of={notes} />
          </div>
        ) : null}
      </div>
      {onMark ? (
        <Select<Mark | 'none'>
          label={words('meetings.markOf', { name: members.handleOf(member) })}
          labelUnseen
          size="small"
          value={state ?? 'none'}
          onChange={next => {
            if (next !== 'none') onMark(next)
          }}
          choices={[
            ...(state === null ? [{ id: 'none' as const, text: words('meetings.mark.none') }] : []),
            ...marks.map(id => ({ id, text: words(`meetings.mark.${id}`) })),
          ]}
        />
      ) : (
        <span className="small muted">{words(`meetings.mark.${state ?? 'none'}`)}</span>
      )}
    </li>
  )
}
