// The origin of this document, and words that were written meanwhile in the retired one: offered as
// text to copy, one after the other, until each was dealt with.
import type { DocumentId, GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import './late-words.css'

export type LateWordsProps = { group: GroupId; document: DocumentId }

export function LateWords({ group, document }: LateWordsProps) {
  const core = useCore()
  const words = useWords()
  const told = ['documents.changed'] as const
  const { value: from, again } = useAnswer('documents.retiredFrom', { document }, told)
  const [first] = from?.late ?? []
  const { value: about } = useAnswer('groups.get', first ? { group } : null)
  const settle = useAct(async () => {
    await core.call('documents.settleLate', { document, index: 0 })
    again()
  })
  if (!from || !first || !about) return null
  const known = [...about.memberList, ...about.pastMembers]
  const nameOf = (member: string | null): string =>
    known.find(({ id }) => id === member)?.handle ?? words('documents.late.somebody')
  const text = words('documents.late.text', { writer: nameOf(first.by), left: from.late.length })
  return (
    <Notice
      tone="warning"
      title={words('documents.late.title', { eraser: nameOf(from.by), date: words.date(from.at) })}
      action={
        <Button size="small" busy={settle.busy} onPress={() => void settle.run()}>
          {words('documents.late.settle')}
        </Button>
      }
    >
      {text}
      <textarea
        className="late-words"
        dir="auto"
        readOnly
        aria-label={text}
        rows={3}
        value={first.text}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </Notice>
  )
}
