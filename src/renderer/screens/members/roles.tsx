// The rights of each role, in one line each; and members with an outsider's role who hold the
// group's key all the same, as the records say: they were admitted with another role.
import { type Group, Role } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import { isOutsideRole, whatRoleDoes } from './role-words.ts'

export function Roles({ members }: { members: Group['memberList'] }) {
  const words = useWords()
  const withKey = (role: Role): string[] =>
    members
      .filter(member => isOutsideRole(role) && member.role === role && !member.outside)
      .map(({ handle }) => handle)
  return (
    <dl className="roles">
      {Role.options.map(role => {
        const people = withKey(role)
        return (
          <div key={role}>
            <dt>{words(`members.role.${role}`)}</dt>
            <dd>{whatRoleDoes(role, true, words)}</dd>
            {people.length > 0 ? (
              <dd>
                {words('members.roles.haveKey', {
                  count: people.length,
                  people: words.list(people),
                })}
              </dd>
            ) : null}
          </div>
        )
      })}
    </dl>
  )
}
