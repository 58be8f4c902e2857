// Says what one may do in an open text when that has become something else: a role changed, or the text
// was shared by another member. The page goes on as it is, with caret, selection and undo.
import { useEffect, useRef } from 'react'
import type { Right } from '#shared/contract'
import { say } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'

/** `isAlone`: it was private when these rights came. */
type Rights = Pick<WindowReplicaState, 'doc' | 'rights'> & { isAlone: boolean }

const widestOf = (rights: ReadonlySet<Right>) => {
  if (rights.has('write')) return 'all'
  return rights.has('propose') ? 'remarks' : rights.has('remark') ? 'comments' : 'nothing'
}

const newsOf = (words: Words, before: Rights, now: ReadonlySet<Right>): string | null => {
  const widest = widestOf(now)
  if (widestOf(before.rights) !== widest) return words(`editor.rights.${widest}`)
  const settles = now.has('settle')
  // A member who shares a text takes up its amendments, and was told so by the dialog.
  if (before.rights.has('settle') === settles || before.isAlone) return null
  return words(settles ? 'editor.rights.settles' : 'editor.rights.settlesNot')
}

export function useRightsNews(state: WindowReplicaState, isAlone: boolean): void {
  const words = useWords()
  const { doc, phase, rights } = state
  const last = useRef<Rights | null>(null)
  useEffect(() => {
    const before = last.current
    const wasAlone = before?.rights === rights ? before.isAlone : isAlone
    const now = phase === 'open' ? { doc, rights, isAlone: wasAlone } : null
    last.current = now
    // A reloaded one says so itself.
    const news = before && now && before.doc === doc ? newsOf(words, before, now.rights) : null
    if (news !== null) say(news)
  }, [words, doc, phase, rights, isAlone])
}
