// What each role may do, in one line each.
import { Role } from '#shared/contract'
import { useWords } from '../words/index.ts'

export function Roles() {
  const words = useWords()
  return (
    <dl className="roles">
      {Role.options.map(role => (
        <div key={role}>
          <dt>{words(`members.role.${role}`)}</dt>
          <dd>{words(`members.role.${role}.does`)}</dd>
        </div>
      ))}
    </dl>
  )
}
