// Begins a suggestion for the paragraph with the caret, also for who may not write in it; and what keys
// suggest for whole paragraphs.
import { useCallback, useMemo } from 'react'
import { isBlockId, type ParagraphSuggestion } from '#shared/document'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useComments } from '../comments/comments-state.ts'
import { caretPlace, selectedWords } from '../comments/page-words.ts'
import { usePageState } from '../page/page-state.ts'
import type { SuggestedByKeys } from './limits.ts'

export function useSuggestingParagraph(): (what: ParagraphSuggestion['what']) => void {
  const words = useWords()
  const comments = useComments()
  const page = usePageState()
  return useCallback(
    what => {
      const { blocks, current } = page.snapshot()
      const root = document.querySelector('.page-text')
      const at = root && (caretPlace(root) ?? selectedWords(root))
      const block = at ? blocks[at.index] : blocks.find(({ id }) => id === current)
      if (!block || !isBlockId(block.id)) return say(words('amendments.noParagraph'))
      const suggestion = { what, block: block.id }
      comments.bring({ shown: 'suggested', suggestion, current: null, draft: null })
    },
    [words, comments, page],
  )
}

export function useSuggestedByKeys(): SuggestedByKeys {
  const words = useWords()
  const comments = useComments()
  return useMemo(
    () => ({
      add(after) {
        const suggestion = { what: 'add' as const, block: after }
        comments.bring({ shown: 'suggested', suggestion, current: null, draft: null })
      },
      remove(blocks) {
        const made = blocks.map(block => comments.remarks.suggest({ what: 'remove', block }))
        const count = made.filter(each => 'id' in each).length
        if (count === 0) return say(words('comments.notSuggested'))
        say(words('suggesting.done.removals', { count }))
        comments.bring({ shown: 'suggested', suggestion: null, current: null, draft: null })
      },
      refused: () => say(words('comments.notSuggested')),
    }),
    [words, comments],
  )
}
