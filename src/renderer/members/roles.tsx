// What each role may do, in one line each.
import { Role } from '#shared/contract'
import { useWords } from '../words/index.ts'
import { whatRoleDoes } from './role-words.ts'

export function Roles() {
  const words = useWords()
  return (
    <dl className="roles">
      {Role.options.map(role => (
        <div key={role}>
          <dt>{words(`members.role.${role}`)}</dt>
          <dd>{whatRoleDoes(role, true, words)}</dd>
        </div>
      ))}
    </dl>
  )
}
