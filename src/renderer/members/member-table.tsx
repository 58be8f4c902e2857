// One row per member, and one per request that waits for its six words.
import { useState } from 'react'
import { Laptop, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { Device, Group, Member, Reach } from '#shared/contract'
import { Button, Icon, MemberMark, Table, type TableColumn } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'

type Request = Group['requests'][number]
type Row = { kind: 'member'; member: Member } | { kind: 'request'; request: Request }

export type MemberTableProps = {
  group: Group
  /** The request whose words are on the screen. */
  comparing: string | null
  onCompare: (reply: string) => void
}

/** `now` in UTC milliseconds. */
export function latest(reach: Reach, now: number, words: Words): string {
  switch (reach.state) {
    case 'self':
      return words('members.latest.self')
    case 'has-everything':
      return words('members.latest.yes', { when: words.when(reach.at, now) })
    case 'behind':
      return words('members.latest.behind', { changes: reach.changes })
    case 'never-heard':
      return words('members.latest.never')
  }
}

const nameOf = (device: Device, index: number, words: Words): string =>
  device.name ||
  (device.self
    ? words('members.device.self')
    : words('members.device.unnamed', { number: index + 1 }))

function DeviceLine({ name, checked }: { name: string; checked: boolean }) {
  const words = useWords()
  return (
    <div className="device-line">
      <span className="device-name">
        <Icon of={Laptop} size="small" />
        <span dir="auto">{name}</span>
      </span>
      <span className="device-check" data-checked={checked}>
        <Icon of={checked ? ShieldCheck : ShieldAlert} size="small" />
        {words(checked ? 'members.device.checked' : 'members.device.unchecked')}
      </span>
    </div>
  )
}

function Person({ row, now }: { row: Row; now: number }) {
  const words = useWords()
  const { handle } = row.kind === 'member' ? row.member : row.request
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
          {row.kind === 'member'
            ? words('members.joined', { date: words.date(row.member.joinedAt) })
            : words('members.asked', { when: words.when(row.request.at, now) })}
        </div>
      </div>
    </div>
  )
}

export function MemberTable({ group, comparing, onCompare }: MemberTableProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  const rows: Row[] = [
    ...group.memberList.map(member => ({ kind: 'member' as const, member })),
    ...group.requests.map(request => ({ kind: 'request' as const, request })),
  ]
  const columns: TableColumn<Row>[] = [
    {
      id: 'member',
      title: words('members.column.member'),
      names: true,
      cell: row => <Person row={row} now={now} />,
    },
    {
      id: 'role',
      title: words('members.column.role'),
      width: '112px',
      cell: row => (
        <span className="small">
          {words(row.kind === 'member' ? `members.role.${row.member.role}` : 'members.role.none')}
        </span>
      ),
    },
    {
      id: 'devices',
      title: words('members.column.devices'),
      width: '250px',
      cell: row =>
        row.kind === 'request' ? (
          <DeviceLine name={words('members.device.asking')} checked={false} />
        ) : (
          row.member.devices.map((device, index) => (
            <DeviceLine
              key={device.id}
              name={nameOf(device, index, words)}
              checked={device.checked}
            />
          ))
        ),
    },
    {
      id: 'latest',
      title: words('members.column.latest'),
      width: '158px',
      cell: row =>
        row.kind === 'member' ? (
          <span className="small">{latest(row.member.reach, now, words)}</span>
        ) : row.request.reply === comparing ? (
          <span className="small">{words('members.latest.nothing')}</span>
        ) : (
          <Button size="small" onPress={() => onCompare(row.request.reply)}>
            {words('members.latest.compare')}
          </Button>
        ),
    },
  ]
  return (
    <Table
      label={words('members.title')}
      columns={columns}
      items={rows}
      idOf={row => (row.kind === 'member' ? row.member.id : row.request.reply)}
      textOf={row => (row.kind === 'member' ? row.member.handle : row.request.handle)}
      current={comparing ?? undefined}
    />
  )
}
