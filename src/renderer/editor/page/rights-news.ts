// Says what one may do in an open text when that has become something else: a role changed, or the text
// was shared. The page goes on as it is, with caret, selection and undo.
import { useEffect, useRef } from 'react'
import { say } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'

type Rights = Pick<WindowReplicaState, 'doc' | 'writable' | 'remarks' | 'proposes' | 'settles'>

const reachOf = ({ writable, proposes, remarks }: Rights) =>
  writable ? 'all' : proposes ? 'remarks' : remarks ? 'comments' : 'nothing'

const newsOf = (words: Words, before: Rights, now: Rights): string | null => {
  const reach = reachOf(now)
  if (reachOf(before) !== reach) return words(`editor.rights.${reach}`)
  if (before.settles === now.settles) return null
  return words(now.settles ? 'editor.rights.settles' : 'editor.rights.settlesNot')
}

export function useRightsNews(state: WindowReplicaState): void {
  const words = useWords()
  const { doc, phase, writable, remarks, proposes, settles } = state
  const last = useRef<Rights | null>(null)
  useEffect(() => {
    const before = last.current
    const now = phase === 'open' ? { doc, writable, remarks, proposes, settles } : null
    last.current = now
    // A reloaded one says so itself.
    const news = before && now && before.doc === doc ? newsOf(words, before, now) : null
    if (news !== null) say(news)
  }, [words, doc, phase, writable, remarks, proposes, settles])
}
