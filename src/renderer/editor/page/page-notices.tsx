// Notices about the page as a whole.
import { useId } from 'react'
import type { CircleRole, Group, Right, Role } from '#shared/contract'
import type { WindowReplica, WindowReplicaState, Trouble } from '../replica/window-replica.ts'
import { Button, Notice } from '../../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'
import '../../screens/documents/late-words.css'

type PageNoticesProps = {
  replica: WindowReplica
  state: WindowReplicaState
  readOnly: boolean
  /** The rights in the text as it is shown. */
  rights: ReadonlySet<Right>
  /** This person may suggest here. */
  suggests?: boolean
  /** A decision fixes it, as a notice beside these says. */
  isFixed?: boolean
  /** A newer version wrote it. */
  newer?: boolean
  /**
   * This member's role in the circle of the text, once it is known; null where it has no circle.
   */
  inCircle?: { role: CircleRole | null } | null | undefined
}

function wordsFor(
  trouble: Trouble,
  outside: string | null,
  words: Words,
): { title: string; text: string } {
  switch (trouble.kind) {
    case 'refused':
      return {
        title: words('editor.trouble.refused.title'),
        text: `${words('editor.trouble.refused')} ${refusal(trouble, outside, words)}`.trim(),
      }
    case 'parted':
      return { title: words('editor.trouble.parted.title'), text: words('editor.trouble.parted') }
    case 'editor-failed':
      return { title: words('editor.trouble.failed.title'), text: words('editor.trouble.failed') }
    case 'unreachable':
      return {
        title: words('editor.trouble.unreachable.title'),
        text: words('editor.trouble.unreachable'),
      }
  }
}

/** Refusals that a person can do something about say what; the others are ours. */
function refusal(
  { code: said }: Extract<Trouble, { kind: 'refused' }>,
  outside: string | null,
  words: Words,
): string {
  // Outside the group or the circle no role is to blame.
  if (outside !== null && said === 'not-permitted') return outside
  const own = [
    ...(['not-permitted', 'disk-full', 'archive-replaced', 'not-writable'] as const),
    ...(['group-stopped', 'locked'] as const),
  ]
  const code = own.find(each => each === said)
  return code ? words(sentenceOf(code)) : ''
}

/** Words that are in no text, to be copied. */
function OfferedWords({ text }: { text: string }) {
  const words = useWords()
  const id = useId()
  return (
    <>
      <label className="refused-words" htmlFor={id}>
        {words('editor.trouble.refused.words')}
      </label>
      <textarea
        id={id}
        className="late-words"
        dir="auto"
        readOnly
        rows={Math.min(3, text.split('\n').length)}
        value={text}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </>
  )
}

/** Roles that write no word of the text. */
const reading: ReadonlySet<Role> = new Set([
  ...(['observer', 'reviewer', 'commenter', 'secretariat', 'guest'] as const),
])

/** Why this person writes no word of the text: not in the group, or by a role; null for another reason. */
function readerSays(
  { rights, suggests = false, inCircle }: PageNoticesProps,
  group: Group | undefined,
  words: Words,
): string | null {
  if (group?.state === 'removed') return words('editor.readOnly.out')
  if (inCircle === undefined) return null
  if (inCircle) {
    const { role } = inCircle
    if (role === null) return words('members.circles.outLead')
    if (!rights.has('remark')) return words('editor.readOnly.circle')
    const named = words(`members.circles.role.${role}`)
    return words(suggests ? 'comments.readOnly.circle' : 'comments.readOnly.circle.alone', {
      role: named,
    })
  }
  const role = group?.memberList.find(({ id }) => id === group.self)?.role
  if (!role || !reading.has(role)) return null
  const says = suggests
    ? 'comments.readOnly'
    : rights.has('remark')
      ? 'comments.readOnly.alone'
      : 'editor.readOnly.role'
  return words(says, { role: words(`members.role.${role}`) })
}

export function PageNotices(props: PageNoticesProps) {
  const { replica, state, readOnly, suggests = false, newer = false, isFixed = false } = props
  const { inCircle } = props
  const words = useWords()
  const group = useGroupHere()
  const { trouble, phase, notTaken } = state
  const outside =
    group?.state === 'removed'
      ? words('failure.notInGroup')
      : inCircle?.role === null
        ? words('members.circles.outLead')
        : null
  const said = trouble && wordsFor(trouble, outside, words)
  const says = newer ? words('editor.readOnly') : readerSays(props, group, words)
  return (
    <>
      {said ? (
        <Notice
          tone={trouble?.kind === 'unreachable' ? 'error' : 'warning'}
          title={said.title}
          action={
            phase === 'open' ? (
              <Button size="small" onPress={replica.dismissTrouble}>
                {words('ui.close')}
              </Button>
            ) : null
          }
        >
          {phase === 'opening' && trouble?.kind !== 'unreachable'
            ? words('editor.trouble.reading')
            : said.text}
          {notTaken === '' ? null : <OfferedWords text={notTaken} />}
        </Notice>
      ) : null}
      {readOnly && !(isFixed && says === null) ? (
        <Notice title={words(suggests ? 'comments.readOnly.title' : 'editor.readOnly.title')}>
          {says}
        </Notice>
      ) : null}
    </>
  )
}
