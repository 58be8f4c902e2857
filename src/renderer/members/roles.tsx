// What each role may do, in one line each.
import { useWords } from '../words/index.ts'

export function Roles() {
  const words = useWords()
  return (
    <dl className="roles">
      <div>
        <dt>{words('members.role.chair')}</dt>
        <dd>{words('members.role.chair.does')}</dd>
      </div>
      <div>
        <dt>{words('members.role.member')}</dt>
        <dd>{words('members.role.member.does')}</dd>
      </div>
    </dl>
  )
}
