// Says what one may do in an open text when that has become something else: a role changed, or the text
// was shared by another member. The page goes on as it is, with caret, selection and undo.
import { useEffect, useRef } from 'react'
import type { Right } from '#shared/contract'
import { say } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'

type Rights = Pick<WindowReplicaState, 'doc' | 'rights'>

/** Whether one may suggest depends on the status too: a notice below the page says it. */
const widestOf = (rights: ReadonlySet<Right>) =>
  rights.has('write') ? 'all' : rights.has('remark') ? 'comments' : 'nothing'

const newsOf = (
  words: Words,
  before: ReadonlySet<Right>,
  now: ReadonlySet<Right>,
): string | null => {
  const widest = widestOf(now)
  if (widestOf(before) !== widest) return words(`editor.rights.${widest}`)
  const settles = now.has('settle')
  if (before.has('settle') === settles) return null
  // A private text alone gives no voice. The dialog said what its person may do once it is shared.
  if (settles && !before.has('voice')) return null
  return words(settles ? 'editor.rights.settles' : 'editor.rights.settlesNot')
}

export function useRightsNews(state: WindowReplicaState): void {
  const words = useWords()
  const { doc, phase, rights } = state
  const last = useRef<Rights | null>(null)
  useEffect(() => {
    const before = last.current
    const now = phase === 'open' ? { doc, rights } : null
    last.current = now
    // A reloaded one says so itself.
    const news =
      before && now && before.doc === doc ? newsOf(words, before.rights, now.rights) : null
    if (news !== null) say(news)
  }, [words, doc, phase, rights])
}
