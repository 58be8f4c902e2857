// Former members. Their words stay theirs; the list is open to every member.
import type { Group } from '#shared/contract'
import { MemberMark } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function PastMembers({ group }: { group: Group }) {
  const words = useWords()
  const past = group.pastMembers
  if (past.length === 0) return null
  return (
    <section className="past-members" aria-labelledby="past-members">
      <h2 id="past-members">{words('members.past.title')}</h2>
      <ul>
        {past.map(({ id, handle, color, removed }) => (
          <li key={id} className="row">
            <MemberMark handle={handle} color={color} />
            <span className="grow">
              <bdi className="strong">{handle}</bdi>
            </span>
            {removed ? (
              <span className="small muted">
                {words(`members.past.${removed.reason}`, { date: words.date(removed.at) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
