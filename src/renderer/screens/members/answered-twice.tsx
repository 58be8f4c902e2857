// An invitation is for one person. If more than one reply answers it, it may have been copied, and
// only the security words, compared by telephone, tell the replies apart: each name is chosen by its
// writer.
import type { Group } from '#shared/contract'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { strong } from './strong.tsx'

type Request = Group['requests'][number]

/** The other replies to the invitation that this one answers. */
export const otherReplies = ({ requests }: Group, { reply, invitation }: Request): Request[] =>
  requests.filter(each => each.invitation === invitation && each.reply !== reply)

export function AnsweredTwice({ kind, others }: { kind: Request['kind']; others: number }) {
  const words = useWords()
  if (others === 0) return null
  return (
    <Notice tone="warning" title={words('members.check.others.title', { replies: others + 1 })}>
      {words.rich(kind === 'device' ? 'members.check.others.device' : 'members.check.others', {
        b: strong,
      })}
    </Notice>
  )
}

/** After one was admitted: the names under which the others came. */
export function OthersEnded({ handle, ended }: { handle: string; ended: string[] }) {
  const words = useWords()
  if (ended.length === 0) return null
  const values = { handle, others: ended.length, people: words.list(ended) }
  return (
    <Notice tone="warning" title={words('members.admitted.others.title', values)}>
      {words('members.admitted.others', values)}
    </Notice>
  )
}
