// One row per member, and one per request that waits for its security words.
import { useMemo } from 'react'
import type { Group, Member, Reach } from '#shared/contract'
import { useNow } from '../../ui/use-now.ts'
import { Button, MemberMark, reachWords, Table, type TableColumn } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { otherReplies } from './answered-twice.tsx'
import { DeviceLine, nameOf, standingOf } from './device-line.tsx'
import { type MemberAct, MemberMenu } from './member-menu.tsx'
import { isOutsideRole } from './role-words.ts'

type Request = Group['requests'][number]
type Row =
  | { kind: 'member'; id: string; member: Member }
  | { kind: 'request'; id: string; request: Request }

export type MemberTableProps = {
  group: Group
  /** The request whose words are on the screen. */
  comparing: string | null
  onCompare: (reply: string) => void
  onAct: (act: MemberAct) => void
}

/** `now` in UTC milliseconds. */
function latest(reach: Reach, now: number, words: Words): string {
  if (reach.state === 'self') return words('members.latest.self')
  return reach.state === 'has-everything'
    ? words('members.latest.yes', { when: words.when(reach.at, now) })
    : reachWords(reach, words)
}

/** A term goes to the end of its last day. */
const day = 24 * 60 * 60 * 1000

/** Under the name: since when, and until when where a term is set; whether it is over. */
function serves({ joinedAt, term }: Member, now: number, words: Words): string {
  const date = words.date(term.from ?? joinedAt)
  if (term.until !== null && term.until + day <= now)
    return words('members.served', { date: words.date(term.until) })
  return term.until === null
    ? words('members.joined', { date })
    : words('members.serves', { date, until: words.date(term.until) })
}

const asked = (request: Request, now: number, words: Words): string =>
  words(request.kind === 'device' ? 'members.askedDevice' : 'members.asked', {
    when: words.when(request.at, now),
  })

const handleOf = (row: Row): string =>
  row.kind === 'member' ? row.member.handle : row.request.handle

function Person({ row, now, group }: { row: Row; now: number; group: Group }) {
  const words = useWords()
  const handle = handleOf(row)
  const others = row.kind === 'member' ? 0 : otherReplies(group, row.request).length
  return (
    <div className="row person">
      <MemberMark
        handle={handle}
        color={row.kind === 'member' ? row.member.color : 0}
        size="large"
      />
      <div>
        <div className="strong">
          <bdi>{handle}</bdi>{' '}
          {row.kind === 'member' && row.member.self ? (
            <span className="quiet person-self">{words('members.you')}</span>
          ) : null}
        </div>
        <div className="smallest quiet">
          {row.kind === 'member' ? serves(row.member, now, words) : asked(row.request, now, words)}
        </div>
        {others > 0 ? (
          <div className="smallest">{words('members.asked.others', { replies: others + 1 })}</div>
        ) : null}
      </div>
    </div>
  )
}

/** For roles of outsiders: whether the member has the group's key. */
function WhatIsRead({ member: { role, outside } }: { member: Member }) {
  const words = useWords()
  if (!isOutsideRole(role)) return null
  return (
    <div className="smallest quiet">
      {words(outside ? 'members.readsCircles' : 'members.readsAll')}
    </div>
  )
}

function RoleCell({ row }: { row: Row }) {
  const words = useWords()
  return (
    <div className="small">
      {words(row.kind === 'member' ? `members.role.${row.member.role}` : 'members.role.none')}
      {row.kind === 'member' ? (
        <WhatIsRead member={row.member} />
      ) : (
        <div className="smallest quiet">
          {words('members.role.asked', { role: words(`members.role.${row.request.role}`) })}
        </div>
      )}
    </div>
  )
}

function DevicesCell({ row }: { row: Row }) {
  const words = useWords()
  if (row.kind === 'request')
    return (
      <DeviceLine
        name={row.request.device || words('members.device.asking')}
        standing="unchecked"
      />
    )
  return row.member.devices.map((device, index) => (
    <DeviceLine key={device.id} name={nameOf(device, index, words)} standing={standingOf(device)} />
  ))
}

type LatestProps = Pick<MemberTableProps, 'comparing' | 'onCompare'> & { row: Row; now: number }

function LatestCell({ row, now, comparing, onCompare }: LatestProps) {
  const words = useWords()
  if (row.kind === 'member')
    return (
      <span className="small">
        {row.member.outside && !row.member.self
          ? words('members.latest.outside')
          : latest(row.member.reach, now, words)}
      </span>
    )
  const { reply } = row.request
  return reply === comparing ? (
    <span className="small">{words('members.latest.nothing')}</span>
  ) : (
    <Button size="small" onPress={() => onCompare(reply)}>
      {words('members.latest.compare')}
    </Button>
  )
}

function columnsOf(words: Words, now: number, props: MemberTableProps): TableColumn<Row>[] {
  const { group, comparing, onCompare, onAct } = props
  return [
    {
      id: 'member',
      title: words('members.column.member'),
      names: handleOf,
      cell: row => <Person row={row} now={now} group={group} />,
    },
    {
      id: 'role',
      title: words('members.column.role'),
      width: '104px',
      cell: row => <RoleCell row={row} />,
    },
    {
      id: 'devices',
      title: words('members.column.devices'),
      width: '232px',
      cell: row => <DevicesCell row={row} />,
    },
    {
      id: 'latest',
      title: words('members.column.latest'),
      width: '158px',
      cell: row => <LatestCell row={row} now={now} comparing={comparing} onCompare={onCompare} />,
    },
    {
      id: 'acts',
      title: words('members.column.acts'),
      titleUnseen: true,
      width: '44px',
      cell: row =>
        row.kind === 'member' ? (
          <MemberMenu group={group} member={row.member} onAct={onAct} />
        ) : null,
    },
  ]
}

const rowsOf = ({ memberList, requests }: Group): Row[] => [
  ...memberList.map(member => ({ kind: 'member' as const, id: member.id, member })),
  ...requests.map(request => ({ kind: 'request' as const, id: request.reply, request })),
]

export function MemberTable({ group, comparing, onCompare, onAct }: MemberTableProps) {
  const words = useWords()
  const now = useNow()
  const rows = useMemo(() => rowsOf(group), [group])
  const columns = useMemo(
    () => columnsOf(words, now, { group, comparing, onCompare, onAct }),
    [words, now, group, comparing, onCompare, onAct],
  )
  return (
    <Table
      label={words('members.title')}
      columns={columns}
      items={rows}
      current={comparing ?? undefined}
    />
  )
}
