// How far the devices of each other member are with what this one has.
import type { Group } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { Card, Link, MemberMark, SyncLine } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function UpToDate({ group }: { group: Group }) {
  const words = useWords()
  const go = useGo()
  const others = group.memberList.filter(member => !member.self && !member.outside)
  return (
    <Card
      title={words('home.latest')}
      end={
        <span className="small">
          <Link onPress={() => go({ screen: 'members' })}>{words('home.latest.details')}</Link>
        </span>
      }
    >
      <ul className="card-body latest">
        {others.length === 0 ? (
          <li className="small muted">{words('home.latest.alone')}</li>
        ) : (
          others.map(member => (
            <li key={member.id} className="latest-line">
              <MemberMark handle={member.handle} color={member.color} size="small" />
              <span className="grow ellipsis">
                <bdi>{member.handle}</bdi>{' '}
                {member.role === 'chair' || member.role === 'rapporteur' ? (
                  <span className="quiet">{words(`members.role.${member.role}`)}</span>
                ) : null}
              </span>
              <SyncLine reach={member.reach} />
            </li>
          ))
        )}
      </ul>
    </Card>
  )
}
